import { describe, expect, test } from 'vitest'
import { thresholdsIn } from '../../commands/screening/threshold-words.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { render } from '../../src/platforms/feishu/render.ts'
import { checkCard } from '../../src/sandbox/card-check.ts'
import { useDatabase } from '../support/database.ts'
import { operate } from '../support/host.ts'
import { ruleInForce } from '../support/policies.ts'
import { say } from '../support/talk.ts'

const TODAY = '2023-11-15'
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date(`${TODAY}T10:00:00+08:00`) })
})

describe('名录预评', () => {
  test('现在有多少企业够进名录: counts, who and by which condition, what is waited for, both doors', () =>
    onDatabase(async db => {
      const { action, words, messages } = await say(db, 'office', '现在有多少企业够进名录')
      expect(action).toBe('query.screening')
      expect(words).toContain('全市300家企业，按“工业企业纳入倍增培育企业名录”测算。')
      expect(words).toContain('符合可量化条件：4家')
      expect(words).toContain('金杯电工 | 条件一 | 在册')
      expect(words).toContain('凌能5G | 条件三 | 不在册')
      expect(words).toContain(
        '资料不足：德阳鞋业；最缺的是2021年实缴税金（1家）、2022年新完成投资额（1家）。',
      )
      expect(words).toContain('数字经济企业纳入倍增培育企业名录：符合可量化条件1家')
      expect(words).toContain('按2022年数据预评')
      expect(words).toContain('仅为测算，以正式评定为准')
      expect(messages[0]?.card.tags).toEqual(['演示数据'])
    }))

  test('只差一步的有哪些: the cheapest first, the rest counted, with the command that lists them all', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'mayor', '只差一步的有哪些')
      expect(words).toMatch(/只差一步的37家，各项差额都在一成以内的15家/)
      expect(words).toContain('瑞达电源 | 产值还差900万元 | 只差一步，差2.4%')
      expect(words.indexOf('朗恒电缆')).toBeLessThan(words.indexOf('瑞达电源'))
      expect(words).toContain('另有27家未列出；全部名单请系统管理员用命令导出：screen R-LIST-IND --near')
    }))

  test('哪些企业快够名录条件了: those within a tenth, also where two amounts are wanting', () =>
    onDatabase(async db => {
      const { action, words } = await say(db, 'office', '哪些企业快够名录条件了')
      expect(action).toBe('query.near_miss')
      expect(words).toContain('以下是差额在一成以内的')
      expect(words).toMatch(
        /穗辉建材 \| 产值还差[\d.]+万元，实缴税金还差[\d.]+万元，合计[\d.]+万元 \| 差7.2%/,
      )
    }))

  test('哪个条件卡的企业最多: each condition with how many fail it, and how many fail nothing else', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', '哪个条件卡的企业最多')
      expect(words).toContain('不符合的295家里，卡住最多的是条件二·2022年新完成投资额（294家）。')
      expect(words).toContain('条件一·2022年工业产值增幅 | 增长30%以上 | 277家 | 12家')
    }))

  test('按新政策比去年多了哪些企业: the same conditions on the figures of both years', () =>
    onDatabase(async db => {
      const { action, words } = await say(db, 'office', '按新政策比去年多了哪些企业')
      expect(action).toBe('query.roster_change')
      expect(words).toMatch(/按2021年数据符合的\d+家，按2022年数据符合的4家/)
      expect(words).toMatch(/新符合：2家[\s\S]*凌能5G \| 条件三[\s\S]*不再符合：15家/)
      expect(words).toContain('screen R-LIST-IND --against 2022-11-15')
    }))

  test('今年名录预评新进哪些 退出哪些: beside the roster of the year, either door', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', '今年名录预评新进哪些 退出哪些')
      expect(words).toContain('2023年名录内206家，其中符合现行条件的2家')
      expect(words).toMatch(/可能新进：3家[\s\S]*船山数智[\s\S]*可能退出：204家/)
      expect(words).toContain('不按现行条件重新评定')
    }))
})

