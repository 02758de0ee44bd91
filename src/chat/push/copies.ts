import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { isCopied, topicOf } from '../notices/topic.ts'
import type { OutboxRow } from '../outbox.ts'

type Pushed = Pick<OutboxRow, 'id' | 'address' | 'kind' | 'payload'>

/**
 * 抄送: queues for everybody who gets copies of it what is about to be sent: once each, however often it is tried and to
 * however many it is sent at once, and not to whom the same goes anyway.
 */
export async function queueCopies(db: Db, { id, address, kind, payload }: Pushed): Promise<void> {
  if (!address || !isCopied(kind)) return
  const content = createHash('sha256')
    .update(`${kind} ${JSON.stringify(payload)}`)
    .digest('hex')
    .slice(0, 40)
  await db.execute(sql`
    insert into outbox (dedupe_key, address, kind, payload, state)
    select distinct on (c.reader) 'copy:' || ${content} || ':' || o.created_at::date || ':' || c.reader, c.reader, o.kind, o.payload, 'pending'
    from outbox o join push_copy c on c.topic = ${topicOf(kind)} and c.ended_at is null and c.reader <> o.address
      and (c.source is null or c.source = o.address)
    where o.id = ${id} and not exists (
      select from outbox own where own.address = c.reader and own.kind = o.kind and own.payload = o.payload
        and own.created_at > now() - interval '1 day')
    on conflict (dedupe_key) do nothing`)
}
