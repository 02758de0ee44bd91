import type { CaseFacts } from '../../db/notice.ts'
import { Refusal } from '../lib/errors.ts'
import { isDay } from '../lib/time.ts'
import type { Act } from './act.ts'
import { daysUntil } from './calendar.ts'
import { termFrom } from './deadline.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import type { LoadedCase } from './load.ts'
import { requireUnit, unitNames } from './names.ts'
import { enterpriseOf, OFFICE, tell, tellChange, unitOf } from './notify.ts'
import { doubtAbout } from './propose.ts'
import { record } from './record.ts'
import { rememberRoute, routeFor } from './routing.ts'
import { requireText } from './wording.ts'

/**
 * 交办 by the routes: gives a filed case to the unit they name, with its due day, and tells the unit. Where the words
 * of the report point elsewhere, or no rule fits, the case waits and the office is asked, with the unit proposed.
 */
export async function assignCase(act: Act, filed: LoadedCase): Promise<LoadedCase> {
  const { category, urgency, detail } = filed.row
  const route = await routeFor(act.db, category, filed.enterprise.regionCode, urgency)
  const doubt = doubtAbout(category, detail, route)
  const clerk: Act = { ...act, actor: { kind: 'job', name: 'routing' } }
  if (doubt === null) return give(clerk, filed, route, false)
  const [unit = route.unitId] = await unitNames(act.db, [route.unitId])
  const { unitId, reason } = route
  await tellChange(clerk, filed, [OFFICE], { kind: 'unsure', unit, unitId, reason, why: doubt })
  return filed
}

/** What the office decides about a case. */
export interface NewAssignment {
  unitId: string
  reason?: string | undefined
  /** The last day to finish; the routes' own term where it is not said. */
  dueOn?: string | undefined
}

/** Working days an office may give at once; what takes longer is shelved (挂账) and reported on. */
const LONGEST_TERM = 60

/**
 * 交办 by the office: of a case that waits, because the routes were not sure or the unit they named sent it back. A
 * second dispute is settled by this: it can be sent back no more. What the office decides is remembered as a suggestion
 * for the routes.
 */
export async function assignByOffice(act: Act, no: string, input: NewAssignment): Promise<CaseFacts> {
  const filed = await openCase(act, no, 'assign')
  await requireUnit(act.db, input.unitId)
  const { category, urgency, disputedBy } = filed.row
  const proposed = await routeFor(act.db, category, filed.enterprise.regionCode, urgency)
  const reason = input.reason ? requireText(input.reason, '交办理由') : '领导小组办公室交办'
  const dueDays = input.dueOn === undefined ? proposed.dueDays : daysTo(act, input.dueOn)
  const route = { unitId: input.unitId, dueDays, reason }
  const after = await give(act, filed, route, disputedBy.length > 1 || disputedBy.includes(input.unitId))
  await tellChange(act, after, await enterpriseOf(act, after), { kind: 'placed' })
  if (proposed.unitId !== input.unitId) await rememberRoute(act, filed, proposed.unitId, input.unitId)
  return factsOf(after, act.calendar, act.now)
}

function daysTo(act: Act, dueOn: string): number {
  const days = isDay(dueOn) ? daysUntil(act.calendar, act.now, dueOn) : -1
  if (days < 0) throw new Refusal('办结期限要在今天以后，请写日期，例如 2023-11-30。')
  if (days > LONGEST_TERM)
    throw new Refusal(`办结期限最长 ${LONGEST_TERM} 个工作日，${dueOn} 太远了；长期推进的事项请交办后挂账。`)
  return days
}

async function give(
  act: Act,
  filed: LoadedCase,
  { unitId, dueDays, reason }: { unitId: string; dueDays: number; reason: string },
  isFinal: boolean,
): Promise<LoadedCase> {
  const { dueOn, dueIsProvisional } = filed.row
  // A dispute does not start the term anew.
  const due = dueOn ? { dueOn, dueIsProvisional } : termFrom(act.now, dueDays, act.calendar)
  const data = {
    unitId,
    ...due,
    dueDays: filed.row.dueDays ?? dueDays,
    reason,
    ...(isFinal && { isFinal: true as const }),
  }
  const assigned = await record(act, filed, 'assign', data)
  const [name = null] = await unitNames(act.db, [unitId])
  const named = { ...assigned, unit: name }
  await tell(act, named, 'case.assigned', unitOf(named), { reason })
  return named
}
