import Big from 'big.js'
import { sql } from 'drizzle-orm'
import type { Against } from '../../db/bulletin-content.ts'
import { type Db, rowsOf } from '../../db/client.ts'
import { growthOf, percentText } from '../lib/rates.ts'
import type { Day } from '../lib/time.ts'
import { amountsIn } from './amounts.ts'
import { BASE_YEAR, listedUpTo } from './fact-year.ts'
import { inYear, type Period } from './period.ts'
import { stands } from './retract.ts'

/** Growth over fewer enterprises is not told. */
const FEWEST = 3

/** 进度 of one unit's listed enterprises: their output of some months together against the same months before. */
interface UnitProgress {
  unitId: string | null
  /** Enterprises with figures of both. */
  firms: number
  /** 万元, over those. */
  current: Big
  before: Big
}

export interface ProgressRanking {
  against: Against
  /** All listed enterprises together. */
  all: { firms: number; growth: string | null }
  byUnit: ReadonlyMap<string | null, { firms: number; growth: string | null; rank: number | null }>
}

/** What is set against what: months of a year, and the same months of an earlier one. */
export interface Pairing {
  period: Period
  against: Against
}

/** How units' listed enterprises did in each pairing, a row a unit; one query. */
async function unitProgress(
  db: Db,
  { on, knownBy }: { on: Day; knownBy: Date },
  pairings: readonly Pairing[],
): Promise<UnitProgress[][]> {
  const among = sql`uscc in (${listedUpTo(on)}) and recorded_at <= ${knownBy.toISOString()}::timestamptz
    and ${stands('figure', sql`id`, knownBy)}`
  const periods = pairings.flatMap(({ period, against }) => [period, inYear(period, yearOf(period, against))])
  const told = periods.filter((period, i) => periods.findIndex(({ text }) => text === period.text) === i)
  const column = (period: Period) => sql.raw(`a${told.findIndex(({ text }) => text === period.text)}`)
  const sums = pairings.map(({ period, against }) => {
    const [now, past] = [column(period), column(inYear(period, yearOf(period, against)))]
    const both = sql`filter (where ${now} is not null and ${past} is not null)`
    return sql`json_build_object('firms', count(*) ${both}, 'current', (sum(${now}) ${both})::text,
      'before', (sum(${past}) ${both})::text)`
  })
  const rows = await rowsOf<{ unitId: string | null; sums: Summed[] }>(
    db,
    sql`select e.assess_unit_id as "unitId", json_build_array(${sql.join(sums, sql`, `)}) as sums
      from (${amountsIn('output', told, among)}) a join enterprise e using (uscc) group by 1`,
  )
  return pairings.map((_, i) =>
    rows.flatMap(({ unitId, sums: all }) => {
      const { firms = 0, current, before } = all[i] ?? {}
      return firms > 0
        ? [{ unitId, firms, current: new Big(current ?? 0), before: new Big(before ?? 0) }]
        : []
    }),
  )
}

/** Sums as JSON has them. */
interface Summed {
  firms: number
  current: string | null
  before: string | null
}

const yearOf = (period: Period, against: Against): number =>
  against === '基期同期' ? BASE_YEAR : period.year - 1

/**
 * Units ranked by the growth of their listed enterprises' output from January to a month, for each pairing. Units with
 * fewer than three enterprises to compare have no rank; equal growth shares one. Null where no unit can be compared.
 */
export async function progressRankings(
  db: Db,
  query: { on: Day; knownBy: Date },
  pairings: readonly Pairing[],
): Promise<(ProgressRanking | null)[]> {
  const all = await unitProgress(db, query, pairings)
  return pairings.map(({ against }, i) => {
    const units = all[i] ?? []
    return units.some(isTold) ? rank(against, units) : null
  })
}

const isTold = ({ unitId, firms, before }: UnitProgress) => unitId !== null && firms >= FEWEST && before.gt(0)

function rank(against: Against, units: readonly UnitProgress[]): ProgressRanking {
  const told = units.filter(isTold)
  const isAhead = (one: UnitProgress, than: UnitProgress) =>
    one.current.times(than.before).gt(than.current.times(one.before))
  const sum = (of: 'current' | 'before') => units.reduce((all, unit) => all.plus(unit[of]), new Big(0))
  const firms = units.reduce((all, unit) => all + unit.firms, 0)
  return {
    against,
    all: { firms, growth: firms >= FEWEST ? percentText(growthOf(sum('current'), sum('before'))) : null },
    byUnit: new Map(
      units.map(unit => [
        unit.unitId,
        {
          firms: unit.firms,
          growth: unit.firms >= FEWEST ? percentText(growthOf(unit.current, unit.before)) : null,
          rank: isTold(unit) ? 1 + told.filter(other => isAhead(other, unit)).length : null,
        },
      ]),
    ),
  }
}
