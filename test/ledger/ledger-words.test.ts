import { describe, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { cleanText } from '../../src/chat/slots.ts'
import { createUnderstanding } from '../../src/chat/understand.ts'
import type { Role, Speaker } from '../../src/people/roles.ts'

const understand = createUnderstanding(commands)
const NOW = new Date('2023-11-15T10:00:00+08:00')
const speaker = (role: Role, scopeId = '*'): Speaker => ({
  kind: 'person',
  id: role,
  name: role,
  isDemo: true,
  grants: [{ role, scopeId }],
})
const SPEAKERS = {
  office: speaker('office'),
  leader: speaker('leader'),
  county: speaker('county', '430424'),
  land: speaker('department', 'dept-land'),
  liaison: speaker('liaison', '91430400DEM000014F'),
  firm: speaker('enterprise', '91430400DEM000014F'),
}

const STATS = 'query.case_stats'
const LIST = 'query.case_list'
const EXPORT = 'export.ledger'
const LIKE = 'query.case_similar'
const WHY = 'query.explain'
const RATES = 'query.stats'
const RANKING = 'query.ranking'

type Row = [keyof typeof SPEAKERS, string, string, Record<string, unknown>]

const meant = (who: keyof typeof SPEAKERS, said: string) =>
  understand({ text: cleanText(said), now: NOW, speaker: SPEAKERS[who], focus: {}, mentions: [] })

/** What officials type, what it means, and what is read out of it; the day is Wednesday 15 November 2023. */
describe('问台账的话', () => {
  test.each<Row>([
    // 统计
    ['office', '各县市区问题解决率排一下', RANKING, { group_by: '县市区', metric: '解决率' }],
    ['office', '最集中的是啥', STATS, { by: 'category' }],
    ['office', '最集中的是啥问题', STATS, { by: 'category' }],
    ['leader', '企业反映最集中的是什么', STATS, { by: 'category' }],
    ['leader', '企业反映最多的是哪一类问题', STATS, { by: 'category' }],
    ['leader', '卡在哪', STATS, { by: 'state' }],
    ['leader', '没解决的都卡在哪', STATS, { by: 'state', status: '未解决' }],
    ['leader', '这些问题都卡在哪个环节了', STATS, { by: 'state' }],
    ['leader', '压了多少件', STATS, { status: '在办' }],
    ['leader', '税务局压着多少件没办', STATS, { status: '未办结', dept: '税务局' }],
    ['leader', '供电公司手里还有多少没办结', STATS, { status: '未办结', dept: '国网衡阳供电公司' }],
    ['leader', '上周新增了多少诉求', STATS, { range: '2023-11-06..2023-11-12' }],
    ['office', '这个月收了多少问题 解决几个', STATS, { range: '2023-11-01..2023-11-30' }],
    ['office', '今年一共收了多少件诉求', STATS, { range: '2023-01-01..2023-11-15' }],
    ['office', '9月以来收集了多少问题', STATS, { range: '2023-09-01..2023-11-15' }],
    ['office', '11月8号收了几件诉求', STATS, { range: '2023-11-08..2023-11-08' }],
    ['leader', '三季度问题解决率', STATS, { range: '2023-07-01..2023-09-30', metric: '问题解决率' }],
    ['leader', '用电问题解决率', STATS, { category: '用电' }],
    ['office', '各部门没办结的诉求有多少', STATS, { by: 'unit', status: '未办结' }],
    ['leader', '哪个部门解决率最低', RANKING, { group_by: '部门', order: 'asc' }],
    ['county', '我们县的问题解决率多少', STATS, {}],
    ['land', '我们还有几件没办', STATS, { status: '未办结' }],
    ['leader', '各产业链的问题数', STATS, { by: 'chain' }],
    ['leader', '输变电产业链的问题解决率', STATS, { metric: '问题解决率' }],
    ['office', '百日行动收集了多少问题', STATS, {}],
    ['office', '各专项行动收集解决了多少问题', STATS, { by: 'campaign' }],
    ['office', '按月统计一下诉求数量', STATS, { by: 'month' }],
    ['leader', '水电气的诉求一共多少件', STATS, { categories: ['用水', '用电', '用气'] }],
    ['office', '衡东和祁东的问题数', STATS, { regions: ['衡东县', '祁东县'] }],
    ['leader', '松木经开区的问题解决率', STATS, { regions: ['松木经开区'] }],
    ['office', '10月的诉求办结率', STATS, { range: '2023-10-01..2023-10-31', metric: '办结率' }],
    ['office', '挂账的诉求有多少件', STATS, { status: '挂账' }],
    ['firm', '我们的诉求解决了几个', STATS, {}],
    // 指标
    ['office', '企业满意度怎么样', RATES, { metric: '满意度' }],
    ['leader', '按期办结率是多少', RATES, { metric: '按期办结率' }],
    ['leader', '平均几天办完一件', RATES, { metric: '平均用时' }],
    ['leader', '上个月企业满意率', RATES, { metric: '满意度', range: '2023-10-01..2023-10-31' }],
    // 清单
    ['county', '逾期没办结的有哪些', LIST, { status: '逾期' }],
    ['office', '衡东没解决的问题列一下', LIST, { regions: ['衡东县'], status: '未解决' }],
    ['office', '待签收的诉求有哪些', LIST, { status: '待签收' }],
    ['land', '我们在办的列出来', LIST, { status: '在办' }],
    ['office', '融资类在办的诉求清单', LIST, { category: '融资', status: '在办' }],
    ['office', '昨天收的诉求有哪些', LIST, { range: '2023-11-14..2023-11-14' }],
    ['office', '挂账的诉求有哪些', LIST, { status: '挂账' }],
    ['office', '不予受理的诉求都有哪些', LIST, { status: '不予受理' }],
    ['leader', '哪几件马上到期了', LIST, { status: '7天内到期' }],
    ['leader', '供电公司超期的是哪几件', LIST, { status: '逾期', dept: '国网衡阳供电公司' }],
    ['firm', '我们报过的诉求有哪些', LIST, {}],
    // 导出
    ['office', '导出衡东超期没办结的问题 要excel', EXPORT, { regions: ['衡东县'], status: '逾期' }],
    ['office', '导出问题台账', EXPORT, { ledger: '问题台账' }],
    ['county', '把没解决的问题导个表格', EXPORT, { status: '未解决' }],
    ['office', '10月份的诉求台账发我一份excel', EXPORT, { range: '2023-10-01..2023-10-31' }],
    ['land', '导出我们单位的诉求', EXPORT, {}],
    ['office', '用地的台账导出来', EXPORT, { category: '用地' }],
    ['office', '给我个上个月诉求的表格', EXPORT, { range: '2023-10-01..2023-10-31' }],
    ['office', '没办结的诉求做成excel发我', EXPORT, { status: '未办结' }],
    // 例子
    ['firm', '别的企业用电问题怎么解决的', LIKE, { category: '用电' }],
    ['firm', '招工难有成功案例吗', LIKE, { category: '用工' }],
    ['liaison', '有没有类似的', LIKE, {}],
    ['liaison', '抵押不足贷不到款 别家是怎么解决的', LIKE, { category: '融资' }],
    // 原因
    ['office', '为什么掉了', WHY, {}],
    ['leader', '解决率为什么比上周低', WHY, { range: '2023-11-06..2023-11-12' }],
    ['office', '衡东解决率咋降了', WHY, { regions: ['衡东县'] }],
    ['leader', '解决率怎么才96.5%', WHY, { value_pct: 96.5 }],
    ['leader', '解决率下降原因是什么', WHY, {}],
  ])('%s：%s', (who, said, intent, slots) => {
    expect(meant(who, said)).toMatchObject({ kind: 'sure', intent, slots })
  })

  test.each<Row>([
    ['office', '问题台帐导一下 上周的', EXPORT, { ledger: '问题台账', range: '2023-11-06..2023-11-12' }],
    ['leader', '问题解决率怎么掉到97了', WHY, { metric: '问题解决率', value_pct: 97 }],
    [
      'office',
      '雁峰石鼓珠晖蒸湘四个区的问题数',
      STATS,
      {
        regions: expect.toSatisfy(
          (found: string[]) => found.toSorted().join() === '珠晖区,石鼓区,蒸湘区,雁峰区',
        ),
        metric: '收集数',
      },
    ],
    ['leader', '自然资源局压了多少件 超期的', STATS, { dept: '自然资源和规划局', status: '逾期' }],
    ['liaison', '融资类最近有啥解决好的例子', LIKE, { category: '融资', status: '已解决' }],
    ['liaison', '导一下我这个月走访台账', EXPORT, { ledger: '走访台账', period: '2023-11' }],
    ['office', '这个月入规申报通过率', RATES, { metric: '入规申报通过率', period: '2023-11' }],
  ])('as given: %s：%s', (who, said, intent, slots) => {
    expect(meant(who, said)).toMatchObject({ kind: 'sure', intent, slots })
  })

  test.each<[keyof typeof SPEAKERS, string]>([
    ['office', '名录条件里都卡在哪一条'],
    ['firm', '厂里停电了 没解决'],
    ['firm', '我那个问题解决得怎么样了'],
    ['firm', '有个问题 电费比上个月多了多少都不知道'],
    ['firm', '厂门口的路烂了好几个月没人办'],
    ['office', '0032办结'],
    ['land', '0032 已到现场查看'],
    ['land', '0032还差多少材料'],
    ['office', '导出名录'],
    ['firm', '我们够不够进名录'],
    ['leader', '全市新增规上多少家'],
    ['office', '产值下降的企业有哪些'],
  ])('%s：%s（问的不是这些）', (who, said) => {
    const understood = meant(who, said)
    const intent = understood.kind === 'sure' ? understood.intent : 'unsure'
    expect([STATS, LIST, EXPORT, LIKE, WHY, RATES]).not.toContain(intent)
  })
})
