import Big from 'big.js'
import type { Db } from '../../../db/client.ts'
import { groupBy } from '../../lib/group.ts'
import { formatWan } from '../../lib/money.ts'
import { compareGrowth, type Growth, growthOf, sayGrowth } from '../../lib/rates.ts'
import { type Day, instantOf } from '../../lib/time.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { cohort } from '../cohort.ts'
import { type CurrentFigure, currentFigures, monthsIn, sumMonths, viewOf } from '../figures.ts'
import { INDICATORS, type Indicator } from '../indicators.ts'
import { closedYear, inYear, type Period, sayPeriod, yearPeriod, yearToDate } from '../period.ts'
import { rollingOf } from '../rolling.ts'
import type { RosterName } from './kinds.ts'
import type { Stay } from './members.ts'

/** Which members are asked for, by their figures. */
export type Narrowing =
  /** Doubled, or up by half, against the base year. */
  | { kind: 'doubled'; of: 'output' | 'tax' | 'half' }
  /** Fallen, or grown, over the same period a year before. */
  | { kind: 'growth'; indicator: Indicator; period: Period | null; isNegative: boolean }
  /** 万元; the ends are included. */
  | { kind: 'amount'; indicator: Indicator; atLeast: Big | null; atMost: Big | null }

/** Members that are meant, each with the figure it is meant for. */
export interface Narrowed {
  /** What the figure is: `2023年1—9月工业产值同比`. */
  title: string
  members: { member: Stay; value: string }[]
  /** Members that have no such figure. */
  unknown: number
}

/** Those of a roster's members whose figures are as asked; figures that grew least, or are least, first. */
export async function narrow(
  db: Db,
  policies: PolicySet,
  { members, roster, on }: { members: readonly Stay[]; roster: RosterName; on: Day },
  wanted: Narrowing,
): Promise<Narrowed> {
  switch (wanted.kind) {
    case 'doubled':
      return doubled(db, policies, members, on, wanted.of)
    case 'growth':
      return byGrowth(db, members, on, wanted)
    case 'amount':
      return byAmount(db, members, { roster, on }, wanted)
  }
}

const DOUBLED = { output: '产值较基期', tax: '税收较基期', half: '产值较基期' } as const

async function doubled(
  db: Db,
  policies: PolicySet,
  members: readonly Stay[],
  on: Day,
  of: 'output' | 'tax' | 'half',
): Promise<Narrowed> {
  const { members: judged, baseYear, valueYear } = await cohort(db, policies, on)
  const byCode = new Map(judged.map(one => [one.uscc, one]))
  let unknown = 0
  const found = members.flatMap(member => {
    const one = byCode.get(member.uscc)
    const growth = one?.[of === 'tax' ? 'tax' : 'output'].growth ?? null
    if (!one || growth === null || growth === 'incomparable') {
      unknown++
      return []
    }
    const isMeant =
      of === 'half'
        ? compareGrowth(growth, new Big(50)) >= 0
        : of === 'tax'
          ? one.isTaxDoubled
          : one.isOutputDoubled
    return isMeant ? [{ member, value: sayGrowth(growth), growth }] : []
  })
  return {
    title: `${valueYear}年${DOUBLED[of]}（${baseYear}年）`,
    members: found.sort((a, b) => inOrder(b.growth, a.growth)),
    unknown,
  }
}

async function byGrowth(
  db: Db,
  members: readonly Stay[],
  on: Day,
  { indicator, period, isNegative }: Extract<Narrowing, { kind: 'growth' }>,
): Promise<Narrowed> {
  const now = period ?? yearToDate(instantOf(on))
  const before = inYear(now, now.year - 1)
  const amountOf = await amountsOf(db, members, indicator, [now, before])
  let unknown = 0
  const found = members.flatMap(member => {
    const [is, was] = [amountOf(member.uscc, now), amountOf(member.uscc, before)]
    const growth = is && was ? growthOf(is, was) : 'incomparable'
    if (growth === 'incomparable') {
      unknown++
      return []
    }
    return compareGrowth(growth, new Big(0)) === (isNegative ? -1 : 1)
      ? [{ member, value: sayGrowth(growth), growth }]
      : []
  })
  return {
    title: `${sayPeriod(now.text)}${INDICATORS[indicator].title}同比`,
    members: found.sort((a, b) => inOrder(a.growth, b.growth) * (isNegative ? 1 : -1)),
    unknown,
  }
}

/** The lesser growth first, without dividing. */
const inOrder = (a: Growth, b: Growth): number => a.current.times(b.base).cmp(b.current.times(a.base))

/** What a member's figure is in a period, as it counts. */
async function amountsOf(
  db: Db,
  members: readonly Stay[],
  indicator: Indicator,
  periods: readonly Period[],
): Promise<(uscc: string, period: Period) => Big | null> {
  const keys = periods.flatMap(period => [period.text, ...monthsIn(period)])
  const rows = await currentFigures(
    db,
    members.map(({ uscc }) => uscc),
    [indicator],
    [...new Set(keys)],
  )
  const byFirm: ReadonlyMap<string, CurrentFigure[]> = groupBy(rows, ({ uscc }) => uscc)
  return (uscc, period) => {
    const own = byFirm.get(uscc) ?? []
    const summed = sumMonths(own, monthsIn(period), period)
    return viewOf(indicator, period.text, [...own, ...summed]).chosen?.amount ?? null
  }
}

/** Of firms at risk revenue is that of the last twelve months, by which they are judged; else a closed year's. */
async function byAmount(
  db: Db,
  members: readonly Stay[],
  { roster, on }: { roster: RosterName; on: Day },
  { indicator, atLeast, atMost }: Extract<Narrowing, { kind: 'amount' }>,
): Promise<Narrowed> {
  const year = yearPeriod(closedYear(on))
  const usccs = members.map(({ uscc }) => uscc)
  const isRolling = roster === '退规风险库' && indicator === 'revenue'
  const annual = await amountsOf(db, members, indicator, [year])
  const rolling = isRolling ? await rollingOf(db, usccs, on) : null
  const amountOf = (uscc: string): Big | null => {
    const rolled = rolling?.get(uscc)?.facts.find(({ name }) => name === 'revenue_12m')
    return rolled ? new Big(rolled.value) : annual(uscc, year)
  }
  let unknown = 0
  const found = members.flatMap(member => {
    const amount = amountOf(member.uscc)
    if (!amount) {
      unknown++
      return []
    }
    const isMeant = (!atLeast || amount.gte(atLeast)) && (!atMost || amount.lte(atMost))
    return isMeant ? [{ member, value: formatWan(amount), amount }] : []
  })
  const { title } = INDICATORS[indicator]
  return {
    title: isRolling ? `近十二个月营收（没有的按${year.text}年）` : `${year.text}年${title}`,
    members: found.sort((a, b) => a.amount.cmp(b.amount)),
    unknown,
  }
}
