import { all, amount, any, flag, growth } from '../../rules/author.ts'
import type { Parameter, Rule } from '../../rules/document.ts'
import { IN_STATS_BY_SCALE } from '../in-stats.ts'
import { OURS, parametersFrom } from '../values.ts'

const RISK = '四、加强帮扶和分类指导“年营业收入3000万元以下且存在退规风险的企业”'
const EXCLUDED = '四、加强帮扶和分类指导“产能严重过剩、过度消耗资源、产品档次低等企业通过市场淘汰出清”'
const PLAN = '四、加强帮扶和分类指导“实行“一企一策”帮扶指导，建立问题台账，强化交办落实”'

/** R-RISK: in the statistics and about to fall out. The signals are ours: the text names none. */
const risk: Rule = {
  id: 'R-RISK',
  title: '退规风险企业',
  subject: '企业',
  clause: '四、加强帮扶和分类指导',
  quote: '年营业收入3000万元以下且存在退规风险的企业',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'firm.in_stats', fact: 'in_stats', clause: RISK }),
      amount({ id: 'firm.revenue', fact: 'revenue_12m', atMost: 'risk_revenue', clause: RISK }),
      {
        kind: 'test',
        id: 'firm.not_excluded',
        label: '不属于由市场淘汰出清的情形',
        clause: EXCLUDED,
        fact: 'excluded_flags',
        operator: 'none',
        unit: '类别',
      },
      any('signal', '退规风险信号', [
        amount({ id: 'signal.revenue', fact: 'revenue_12m', lessThan: 'signal_revenue', clause: RISK }),
        growth({ id: 'signal.fall', fact: 'revenue_12m_change', atMost: 'signal_fall', clause: RISK }),
        amount({ id: 'signal.idle', fact: 'months_without_output', atLeast: 'signal_idle', clause: RISK }),
        growth({ id: 'signal.power', fact: 'power_2m_change', atMost: 'signal_power', clause: RISK }),
      ]),
    ],
  },
  beside: [
    all('red', '已低于入规标准（红色）', [
      amount({ id: 'red.revenue', fact: 'revenue_12m', lessThan: 'red_revenue', clause: RISK }),
    ]),
  ],
  implied: [
    ...(['in_stats', 'is_above_scale'] as const).map(fact => ({
      given: { fact, is: true },
      means: { fact: 'excluded_flags' as const, none: true as const },
      because: `${fact === 'in_stats' ? '已入统' : '规模以上'}企业没有登记“由市场淘汰出清”的情形，按无处理。`,
    })),
    ...IN_STATS_BY_SCALE,
  ],
  results: {
    level: {
      kind: 'case',
      only: 'rule',
      cases: [
        { of: 'red', value: '红' },
        { of: 'rule', value: '黄' },
      ],
    },
  },
  remarks: [
    { text: '“存在退规风险”文件没有定义，风险信号为本系统默认，待主管部门确认；正好3000万元算在内。' },
    { text: '“年营业收入”按近十二个月营收计；此口径待主管部门确认。' },
    {
      text: '产能严重过剩、过度消耗资源、产品档次低的企业由市场淘汰出清，不列入帮扶。',
      about: 'firm.not_excluded',
      when: ['fail'],
    },
  ],
}

/** R-PLAN: every firm at risk has its plan and problem ledger. */
const plan: Rule = {
  id: 'R-PLAN',
  title: '一企一策',
  subject: '企业',
  clause: '四、加强帮扶和分类指导',
  quote: '实行“一企一策”帮扶指导，建立问题台账',
  when: all('complete', '方案和台账齐全', [
    flag({ id: 'plan.measures', fact: 'has_measures', clause: PLAN, remedy: '须写明帮扶措施' }),
    flag({ id: 'plan.owner', fact: 'has_plan_owner', clause: PLAN, remedy: '须明确帮扶责任人' }),
    flag({ id: 'plan.due', fact: 'has_plan_due', clause: PLAN, remedy: '须明确完成时限' }),
    flag({ id: 'plan.ledger', fact: 'has_problem_ledger', clause: PLAN, remedy: '须建立问题台账' }),
  ]),
  beside: [
    all('overdue', '逾期未建一企一策', [
      flag({ id: 'overdue.at_risk', fact: 'at_risk', clause: PLAN }),
      amount({ id: 'overdue.days', fact: 'days_at_risk', atLeast: 'plan_days', clause: PLAN }),
      {
        kind: 'not',
        of: {
          kind: 'all',
          of: [
            flag({ id: 'overdue.measures', fact: 'has_measures', clause: PLAN }),
            flag({ id: 'overdue.owner', fact: 'has_plan_owner', clause: PLAN }),
            flag({ id: 'overdue.due', fact: 'has_plan_due', clause: PLAN }),
            flag({ id: 'overdue.ledger', fact: 'has_problem_ledger', clause: PLAN }),
          ],
        },
      },
    ]),
  ],
  results: { alert: { kind: 'verdict', of: 'overdue' }, next: { kind: 'next' } },
  remarks: [{ text: '文件未写建立方案的时限；列入退规风险库后的天数待主管部门确认。', about: 'overdue' }],
}

export const riskRules: Rule[] = [risk, plan]

const { given, ours } = parametersFrom('2022-01-12')

export const riskParameters: Parameter[] = [
  given('risk_revenue', '退规风险营收上限', '万元', '3000', RISK),
  ours('red_revenue', '红色风险营收线', '万元', '2000', '低于达规标准'),
  ours('signal_revenue', '营收接近达规标准的信号', '万元', '2200', OURS),
  ours('signal_fall', '营收同比降幅信号', '%', '-20', OURS),
  ours('signal_idle', '连续无产值月数信号', '个月', '2', OURS),
  ours('signal_power', '用电量同比降幅信号', '%', '-50', OURS),
  ours('plan_days', '建立一企一策的天数', '天', '15', OURS),
]
