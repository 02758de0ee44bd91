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

/** What officials type, what it means, and what is read out of it; the day is Wednesday 15 November 2023. */
describe('问台账的话', () => {
  test.each<[keyof typeof SPEAKERS, string, string, Record<string, unknown>]>([
    ['office', '各县市区问题解决率排一下', STATS, { by: 'region' }],
    ['office', '最集中的是啥问题', STATS, { by: 'category' }],
    ['leader', '企业反映最集中的是什么', STATS, { by: 'category' }],
    ['leader', '没解决的都卡在哪', STATS, { by: 'state' }],
    ['leader', '自然资源局压了多少件 超期的', STATS, { status: '逾期', dept: '自然资源和规划局' }],
    ['leader', '供电公司手里还有多少没办结', STATS, { status: '在办' }],
    [
      'office',
      '雁峰石鼓珠晖蒸湘四个区的问题数',
      STATS,
      { regions: ['珠晖区', '雁峰区', '石鼓区', '蒸湘区'] },
    ],
    ['leader', '上周新增了多少诉求', STATS, { range: '2023-11-06..2023-11-12' }],
    ['office', '这个月收了多少问题 解决几个', STATS, { range: '2023-11-01..2023-11-30' }],
    ['leader', '用电问题解决率', STATS, { category: '用电' }],
    ['office', '各部门没办结的诉求有多少', STATS, { by: 'unit', status: '在办' }],
    ['county', '我们县的问题解决率多少', STATS, {}],
    ['land', '我们还有几件没办', STATS, {}],
    ['leader', '各产业链的问题数', STATS, { by: 'chain' }],
    ['office', '百日行动收集了多少问题', STATS, {}],
    ['office', '按月统计一下诉求数量', STATS, { by: 'month' }],
    ['leader', '水电气的诉求一共多少件', STATS, { categories: ['用水', '用电', '用气'] }],
    ['office', '衡东和祁东的问题数比一下', STATS, { regions: ['衡东县', '祁东县'] }],
    ['leader', '松木经开区的问题解决率', STATS, { regions: ['松木经开区'] }],
    ['office', '没解决的按部门排', STATS, { by: 'unit', status: '未解决' }],
    ['office', '10月的诉求办结率', STATS, { range: '2023-10-01..2023-10-31' }],
    ['office', '企业满意度怎么样', RATES, { rates: ['satisfied'] }],
    ['leader', '按期办结率是多少', RATES, { rates: ['inTime', 'finished'] }],
    ['leader', '平均几天办完一件', RATES, { rates: ['days'] }],
    ['county', '逾期没办结的有哪些', LIST, { status: '逾期' }],
    ['office', '衡东没解决的问题列一下', LIST, { regions: ['衡东县'], status: '未解决' }],
    ['office', '待签收的诉求有哪些', LIST, { status: '待签收' }],
    ['land', '我们在办的列出来', LIST, { status: '在办' }],
    ['office', '融资类在办的诉求清单', LIST, { category: '融资', status: '在办' }],
    ['office', '昨天收的诉求有哪些', LIST, { range: '2023-11-14..2023-11-14' }],
    ['office', '挂账的诉求有哪些', LIST, { status: '挂账' }],
    ['office', '导出衡东超期没办结的问题 要excel', EXPORT, { regions: ['衡东县'], status: '逾期' }],
    ['office', '问题台帐导一下 上周的', EXPORT, { range: '2023-11-06..2023-11-12' }],
    ['office', '导出问题台账', EXPORT, {}],
    ['county', '把没解决的问题导个表格', EXPORT, { status: '未解决' }],
    ['office', '10月份的诉求台账发我一份excel', EXPORT, { range: '2023-10-01..2023-10-31' }],
    ['land', '导出我们单位的诉求', EXPORT, {}],
    ['office', '用地的台账导出来', EXPORT, { category: '用地' }],
    ['liaison', '融资类最近有啥解决好的例子', LIKE, { category: '融资' }],
    ['firm', '别的企业用电问题怎么解决的', LIKE, { category: '用电' }],
    ['firm', '招工难有成功案例吗', LIKE, { category: '用工' }],
    ['liaison', '有没有类似的', LIKE, {}],
    ['leader', '问题解决率怎么掉到97了', WHY, {}],
    ['leader', '解决率为什么比上周低', WHY, { range: '2023-11-06..2023-11-12' }],
    ['office', '衡东解决率咋降了', WHY, { regions: ['衡东县'] }],
  ])('%s：%s', (who, said, intent, slots) => {
    const text = cleanText(said)
    const understood = understand({ text, now: NOW, speaker: SPEAKERS[who], focus: {}, mentions: [] })
    expect(understood).toMatchObject({ kind: 'sure', intent, slots })
  })

  test.each<[keyof typeof SPEAKERS, string]>([
    ['office', '名录条件里都卡在哪一条'],
    ['firm', '厂里停电了 没解决'],
    ['firm', '我那个问题解决得怎么样了'],
    ['office', '0032办结'],
    ['land', '0032 已到现场查看'],
    ['office', '导出名录'],
    ['firm', '我们够不够进名录'],
  ])('%s：%s（问的不是这些）', (who, said) => {
    const text = cleanText(said)
    const understood = understand({ text, now: NOW, speaker: SPEAKERS[who], focus: {}, mentions: [] })
    const meant = understood.kind === 'sure' ? understood.intent : 'unsure'
    expect([STATS, LIST, EXPORT, LIKE, WHY, RATES]).not.toContain(meant)
  })
})
