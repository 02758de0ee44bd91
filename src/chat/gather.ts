import { inArray, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { type Address, type Notice, queueNotices } from '../../db/notice.ts'
import { outbox, roleGrant } from '../../db/schema/index.ts'
import { groupBy } from '../lib/group.ts'
import { dayOf } from '../lib/time.ts'
import { cardOfNotice } from './notices/index.ts'

/** Items a card carries; its total is of all. */
const CARRIED = 30

/**
 * 汇总未单独推送的消息: one card for everybody who got more than a day's number, of what was kept back; the admins hear
 * of how many. Says how many cards.
 */
export async function tellGathered(db: Db, now: Date): Promise<number> {
  const rows = await rowsOf<{
    id: string
    address: string
    kind: string
    payload: unknown
    caseNo: string | null
  }>(
    db,
    sql`select id, address, kind, payload, about->>'caseNo' as "caseNo" from outbox
      where state = 'gathered' and address is not null order by id for update skip locked`,
  )
  if (rows.length === 0) return 0
  const day = dayOf(now)
  const byReader = [...groupBy(rows, ({ address }) => address)]
  const notices = byReader.map(([address, kept]): Notice => {
    const last = kept.at(-1)
    return {
      kind: 'gathered',
      to: address as Address,
      key: `gathered:${address}:${last?.id}`,
      data: {
        day,
        total: kept.length,
        items: kept
          .slice(0, CARRIED)
          .map(({ kind, payload, caseNo }) => ({ title: cardOfNotice(kind, payload).title, caseNo })),
      },
    }
  })
  await queueNotices(db, [...notices, ...(await reports(db, day, byReader.length, rows.length))])
  await db
    .update(outbox)
    .set({ state: 'skipped', lastError: '已并入汇总卡片' })
    .where(
      inArray(
        outbox.id,
        rows.map(({ id }) => Number(id)),
      ),
    )
  return byReader.length
}

async function reports(db: Db, day: string, places: number, total: number): Promise<Notice[]> {
  const admins = await db
    .selectDistinct({ id: roleGrant.personId })
    .from(roleGrant)
    .where(sql`${roleGrant.role} = 'admin'`)
  return admins.map(({ id }) => ({
    kind: 'gathered.report',
    to: `person:${id}`,
    key: `gathered.report:${day}:${id}`,
    data: { day, places, total },
  }))
}
