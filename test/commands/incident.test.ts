import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { incident, outbox } from '../../db/schema/index.ts'
import type { Action, Card } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { useDatabase } from '../support/database.ts'
import { type Answer, actionsOf, expectToFit, press, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

async function click(db: Db, who: string, action: Action) {
  const answer = await press(db, who, action)
  const { card, toast } = answer as Answer & { card?: Card; toast?: { text: string } }
  return { card, words: [toast?.text, card && cardText(card), answer.words].filter(Boolean).join('\n') }
}

const firstCard = ({ messages: [first] }: Answer): Card => {
  if (!first?.card) throw new Error('no card')
  return first.card
}
const actionIn = (card: Card | undefined, intent: string, label?: string): Action => {
  const buttons = (card?.blocks ?? []).flatMap(block => (block.kind === 'buttons' ? block.buttons : []))
  const found = label
    ? buttons.find(button => button.label.includes(label))?.action
    : actionsOf(card ?? { title: '', tone: 'info', blocks: [] }).find(one => one.intent === intent)
  if (!found) throw new Error(`no ${intent}`)
  return found
}
/** The form of a card handed in with some fields changed. */
function handIn(card: Card, form: Record<string, unknown> = {}): Action {
  const block = card.blocks.find(one => one.kind === 'form')
  if (block?.kind !== 'form' || !block.submit.action) throw new Error('no form')
  const values = block.fields.map(field => [field.name, 'value' in field ? (field.value ?? '') : ''])
  return {
    ...block.submit.action,
    args: { ...block.submit.action.args, ...Object.fromEntries(values), ...form },
  }
}
const registered = async (db: Db) =>
  (await db.select().from(incident)).filter(({ reportedBy }) => reportedBy.startsWith('demo-'))

describe('登记', () => {
  test('等级和伤亡不符：先说出来；交上去还要再确认一次，改对或坚持', () =>
    onDatabase(async db => {
      const said = await say(db, 'office', '登记一起事故 衡岳化工 11月12日 较大 3人受伤')
      expect([said.command, said.action]).toEqual(['incident', 'intake.accident'])
      expect(said.slots).toMatchObject({
        enterprise: '衡岳化工',
        date: '2023-11-12',
        level: '较大',
        injured: 3,
      })
      expect(said.words).toContain('等级与伤亡损失不符，需核实')
      expectToFit(said, '登记')
      const doubted = await click(db, 'office', handIn(firstCard(said)))
      expect(doubted.words).toContain('还没有登记')
      expect(await registered(db)).toEqual([])
      const right = await click(db, 'office', actionIn(doubted.card, 'intake.accident', '按“一般”登记'))
      expect(right.words).toContain('已登记')
      expect(await registered(db)).toMatchObject([{ level: '一般', injured: 3, isLevelDoubted: false }])
    }))

  test('坚持等级的记下存疑，办公室收到提醒', () =>
    onDatabase(async db => {
      const said = await say(db, 'safety', '登记一起事故 瑞达电源 11月12日 较大 3人受伤')
      const doubted = await click(db, 'safety', handIn(firstCard(said)))
      await click(db, 'safety', actionIn(doubted.card, 'intake.accident', '仍按“较大”登记'))
      expect(await registered(db)).toMatchObject([{ level: '较大', isLevelDoubted: true }])
      const notices = await db.select({ kind: outbox.kind, to: outbox.address }).from(outbox)
      expect(notices).toContainEqual({ kind: 'incident.serious', to: 'unit:office' })
      expect((await say(db, 'office', '瑞达电源 有没有被一票否决')).words).toContain('不予奖励')
    }))

  test.each([
    [
      '瑞达电源昨天发生一般安全事故 1人重伤 损失20万',
      { date: '2023-11-14', level: '一般', injured: 1, loss_wan: 20 },
    ],
    [
      '登记事故 恒飞电缆 10月8日 环境污染 一般 损失30万 无人伤亡',
      { type: '环境污染', dead: 0, injured: 0, loss_wan: 30 },
    ],
    [
      '登记一起事故 瑞达电源11月3日火灾 2人死亡 五人重伤',
      { date: '2023-11-03', dead: 2, injured: 5, type: '安全生产' },
    ],
    ['登记一起事故 恒飞电缆 2023年9月1日 特别重大 死亡31人', { level: '特别重大', dead: 31 }],
    ['登记事故 恒飞电缆 今天 一般 十二人受伤 损失六百万', { date: '2023-11-15', injured: 12, loss_wan: 600 }],
  ])('听得懂“%s”', (text, slots) =>
    onDatabase(async db => {
      const said = await say(db, 'office', text)
      expect(said.action).toBe('intake.accident')
      expect(said.slots).toMatchObject(slots)
      expect(await registered(db)).toEqual([])
    }),
  )

  test('更正保留原来的；写明原因才收；撤销也一样', () =>
    onDatabase(async db => {
      const [old] = (await db.select().from(incident)).filter(({ level }) => level === '较大')
      if (!old) throw new Error('the demo has one')
      const said = await say(db, 'office', `更正第${old.id}号事故 一般 死亡1人 重伤2人 损失200万`)
      expect(said.words).toContain(`更正第${old.id}号事故`)
      const bare = await click(db, 'office', handIn(firstCard(said), { reason: '' }))
      expect(bare.words).toContain('要写明原因')
      const done = await click(db, 'office', handIn(firstCard(said), { reason: '调查报告认定' }))
      expect(done.words).toContain('已更正，原来的登记保留')
      expect(done.words).toContain('更正以前（1次）')
      expect((await say(db, 'office', '衡岳化工 有没有被一票否决')).words).toContain('未触发一票否决')
      const withdrawn = await click(db, 'office', {
        command: 'incident',
        intent: 'incident.withdraw',
        args: { incident: (await registered(db))[0]?.id, reason: '核实为外地企业' },
      })
      expect(withdrawn.words).toContain('已撤销')
      expect((await say(db, 'office', '衡岳化工出过什么事故')).words).toContain('没有登记在册的事故')
    }))

  test.each(['county', 'mayor', 'land', 'enterprise', 'liaison'])('%s 不能登记', who =>
    onDatabase(async db => {
      const action = {
        command: 'incident',
        intent: 'intake.accident',
        args: { uscc: '91430407DEM000209E', form: true, date: '2023-11-01', type: '安全生产', level: '一般' },
      }
      const answer = await click(db, who, action)
      expect(answer.words).toMatch(/没有这项权限|不在您的职责范围内/)
      expect(await registered(db)).toEqual([])
    }),
  )

  test('生态环境部门不能登记安全事故', () =>
    onDatabase(async db => {
      const said = await say(db, 'env', '登记一起事故 瑞达电源 11月12日 一般 1人受伤')
      const answer = await click(db, 'env', handIn(firstCard(said), { type: '安全生产' }))
      expect(answer.words).toContain('没有这项权限')
    }))
})

describe('查', () => {
  test.each([
    ['office', '今年发生了几起安全事故', '3起'],
    ['mayor', '今年哪些名录企业有较大事故', '衡岳化工'],
    ['office', '衡岳化工出过什么事故', '死亡3人'],
    ['office', '去年有多少起事故', '1起'],
    ['county', '衡东今年有几起事故', '0起'],
    ['enterprise', '我们登记了事故没有', '没有登记在册的事故'],
    ['enterprise', '今年发生了几起事故', '金杯电工'],
    ['rival', '金杯电工出过什么事故', '不在您的查看范围内'],
    ['liaison', '衡岳化工出过什么事故', '不在您的查看范围内'],
    ['nobody', '今年发生了几起事故', '还没有绑定身份'],
  ])('%s 问“%s”', (who, text, words) =>
    onDatabase(async db => {
      const answer = await say(db, who, text)
      expect(answer.action).toBe('query.accident')
      expect(answer.words).toContain(words)
      if (who !== 'nobody') expectToFit(answer, text)
    }),
  )

  test('还能不能拿奖励，仍由一票否决核查回答', () =>
    onDatabase(async db => {
      expect((await say(db, 'office', '衡岳化工出了事故还能不能拿奖励')).action).toBe('query.veto_check')
    }))
})
