import type { Db } from '../../db/client.ts'
import type { CaseFacts } from '../../db/notice.ts'
import type { CaseState } from '../../db/schema/index.ts'
import { dayOf } from '../lib/time.ts'
import type { WorkCalendar } from '../lib/working-days.ts'
import { loadCalendar, workdaysLeft } from './calendar.ts'
import { type LoadedCase, loadCase } from './load.ts'

/** States in which a unit's clock runs. */
export const RUNNING: readonly CaseState[] = ['assigned', 'handling']

/** What a card says of a case at a moment. */
export function factsOf(target: LoadedCase, calendar: WorkCalendar, now: Date): CaseFacts {
  const { row, enterprise, unit } = target
  const isRunning = row.dueOn !== null && RUNNING.includes(row.state)
  return {
    no: row.no,
    uscc: row.uscc,
    enterprise: enterprise.name,
    category: row.category,
    detail: row.detail,
    urgency: row.urgency,
    contact: row.contact,
    state: row.state,
    round: row.round,
    unitId: row.leadUnitId,
    unit: unit ?? row.leadUnitId,
    dueOn: row.dueOn,
    workdaysLeft: isRunning && row.dueOn ? workdaysLeft(calendar, dayOf(now), row.dueOn) : null,
    countedOn: dayOf(now),
    dueIsProvisional: row.dueIsProvisional,
    heldUntil: row.heldUntil,
    result: row.result,
    outcome: row.outcome,
    supervision: row.supervision,
    rating: row.rating,
    files: row.files.map(({ name }) => name),
    filedOn: dayOf(row.filedAt),
    version: row.version,
    isDemo: row.isDemo,
  }
}

/** The same of a case by its full number. Throws `Refusal` when there is none. */
export async function caseFacts(db: Db, no: string, now: Date): Promise<CaseFacts> {
  return factsOf(await loadCase(db, no), await loadCalendar(db), now)
}
