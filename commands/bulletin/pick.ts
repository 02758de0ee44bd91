import {
  type Bulletin,
  getBulletin,
  lastDecided,
  OPEN,
  openDrafts,
  publishedBefore,
} from '../../src/bulletins/find.ts'
import type { Context } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { hasRole } from '../../src/people/may.ts'
import { sayPeriod } from '../../src/registry/period.ts'

/** Which bulletin is meant: the one clicked, the draft last talked about, or the only one open; else the last decided. */
export async function pickBulletin(
  { db, focus }: Pick<Context, 'db' | 'focus'>,
  id: number | undefined,
): Promise<Bulletin> {
  if (id !== undefined) return getBulletin(db, id)
  const open = await openDrafts(db)
  const inFocus = open.find(one => one.id === focus.bulletinId)
  const only = inFocus ?? (open.length === 1 ? open[0] : await focused(db, focus.bulletinId))
  if (only) return only
  if (open.length > 1) {
    const months = open.map(one => sayPeriod(one.period)).join('、')
    throw new Refusal(`有${open.length}期通报待审批（${months}），请在要办的那张初稿卡片上点按钮。`)
  }
  const last = await lastDecided(db)
  if (last) return last
  throw new Refusal('现在没有待审批的通报。请先发“起草倍增通报”。')
}

/** The version of it that was shown in this conversation; null where none was. */
export const versionSeen = (
  { focus }: Pick<Context, 'focus'>,
  row: Bulletin,
  clicked: number | undefined,
): number | null => clicked ?? (focus.bulletinId === row.id ? (focus.bulletinVersion ?? null) : null)

/** The bulletin somebody may read: of those who decide the one under way, of others the newest published. */
export async function readableBulletin(
  context: Pick<Context, 'db' | 'focus' | 'speaker'>,
  id: number | undefined,
): Promise<Bulletin | null> {
  const { db, focus, speaker } = context
  const isDecider = hasRole(speaker, 'office', 'leader')
  const wanted = id ?? focus.bulletinId
  const named = wanted === undefined ? null : await getBulletin(db, wanted)
  if (named && (named.state === 'published' || (isDecider && OPEN.includes(named.state)))) return named
  const [draft] = isDecider ? (await openDrafts(db)).reverse() : []
  return draft ?? publishedBefore(db, '9999-12')
}

async function focused(db: Context['db'], id: number | undefined): Promise<Bulletin | null> {
  return id === undefined ? null : getBulletin(db, id)
}
