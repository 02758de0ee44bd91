import { all, amount, any, flag, known, worked } from '../rules/author.ts'
import type { PolicyDocument, Rule } from '../rules/document.ts'
import { OURS, parametersFrom } from './values.ts'

const PROJECT = '湖南省2022年1月12日方案三“建立工业重点项目清单和推进台账，明确建设目标、节点任务、工作责任”'
const CONTRACT = '湖南省2022年1月12日方案三“加快已签约项目落地开工”'
const ELSEWHERE = '文件未载，参照外地（银川）做法'

/** R-PROJECT: three lights without a gap between them; passes when green. */
const project: Rule = {
  id: 'R-PROJECT',
  title: '项目节点亮灯',
  subject: '项目',
  clause: '三、加快新建项目“入规”',
  quote: '明确建设目标、节点任务、工作责任',
  when: {
    kind: 'any',
    of: [
      all('done', '已完成', [flag({ id: 'done.flag', fact: 'is_done', clause: PROJECT })]),
      all('green', '进度正常', [
        worked({
          id: 'green.lag',
          label: '落后序时进度',
          clause: PROJECT,
          line: 'lag',
          unit: '%',
          lessThan: 'yellow_lag',
        }),
        amount({ id: 'green.milestone', fact: 'milestone_overdue_days', atMost: 'on_time', clause: PROJECT }),
        amount({ id: 'green.started', fact: 'months_not_started', atMost: 'started', clause: PROJECT }),
      ]),
    ],
  },
  beside: [
    any('red', '红灯情形', [
      worked({
        id: 'red.lag',
        label: '落后序时进度',
        clause: PROJECT,
        line: 'lag',
        unit: '%',
        moreThan: 'red_lag',
      }),
      amount({ id: 'red.milestone', fact: 'milestone_overdue_days', moreThan: 'red_days', clause: PROJECT }),
      amount({ id: 'red.started', fact: 'months_not_started', atLeast: 'red_months', clause: PROJECT }),
    ]),
    any('yellow', '黄灯情形', [
      worked({
        id: 'yellow.lag',
        label: '落后序时进度',
        clause: PROJECT,
        line: 'lag',
        unit: '%',
        atLeast: 'yellow_lag',
      }),
      amount({
        id: 'yellow.milestone',
        fact: 'milestone_overdue_days',
        moreThan: 'on_time',
        clause: PROJECT,
      }),
      amount({ id: 'yellow.started', fact: 'months_not_started', moreThan: 'started', clause: PROJECT }),
    ]),
  ],
  lines: [
    {
      id: 'schedule',
      label: '序时进度',
      unit: '%',
      step: 'over',
      of: [{ fact: 'months_elapsed' }, { parameter: 'year_months' }],
    },
    {
      id: 'lag',
      label: '落后序时进度',
      unit: '%',
      step: 'minus',
      of: [{ line: 'schedule' }, { fact: 'project_progress' }],
    },
  ],
  results: {
    light: {
      kind: 'case',
      cases: [
        { of: 'done', value: '绿' },
        { of: 'red', value: '红' },
        { of: 'yellow', value: '黄' },
        { of: 'green', value: '绿' },
      ],
    },
    lag: { kind: 'line', of: 'lag' },
  },
  remarks: [
    {
      text: '文件没有亮灯标准：落后序时进度不到10个百分点且没有逾期为绿，10至30个百分点、节点逾期30天以内或应开工未开工不满3个月为黄，再多为红；待主管部门确认。',
    },
    { text: '红灯表示滞后；有的通报以“红榜”表扬、“黄榜”整改，颜色含义相反，以文字为准。' },
    { text: '“五制一平台”各年说法不同，原文未展开，这里不作判断。' },
  ],
}

/** R-CONTRACT: how much of what was signed has started and produces, and when to remind of one that has not. */
const contract: Rule = {
  id: 'R-CONTRACT',
  title: '签约项目履约率',
  subject: '项目',
  clause: '三、加快新建项目“入规”',
  quote: '加快已签约项目落地开工',
  when: known({ id: 'contract.rate', label: '履约率', clause: CONTRACT, of: { line: 'start_rate' } }),
  beside: [
    all('remind', '签约后未开工，应提醒', [
      flag({ id: 'remind.not_started', fact: 'is_started', is: false, clause: CONTRACT }),
      amount({ id: 'remind.first', fact: 'months_since_signing', atLeast: 'first', clause: CONTRACT }),
    ]),
    amount({ id: 'second', fact: 'months_since_signing', atLeast: 'second', clause: CONTRACT }),
    amount({ id: 'third', fact: 'months_since_signing', atLeast: 'third', clause: CONTRACT }),
  ],
  lines: [
    {
      id: 'start_rate',
      label: '履约率',
      unit: '%',
      step: 'over',
      of: [{ fact: 'contracts_started' }, { fact: 'contracts_signed' }],
    },
    {
      id: 'produce_rate',
      label: '投产率',
      unit: '%',
      step: 'over',
      of: [{ fact: 'contracts_produced' }, { fact: 'contracts_signed' }],
    },
  ],
  results: {
    start_rate: { kind: 'line', of: 'start_rate' },
    produce_rate: { kind: 'line', of: 'produce_rate' },
    remind: { kind: 'verdict', of: 'remind' },
    reminder: {
      kind: 'case',
      only: 'remind',
      cases: [
        { of: 'third', value: '第三次（满12个月）' },
        { of: 'second', value: '第二次（满6个月）' },
        { of: 'remind', value: '第一次（满3个月）' },
      ],
    },
  },
  remarks: [
    { text: '履约率＝已开工签约项目÷签约项目，投产率＝已投产签约项目÷签约项目；此口径待主管部门确认。' },
  ],
}

const { given, ours } = parametersFrom('2022-01-12')

/** How projects and signed contracts are followed: duties by the province's plan, thresholds ours. */
export const projectTracking: PolicyDocument = {
  version: '2022',
  title: '项目推进和签约履约口径（本系统约定）',
  aliases: ['亮灯', '履约率'],
  number: null,
  issued: '2022-01-12',
  effectiveFrom: '2022-01-12',
  effectiveTo: null,
  status: '试行',
  remarks: ['职责出自湖南省2022年方案，亮灯和提醒的标准为本系统约定，不是正式文件。'],
  parameters: [
    given('year_months', '全年月数', '个月', '12', '序时进度＝已过月数÷12'),
    ours('yellow_lag', '黄灯落后幅度', '%', '10', ELSEWHERE),
    ours('red_lag', '红灯落后幅度', '%', '30', ELSEWHERE),
    ours('on_time', '绿灯节点逾期天数', '天', '0', OURS),
    ours('red_days', '红灯逾期天数', '天', '30', ELSEWHERE),
    ours('started', '绿灯未开工月数', '个月', '0', OURS),
    ours('red_months', '红灯未开工月数', '个月', '3', ELSEWHERE),
    ours('first', '第一次提醒的签约后月数', '个月', '3', OURS),
    ours('second', '第二次提醒的签约后月数', '个月', '6', OURS),
    ours('third', '第三次提醒的签约后月数', '个月', '12', OURS),
  ],
  rules: [project, contract],
}
