import Big from 'big.js'
import { and, gte, lt, sql } from 'drizzle-orm'
import { caseFile, enterprise } from '../../db/schema/index.ts'
import type { Context } from '../../src/chat/command.ts'
import { sayRate } from '../../src/ledger/metrics.ts'
import { type CaseCounts, countCases } from '../../src/ledger/statistics.ts'
import { formatWan } from '../../src/lib/money.ts'
import { growthOf, sayGrowth } from '../../src/lib/rates.ts'
import { addDays, addMonths, type Day, dayOf, instantOf } from '../../src/lib/time.ts'
import { totalOf as allUnits, scaleCounts } from '../../src/registry/above-scale.ts'
import { cohortCounts } from '../../src/registry/cohort-counts.ts'
import { countVisits } from '../../src/registry/liaison/visits.ts'
import { monthsPeriod, type Period, sayPeriod, yearToDate } from '../../src/registry/period.ts'
import { macroValues } from '../../src/registry/targets/macro.ts'
import { type Total, totalOf, totalsByUnit } from '../../src/registry/totals.ts'

/** Everybody: the city as one unit. */
export const CITY = '430400'

/** What is told of a unit side by side with others. `sort` is what it is ranked by, null where not known. */
interface UnitFigure {
  value: string
  sort: Big | null
  source: string
}

const NONE: UnitFigure = { value: '—', sort: null, source: '没有数据' }

/** Names under which units are compared, in the order of a table. */
export const UNIT_FIGURES = [
  '产值增幅',
  '税金增幅',
  '工业投资增幅',
  '产值倍增',
  '净增规上',
  '解决率',
] as const
export type UnitFigureName = (typeof UNIT_FIGURES)[number]

/** 评估 of one unit: its figures by name. */
export interface AssessedUnit {
  id: string
  name: string
  figures: Record<UnitFigureName, UnitFigure>
}

/** January up to the month asked for, or the last one that figures are due of. */
export const monthsUpTo = (month: string | null, now: Date): Period => {
  if (month === null) return yearToDate(now)
  const [year = 0, last = 1] = month.split('-').map(Number)
  return last === 1 ? monthsPeriod(year, 1, 2) : monthsPeriod(year, 1, last)
}

const lastDayOf = (period: Period): Day => {
  const last = period.kind === 'year' ? 12 : period.kind === 'month' ? period.month : period.to
  return addDays(addMonths(`${period.year}-${String(last).padStart(2, '0')}-01`, 1), -1)
}

const growthFigure = (total: Total | undefined): UnitFigure => {
  if (!total || total.both === 0) return NONE
  if (!total.current || !total.before)
    return { value: '不足3家', sort: null, source: '涉及企业不足3家，不予展示' }
  const growth = growthOf(total.current, total.before)
  return {
    value: sayGrowth(growth).replace('增长', '+').replace('下降', '-'),
    sort: growth === 'incomparable' ? null : growth.current.minus(growth.base).div(growth.base),
    source: `可比企业${total.both}家合计`,
  }
}

/** Indicators of every unit in a month of R-ASSESS, each with where it comes from. */
export async function assessUnits(
  { db, now, policies }: Pick<Context, 'db' | 'now' | 'policies'>,
  period: Period,
): Promise<AssessedUnit[]> {
  const until = lastDayOf(period)
  const today = dayOf(now)
  const isOver = until < today
  const on = isOver ? until : today
  const [output, tax, listed, scale, investment] = await Promise.all([
    totalsByUnit(db, 'output', period),
    totalsByUnit(db, 'tax', period),
    cohortCounts(db, policies, { on }),
    scaleCounts(db, { from: `${period.year}-01-01`, to: on }),
    macroValues(db, { indicator: '工业投资', subject: '', period: period.text }),
  ])
  const units = listed.units.flatMap(({ id, name }) => (id === null ? [] : [{ id, name }]))
  const others = scale.flatMap(({ unitId, name }) =>
    unitId === '' || units.some(({ id }) => id === unitId) ? [] : [{ id: unitId, name }],
  )
  const assessed: AssessedUnit[] = []
  for (const { id, name } of [...units, ...others]) {
    const doubled = listed.units.find(unit => unit.id === id)
    const counted = scale.find(({ unitId }) => unitId === id)
    const published = investment.find(({ placeId }) => placeId === id)
    const net = counted ? counted.entries - counted.exits : 0
    assessed.push({
      id,
      name,
      figures: {
        产值增幅: growthFigure(output.get(id)),
        税金增幅: growthFigure(tax.get(id)),
        工业投资增幅: published?.growth
          ? {
              value: `${published.growth.gte(0) ? '+' : ''}${published.growth.toFixed(1)}%`,
              sort: published.growth,
              source: published.source,
            }
          : NONE,
        产值倍增: doubled
          ? {
              value: `${doubled.outputDoubled}家`,
              sort: new Big(doubled.outputDoubled),
              source: `倍增名录${doubled.listed}家`,
            }
          : { value: '0家', sort: new Big(0), source: '没有倍增名录企业' },
        净增规上: {
          value: `${net}家`,
          sort: new Big(net),
          source: `新增${counted?.entries ?? 0}家，退出${counted?.exits ?? 0}家`,
        },
        解决率: solveFigure(await casesOf({ db }, id, { from: `${period.year}-01-01`, to: on })),
      },
    })
  }
  return assessed
}

