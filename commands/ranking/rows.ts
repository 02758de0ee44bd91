import Big from 'big.js'
import type { Context } from '../../src/chat/command.ts'
import { sayRate } from '../../src/ledger/metrics.ts'
import { type CaseCounts, countCasesBy, type Grouping } from '../../src/ledger/statistics.ts'
import { dayOf } from '../../src/lib/time.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { assessUnits, monthsUpTo, type UnitFigureName } from '../parts/unit-figures.ts'

/** What places or departments can be ranked by besides the yearly assessment. */
export const RANKINGS = [
  '未解决数',
  '逾期数',
  '受理数',
  '解决率',
  '按期办结率',
  '产值增幅',
  '税金增幅',
  '工业投资增幅',
  '产值倍增',
] as const
export type RankingName = (typeof RANKINGS)[number]

const WORDS: readonly [RankingName, RegExp][] = [
  ['未解决数', /没(?:有)?解决|未解决|没办[结完]|未办[结完]|积压|压着|压了/],
  ['逾期数', /逾期|超期|过期/],
  ['按期办结率', /按期/],
  ['解决率', /解决率|办结率/],
  ['受理数', /(?:诉求|问题|受理|收集)(?:数|最多|多少|量)|哪.{0,4}(?:诉求|问题)(?:最)?多/],
  ['工业投资增幅', /投资/],
  ['税金增幅', /税(?!费类)/],
  ['产值倍增', /倍增(?!.{0,6}(?:增速|增幅|增长))|翻番|翻倍/],
  ['产值增幅', /产值|增速|增幅|增长/],
]

/** What a text wants to rank by; null for the assessment of 新增规上. */
export const rankingIn = (text: string): RankingName | null =>
  WORDS.find(([, words]) => words.test(text))?.[0] ?? null

/** One line to be ranked by `sort`; null is not known. */
export interface Rankable {
  name: string
  sort: Big | null
}

/** A line of a ranking by one number. */
export interface RankedValue extends Rankable {
  value: string
  /** What it was made of. */
  made: string
}

/** Ranks lines; equal ones share a rank, what is not known comes last without one. */
export function ranked<R extends Rankable>(
  rows: readonly R[],
  isRising: boolean,
): (R & { rank: number | null })[] {
  const known = rows.flatMap(({ sort }) => (sort === null ? [] : [sort]))
  const better = (a: Big, b: Big) => (isRising ? a.lt(b) : a.gt(b))
  return [...rows]
    .sort((a, b) => {
      if (a.sort === null || b.sort === null) return Number(a.sort === null) - Number(b.sort === null)
      return (isRising ? a.sort.cmp(b.sort) : b.sort.cmp(a.sort)) || a.name.localeCompare(b.name)
    })
    .map(row => {
      const { sort } = row
      return { ...row, rank: sort === null ? null : 1 + known.filter(other => better(other, sort)).length }
    })
}

const CASE_SORT: Record<'未解决数' | '逾期数' | '受理数', (counts: CaseCounts) => number> = {
  未解决数: ({ collected, solved, declined, withdrawn }) => collected - solved - declined - withdrawn,
  逾期数: ({ overdue }) => overdue,
  受理数: ({ collected }) => collected,
}

/** The rows of a ranking by cases; by unit that handles them or by county. */
export async function caseRows(
  { db, now }: Context,
  by: RankingName,
  grouping: Grouping,
): Promise<RankedValue[]> {
  const on = dayOf(now)
  const groups = await countCasesBy(db, { where: undefined, on }, grouping)
  return groups.flatMap(({ key, name, counts }) => {
    if (key === null || counts.collected === 0) return []
    const row = (value: string, sort: Big | null, made: string) => [{ name: name ?? key, value, sort, made }]
    if (by === '解决率' || by === '按期办结率') {
      const rate = sayRate(by === '解决率' ? 'solved' : 'inTime', counts)
      const [part, whole] =
        by === '解决率' ? [counts.solved, counts.collected] : [counts.inTime, counts.finished]
      return row(rate.value, whole === 0 ? null : new Big(part).div(whole), rate.made ?? '')
    }
    const number = CASE_SORT[by as keyof typeof CASE_SORT](counts)
    return row(`${number}件`, new Big(number), `受理${counts.collected}`)
  })
}

/** The rows of a ranking by what units come to in a month of R-ASSESS. */
export async function unitRows(context: Context, by: UnitFigureName, month: string | null) {
  const period = monthsUpTo(month, context.now)
  const units = await assessUnits(context, period)
  return {
    words: sayPeriod(period.text),
    rows: units.map(({ name, figures }) => {
      const { value, sort, source } = figures[by]
      return { name, value, sort, made: source }
    }),
  }
}
