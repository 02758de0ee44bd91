import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db, OpenDb } from '../../db/client.ts'
import { type Notice, queueNotices } from '../../db/notice.ts'
import { caseMute, identity, liveCard, outbox, person } from '../../db/schema/index.ts'
import type { Card } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { shownByClick } from '../../src/chat/live.ts'
import type { Platform } from '../../src/chat/platform.ts'
import { createSender } from '../../src/chat/sender.ts'
import { PlatformError } from '../../src/lib/errors.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { instantOf } from '../../src/lib/time.ts'
import { databases } from '../support/databases.ts'
import { alwaysOpen } from '../support/desk.ts'
import { assigned, factsAt, progressed } from './fake-notices.ts'

type Fault = 'busy' | 'unreachable' | 'rejected' | 'target-gone'

/** A chat platform in memory: what hangs in the chat, and everything that ever hung there. */
function platformInMemory() {
  const messages = new Map<string, string[]>()
  const byKey = new Map<string, string>()
  const faults: (Fault | null)[] = []
  const wait = () => new Promise(done => setTimeout(done, Math.random() * 3))
  const platform = {
    name: 'fake',
    appId: 'app',
    canUpdate: true,
    limits: {
      appPerSecond: 10_000,
      appPerMinute: 600_000,
      targetPerSecond: 10_000,
      idempotencyMs: 3_600_000,
    },
    async send(_target: unknown, card: Card, key: string) {
      await wait()
      const known = byKey.get(key)
      if (known) return { messageId: known }
      const messageId = `om_${messages.size + 1}`
      byKey.set(key, messageId)
      messages.set(messageId, [cardText(card)])
      return { messageId }
    },
    async update(messageId: string, card: Card) {
      await wait()
      const fault = faults.shift() ?? null
      // What could not be confirmed may have happened all the same.
      if (fault === null || fault === 'unreachable') messages.get(messageId)?.push(cardText(card))
      if (fault) throw new PlatformError(fault, 'x', 'x')
    },
  } as unknown as Platform
  /** What hangs there now, oldest first. */
  const hanging = () => [...messages.values()].map(shown => shown.at(-1) ?? '')
  return { platform, messages, faults, hanging }
}

/** The version a text shows; null for one that was shortened. */
const versionIn = (words: string) => Number(/第(\d+)版/.exec(words)?.[1] ?? Number.NaN)

