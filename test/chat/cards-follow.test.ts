import { describe, expect, test } from 'vitest'
import { caseDesk } from '../../commands/case/desk.ts'
import type { Db } from '../../db/client.ts'
import { type Notice, queueNotices } from '../../db/notice.ts'
import { chatGroup } from '../../db/schema/index.ts'
import type { Card } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { muteCase } from '../../src/chat/mute.ts'
import { wakeWaiting } from '../../src/chat/outbox.ts'
import type { Platform } from '../../src/chat/platform.ts'
import { createSender } from '../../src/chat/sender.ts'
import { caseFacts } from '../../src/ledger/facts.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { reportProgress } from '../../src/ledger/progress.ts'
import { signCase } from '../../src/ledger/sign.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { instantOf } from '../../src/lib/time.ts'
import { actOf, buildWorld, POWER_CUT } from '../ledger/world.ts'
import { useDatabase } from '../support/database.ts'

const onDatabase = useDatabase(async db => {
  await buildWorld(db)
  await db
    .insert(chatGroup)
    .values({ platform: 'feishu', chatId: 'oc_office', name: '办公室群', unitId: 'office' })
})

/** The chats of Feishu in memory, by a clock of the test: what hangs in each, oldest first. */
function town(db: Db) {
  const chats = new Map<string, string[]>()
  const cards = new Map<string, string>()
  let now = instantOf('2023-11-15', '10:00')
  const platform = {
    name: 'feishu',
    appId: 'app',
    canUpdate: true,
    limits: { appPerSecond: 1000, appPerMinute: 60_000, targetPerSecond: 1000, idempotencyMs: 3_600_000 },
    async send(target: { chatId?: string; openId?: string }, card: Card) {
      const place = target.chatId ?? target.openId ?? ''
      const messageId = `om_${cards.size + 1}`
      cards.set(messageId, cardText(card))
      chats.set(place, [...(chats.get(place) ?? []), messageId])
      return { messageId }
    },
    async update(messageId: string, card: Card) {
      cards.set(messageId, cardText(card))
    },
  } as unknown as Platform
  const sender = createSender({
    db,
    platforms: [platform],
    log: silentLogger,
    sleep: async () => {},
    clock: { now: () => now },
    desk: caseDesk,
  })
  return {
    hanging: (place: string) => (chats.get(place) ?? []).map(id => cards.get(id) ?? ''),
    async at(day: string, time: string) {
      now = instantOf(day, time)
      await wakeWaiting(db)
      await sender.drain()
    },
  }
}

const POWER = 'oc_power'

describe('活卡片跟着诉求走', () => {
  test('a unit signs in private: the card in its group loses 签收 and shows what may be done next', () =>
    onDatabase(async db => {
      const { hanging, at } = town(db)
      const { facts } = await fileCase(await actOf(db, 'contact'), POWER_CUT)
      await at('2023-11-15', '10:01')
      expect(hanging(POWER)[0]).toContain('[签收]')
      // Nothing of it is told to the unit itself, whose own act it is.
      await signCase(await actOf(db, 'power', instantOf('2023-11-15', '10:05')), facts.no)
      await at('2023-11-15', '10:06')
      const [card] = hanging(POWER)
      expect(hanging(POWER)).toHaveLength(1)
      expect(card).not.toContain('[签收]')
      expect(card).toContain('[填写进展]')
      expect(card).toContain('办理中')
    }))

  test('the same at night: a card that hangs there changes without a sound', () =>
    onDatabase(async db => {
      const { hanging, at } = town(db)
      const { facts } = await fileCase(await actOf(db, 'contact'), POWER_CUT)
      await at('2023-11-15', '10:01')
      await signCase(await actOf(db, 'power', instantOf('2023-11-15', '22:00')), facts.no)
      await at('2023-11-15', '22:01')
      expect(hanging(POWER)).toHaveLength(1)
      expect(hanging(POWER)[0]).not.toContain('[签收]')
    }))

  test('filed at night and signed at night: in the morning nobody is told to sign, the group sees the case as it is', () =>
    onDatabase(async db => {
      const { hanging, at } = town(db)
      const { facts } = await fileCase(
        await actOf(db, 'contact', instantOf('2023-11-15', '21:00')),
        POWER_CUT,
      )
      await at('2023-11-15', '21:01')
      expect(hanging(POWER)).toEqual([])
      await signCase(await actOf(db, 'power', instantOf('2023-11-15', '22:00')), facts.no)
      await at('2023-11-16', '08:30')
      const all = hanging(POWER)
      expect(all).toHaveLength(1)
      expect(all[0]).not.toContain('新交办')
      expect(all[0]).not.toContain('[签收]')
      expect(all[0]).toContain('办理中')
    }))

  test('a duty that still holds in the morning is said with the case as it is by then', () =>
    onDatabase(async db => {
      const { hanging, at } = town(db)
      const { facts } = await fileCase(await actOf(db, 'contact'), POWER_CUT)
      await signCase(await actOf(db, 'power'), facts.no)
      await at('2023-11-15', '10:01')
      const urged: Notice = {
        kind: 'case.change',
        to: 'unit:utility-power',
        key: 'urged',
        data: {
          case: await caseFacts(db, facts.no, instantOf('2023-11-15', '20:00')),
          change: { kind: 'urged', by: '李衡', note: null, times: 1 },
        },
      }
      await queueNotices(db, [urged])
      await reportProgress(
        await actOf(db, 'power', instantOf('2023-11-15', '21:00')),
        facts.no,
        '正在更换电缆',
      )
      await at('2023-11-15', '21:01')
      await at('2023-11-16', '08:30')
      expect(hanging(POWER).at(-1)).toContain('催办')
      expect(hanging(POWER)).toHaveLength(2)
    }))

  test('a group that wants to hear no more of a case hears of duties alone', () =>
    onDatabase(async db => {
      const { hanging, at } = town(db)
      const { facts } = await fileCase(await actOf(db, 'contact'), POWER_CUT)
      await at('2023-11-15', '10:01')
      await muteCase(db, 'unit:utility-power', facts.no, instantOf('2023-11-15', '10:02'))
      const data = { case: await caseFacts(db, facts.no, instantOf('2023-11-15', '10:03')) }
      const change = { kind: 'supplemented', note: '又停了', files: 0, by: '企业小陈' } as const
      await queueNotices(db, [
        { kind: 'case.change', to: 'unit:utility-power', key: 'more', data: { ...data, change } },
      ])
      await at('2023-11-15', '10:04')
      expect(hanging(POWER)).toHaveLength(1)
      const urged = { kind: 'urged', by: '李衡', note: null, times: 1 } as const
      await queueNotices(db, [
        { kind: 'case.change', to: 'unit:utility-power', key: 'urge', data: { ...data, change: urged } },
      ])
      await at('2023-11-15', '10:05')
      expect(hanging(POWER)).toHaveLength(2)
    }))

  test('what has turned red is told to the leaders at once, whatever the hour', () =>
    onDatabase(async db => {
      const { hanging, at } = town(db)
      const { facts } = await fileCase(await actOf(db, 'contact'), POWER_CUT)
      await at('2023-11-15', '10:01')
      const now = await caseFacts(db, facts.no, instantOf('2023-11-15', '22:00'))
      await queueNotices(db, [
        {
          kind: 'case.overdue',
          to: 'unit:office',
          key: 'red',
          data: { day: '2023-11-15', isCopy: true, total: 1, cases: [now], leaderless: [] },
        },
      ])
      const before = hanging('oc_office').length
      await at('2023-11-15', '22:00')
      expect(hanging('oc_office')).toHaveLength(before + 1)
    }))
})
