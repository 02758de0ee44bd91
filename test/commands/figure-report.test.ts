import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { figure, figureDoubt, outbox } from '../../db/schema/index.ts'
import { cardOfNotice } from '../../src/chat/notices/index.ts'
import { useDatabase } from '../support/database.ts'
import { type Answer, actionsOf, expectToFit, press, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

/** The form as it would be handed in, with some fields typed over. */
function filled(answer: Answer, over: Record<string, string> = {}) {
  const form = answer.messages.flatMap(({ card }) => card.blocks).find(block => block.kind === 'form')
  if (form?.kind !== 'form' || !form.submit.action) throw new Error(`no form in: ${answer.words}`)
  const values = Object.fromEntries(
    form.fields.flatMap(field =>
      'value' in field && field.value !== undefined ? [[field.name, field.value]] : [],
    ),
  )
  return { ...form.submit.action, args: { ...form.submit.action.args, ...values, ...over } }
}

async function own(db: Db, period: string) {
  const rows = await db.select().from(figure).where(eq(figure.period, period)).orderBy(asc(figure.id))
  return rows
    .filter(({ source }) => source === '企业自报')
    .map(({ indicator, amount, reason }) => `${indicator} ${Number(amount)}${reason ? ` ${reason}` : ''}`)
}

/** A firm of the demo has figures of its own until October; what is reported here is of a year nobody has reported. */
const PERIOD = '2021-08'

describe('报数', () => {
  test('a sentence fills a form; nothing is recorded until it is handed in', () =>
    onDatabase(async db => {
      const asked = await say(db, 'enterprise', '报数：2021年8月产值1260万 税38万')
      expect(asked.action).toBe('intake.metric_report')
      expectToFit(asked, '报数')
      expect(await own(db, PERIOD)).toEqual([])
      const done = await press(db, 'enterprise', filled(asked))
      expect(JSON.stringify(done)).toContain('已收到2021年8月的数')
      expect(await own(db, PERIOD)).toEqual(['output 1260', 'tax 38'])
      const seen = await say(db, 'enterprise', '我们2021年8月产值税收谁报的')
      expect(seen.words).toContain('1260万元')
      expect(seen.words).toContain('企业自报')
    }))

  test('the same again changes nothing and says so', () =>
    onDatabase(async db => {
      const asked = await say(db, 'enterprise', '报数：2021年8月产值1260万 税38万')
      await press(db, 'enterprise', filled(asked))
      expect(JSON.stringify(await press(db, 'enterprise', filled(asked)))).toContain('不用重复报')
      expect(await own(db, PERIOD)).toHaveLength(2)
    }))

  test('an odd figure is asked about before it is recorded; explained, both are kept', () =>
    onDatabase(async db => {
      await press(db, 'enterprise', filled(await say(db, 'enterprise', '报数：2021年7月产值400万 税10万')))
      const asked = await say(db, 'enterprise', '报数：2021年8月产值1260万 税12万')
      expect(asked.words).toContain('有点反常')
      expect(asked.words).toContain('3.2倍')
      const refused = await press(db, 'enterprise', filled(asked))
      expect(JSON.stringify(refused)).toContain('情况说明')
      expect(await own(db, PERIOD)).toEqual([])
      await press(db, 'enterprise', filled(asked, { reason: '7月检修停产半个月，8月集中交货' }))
      expect(await own(db, PERIOD)).toEqual(['output 1260', 'tax 12'])
      const [doubt] = await db.select().from(figureDoubt)
      expect(doubt).toMatchObject({
        check: 'monthly-jump',
        state: 'explained',
        explanation: '7月检修停产半个月，8月集中交货',
      })
    }))

  test('a correction is a new version with its reason; the old one stays', () =>
    onDatabase(async db => {
      await press(db, 'enterprise', filled(await say(db, 'enterprise', '报数：2021年8月产值1260万 税38万')))
      const asked = await say(db, 'enterprise', '2021年8月产值报错了 是1206不是1260')
      expect(asked.action).toBe('intake.metric_correct')
      expect(asked.words).toContain('原报1260万元，将更正为1206万元')
      expect(JSON.stringify(await press(db, 'enterprise', filled(asked)))).toContain('写明原因')
      const done = await press(db, 'enterprise', filled(asked, { reason: '录入时数字颠倒' }))
      expect(JSON.stringify(done)).toContain('已更正')
      expect(await own(db, PERIOD)).toEqual(['output 1260', 'tax 38', 'output 1206 录入时数字颠倒'])
    }))

  test('what the speaker believes to stand is held against what stands', () =>
    onDatabase(async db => {
      await press(db, 'enterprise', filled(await say(db, 'enterprise', '报数：2021年8月产值1260万 税38万')))
      const asked = await say(db, 'enterprise', '2021年8月产值报错了 是1206不是1280')
      expect(asked.words).toContain('您说原来报的是1280万元，库里记的是1260万元')
    }))

  test('a liaison reports for its firm, nobody else does', () =>
    onDatabase(async db => {
      const action = filled(await say(db, 'enterprise', '报数：2021年8月产值1260万 税38万'))
      for (const who of ['rival', 'land', 'office', 'nobody']) await press(db, who, action)
      expect(await own(db, PERIOD)).toEqual([])
    }))

  test.each([
    ['还没有结束的月份', '报数：11月产值1260万', {}, '还没有结束'],
    ['看不懂的数', '报数：2021年8月产值1260万', { output: '一千多吧' }, '看不懂'],
    ['一个数都没有', '报数', { output: '', tax: '', revenue: '' }, '没有看到要报的数'],
  ])('%s', (_, text, over, words) =>
    onDatabase(async db => {
      const before = await db.$count(figure)
      expect(
        JSON.stringify(await press(db, 'enterprise', filled(await say(db, 'enterprise', text), over))),
      ).toContain(words)
      expect(await db.$count(figure)).toBe(before)
    }),
  )

  test('without a month it is the last one that is over', () =>
    onDatabase(async db => {
      expect((await say(db, 'enterprise', '我们要报数')).words).toContain('报数：2023年10月')
    }))
})

describe('存疑', () => {
  async function reported(db: Db) {
    await press(db, 'enterprise', filled(await say(db, 'enterprise', '报数：2021年7月产值400万')))
    const asked = await say(db, 'enterprise', '报数：2021年8月产值1600万')
    await press(db, 'enterprise', filled(asked, { reason: '集中交货' }))
    await db.delete(outbox)
  }

  test('an official finds jumps of a month, asks the firm, the firm explains, the official is content', () =>
    onDatabase(async db => {
      await reported(db)
      const found = await say(db, 'office', '哪些企业2021年8月产值环比异常')
      expect(found.action).toBe('data.flag')
      expect(found.words).toContain('1600万元，上月400万元')
      expectToFit(found, '核实')
      const flag = found.messages
        .flatMap(({ card }) => actionsOf(card))
        .find(({ intent }) => intent === 'data.flag')
      if (!flag) throw new Error('no button')
      expect(JSON.stringify(await press(db, 'office', flag))).toContain('已标记存疑，已请企业说明')
      expect(JSON.stringify(await press(db, 'office', flag))).toContain('已经有人标记过了')

      const [asked] = await db.select().from(outbox).where(eq(outbox.kind, 'figure.doubted'))
      const card = cardOfNotice('figure.doubted', asked?.payload)
      const form = card.blocks.find(block => block.kind === 'form')
      if (form?.kind !== 'form' || !form.submit.action) throw new Error('no form')
      const { action } = form.submit
      const explain = (explanation: string, who = 'enterprise') =>
        press(db, who, { ...action, args: { ...action.args, explanation } })
      expect(JSON.stringify(await explain('好'))).toContain('写具体一点')
      await explain('8月集中交货，合同可查', 'rival')
      expect(JSON.stringify(await explain('8月集中交货，合同可查'))).toContain('已提交')
      expect(JSON.stringify(await explain('再说一遍原因'))).toContain('已经说明过')

      const [told] = await db.select().from(outbox).where(eq(outbox.kind, 'figure.explained'))
      expect(told?.address).toBe('person:demo-office')
      const settle = actionsOf(cardOfNotice('figure.explained', told?.payload))[0]
      if (!settle) throw new Error('no button')
      expect(JSON.stringify(await press(db, 'office', settle))).toContain('已采信')
      expect(JSON.stringify(await press(db, 'office', settle))).toContain('已经处理过了')
    }))

  test('a corrected figure is doubted no more', () =>
    onDatabase(async db => {
      await reported(db)
      const asked = await say(db, 'enterprise', '2021年8月产值报错了 是600不是1600')
      await press(db, 'enterprise', filled(asked, { reason: '多写了一位' }))
      expect((await db.select().from(figureDoubt)).map(({ state }) => state)).toEqual(['corrected'])
    }))

  test('a county sees its own firms alone; a firm sees none of it', () =>
    onDatabase(async db => {
      await reported(db)
      expect((await say(db, 'enterprise', '哪些企业2021年8月产值环比异常')).words).not.toContain('1600')
      const seen = await say(db, 'county', '哪些企业2021年8月产值环比异常')
      expect(seen.words).not.toContain('1600万元')
    }))
})
