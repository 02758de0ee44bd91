import type { ROSTERS } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'

export type RosterName = (typeof ROSTERS)[number]

/** The city, as whose a roster counts unless it is a county's own. */
export const CITY = '430400'

/** What a 名录 or 库 is. */
export interface RosterKind {
  name: RosterName
  /** As documents write it. */
  title: string
  words: RegExp
  /** 每年评定: each year's is another; the others are pools that are kept up to date (动态管理). */
  isYearly: boolean
  /** Rules any of which opens it; none where people decide by papers. */
  rules: readonly string[]
  /** Being on it is nothing to be told to everybody. */
  isSensitive: boolean
  /** What a member's `stage` is; null where members have none. */
  stage: { title: string; values: readonly string[] } | null
  /** Where it comes from. */
  source: string
}

const pool = (
  kind: Pick<RosterKind, 'name' | 'title' | 'words' | 'source'> & Partial<RosterKind>,
): RosterKind => ({ isYearly: false, rules: [], isSensitive: false, stage: null, ...kind })

/** All of them; of two whose words fit, the earlier is meant. */
export const ROSTER_KINDS: readonly RosterKind[] = [
  pool({
    name: '市场出清名单',
    title: '不列入帮扶（市场出清）企业',
    words: /出清|不予帮扶|不列入帮扶|不帮扶|排除帮扶/,
    isSensitive: true,
    stage: { title: '情形', values: ['产能严重过剩', '过度消耗资源', '产品档次低'] },
    source: '湖南省2022年1月12日方案四',
  }),
  pool({
    name: '退规风险库',
    title: '退规风险企业库',
    words: /退规|退库风险|掉规|风险企业库|风险库/,
    rules: ['R-RISK'],
    isSensitive: true,
    source: '湖南省2022年1月12日方案四',
  }),
  pool({
    name: '小升规培育库',
    title: '“小升规”重点企业培育库',
    words: /小升规/,
    rules: ['R-CULT'],
    source: '湖南省2022年1月12日方案二',
  }),
  pool({
    name: '应统未统',
    title: '应统未统（疑似）企业',
    words: /应统未统|应统尽统|应入未入|应入尽入|达规未入统|应统/,
    rules: ['R-DUE-IN'],
    isSensitive: true,
    source: '湖南省2022年1月12日方案二、九',
  }),
  pool({
    name: '四上培育库',
    title: '“四上”企业培育库',
    words: /四上/,
    stage: { title: '类别', values: ['规上工业', '资质建筑业', '限上批零住餐', '房地产开发', '规上服务业'] },
    source: '衡东县百十亿工程（征求意见稿）',
  }),
  pool({
    name: '梯度培育库',
    title: '优质企业梯度培育库',
    words: /梯度/,
    stage: { title: '级别', values: ['创新型中小企业', '省级专精特新', '国家级小巨人', '单项冠军'] },
    source: '衡阳日报2022年报道',
  }),
  pool({
    name: '头雁',
    title: '产业链“头雁”企业',
    words: /头雁/,
    stage: { title: '批次', values: [] },
    source: '衡阳日报2022年报道',
  }),
  pool({
    name: '上市后备',
    title: '上市后备企业',
    words: /上市(?:后备|培育|储备)|后备上市|拟上市/,
    stage: { title: '阶段', values: ['股改', '辅导备案', '申报受理', '过会待发'] },
    source: '衡阳市推进企业上市工作',
  }),
  pool({
    name: '县倍增名录',
    title: '县级原地倍增培育企业名录',
    words: /县(?:级|里)?的?(?:原地)?(?:倍增)?(?:培育)?(?:企业)?名录/,
    isYearly: true,
    rules: ['R-LIST-IND', 'R-LIST-DIG'],
    source: '衡东县百十亿工程（征求意见稿）',
  }),
  pool({
    name: '倍增名录',
    title: '倍增培育企业名录',
    words: /名录|倍增(?:培育)?企业|种子选手|倍增库/,
    isYearly: true,
    rules: ['R-LIST-IND', 'R-LIST-DIG'],
    source: '扩能升级若干政策措施',
  }),
]

/** The roster a text names; null when it names none. */
export const rosterIn = (text: string): RosterKind | null =>
  ROSTER_KINDS.find(({ words }) => words.test(text)) ?? null

/** Its title as people say it: 头雁企业, 小升规重点企业培育库, 应统未统企业. */
export const plainTitle = ({ title }: Pick<RosterKind, 'title'>): string =>
  title.replace(/[“”]|（[^）]*）/g, '').replace(/^产业链/, '')

/** A roster by its name or title. */
export const rosterCalled = (name: string): RosterKind | null =>
  ROSTER_KINDS.find(kind => [kind.name, kind.title, plainTitle(kind)].includes(name)) ?? null

export function kindOf(name: RosterName): RosterKind {
  const found = rosterCalled(name)
  if (!found) throw new Error(`no roster ${name}`)
  return found
}

/** Which roster is meant: whose, and of a yearly one of which year. */
export interface RosterKey {
  kind: RosterKind
  scope: string
  /** Null for a pool. */
  year: number | null
}

/** The roster of a day. */
export const rosterOn = (kind: RosterKind, on: Day, scope = CITY): RosterKey => ({
  kind,
  scope,
  year: kind.isYearly ? Number(on.slice(0, 4)) : null,
})

/** `2023年倍增培育企业名录`, `“小升规”重点企业培育库`. */
export const sayRoster = ({ kind, year }: RosterKey): string =>
  year === null ? kind.title : `${year}年${kind.title}`
