import { sql } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import type { NoticeKind } from '../../../db/notice.ts'
import { topicOf } from '../notices/topic.ts'
import type { OutboxRow } from '../outbox.ts'

/** Made for one reader, of what they may see; who subscribes to it gets their own. */
const PERSONAL: readonly string[] = ['leader.briefing'] satisfies NoticeKind[]

/** 抄送: queues for everybody who gets copies of it what is about to be sent; once each, however often it is tried. */
export async function queueCopies(db: Db, { id, address, kind, payload }: OutboxRow): Promise<void> {
  if (!address || PERSONAL.includes(kind)) return
  await db.execute(sql`
    insert into outbox (dedupe_key, address, kind, payload, state)
    select distinct on (c.reader) 'copy:' || ${id}::text || ':' || c.reader, c.reader, ${kind}, ${JSON.stringify(payload)}::jsonb, 'pending'
    from push_copy c
    where c.topic = ${topicOf(kind)} and c.ended_at is null and c.reader <> ${address}
      and (c.source is null or c.source = ${address})
      and not exists (select from outbox o where o.address = c.reader and o.kind = ${kind} and o.payload = ${JSON.stringify(payload)}::jsonb
        and o.created_at > now() - interval '1 day')
    on conflict (dedupe_key) do nothing`)
}
