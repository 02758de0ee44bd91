import { NO_WORDING } from '../../db/bulletin-content.ts'
import type { Db } from '../../db/client.ts'
import { queueNotices } from '../../db/notice.ts'
import { bulletin, bulletinVersion } from '../../db/schema/index.ts'
import { dayOf } from '../lib/time.ts'
import { type Actor, actorId } from '../people/roles.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { holesIn, type MissingUnit, missingOf } from './compose/missing.ts'
import { composeBulletin } from './compose.ts'
import { type Bulletin, currentBulletin, getBulletin } from './find.ts'
import { latestMonth, reportPeriod } from './report-period.ts'
import { requireDrafter } from './rights.ts'
import { shownDraft } from './shown.ts'

/**
 * What came of drafting. `no-data`: nothing of the month is in; `latest` is the last month that has any. `holes`: the
 * units of which so much is missing that their numbers would mislead.
 */
export type Drafted =
  | { kind: 'drafted' | 'existing'; bulletin: Bulletin }
  | { kind: 'no-data'; period: string; latest: string | null; missing: MissingUnit[] }
  | { kind: 'holes'; period: string; missing: MissingUnit[] }

/**
 * Drafts the bulletin of the month before `now` and asks the office to approve it. A month is drafted once: while its
 * draft is open or published, that one is returned. Throws `Refusal` for a person who is not of the office or leaders.
 */
export async function draftBulletin(
  db: Db,
  {
    policies,
    actor,
    now,
    causeId = null,
  }: { policies: PolicySet; actor: Actor; now: Date; causeId?: number | null },
): Promise<Drafted> {
  requireDrafter(actor)
  const period = reportPeriod(now)
  const existing = await currentBulletin(db, period)
  if (existing) return { kind: 'existing', bulletin: existing }

  const missing = await missingOf(db, dayOf(now), period)
  const latest = await latestMonth(db, period)
  if (latest !== period) return { kind: 'no-data', period, latest, missing }
  const holes = holesIn(missing)
  if (holes.length > 0) return { kind: 'holes', period, missing: holes }

  const content = await composeBulletin(db, policies, now)
  const [fresh] = await db
    .insert(bulletin)
    .values({ period, state: 'draft', content, draftedAt: now })
    .onConflictDoNothing()
    .returning()
  if (!fresh) {
    const other = await currentBulletin(db, period)
    if (!other) throw new Error(`bulletin of ${period} was neither written nor found`)
    return { kind: 'existing', bulletin: other }
  }
  const why = '起草'
  await db.insert(bulletinVersion).values({
    bulletinId: fresh.id,
    version: 1,
    content,
    wording: NO_WORDING,
    why,
    by: actorId(actor),
    at: now,
  })
  await queueNotices(
    db,
    [
      {
        kind: 'bulletin.draft',
        to: 'unit:office',
        key: `bulletin.draft:${fresh.id}`,
        data: await shownDraft(db, fresh, now, why),
      },
    ],
    causeId,
  )
  return { kind: 'drafted', bulletin: await getBulletin(db, fresh.id) }
}
