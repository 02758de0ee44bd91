import { and, asc, desc, inArray, type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { caseFile, region } from '../../db/schema/index.ts'
import { type Day, dayOf } from '../lib/time.ts'
import { countWorkdays, type WorkCalendar } from '../lib/working-days.ts'
import { RUNNING } from './facts.ts'
import { FINISHED } from './filter.ts'
import { type LoadedCase, selectCases } from './load.ts'
import { unitNames } from './names.ts'
import { STANDING } from './standing.ts'

/** A case as a line of the ledger (台账): what its row says, and what only its events tell. */
export interface LedgerEntry {
  target: LoadedCase
  region: string | null
  /** Names of the units asked to help. */
  helpers: string[]
  progress: { on: Day; note: string } | null
  /** When a result was last reported. */
  finishedOn: Day | null
  /** Working days from filing to that day, or so far; without those the clock stood. */
  days: number
  /** Past the due day: when it was finished, or now while the clock runs. */
  isOverdue: boolean
}

/** In what order entries are wanted. */
type EntryOrder = 'newest' | 'oldest' | 'due' | 'finished'

/** Which cases. `where` is a condition over `case_file` joined with `enterprise`. */
export interface EntryQuery {
  where: SQL | undefined
  calendar: WorkCalendar
  /** As of this day. */
  on: Day
  order?: EntryOrder
  limit: number
}

const ORDERS: Record<EntryOrder, SQL[]> = {
  newest: [desc(caseFile.filedAt), desc(caseFile.no)],
  oldest: [asc(caseFile.filedAt), asc(caseFile.no)],
  due: [asc(caseFile.dueOn), asc(caseFile.no)],
  finished: [sql`${caseFile.closedAt} desc nulls last`, desc(caseFile.no)],
}

/** Cases whose events are read at a time. */
const CHUNK = 1000

/** Lines of the ledger, at most `limit`. */
export async function ledgerEntries(
  db: Db,
  { where, calendar, on, order = 'newest', limit }: EntryQuery,
): Promise<LedgerEntry[]> {
  const targets = await selectCases(db)
    .where(and(where))
    .orderBy(...ORDERS[order])
    .limit(limit)
  const regions = await db.select({ code: region.code, name: region.name }).from(region)
  const regionNames = new Map(regions.map(({ code, name }) => [code, name]))
  const helperIds = [...new Set(targets.flatMap(({ row }) => row.coUnits.map(({ unitId }) => unitId)))]
  const helperNames = await unitNames(db, helperIds)
  const nameOf = (id: string) => helperNames[helperIds.indexOf(id)] ?? id
  const entries: LedgerEntry[] = []
  for (let from = 0; from < targets.length; from += CHUNK) {
    const chunk = targets.slice(from, from + CHUNK)
    const told = await readTold(
      db,
      chunk.map(({ row }) => row.no),
    )
    for (const target of chunk) {
      const { row, enterprise } = target
      const { progress, pauses, finishedOn: reportedOn } = told.get(row.no) ?? NOTHING
      const hasResult = row.state === 'reviewing' || FINISHED.includes(row.state)
      const finishedOn = hasResult ? reportedOn : null
      const end = finishedOn ?? (row.closedAt ? dayOf(row.closedAt) : on)
      const stood = pauses.map(([since, until]) => Math.max(0, countWorkdays(calendar, since, until ?? end)))
      entries.push({
        target,
        region: regionNames.get(enterprise.regionCode ?? '') ?? null,
        helpers: row.coUnits.map(({ unitId }) => nameOf(unitId)),
        progress,
        finishedOn,
        days: stood.reduce((left, days) => left - days, countWorkdays(calendar, dayOf(row.filedAt), end)),
        isOverdue: isOverdue(target, finishedOn, on),
      })
    }
  }
  return entries
}

/** Whether a finished case was late, or one still with a unit is. */
function isOverdue({ row }: LoadedCase, finishedOn: Day | null, on: Day): boolean {
  if (row.dueOn === null) return false
  if (finishedOn) return finishedOn > row.dueOn
  return RUNNING.includes(row.state) && row.dueOn < on
}

/** What the events of a case tell that its row does not. */
interface Told {
  finishedOn: Day | null
  progress: { on: Day; note: string } | null
  /** When the clock was stopped, and when it went on. */
  pauses: [since: Day, until: Day | null][]
}
const NOTHING: Told = { finishedOn: null, progress: null, pauses: [] }

async function readTold(db: Db, numbers: string[]): Promise<Map<string, Told>> {
  const rows = await rowsOf<{ no: string } & Told>(
    db,
    sql`
    select case_no as no,
      max("on") filter (where type in ('finish', 'answer'))::text as "finishedOn",
      (array_agg(json_build_object('on', "on", 'note', data->>'note') order by seq desc)
        filter (where type = 'progress'))[1] as progress,
      coalesce(json_agg(json_build_array("on", until) order by seq) filter (where type in ('hold', 'shelve')), '[]')
        as pauses
    from (
      select case_no, seq, type, data, "on", lead("on") over
        (partition by case_no, type in ('hold', 'shelve', 'resume', 'transfer', 'withdraw') order by seq) as until
      from (select *, (at at time zone 'Asia/Shanghai')::date as "on" from ${STANDING} as event) as dated
      where ${inArray(sql`case_no`, numbers)}
        and type in ('finish', 'answer', 'progress', 'hold', 'shelve', 'resume', 'transfer', 'withdraw')
    ) as told
    group by case_no`,
  )
  return new Map(rows.map(({ no, ...told }) => [no, told]))
}
