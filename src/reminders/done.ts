import type { Db } from '../../db/client.ts'
import { dutyDone } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { hasRole, unitsOf } from '../people/may.ts'
import type { Person } from '../people/roles.ts'
import { readerOf } from './sources/recurring.ts'

/**
 * 已办: a recurring duty is done for this time and is not reminded of any more.
 * @throws {Refusal} when there is no such duty, or it is not the speaker's unit's
 */
export async function markDone(db: Db, speaker: Person, item: string, now: Date): Promise<void> {
  const reader = readerOf(item)
  if (!reader) throw new Refusal('没有这项定期工作，可能已经调整。')
  const unitId = reader.slice('unit:'.length)
  if (!hasRole(speaker, 'office') && !unitsOf(speaker).includes(unitId))
    throw new Refusal('这项工作由责任单位或领导小组办公室确认办完。')
  await db
    .insert(dutyDone)
    .values({ source: 'recurring', item, doneBy: speaker.id, doneAt: now })
    .onConflictDoNothing()
}
