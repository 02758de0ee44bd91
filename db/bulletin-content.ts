/**
 * The facts of one monthly doubling bulletin (倍增通报), worked out at once and kept; words are chosen where it is shown.
 * Money is text in 万元, growth text in percent with four decimals, both as the database gave them.
 */
export interface BulletinContent {
  /** Last month of data, `2023-10`. */
  period: string
  /** Last day of that month: as of when stocks are counted. */
  asOf: string
  /** When the facts were read; ISO. What was recorded later is not in them. */
  composedAt: string
  isDemo: boolean
  /** 基期: growth is value year over base year. */
  baseYear: number
  valueYear: number
  /** 名录: union of all rosters up to now. */
  listed: number
  outputDoubled: number
  taxDoubled: number
  /** 产值增长50%以上; contains `outputDoubled`. */
  outputUp50: number
  taxUp50: number
  bothDoubled: number
  /** Enterprises whose growth cannot be computed for want of figures or because the base is not positive. */
  incomparable: number
  /** 名单: names of the enterprises doubled, by unit. */
  doubledFirms: { output: string[]; tax: string[] }
  /** 10亿/50亿/100亿 tiers by output of the value year, nested. */
  tiers: { atLeastYi: 10 | 50 | 100; count: number }[]
  units: UnitFacts[]
  /** What the ranking of units goes by. */
  ranking: RankingBasis | null
  /** Null where fewer than 3 can be compared. */
  progress: ProgressFacts | null
  chains: GroupFacts[]
  /** 四类企业. */
  origins: GroupFacts[]
  /** What of it may still change. */
  provisional: Provisional
  /** 干部联企业 campaign totals; null when none is on the books. */
  campaign: { name: string; cadres: number; enterprises: number; collected: number; solved: number } | null
  /** The ledger itself, at the moment of drafting. */
  cases: CaseTally
  scale: ScaleFacts | null
  nurture: NurtureFacts | null
  projects: ProjectFacts | null
  contracts: ContractFacts | null
  macro: MacroFact[]
  boards: Boards
}

/** Counts of growth; null where fewer than 3 enterprises stand behind them (统计法: no data of single respondents). */
export type GrowthCounts = { outputDoubled: number; taxDoubled: number; outputUp50: number } | null

export interface UnitFacts {
  /** Unit id; null for firms that count for no unit. */
  id: string | null
  name: string
  listed: number
  growth: GrowthCounts
  /** Growth of the listed firms' months together, by `ranking`; null where fewer than 3 can be compared. */
  progress: { firms: number; growth: string } | null
  rank: number | null
  /** Last month's rank by the same count; null where it cannot be told. */
  rankBefore: number | null
}

export interface RankingBasis {
  /** `2023M01-10`. */
  period: string
  /** What the months are held against. */
  against: Against
  /** `2023M01-09`; null where last month's rank cannot be told by the same count. */
  before: string | null
  /** Growth of all that can be compared. */
  growth: string | null
}

/** The same months of the base year, or of last year. */
export type Against = '基期同期' | '上年同期'

/** 进度口径: all listed firms' months together against the base year's. */
export interface ProgressFacts {
  /** `2023M01-10`. */
  period: string
  firms: number
  growth: string
}

export interface GroupFacts {
  name: string
  listed: number
  growth: GrowthCounts
}

interface Provisional {
  /** Listed firms whose output or tax of the value year only they themselves or a department reported. */
  unconfirmed: number
  /** Listed firms with a figure under question. */
  doubted: number
  /** Listed firms without output, and without tax, of the month. */
  outputMissing: number
  taxMissing: number
}

/** Counts of a group of cases. */
export interface CaseGroupTally {
  name: string
  collected: number
  solved: number
  open: number
  overdue: number
}

export interface CaseTally {
  collected: number
  solved: number
  open: number
  overdue: number
  closed: number
  byCategory: CaseGroupTally[]
  /** 承办单位. */
  byUnit: CaseGroupTally[]
}

export interface ScaleFacts {
  year: number
  entries: number
  exits: number
  net: number
  /** At the end of the month. */
  count: number
  /** 新增目标; null where none is set. */
  target: number | null
  /** 应统未统, 小升规培育库, 退规风险库: enterprises on them. */
  dueIn: number
  cultivation: number
  risk: number
}

export interface NurtureFacts {
  /** The newest year in which any were recognised. */
  year: number
  /** 新认定省级以上专精特新“小巨人” of that year, of them provincial; and provincial the whole year before. */
  specialised: number
  provincial: number
  provincialBefore: number
  /** 头雁. */
  leading: number
  /** Names of the 头雁 growing fastest; single firms' growth is not told. */
  fastest: string[]
  /** What `fastest` goes by, `2023M01-10`. */
  period: string | null
}

export interface ProjectFacts {
  year: number
  /** 在建亿元以上工业项目. */
  building: number
  /** Null below 3 firms. */
  total: string | null
  toProduce: number
  produced: number
  expectedOutput: string | null
  expectedTax: string | null
  /** 应开工未开工, 红灯. */
  lateToStart: number
  red: number
}

export interface ContractFacts {
  /** The newest year in which any were signed. */
  year: number
  signed: number
  total: string | null
  attracted: string | null
  manufacturing: number
  top500: number
  top500Total: string | null
  top500Attracted: string | null
  started: number
  produced: number
}

export interface MacroFact {
  indicator: string
  period: string
  value: string | null
  unit: string | null
  growth: string | null
  rank: number | null
  rankedIn: string | null
  aboveNation: string | null
  aboveProvince: string | null
  source: string
}

/** 红榜（表扬）、黄榜（督促整改）: suggested by rule, printed only once somebody with the right has agreed. */
export interface Boards {
  red: BoardLine[]
  yellow: BoardLine[]
}

interface BoardLine {
  unit: string
  entries: number
  net: number
  /** Full years' target of entries; null where none is set. */
  target: number | null
}

/** What people have decided about the words of a bulletin; never about a fact. */
export interface Wording {
  /** By passage (`unit:430426`, `problems`), or `title`: what stands there instead of our own words. */
  remarks: Record<string, string>
  /** Rates printed with two decimals instead of one, by fact key; `growth` for all growth. */
  exact: string[]
  /** Left out: passages by id, and `unit:430426.rank` for the rank within one. Tables have all of it. */
  omitted?: string[]
  /** Passages in the order people put them, by id; the rest come behind. */
  order?: string[]
  /** Whether the boards are printed; null while nobody has decided. */
  boards: { isShown: boolean; by: string } | null
}

export const NO_WORDING: Wording = { remarks: {}, exact: [], boards: null }
