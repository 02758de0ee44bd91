import { eq } from 'drizzle-orm'
import { unit } from '../../db/schema/index.ts'
import type { Act } from './act.ts'
import { dueAfter } from './calendar.ts'
import type { LoadedCase } from './load.ts'
import { tell, unitOf } from './notify.ts'
import { record } from './record.ts'
import { routeFor } from './routing.ts'

/** 交办: gives a filed case to the unit the routes name, with its due day, and tells the unit. */
export async function assignCase(act: Act, filed: LoadedCase): Promise<LoadedCase> {
  const { category, urgency } = filed.row
  const { unitId, dueDays, reason } = await routeFor(act.db, category, filed.enterprise.regionCode, urgency)
  const due = dueAfter(act.calendar, act.now, dueDays)
  const assigned = await record({ ...act, actor: { kind: 'job', name: 'routing' } }, filed, 'assign', {
    unitId,
    dueOn: due.day,
    dueIsProvisional: due.provisional,
    dueDays,
    reason,
  })
  const [lead] = await act.db.select({ name: unit.name }).from(unit).where(eq(unit.id, unitId))
  const named = { ...assigned, unit: lead?.name ?? null }
  await tell(act, named, 'case.assigned', unitOf(named), { reason })
  return named
}
