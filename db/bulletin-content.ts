/** The facts of one monthly doubling bulletin (倍增通报); words are chosen where it is shown. */
export interface BulletinContent {
  /** Last month of data, `2023-10`. */
  period: string
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
  /** 10亿/50亿/100亿 tiers by output of the value year, nested. */
  tiers: { atLeastYi: 10 | 50 | 100; count: number }[]
  units: {
    name: string
    listed: number
    /** Null where fewer than 3 enterprises are listed: not shown (统计法 art. 25, no data of single respondents). */
    growth: { outputDoubled: number; taxDoubled: number; outputUp50: number } | null
  }[]
  /** 干部联企业 campaign totals; null when none is on the books. */
  campaign: { name: string; cadres: number; enterprises: number; collected: number; solved: number } | null
  /** The ledger itself, at the moment of drafting. */
  cases: {
    open: number
    overdue: number
    closed: number
    byCategory: { category: string; open: number }[]
  }
}
