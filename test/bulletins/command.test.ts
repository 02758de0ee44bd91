import { describe, expect, test } from 'vitest'
import { bulletin as command } from '../../commands/bulletin.ts'
import type { Db } from '../../db/client.ts'
import { bulletin, rosterMember } from '../../db/schema/index.ts'
import { cardText } from '../../src/chat/card-text.ts'
import type { Context, Focus } from '../../src/chat/command.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { fillTown, MAYOR, OFFICE } from './town.ts'

const onDatabase = useDatabase(fillTown)
const NOW = new Date('2023-11-15T10:00:00+08:00')

function said(
  db: Db,
  text: string,
  more: { now?: Date; focus?: Focus; speaker?: Context['speaker'] } = {},
): Context {
  return {
    db,
    now: more.now ?? NOW,
    speaker: more.speaker ?? OFFICE,
    chat: { platform: 'feishu', chatId: 'oc_1', kind: 'private' },
    openId: 'ou_1',
    focus: more.focus ?? {},
    text,
    causeId: null,
    files: [],
    commands: [],
    policies: builtIn,
  }
}

const {
  'query.briefing': briefing,
  'bulletin.draft': draft,
  'bulletin.approve': approve,
  'bulletin.reject': reject,
} = command.intents

describe('looking at the numbers', () => {
  test('this month has none yet, so those of last month are shown and it is said', () =>
    onDatabase(async db => {
      const { card } = await briefing.run(said(db, '本月倍增情况'), { period: '2023-11' } as never)
      const words = cardText(card)
      expect(words).toContain('2023年11月的数据还没有出，以下为截至2023年10月的情况')
      expect(words).toContain('10家倍增名录企业中')
    }))

  test('needs no apology when the month asked for is the latest', () =>
    onDatabase(async db => {
      const { card } = await briefing.run(said(db, '10月倍增情况'), { period: '2023M01-10' } as never)
      expect(cardText(card)).not.toContain('以下为')
    }))

  test('without any month of data is refused with what to do', () =>
    onDatabase(async db => {
      await db.delete(rosterMember)
      await expect(briefing.run(said(db, '倍增情况'), {} as never)).rejects.toThrow('请先导入数据')
    }))
})

describe('drafting in chat', () => {
  test('shows the draft with its buttons, and the same one when asked again', () =>
    onDatabase(async db => {
      const first = await draft.run(said(db, '10月份倍增通报出个初稿'), { period: '2023-10' } as never)
      const again = await draft.run(said(db, '本月通报写一下'), { period: '2023-11' } as never)
      expect(cardText(first.card)).toMatch(
        /2023年10月倍增通报（初稿，待审批）[\s\S]*\[批准发布\][\s\S]*\[退回\]/,
      )
      expect(again.focus?.bulletinId).toBe(first.focus?.bulletinId)
      expect(await db.select().from(bulletin)).toHaveLength(1)
    }))

  test('of another month is refused', () =>
    onDatabase(async db => {
      await expect(draft.run(said(db, '8月通报'), { period: '2023-08' } as never)).rejects.toThrow(
        '现在能起草的是2023年10月通报',
      )
    }))

  test('of a month without data is refused', () =>
    onDatabase(async db => {
      const now = new Date('2023-12-25T10:00:00+08:00')
      await expect(draft.run(said(db, '起草倍增通报', { now }), {} as never)).rejects.toThrow(
        '2023年11月的数据还没有报送',
      )
    }))
})

describe('deciding in chat', () => {
  test('a click puts the decision in the place of the draft', () =>
    onDatabase(async db => {
      const { focus } = await draft.run(said(db, '起草'), {} as never)
      const reply = await approve.run(said(db, ''), { bulletin_id: focus?.bulletinId } as never)
      expect(reply).toMatchObject({ replaces: true, toast: { tone: 'good' } })
      expect(cardText(reply.card)).toContain('已由office同志于11月15日10:00批准发布')
    }))

  test('text decides about the only open draft, and again harmlessly', () =>
    onDatabase(async db => {
      await draft.run(said(db, '起草'), {} as never)
      const reply = await approve.run(said(db, '通报可以发了', { speaker: MAYOR }), {} as never)
      const again = await approve.run(said(db, '同意发布'), {} as never)
      expect(reply.replaces).toBeUndefined()
      expect(cardText(reply.card)).toContain('已由mayor同志')
      expect(cardText(again.card)).toContain('此前已由mayor同志于11月15日10:00批准发布，没有重复发送')
    }))

  test.each([
    ['不同意 数据再核', '数据再核'],
    ['退回通报 数据再核', '数据再核'],
    ['退回通报，祁东的数不对', '祁东的数不对'],
    ['这期通报先不发 数据不对', '数据不对'],
    ['通报打回去重写', '重写'],
    ['/通报 退回 数据再核', '数据再核'],
  ])('“%s” sends it back because of “%s”', (typed, reason) =>
    onDatabase(async db => {
      await draft.run(said(db, '起草'), {} as never)
      const { card } = await reject.run(said(db, typed), { text: typed } as never)
      expect(cardText(card)).toContain(`退回原因：${reason}\n`.trim())
      const [row] = await db.select().from(bulletin)
      expect(row).toMatchObject({ state: 'rejected', reason })
    }),
  )

  test('sending back without a reason asks for one', () =>
    onDatabase(async db => {
      await draft.run(said(db, '起草'), {} as never)
      await expect(reject.run(said(db, '退回通报'), { text: '退回通报' } as never)).rejects.toThrow(
        '请写明退回原因',
      )
    }))

  test('with nothing drafted there is nothing to decide', () =>
    onDatabase(async db => {
      await expect(approve.run(said(db, '同意发布'), {} as never)).rejects.toThrow('现在没有待审批的通报')
    }))

  test('with two open drafts the one last talked about is meant, else it is asked', () =>
    onDatabase(async db => {
      const { focus } = await draft.run(said(db, '起草'), {} as never)
      const [row] = await db.select().from(bulletin)
      if (!row || !focus) throw new Error('not drafted')
      const { id: _, ...rest } = row
      await db.insert(bulletin).values({ ...rest, period: '2023-09' })
      await expect(approve.run(said(db, '同意发布'), {} as never)).rejects.toThrow(
        '有2期通报待审批（2023年9月、2023年10月）',
      )
      const { card } = await approve.run(said(db, '同意发布', { focus }), {} as never)
      expect(cardText(card)).toContain('2023年10月倍增通报（已发布）')
    }))
})
