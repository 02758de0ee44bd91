import Big from 'big.js'
import { sql } from 'drizzle-orm'
import type { Against } from '../../db/bulletin-content.ts'
import { type Db, rowsOf } from '../../db/client.ts'
import { growthOf, percentText } from '../lib/rates.ts'
import type { Day } from '../lib/time.ts'
import { amountsOf } from './amounts.ts'
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

/** How units' listed enterprises did, as one row a unit; one query. */
async function unitProgress(
  db: Db,
  { on, knownBy }: { on: Day; knownBy: Date },
  period: Period,
  beforeYear: number,
): Promise<UnitProgress[]> {
  const among = sql`uscc in (${listedUpTo(on)}) and recorded_at <= ${knownBy.toISOString()}::timestamptz
    and ${stands('figure', sql`id`, knownBy)}`
  const rows = await rowsOf<{ unitId: string | null; firms: number; current: string; before: string }>(
    db,
    sql`with now as (${amountsOf('output', period, among)}),
        past as (${amountsOf('output', inYear(period, beforeYear), among)})
      select e.assess_unit_id as "unitId", count(*)::int as firms,
        sum(now.amount)::text as current, sum(past.amount)::text as before
      from now join past using (uscc) join enterprise e using (uscc) group by 1`,
  )
  return rows.map(row => ({ ...row, current: new Big(row.current), before: new Big(row.before) }))
}

/**
 * Units ranked by the growth of their listed enterprises' output from January to a month. Units with fewer than three
 * enterprises to compare have no rank; equal growth shares one. Null where no unit can be compared.
 */
export async function progressRanking(
  db: Db,
  query: { on: Day; knownBy: Date },
  period: Period,
  against: Against,
): Promise<ProgressRanking | null> {
  const year = against === '基期同期' ? BASE_YEAR : period.year - 1
  const units = await unitProgress(db, query, period, year)
  return units.some(isTold) ? rank(against, units) : null
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
