import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/lib/time.ts'
import { type Light, lightOf, monthsElapsed } from '../../src/registry/projects/light.ts'
import type { ProjectOn } from '../../src/registry/projects/load.ts'
import type { StageDates } from '../../src/registry/projects/stages.ts'
import { delaysOf, stageOf } from '../../src/registry/projects/stages.ts'
import { ruleInForce } from '../support/policies.ts'

const RULE = ruleInForce('R-PROJECT', '2023-11-15')

interface Told {
  on?: string
  plan?: string | null
  done?: string | null
  stages?: StageDates[]
  /** Days by which the one open node is overdue; negative when it is still to come. */
  overdue?: number
}

/** A started project of 2023 with a plan, on time with everything that is not said. */
function projectOf({ on = '2023-10-31', plan = '12000', done = '10000', stages, overdue }: Told): ProjectOn {
  const dates = stages ?? [{ stage: '开工', plannedOn: null, actualOn: '2023-01-10' }]
  return {
    id: 1,
    name: '某项目',
    aliases: [],
    kinds: ['工业重点'],
    level: '市',
    sector: '工业',
    owner: '王工',
    tags: [],
    approval: null,
    content: null,
    isDemo: false,
    createdBy: 'import',
    on,
    uscc: null,
    regionCode: null,
    parkId: null,
    chain: null,
    ownerUnitId: null,
    personIds: [],
    dutyUnitIds: [],
    firm: null,
    region: null,
    park: null,
    unitId: null,
    ownerUnit: null,
    total: new Big(30000),
    expectedOutput: null,
    expectedTax: null,
    stages: dates,
    stage: stageOf(dates),
    plan: plan === null ? null : { year: 2023, investment: new Big(plan), goal: null },
    progress:
      done === null
        ? null
        : {
            month: on.slice(0, 7),
            cumulative: new Big(done),
            equipment: null,
            by: 'import',
            at: new Date(0),
          },
    investedBefore: new Big(0),
    said: null,
    milestones:
      overdue === undefined
        ? []
        : [{ id: 1, title: '主体封顶', dueOn: addDays(on, -overdue), owner: '王工', doneOn: null }],
    delay: null,
  }
}

const notStarted = (plannedOn: string): StageDates[] => [{ stage: '开工', plannedOn, actualOn: null }]

describe('亮灯：10月底，十个月过去，序时进度83.3%', () => {
  const cases: [string, Told, Light | null, string][] = [
    ['刚好跟上序时', { done: '10000' }, '绿', '没有逾期，进度跟上序时'],
    ['超过序时', { done: '11000' }, '绿', '快于序时进度8.3个百分点'],
    ['落后不到10个百分点', { done: '8800.01' }, '绿', '没有逾期，进度跟上序时'],
    ['正好落后10个百分点', { done: '8800' }, '黄', '落后序时进度10个百分点'],
    ['正好落后30个百分点还是黄灯', { done: '6400' }, '黄', '落后序时进度30个百分点'],
    ['落后30个百分点多一点就是红灯', { done: '6399.99' }, '红', '落后序时进度30.0001个百分点'],
    ['节点当天到期不算逾期', { overdue: 0 }, '绿', '没有逾期，进度跟上序时'],
    ['节点逾期一天', { overdue: 1 }, '黄', '节点“主体封顶”逾期1天'],
    ['节点逾期30天还是黄灯', { overdue: 30 }, '黄', '节点“主体封顶”逾期30天'],
    ['节点逾期31天', { overdue: 31 }, '红', '节点“主体封顶”逾期31天'],
    ['计划开工当天', { stages: notStarted('2023-10-31') }, '绿', '没有逾期，进度跟上序时'],
    ['过了计划开工日一天', { stages: notStarted('2023-10-30') }, '黄', '应开工未开工1个月'],
    ['不满三个月', { stages: notStarted('2023-08-01') }, '黄', '应开工未开工2个月'],
    ['满三个月', { stages: notStarted('2023-07-31') }, '红', '应开工未开工3个月'],
    ['没有年度计划', { plan: null }, null, '没有年度投资计划'],
    ['今年没有报过', { done: null }, null, '今年还没有报投资进度'],
    ['没有报过但节点严重逾期，照样是红灯', { done: null, overdue: 40 }, '红', '节点“主体封顶”逾期40天'],
    [
      '已经投产的不再亮红黄',
      { done: '1', stages: [{ stage: '投产', plannedOn: null, actualOn: '2023-09-01' }], overdue: 60 },
      '绿',
      '已投产',
    ],
  ]
  test.each(cases)('%s', (_, told, light, why) => {
    const lit = lightOf(RULE, projectOf(told))
    expect({ light: lit.light, why: lit.why[0] }).toEqual({ light, why })
  })

  test('两样都落后时都说出来', () => {
    const lit = lightOf(RULE, projectOf({ done: '1000', overdue: 45 }))
    expect(lit.why).toEqual(['落后序时进度75个百分点', '节点“主体封顶”逾期45天'])
  })

  test.each([
    ['2023-01-15', 0],
    ['2023-01-31', 1],
    ['2023-02-27', 1],
    ['2023-02-28', 2],
    ['2024-02-28', 1],
    ['2023-11-15', 10],
    ['2023-12-31', 12],
  ])('到%s过了%i个整月', (on, months) => expect(monthsElapsed(on)).toBe(months))

  test('一月份还没有过完一个月，没报也不算落后', () => {
    expect(lightOf(RULE, projectOf({ on: '2023-01-15', done: null })).light).toBe('绿')
  })

  test('灯和落后的百分点、逾期天数、未开工月数对得上，没有空当', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 14000 }),
        fc.integer({ min: -40, max: 60 }),
        fc.integer({ min: 0, max: 200 }),
        (done, overdue, waited) => {
          const on = '2023-10-31'
          const stages = notStarted(addDays(on, -waited))
          const { light } = lightOf(RULE, projectOf({ on, done: String(done), overdue, stages }))
          // 10/12 − done/12000 against 10% and 30%, in twelve thousandths.
          const lag = 10_000 - done
          const months = waited === 0 ? 0 : waited < 92 ? 1 : 3
          const isRed = lag > 3600 || overdue > 30 || months >= 3
          const isYellow = lag >= 1200 || overdue > 0 || months > 0
          expect(light).toBe(isRed ? '红' : isYellow ? '黄' : '绿')
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('早开工早投产', () => {
  test('晚了几天、早了几天、还没到的不算、越过的不算', () => {
    const dates: StageDates[] = [
      { stage: '签约', plannedOn: '2023-01-01', actualOn: null },
      { stage: '开工', plannedOn: '2023-03-01', actualOn: '2023-03-13' },
      { stage: '竣工', plannedOn: '2023-09-01', actualOn: null },
      { stage: '投产', plannedOn: '2023-12-01', actualOn: null },
    ]
    expect(delaysOf(dates, '2023-09-11').map(({ stage, days }) => [stage, days])).toEqual([
      ['开工', 12],
      ['竣工', 10],
    ])
    expect(stageOf(dates)).toBe('开工')
  })
})
