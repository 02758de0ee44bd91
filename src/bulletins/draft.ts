import type { Db } from '../../db/client.ts'
import { queueNotices } from '../../db/notice.ts'
import { bulletin } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import type { Actor } from '../people/roles.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { composeBulletin } from './compose.ts'
import { mayDecide } from './decide.ts'
import { type Bulletin, currentBulletin } from './find.ts'
import { latestMonth, reportPeriod } from './report-period.ts'

/** What came of drafting. `no-data`: the month's figures are not in; `latest` is the last month that has any. */
export type Drafted =
  | { kind: 'drafted' | 'existing'; bulletin: Bulletin }
  | { kind: 'no-data'; period: string; latest: string | null }

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
  if (actor.kind !== 'job' && actor.kind !== 'operator' && !mayDecide(actor)) {
    throw new Refusal('倍增通报由领导小组办公室起草，您没有这项权限。如需查看数据，请发“本月倍增情况”。')
  }
  const period = reportPeriod(now)
  const existing = await currentBulletin(db, period)
  if (existing) return { kind: 'existing', bulletin: existing }

  const latest = await latestMonth(db, period)
  if (latest !== period) return { kind: 'no-data', period, latest }

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
  const notice = {
    kind: 'bulletin.draft',
    to: 'unit:office',
    key: `bulletin.draft:${fresh.id}`,
    data: { bulletinId: fresh.id, content },
  } as const
  await queueNotices(db, [notice], causeId)
  return { kind: 'drafted', bulletin: fresh }
}
