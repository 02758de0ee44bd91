import { describe, expect, test } from 'vitest'
import { loanFacts } from '../../commands/estimate/loan-facts.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { factsToJson } from '../../src/rules/facts.ts'
import { useDatabase } from '../support/database.ts'
import { actionsOf, expectToFit, press, say } from '../support/talk.ts'

const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date('2023-11-15T10:00:00+08:00') })
})

describe('贴息测算', () => {
  test('贷款800万 年利率4.2% 能补多少: the firm of the asker, the most it can be, line by line, what is missing', () =>
    onDatabase(async db => {
      const { command, action, slots, words, messages } = await say(
        db,
        'enterprise',
        '贷款800万 年利率4.2% 能补多少',
      )
      expect([command, action]).toEqual(['estimate', 'compute.subsidy'])
      expect(slots).toMatchObject({ enterprise: '$self', loan_wan: 800, rate_pct: 4.2 })
      expect(words).toContain('衡阳金杯电工有限公司')
      expect(words).toContain('购置设备贷款本金800万元、年利率4.2%')
      expect(words).toContain('最高33.6万元')
      expect(words).toContain('贴息最高33.6万元，以设备投资额为限。')
      expect(words).toMatch(/计算过程：[\s\S]*按合同利率估算的一年利息 = /)
      expect(words).toContain('单个企业贴息最高限额：100万元')
      expect(words).toContain('✓ 在当年倍增名录：是（2023年 名录）')
      expect(words).toContain('？ 有技术改造项目：没有数据')
      expect(words).toContain('判断条件还缺：有技术改造项目')
      expect(words).toContain('算准金额还缺：设备购置支出')
      expect(words).toContain('以财政和工信部门审核为准')
      expect(words).toMatch(/留痕 \d+/)
      expect(messages[0]?.card.tags).toEqual(['演示数据'])
    }))

  test.each([
    ['贷款800万 年利率4.2% 设备620万 能补多少', '测算：26.04万元'],
    ['设备花了3200万 贷款3000万 利率3.45% 贴息算一下', '测算：100万元'],
    ['贷款3000万 利率3.45% 设备3200万 今年已补80万 还能补多少', '测算：20万元'],
    ['实付利息33.6万 已补80万 贴息还能补多少', '测算：20万元'],
    ['贷款800万 四点二个点 设备620万 能贴息多少', '测算：26.04万元'],
    ['贷款1000万 年息四厘二 设备1000万 能补多少', '测算：42万元'],
    ['贷款1.2亿 年利率4% 设备1亿 贴息能补多少', '测算：100万元'],
  ])('%s', (text, amount) =>
    onDatabase(async db => {
      const answer = await say(db, 'nobody', text)
      expect(answer.action).toBe('compute.subsidy')
      expect(answer.words).toContain(amount)
      expect(answer.words).toContain('没有指定企业，只按所给的数测算')
      expectToFit(answer, text)
    }),
  )

  test('what is assumed is said', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'nobody', '贷款800万 年利率4.2% 设备620万 能补多少')
      expect(words).toContain('利息按合同利率估算，以十二个月内实付利息为准。')
      expect(words).toContain('当年已获贴息未填，按0计。')
    }))

  test('a firm that does not meet the conditions is told so, with what it would come to', () =>
    onDatabase(async db => {
      const text = '凌能5G 贷款800万 年利率4.2% 设备620万 能补多少'
      const { words } = await say(db, 'office', text)
      expect(words).toContain('现在不符合贴息条件（见下）；如果条件都满足，按这些数测算为：26.04万元。')
      expect(words).toContain('✗ 在当年倍增名录')
    }))

  test('an official must be allowed to see the firm; a rival is refused', () =>
    onDatabase(async db => {
      expect((await say(db, 'land', '瑞达电源 贷款800万 年利率4.2% 能补多少')).words).toContain(
        '不在您的查看范围内',
      )
      const { words } = await say(db, 'rival', '金杯电工 贷款800万 年利率4.2% 能补多少')
      expect(words).toContain('不能给其他企业看')
    }))

  test('in a group the figures of a firm are told in private', () =>
    onDatabase(async db => {
      const { messages } = await say(
        db,
        'enterprise',
        '贷款800万 年利率4.2% 能补多少',
        '--chat',
        'oc_g',
        '--group',
      )
      expect(messages.map(({ to }) => to)).toHaveLength(2)
      expect(messages.at(-1)?.text).not.toContain('33.6')
    }))

  test('without a number a form asks for them, and what is filled in is worked out', () =>
    onDatabase(async db => {
      const asked = await say(db, 'enterprise', '贴息能补多少钱')
      expectToFit(asked, 'form')
      const form = asked.messages[0]?.card.blocks.find(block => block.kind === 'form')
      const [submit] = asked.messages[0] ? actionsOf(asked.messages[0].card) : []
      if (form?.kind !== 'form' || !submit) throw new Error('no form')
      expect(form.fields.map(({ name }) => name)).toContain('equipment_wan')
      const args = {
        ...submit.args,
        loan_wan: '800万',
        rate_pct: '4.2%',
        equipment_wan: '620',
        interest_wan: '',
      }
      expect((await press(db, 'enterprise', { ...submit, args })).words).toContain('26.04万元')
    }))

  test('what is left to people is not worked out: the clause is the answer', () =>
    onDatabase(async db => {
      for (const text of ['高管个税奖励能有多少钱', '/贴息测算 城区奖补能补多少']) {
        const { words } = await say(db, 'enterprise', text)
        expect(words, text).toContain('这一项不测算金额')
        expect(words, text).toContain('一事一议')
        expect(words, text).not.toMatch(/测算：\d/)
      }
    }))

  test('before the document of 2023-09-15 there is nothing to work out by', () =>
    onDatabase(async db => {
      const at = ['--at', '2023-09-14T10:00:00+08:00']
      const { words } = await say(db, 'nobody', '贷款800万 年利率4.2% 设备620万 能补多少', ...at)
      expect(words).not.toContain('26.04')
      expect(words).toContain('由人工核定')
    }))
})

describe('what is filled into the form', () => {
  test('amounts as people type them', () => {
    const facts = loanFacts({ loan_wan: '1.2亿', rate_pct: '4.2', interest_wan: '', granted_wan: 80 })
    expect(factsToJson(facts)).toEqual({ loan_principal: '12000', loan_rate: '0.042', already_granted: '80' })
  })

  test.each([
    [{ loan_wan: '八百左右吧' }, '贷款本金（万元）”填的是“八百左右吧”'],
    [{ loan_wan: '-5' }, '看不懂'],
    [{ rate_pct: '四厘' }, '年利率填的是“四厘”'],
    [{ rate_pct: '420' }, '请写成百分数'],
  ])('%j is refused by name', (given, words) => {
    expect(() => loanFacts(given)).toThrow(words)
  })
})

describe('不做预测', () => {
  test.each([
    ['mayor', '年底能到多少 预测下'],
    ['enterprise', '预测一下我们全年产值'],
    ['office', '估一估年底税收能有多少'],
  ])('%s: %s', (who, text) =>
    onDatabase(async db => {
      const answer = await say(db, who, text)
      expect(answer.action).toBe('meta.limited')
      expect(answer.words).toContain('不给未经核实的预测')
      for (const action of answer.messages.flatMap(({ card }) => actionsOf(card)))
        expect((await press(db, who, action)).words).not.toContain('系统出错')
    }),
  )
})
