import { inArray, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { type Address, type Notice, type NoticeData, queueNotices } from '../../db/notice.ts'
import { outbox, roleGrant } from '../../db/schema/index.ts'
import { groupBy } from '../lib/group.ts'
import { lastMoment, type Rhythm } from '../lib/rhythm.ts'
import { dayOf } from '../lib/time.ts'
import type { WorkCalendar } from '../lib/working-days.ts'
import type { Card } from './card.ts'
import { cardText } from './card-text.ts'
import { cardOfNotice } from './notices/index.ts'
import { topicOf } from './notices/topic.ts'
import { WHY } from './plan.ts'
import { wishesOf } from './push/wishes.ts'

/** Items a card carries; its total is of all. */
const CARRIED = 30
/** When those hear of it who have not said when. */
const MORNING: Rhythm = { every: 'workday', at: '08:35' }

interface Kept {
  id: string
  address: string
  kind: string
  payload: unknown
  caseNo: string | null
  /** ISO instant; null for what was kept before it was written down. */
  since: string | null
  why: string | null
}

/**
 * 汇总未单独推送的消息: one card for everybody of whom something was kept back, at the moment they chose or the next
 * working morning; the admins hear of how many had too much. Says how many cards.
 */
export async function tellGathered(db: Db, calendar: WorkCalendar, now: Date): Promise<number> {
  const rows = await rowsOf<Kept>(
    db,
    sql`select id, address, kind, payload, about->>'caseNo' as "caseNo", to_json(gathered_at) as since, last_error as why
      from outbox where state = 'gathered' and address is not null order by id for update skip locked`,
  )
  const due: Kept[] = []
  for (const [address, kept] of groupBy(rows, one => one.address))
    for (const [topic, some] of groupBy(kept, ({ kind }) => topicOf(kind))) {
      const { rhythm, isPaused } = await wishesOf(db, address, topic, dayOf(now))
      if (isPaused) continue
      const moment = lastMoment(rhythm ?? MORNING, calendar, now)
      due.push(...some.filter(({ since }) => since === null || new Date(since) < moment))
    }
  if (due.length === 0) return 0
  const day = dayOf(now)
  const byReader = [...groupBy(due, ({ address }) => address)]
  const notices = byReader.map(([address, kept]): Notice => {
    const last = kept.at(-1)
    return {
      kind: 'gathered',
      to: address as Address,
      key: `gathered:${address}:${last?.id}`,
      data: {
        day,
        total: kept.length,
        why: reasonOf(kept),
        items: kept.slice(0, CARRIED).map(({ kind, payload, caseNo }) => {
          const card = cardOfNotice(kind, payload)
          return { title: card.title, lead: leadOf(card), caseNo }
        }),
      },
    }
  })
  const tooMany = due.filter(({ why }) => why === WHY.many)
  const places = new Set(tooMany.map(({ address }) => address)).size
  await queueNotices(db, [...notices, ...(places > 0 ? await reports(db, day, places, tooMany.length) : [])])
  await db
    .update(outbox)
    .set({ state: 'skipped', lastError: '已并入汇总卡片' })
    .where(
      inArray(
        outbox.id,
        due.map(({ id }) => Number(id)),
      ),
    )
  return byReader.length
}

/** Characters of a message's first words beside its title. */
const LEAD = 40

function leadOf({ blocks }: Card): string {
  const first = blocks.find(({ kind }) => kind === 'text')
  const words = first ? cardText({ title: '', tone: 'plain', blocks: [first] }).replace(/^【】\n?/, '') : ''
  return words.length > LEAD ? `${words.slice(0, LEAD)}…` : words
}

function reasonOf(kept: readonly Kept[]): NoticeData['gathered']['why'] {
  if (kept.some(({ why }) => why === WHY.many)) return 'many'
  return kept.some(({ why }) => why === WHY.paused) ? 'paused' : 'chosen'
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