function solveFigure(counts: CaseCounts): UnitFigure {
  if (counts.collected === 0) return { ...NONE, source: '没有受理诉求' }
  const { value, made } = sayRate('solved', counts)
  return { value, sort: new Big(counts.solved).div(counts.collected), source: `今年受理${made ?? ''}` }
}

/** Cases filed in some days of a unit's enterprises. */
async function casesOf(
  { db }: Pick<Context, 'db'>,
  unitId: string,
  { from, to }: { from: Day; to: Day },
): Promise<CaseCounts> {
  const where = and(
    gte(caseFile.filedAt, instantOf(from)),
    lt(caseFile.filedAt, instantOf(addDays(to, 1))),
    unitId === CITY
      ? undefined
      : sql`coalesce(${enterprise.assessUnitId}, ${enterprise.regionCode}) = ${unitId}`,
  )
  return countCases(db, { where, on: to })
}

/** One line of a comparison of two times. */
export interface Beside {
  name: string
  now: string
  before: string
  change: string
}

/** This year so far beside the same days of last year, of the city or one unit. */
export async function besideLastYear(context: Context, unitId: string): Promise<Beside[]> {
  const { db, now } = context
  const today = dayOf(now)
  const days = { from: `${today.slice(0, 4)}-01-01`, to: today }
  const past = { from: addMonths(days.from, -12), to: addMonths(today, -12) }
  const period = yearToDate(now)
  const members = unitId === CITY ? 'all' : { placeId: unitId }
  const scaleOf = async (range: { from: Day; to: Day }) => {
    const counts = await scaleCounts(db, range)
    return unitId === CITY ? allUnits(counts, '全市') : counts.find(one => one.unitId === unitId)
  }
  const place = unitId === CITY ? {} : { placeId: unitId }
  const [scale, before, output, tax, cases, pastCases, visits, pastVisits] = await Promise.all([
    scaleOf(days),
    scaleOf(past),
    totalOf(db, members, 'output', period),
    totalOf(db, members, 'tax', period),
    casesOf(context, unitId, days),
    casesOf(context, unitId, past),
    countVisits(db, { ...place, ...days }),
    countVisits(db, { ...place, ...past }),
  ])
  const count = (name: string, one: number, other: number, unit: string): Beside => ({
    name,
    now: `${one}${unit}`,
    before: `${other}${unit}`,
    change: one === other ? '持平' : `${one > other ? '多' : '少'}${Math.abs(one - other)}${unit}`,
  })
  const net = (of: typeof scale) => (of ? of.entries - of.exits : 0)
  return [
    count('新增规上', scale?.entries ?? 0, before?.entries ?? 0, '家'),
    count('净增规上', net(scale), net(before), '家'),
    sums(`${sayPeriod(period.text)}产值`, output),
    sums(`${sayPeriod(period.text)}税金`, tax),
    count('受理诉求', cases.collected, pastCases.collected, '件'),
    {
      name: '解决率',
      now: sayRate('solved', cases).value,
      before: sayRate('solved', pastCases).value,
      change: '—',
    },
    count('走访', visits.visits, pastVisits.visits, '次'),
  ]
}

function sums(name: string, { current, before, both }: Total): Beside {
  if (both === 0) return { name, now: '没有数据', before: '没有数据', change: '—' }
  if (!current || !before) return { name, now: '不足3家', before: '不足3家', change: '不予展示' }
  return {
    name: `${name}（可比${both}家）`,
    now: formatWan(current),
    before: formatWan(before),
    change: sayGrowth(growthOf(current, before)),
  }
}