describe.each(databases)('the live card on $name', ({ open: openDatabase }) => {
  let open: OpenDb
  let db: Db
  let chat: ReturnType<typeof platformInMemory>

  beforeAll(async () => {
    open = await openDatabase()
    db = open.db
    await db.insert(person).values([{ id: 'p', name: '供电老周' }])
    await db.insert(identity).values([{ platform: 'fake', openId: 'ou_p', personId: 'p' }])
  })
  afterAll(() => open.close())
  beforeEach(start)

  async function start() {
    chat = platformInMemory()
    for (const table of ['outbox', 'live_card', 'case_mute'])
      await db.execute(sql`delete from ${sql.identifier(table)}`)
  }

  const sender = () =>
    createSender({
      db,
      platforms: [chat.platform],
      log: silentLogger,
      sleep: ms => new Promise(done => setTimeout(done, ms)),
      clock: { now: () => instantOf('2023-11-15', '10:00') },
      desk: alwaysOpen,
    })
  /** As if the time of every wait had passed. */
  const letTimePass = () =>
    db.execute(
      sql`update outbox set not_before = null, lease_until = null where state in ('pending', 'sending')`,
    )
  async function sendAll(...notices: Notice[]) {
    await queueNotices(db, notices)
    await sender().drain()
  }
  const states = async () =>
    (await db.select({ state: outbox.state }).from(outbox).orderBy(outbox.id)).map(({ state }) => state)

  test('what happens to a case changes the card that hangs there; a duty is a new message, and the old one keeps no buttons', async () => {
    await sendAll(assigned(2))
    await sendAll(progressed(3))
    await sendAll(progressed(4))
    expect(chat.hanging().map(versionIn)).toEqual([4])
    await sendAll(assigned(5))
    expect(chat.hanging()).toHaveLength(2)
    expect(chat.hanging()[0]).toContain('请看下面最新的卡片')
    expect(versionIn(chat.hanging()[1] ?? '')).toBe(5)
    await sendAll(progressed(6))
    expect(versionIn(chat.hanging()[1] ?? '')).toBe(6)
  })

  test('an older state never comes over a newer one', async () => {
    await sendAll(assigned(2))
    await sendAll(progressed(7))
    await sendAll(progressed(5), assigned(4))
    expect(chat.hanging().map(versionIn)).toEqual([7])
    expect((await states()).slice(2)).toEqual(['skipped', 'skipped'])
  })

  test('several changes on their way collapse into the newest', async () => {
    await sendAll(assigned(2))
    await sendAll(progressed(3), progressed(4), progressed(5))
    expect(chat.hanging().map(versionIn)).toEqual([5])
    expect(chat.messages.get('om_1')).toHaveLength(2)
  })

  test('a card that can be changed no longer is replaced by a new message', async () => {
    await sendAll(assigned(2))
    chat.faults.push('target-gone')
    await sendAll(progressed(3))
    expect(chat.hanging().map(versionIn)).toEqual([2, 3])
    await db.update(liveCard).set({ sentAt: new Date(Date.now() - 14 * 86_400_000) })
    await sendAll(progressed(4))
    expect(chat.hanging().map(versionIn).at(-1)).toBe(4)
    expect(chat.hanging()).toHaveLength(3)
  })

  test('what a click put in the place of a card is the newest; a change that comes late leaves it', async () => {
    await sendAll(assigned(2))
    const clicked: Card = { title: '诉求', tone: 'info', blocks: [{ kind: 'text', spans: ['第6版'] }] }
    await shownByClick(
      db,
      { platform: 'fake', messageId: 'om_1' },
      { caseNo: factsAt(6).no, version: 6 },
      clicked,
    )
    await sendAll(progressed(4))
    expect(chat.messages.get('om_1')).toHaveLength(1)
    await sendAll(progressed(7))
    expect(versionIn(chat.hanging()[0] ?? '')).toBe(7)
  })

  test('whoever wants to hear no more of a case hears of duties alone', async () => {
    await sendAll(assigned(2))
    await db.insert(caseMute).values({ reader: 'person:p', caseNo: factsAt(2).no, mutedAt: new Date() })
    const held: Notice = {
      kind: 'case.change',
      to: 'person:p',
      key: 'held',
      data: { case: factsAt(3), change: { kind: 'held', reason: '待外部条件', until: '2023-11-30' } },
    }
    await sendAll(held)
    expect(chat.hanging()).toHaveLength(1)
    await sendAll(assigned(4))
    expect(chat.hanging()).toHaveLength(2)
  })

  test('whatever the order, however often the platform fails and however many senders are at it, no card goes back and the newest is shown', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 2, max: 60 }), { minLength: 1, maxLength: 12 }),
        fc.array(
          fc.constantFrom<Fault | null>(null, null, 'busy', 'unreachable', 'target-gone', 'rejected'),
          {
            maxLength: 12,
          },
        ),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        async (versions, faults, duties) => {
          await start()
          chat.faults.push(...faults)
          for (const [n, version] of versions.entries())
            await queueNotices(db, [duties[n] ? assigned(version) : progressed(version)])
          for (
            let turn = 0;
            turn < 25 && (await states()).some(state => /pending|sending/.test(state));
            turn += 1
          ) {
            await Promise.all([sender().drain(), sender().drain()])
            await letTimePass()
            await db.execute(sql`update live_card set lease_until = null`)
          }
          for (let turn = 0; turn < 3; turn += 1) await sender().drain()
          expect(await states()).not.toContain('pending')
          for (const shown of chat.messages.values()) {
            const seen = shown.map(versionIn).filter(version => !Number.isNaN(version))
            expect(seen).toEqual([...seen].sort((a, b) => a - b))
          }
          const newest = Math.max(...versions)
          expect(
            Math.max(
              ...chat
                .hanging()
                .map(versionIn)
                .filter(version => !Number.isNaN(version)),
            ),
          ).toBe(newest)
        },
      ),
      { numRuns: open.kind === 'server' ? 30 : 12, endOnFailure: true },
    )
  }, 60_000)
})
