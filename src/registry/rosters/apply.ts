import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { insertMany } from '../../../db/bulk.ts'
import type { Db } from '../../../db/client.ts'
import { enterprise, type membershipChange, rosterMember } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type RosterKey, sayRoster } from './kinds.ts'

export type Change = typeof membershipChange.$inferSelect
export type OpenStay = typeof rosterMember.$inferSelect

/**
 * Makes members of approved changes of one roster, at most one an enterprise: an addition begins a stay, a removal ends
 * it, an addition at another stage (升级) does both. `entryRule` names the policy version an enterprise got in by. An
 * enterprise is changed by one at a time.
 * @throws {Refusal} when one is on the roster already, or is not on it
 */
export async function applyChanges(
  db: Db,
  key: RosterKey,
  changes: readonly Change[],
  entryRule: (change: Change) => string | null,
): Promise<void> {
  if (changes.length === 0) return
  const usccs = changes.map(({ uscc }) => uscc)
  const firms = await db
    .select({ uscc: enterprise.uscc, shortName: enterprise.shortName })
    .from(enterprise)
    .where(inArray(enterprise.uscc, usccs))
    .orderBy(enterprise.uscc)
    .for('update')
  const names = new Map(firms.map(({ uscc, shortName }) => [uscc, shortName]))
  const open = await openStays(db, key, usccs)
  for (const change of changes) {
    const useless = uselessness(key, change, open.get(change.uscc))
    if (useless) throw new Refusal(`“${names.get(change.uscc) ?? change.uscc}”${useless}`)
  }
  const ended = [...open.values()].map(({ id }) => id)
  if (ended.length > 0)
    await db.execute(sql`update roster_member m set to_on = c.effective_on, exit_change_id = c.id
      from membership_change c
      where m.id in ${ended} and c.id in ${changes.map(({ id }) => id)} and c.uscc = m.uscc`)
  await insertMany(
    db,
    rosterMember,
    changes
      .filter(({ operation }) => operation === 'add')
      .map(change => ({
        roster: key.kind.name,
        scope: key.scope,
        year: change.year,
        uscc: change.uscc,
        from_on: change.effectiveOn,
        stage: change.stage,
        entry_rule: entryRule(change),
        basis: change.basis,
        entry_change_id: change.id,
      })),
  )
}

/** Stays that have not ended, by enterprise; of a pool whatever the year they began in. */
export async function openStays(
  db: Db,
  { kind, scope, year }: RosterKey,
  usccs: readonly string[],
): Promise<ReadonlyMap<string, OpenStay>> {
  if (usccs.length === 0) return new Map()
  const rows = await db
    .select()
    .from(rosterMember)
    .where(
      and(
        eq(rosterMember.roster, kind.name),
        eq(rosterMember.scope, scope),
        isNull(rosterMember.toOn),
        inArray(rosterMember.uscc, [...usccs]),
        year === null ? undefined : eq(rosterMember.year, year),
      ),
    )
  return new Map(rows.map(row => [row.uscc, row]))
}

/** Why a change would change nothing, to follow the enterprise's name; null when it would. */
export function uselessness(
  key: RosterKey,
  { operation, stage }: { operation: Change['operation']; stage?: string | null | undefined },
  open: OpenStay | undefined,
): string | null {
  if (operation === 'remove') return open ? null : `现在不在${sayRoster(key)}，不用移出。`
  return !open || (stage && stage !== open.stage) ? null : `已经在${sayRoster(key)}，不用再加。`
}
