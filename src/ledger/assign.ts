import type { CaseFacts } from '../../db/notice.ts'
import type { Act } from './act.ts'
import { termFrom } from './deadline.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import type { LoadedCase } from './load.ts'
import { requireUnit, unitNames } from './names.ts'
import { tell, unitOf } from './notify.ts'
import { record } from './record.ts'
import { rememberRoute, routeFor } from './routing.ts'
import { requireText } from './wording.ts'

/** 交办 by the routes: gives a filed case to the unit they name, with its due day, and tells the unit. */
export async function assignCase(act: Act, filed: LoadedCase): Promise<LoadedCase> {
  const { category, urgency } = filed.row
  const route = await routeFor(act.db, category, filed.enterprise.regionCode, urgency)
  return give({ ...act, actor: { kind: 'job', name: 'routing' } }, filed, route, false)
}

/** What the office decides about a case. */
export interface NewAssignment {
  unitId: string
  reason?: string | undefined
  /** Working days; the routes' own where it is not said. */
  dueDays?: number | undefined
}

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
  const route = { unitId: input.unitId, dueDays: input.dueDays ?? proposed.dueDays, reason }
  const after = await give(act, filed, route, disputedBy.length > 1 || disputedBy.includes(input.unitId))
  if (proposed.unitId !== input.unitId) await rememberRoute(act, filed, proposed.unitId, input.unitId)
  return factsOf(after, act.calendar, act.now)
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
