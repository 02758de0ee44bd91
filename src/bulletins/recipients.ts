import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { Address, Notice } from '../../db/notice.ts'

const LEADERS: Address = 'unit:leaders'

/** The leaders' group, and the people and groups that have subscribed to 通报. */
export async function publicationsFor(
  db: Db,
  id: number,
  data: Extract<Notice, { kind: 'bulletin.published' }>['data'],
): Promise<Notice[]> {
  const rows = await rowsOf<{ reader: Address }>(
    db,
    sql`select distinct reader from push_copy where topic = '通报' and ended_at is null
      and (source is null or source = ${LEADERS}) and reader <> ${LEADERS} order by reader`,
  )
  const key = `bulletin.published:${id}`
  return [
    { kind: 'bulletin.published', to: LEADERS, key: `${key}:${LEADERS}`, data },
    ...rows.map(
      ({ reader }): Notice => ({
        kind: 'bulletin.published',
        to: reader,
        key: `copy:${key}:${reader}`,
        data,
      }),
    ),
  ]
}

/** Who has got a bulletin, to be told that it is taken back. */
export async function recipientsOf(db: Db, id: number): Promise<Address[]> {
  const rows = await rowsOf<{ address: Address }>(
    db,
    sql`select distinct address from outbox
      where kind = 'bulletin.published' and address is not null and (payload->>'bulletinId')::int = ${id}
        and state in ('sending', 'sent', 'uncertain')
      order by address`,
  )
  return rows.map(({ address }) => address)
}