describe('门槛调整测算', () => {
  test('增幅要求改成20% 会多几家: both growths of the condition, and who comes in', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', '增幅要求改成20% 会多几家')
      expect(words).toContain('产值增幅门槛：30% → 20%')
      expect(words).toContain('税金增幅门槛：30% → 20%')
      expect(words).toContain('符合的由4家变为13家，多9家。')
      expect(words).toContain('瑞达电源 | 条件一')
      expect(words).toContain('现行政策没有改变')
    }))

  test.each([
    ['产值门槛降到8000万会多哪些企业', '工业产值门槛：10000万元 → 8000万元'],
    ['税金门槛提到600万会少哪些', '实缴税金门槛：500万元 → 600万元'],
    ['数字经济企业营收门槛降到2000万会多几家', '数字经济企业营收门槛：3000万元 → 2000万元'],
    ['门槛放到8000万呢', '工业产值门槛：10000万元 → 8000万元'],
  ])('%s is understood as it is meant', (text, told) =>
    onDatabase(async db => {
      const { action, words } = await say(db, 'office', text)
      expect(action).toBe('query.policy_whatif')
      expect(words).toContain(told)
    }),
  )

  test('one who would drop out is told with what would be wanting', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', '税金门槛提到1亿会少哪些')
      expect(words).toMatch(/会减少：1家[\s\S]*金杯电工 \| 实缴税金还差800万元/)
    }))

  test('a threshold without a new value is asked for', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', '门槛降到一半会多哪些企业')
      expect(words).toContain('没听出要把哪个门槛改成多少')
    }))

  const industrial = ruleInForce('R-LIST-IND', TODAY)
  test.each([
    ['门槛降到八千万', { output: '8000' }],
    ['门槛改成1.5亿', { output: '15000' }],
    ['投资门槛降到5000万', { investment: '5000' }],
    ['条件二门槛降到5000万', { investment: '5000' }],
    ['条件一税金门槛降到400万', { tax: '400' }],
    ['产值门槛降到8000万，税金降到400万', { output: '8000', tax: '400' }],
    ['产值和税金增幅都改成25%', { output_growth: '25', tax_growth: '25' }],
    ['税金增幅降到两成', { tax_growth: '20' }],
    ['产值增幅降到百分之二十', { output_growth: '20' }],
    ['增幅降到20', { output_growth: '20', tax_growth: '20' }],
    ['新入规企业增幅改成80%', { newcomer_growth: '80' }],
    ['条件三的增幅改成80%', { newcomer_growth: '80' }],
  ])('%s: %j', (text, set) => {
    expect(thresholdsIn(text, industrial)).toEqual(set)
  })

  test.each([
    ['门槛降一点', '没听出要把哪个门槛改成多少'],
    ['营收门槛降到2000万', '没有关于营业收入的金额门槛，可以改的有：工业产值门槛'],
    ['投资增幅改成20%', '没有关于新完成投资额的增幅门槛'],
  ])('%s is refused: %s', (text, why) => {
    expect(() => thresholdsIn(text, industrial)).toThrow(why)
  })
})

describe('who may ask', () => {
  test.each([
    ['county', '衡东县31家企业', '湖南机油泵', '金杯电工'],
    ['chain', '输变电产业链32家企业', '恒飞电缆', '瑞达电源'],
  ])('%s is told of its own enterprises alone', (who, whose, own, other) =>
    onDatabase(async db => {
      const { words } = await say(db, who, '只差一步的有哪些')
      expect(words).toContain(whose)
      expect(words).toContain(own)
      expect(words).not.toContain(other)
    }),
  )

  test.each([
    ['enterprise', '不在您的职责范围内'],
    ['land', '不在您的职责范围内'],
    ['liaison', '不在您的职责范围内'],
    ['nobody', '还没有绑定身份'],
  ])('%s is not told', (who, why) =>
    onDatabase(async db => {
      for (const text of ['只差一步的有哪些', '哪个条件卡的企业最多', '产值门槛降到8000万会多哪些企业'])
        expect((await say(db, who, text)).words).toContain(why)
    }),
  )

  test('in a group who passes is told in private, counts are told to all', () =>
    onDatabase(async db => {
      const { messages } = await say(db, 'office', '只差一步的有哪些', '--group')
      const [own, shared] = messages
      expect(own?.to).toBe('open:ou_demo_office')
      expect(shared?.text).toContain('已私信')
      expect(shared?.text).not.toMatch(/万元|电缆/)
      const counts = await say(db, 'office', '哪个条件卡的企业最多', '--group')
      expect(counts.messages).toHaveLength(1)
      expect(counts.words).toContain('294家')
    }))

  test('a count that would tell who is meant is not told to a group', () =>
    onDatabase(async db => {
      const shared = await say(db, 'county', '哪个条件卡的企业最多', '--group')
      expect(shared.words).toContain('不足3家')
      const own = await say(db, 'county', '哪个条件卡的企业最多')
      expect(own.words).not.toContain('不足3家')
    }))
})

test('every card is within the limits of the platform, and its buttons lead on', () =>
  onDatabase(async db => {
    const texts = [
      '现在有多少企业够进名录',
      '只差一步的有哪些',
      '哪个条件卡的企业最多',
      '今年名录预评新进哪些 退出哪些',
      '增幅要求改成5% 会多几家',
    ]
    for (const text of texts) {
      const { messages } = await say(db, 'office', text)
      for (const { card } of messages) {
        expect(checkCard(render(card, 'http://127.0.0.1')), text).toBeNull()
        for (const block of card.blocks.filter(one => one.kind === 'buttons')) {
          for (const { action } of block.buttons) {
            const { code, out } = await operate(db, [
              'act',
              '--as',
              'ou_demo_office',
              '--json',
              JSON.stringify(action),
            ])
            expect(code).toBe(0)
            expect(JSON.parse(out).messages[0].text).toContain('仅为测算')
          }
        }
      }
    }
  }))
