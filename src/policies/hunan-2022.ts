import { all, amount, any, flag, growth, known, manual, oneOf, worked } from '../rules/author.ts'
import type { PolicyDocument, Rule, Test } from '../rules/document.ts'
import type { Line } from '../rules/line.ts'
import { parametersFrom } from './values.ts'

const TARGET = '目标“每年净增规模以上工业企业1000家以上”'
const TOTAL = '目标“全省规模以上工业企业总数达到2.5万家以上”'
const CULTIVATE = '培育“营业收入1000万—2000万元的小微工业企业”'
const DUE = '培育“做到应入尽入、应统尽统”'
const RISK = '帮扶“年营业收入3000万元以下且存在退规风险”'
const EXCLUDED = '帮扶“产能严重过剩、过度消耗资源、产品档次低”'
const PLAN = '帮扶“实行‘一企一策’帮扶指导，建立问题台账，强化交办落实”'
const GUARANTEE = '融资“降低贷款担保费率，不收取贷款保证金”'
const BURDEN = '税费“‘入规’前后实际税负的跟踪分析”'
const ASSESS = '考核“聚焦净增数、新增数、目标完成率和‘入规’企业质量”'
const AWARD = '考核“净增规模工业企业数量明显提升的市州、县市区予以奖励”'
const CRITICISE = '考核“对落实不力、推进缓慢的进行通报批评”'
const CITY = '衡阳市对市政协提案的答复（2021-07-26）“确保每年新增规模工业企业150家以上”'

const implied: NonNullable<Rule['implied']> = [
  {
    given: { fact: 'is_above_scale', is: true },
    means: { fact: 'in_stats', is: true },
    because: '未登记是否入统，按“规模以上”推定为已入统。',
  },
]

/** R-CULT: small industrial firms worth nurturing into the statistics. */
const cultivation: Rule = {
  id: 'R-CULT',
  title: '“小升规”重点培育对象',
  subject: '企业',
  clause: '培育市场主体',
  quote: '营业收入1000万—2000万元的小微工业企业',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'U.industrial', fact: 'is_industrial', clause: CULTIVATE }),
      flag({ id: 'U.not_in_stats', fact: 'in_stats', is: false, clause: CULTIVATE }),
      amount({ id: 'U.floor', fact: 'revenue_y', atLeast: 'cultivation', clause: CULTIVATE }),
      amount({ id: 'U.ceiling', fact: 'revenue_y', lessThan: 'scale', clause: CULTIVATE }),
    ],
  },
  implied,
  results: {},
  remarks: [
    { text: '“1000万—2000万元”含1000万元、不含2000万元：达到2000万元的归“应统未统”；此口径待主管部门确认。' },
    { text: '培育库按营业收入，入规按主营业务收入。' },
  ],
}

/** R-DUE-IN: at scale by its revenue, not yet in the statistics. */
const dueIn: Rule = {
  id: 'R-DUE-IN',
  title: '应统未统（疑似）',
  subject: '企业',
  clause: '应入尽入、应统尽统',
  quote: '做到应入尽入、应统尽统',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'I.industrial', fact: 'is_industrial', clause: DUE }),
      flag({ id: 'I.not_in_stats', fact: 'in_stats', is: false, clause: DUE }),
      {
        kind: 'any',
        of: [
          all('year', '上年度营收', [
            amount({ id: 'I.year', fact: 'revenue_y', atLeast: 'scale', clause: DUE }),
          ]),
          all('running', '当年累计营收', [
            amount({ id: 'I.running', fact: 'cumulative_revenue', atLeast: 'scale', clause: DUE }),
          ]),
        ],
      },
    ],
  },
  implied,
  results: {},
  remarks: [
    { text: '依据税务、用电等数据比对，只是疑似，由统计部门和县科工信局核实后督促申报。', when: ['pass'] },
  ],
}

const notExcluded = (id: string): Test => ({
  kind: 'test',
  id,
  label: '不属于由市场淘汰出清的情形',
  clause: EXCLUDED,
  fact: 'excluded_flags',
  operator: 'none',
  unit: '类别',
})

/** R-RISK: in the statistics and about to fall out. The signals are ours: the text names none. */
const risk: Rule = {
  id: 'R-RISK',
  title: '退规风险企业',
  subject: '企业',
  clause: '加强帮扶和分类指导',
  quote: '年营业收入3000万元以下且存在退规风险',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'K.in_stats', fact: 'in_stats', clause: RISK }),
      amount({ id: 'K.revenue', fact: 'revenue_12m', atMost: 'risk_revenue', clause: RISK }),
      notExcluded('K.not_excluded'),
      any('signal', '退规风险信号', [
        // Below the standard itself, 红, is below the first of these as well.
        amount({ id: 'signal.revenue', fact: 'revenue_12m', lessThan: 'signal_revenue', clause: RISK }),
        growth({ id: 'signal.fall', fact: 'revenue_12m_change', atMost: 'signal_fall', clause: RISK }),
        amount({ id: 'signal.idle', fact: 'months_without_output', atLeast: 'signal_idle', clause: RISK }),
        growth({ id: 'signal.power', fact: 'power_2m_change', atMost: 'signal_power', clause: RISK }),
      ]),
    ],
  },
  beside: [
    all('at_risk_red', '红色风险', [
      flag({ id: 'R.in_stats', fact: 'in_stats', clause: RISK }),
      amount({ id: 'R.revenue', fact: 'revenue_12m', lessThan: 'red_revenue', clause: RISK }),
      notExcluded('R.not_excluded'),
    ]),
  ],
  implied: [
    ...implied,
    ...(['in_stats', 'is_above_scale'] as const).map(fact => ({
      given: { fact, is: true },
      means: { fact: 'excluded_flags' as const, none: true as const },
      because: '没有登记“由市场淘汰出清”的情形，按无处理。',
    })),
  ],
  results: {
    level: {
      kind: 'case',
      cases: [
        { of: 'at_risk_red', value: '红' },
        { of: 'rule', value: '黄' },
      ],
    },
  },
  remarks: [
    { text: '“存在退规风险”文件没有定义，信号由本系统默认，待主管部门确认；正好3000万元算在内。' },
    {
      text: '产能严重过剩、过度消耗资源、产品档次低的企业由市场淘汰出清，不列入帮扶。',
      about: 'K.not_excluded',
      when: ['fail'],
    },
  ],
}

/** R-PLAN: every firm at risk has its plan and problem ledger. */
const plan: Rule = {
  id: 'R-PLAN',
  title: '一企一策',
  subject: '企业',
  clause: '加强帮扶和分类指导',
  quote: '实行“一企一策”帮扶指导',
  when: all('complete', '方案齐全', [
    flag({ id: 'N.measures', fact: 'has_measures', clause: PLAN, remedy: '须写明帮扶措施' }),
    flag({ id: 'N.owner', fact: 'has_plan_owner', clause: PLAN, remedy: '须明确责任人' }),
    flag({ id: 'N.due', fact: 'has_plan_due', clause: PLAN, remedy: '须明确完成时限' }),
    flag({ id: 'N.ledger', fact: 'has_problem_ledger', clause: PLAN, remedy: '须建立问题台账' }),
  ]),
  beside: [
    all('overdue', '超期未建方案', [
      flag({ id: 'A.at_risk', fact: 'at_risk', clause: PLAN }),
      amount({ id: 'A.days', fact: 'days_at_risk', atLeast: 'plan_days', clause: PLAN }),
      {
        kind: 'not',
        of: {
          kind: 'all',
          of: [
            flag({ id: 'A.measures', fact: 'has_measures', clause: PLAN }),
            flag({ id: 'A.owner', fact: 'has_plan_owner', clause: PLAN }),
            flag({ id: 'A.due', fact: 'has_plan_due', clause: PLAN }),
            flag({ id: 'A.ledger', fact: 'has_problem_ledger', clause: PLAN }),
          ],
        },
      },
    ]),
  ],
  results: { alert: { kind: 'verdict', of: 'overdue' } },
  remarks: [],
}

const netLine: Line = {
  id: 'net',
  label: '净增',
  unit: '家',
  step: 'minus',
  of: [{ fact: 'entries' }, { fact: 'exits' }],
}
const newCompletion: Line = {
  id: 'completion_new',
  label: '新增目标完成率',
  unit: '%',
  step: 'over',
  of: [{ fact: 'entries' }, { fact: 'target_entries' }],
}
const netCompletion: Line = {
  id: 'completion_net',
  label: '净增目标完成率',
  unit: '%',
  step: 'over',
  of: [{ line: 'net' }, { fact: 'target_net' }],
}
const counted = {
  net: { kind: 'line', of: 'net' },
  completion_new: { kind: 'line', of: 'completion_new' },
  completion_net: { kind: 'line', of: 'completion_net' },
} as const

/** R-NET: what was added, what fell out, what is left; and whether the counts at both ends agree. */
const net: Rule = {
  id: 'R-NET',
  title: '新增和净增',
  subject: '县市区',
  clause: '工作目标',
  quote: '年度新增、净增规模工业企业工作目标',
  when: known({ id: 'net.known', label: '净增数', clause: TARGET, of: { line: 'net' } }),
  beside: [
    all('balance', '与年初年末数一致', [
      worked({
        id: 'balance.over',
        label: '净增减去年末与年初之差',
        clause: TARGET,
        line: 'difference',
        unit: '家',
        atLeast: 'none',
      }),
      worked({
        id: 'balance.under',
        label: '净增减去年末与年初之差',
        clause: TARGET,
        line: 'difference',
        unit: '家',
        atMost: 'none',
      }),
    ]),
  ],
  lines: [
    netLine,
    newCompletion,
    netCompletion,
    {
      id: 'grown',
      label: '年末减年初',
      unit: '家',
      step: 'minus',
      of: [{ fact: 'count_end' }, { fact: 'count_start' }],
    },
    {
      id: 'difference',
      label: '净增与年末年初差之差',
      unit: '家',
      step: 'minus',
      of: [{ line: 'net' }, { line: 'grown' }],
    },
  ],
  results: { ...counted, balanced: { kind: 'verdict', of: 'balance' } },
  remarks: [
    {
      text: '新增含月度和年度入规；12月至次年2月批准的年度入规计入上一统计年度；转专业变动单列。此口径待主管部门确认。',
    },
    { text: '净增数与年末年初差不一致，请核对退规和转专业数。', about: 'balance', when: ['fail'] },
  ],
}

/** R-RANK: the four columns places are compared by; ranked by net completion, no score is invented. */
const rank: Rule = {
  id: 'R-RANK',
  title: '新增规上工作考核',
  subject: '县市区',
  clause: '考核',
  quote: '聚焦净增数、新增数、目标完成率和“入规”企业质量等',
  when: known({ id: 'rank.net', label: '净增数', clause: ASSESS, of: { line: 'net' } }),
  lines: [
    netLine,
    newCompletion,
    netCompletion,
    {
      id: 'specialised',
      label: '专精特新占比',
      unit: '%',
      step: 'over',
      of: [{ fact: 'entrants_specialised' }, { fact: 'entries' }],
    },
    {
      id: 'kept',
      label: '上年入规企业一年后在规率',
      unit: '%',
      step: 'over',
      of: [{ fact: 'entries_kept' }, { fact: 'entries_last_year' }],
    },
  ],
  results: {
    ...counted,
    specialised_share: { kind: 'line', of: 'specialised' },
    kept_share: { kind: 'line', of: 'kept' },
  },
  remarks: [
    { text: '“入规企业质量”没有定义，暂列平均营收、专精特新占比、一年后在规率三项，待主管部门确认。' },
    { text: '文件没有权重：四项分列，按净增目标完成率排序，不合成总分。' },
  ],
}

/** R-AWARD and R-CRIT: candidates only; naming anybody needs a person's approval. */
const award: Rule = {
  id: 'R-AWARD',
  title: '新增规上工作奖励（建议名单）',
  subject: '县市区',
  clause: '考核',
  quote: '予以奖励',
  when: {
    kind: 'all',
    of: [
      amount({ id: 'award.rank', fact: 'net_growth_rank', atMost: 'award_rank', clause: AWARD }),
      manual({ id: 'award.approved', label: '报批同意', clause: AWARD }),
    ],
  },
  results: {},
  remarks: [{ text: '只是建议名单，是否奖励由人工批准后公布。' }],
}
const criticism: Rule = {
  id: 'R-CRIT',
  title: '新增规上工作通报（建议名单）',
  subject: '县市区',
  clause: '考核',
  quote: '进行通报批评',
  when: {
    kind: 'all',
    of: [
      worked({
        id: 'crit.lag',
        label: '落后序时进度',
        clause: CRITICISE,
        line: 'lag',
        unit: '%',
        moreThan: 'lag',
      }),
      amount({ id: 'crit.months', fact: 'months_behind', atLeast: 'lag_months', clause: CRITICISE }),
      manual({ id: 'crit.approved', label: '报批同意', clause: CRITICISE }),
    ],
  },
  lines: [
    newCompletion,
    {
      id: 'schedule',
      label: '序时进度',
      unit: '%',
      step: 'over',
      of: [{ fact: 'months_elapsed' }, { parameter: 'year_months' }],
    },
    {
      id: 'lag',
      label: '落后幅度',
      unit: '%',
      step: 'minus',
      of: [{ line: 'schedule' }, { line: 'completion_new' }],
    },
  ],
  results: { lag: { kind: 'line', of: 'lag' } },
  remarks: [{ text: '只是建议名单，点名通报须人工批准。' }],
}

/** R-TGT: targets by level; 150 is 新增 and 1000 is 净增, they are not to be compared. */
const target: Rule = {
  id: 'R-TGT',
  title: '新增规上目标',
  subject: '县市区',
  clause: '工作目标',
  quote: '每年净增规模以上工业企业1000家以上',
  when: {
    kind: 'any',
    of: [
      all('province', '全省', [
        oneOf({ id: 'province.level', fact: 'target_level', words: 'province', clause: TARGET }),
        worked({
          id: 'province.net',
          label: '净增',
          clause: TARGET,
          line: 'net',
          unit: '家',
          atLeast: 'province_net',
        }),
      ]),
      all('city', '全市', [
        oneOf({ id: 'city.level', fact: 'target_level', words: 'city', clause: CITY }),
        amount({ id: 'city.new', fact: 'entries', atLeast: 'city_new', clause: CITY }),
      ]),
      all('county', '县市区', [
        oneOf({ id: 'county.level', fact: 'target_level', words: 'county', clause: TARGET }),
        worked({
          id: 'county.completion',
          label: '新增目标完成率',
          clause: TARGET,
          line: 'completion_new',
          unit: '%',
          atLeast: 'whole',
        }),
      ]),
    ],
  },
  beside: [
    all('total', '2025年总数', [
      amount({ id: 'total.count', fact: 'count_end', atLeast: 'province_total', clause: TOTAL }),
    ]),
  ],
  lines: [netLine, newCompletion],
  results: {
    ...{ net: counted.net, completion_new: counted.completion_new },
    total_reached: { kind: 'verdict', of: 'total' },
  },
  remarks: [{ text: '全市“150家”是新增数，全省“1000家”是净增数，两者不能直接比较；县市区按各自目标。' }],
}

/** R-GUAR: no deposit from the firms the text names; one that was charged may complain. */
const guarantee: Rule = {
  id: 'R-GUAR',
  title: '政府性融资担保不收保证金',
  subject: '企业',
  clause: '金融支持',
  quote: '不收取贷款保证金',
  when: {
    kind: 'all',
    of: [
      {
        kind: 'any',
        of: [
          flag({ id: 'G.new', fact: 'is_new_above_scale', clause: GUARANTEE }),
          flag({ id: 'G.cultivated', fact: 'in_cultivation', clause: GUARANTEE }),
        ],
      },
      flag({ id: 'G.guarantor', fact: 'is_government_guarantor', clause: GUARANTEE }),
    ],
  },
  beside: [
    all('charged', '被收取了保证金', [
      amount({ id: 'G.deposit', fact: 'deposit_charged', moreThan: 'no_deposit', clause: GUARANTEE }),
    ]),
  ],
  results: { charged: { kind: 'verdict', of: 'charged' } },
  remarks: [
    { text: '被收取了保证金的，可以直接上报诉求，由金融部门处理。', about: 'charged', when: ['pass'] },
  ],
}

/** R-BURDEN: the share of tax in revenue, the year before and after entering. */
const burden: Rule = {
  id: 'R-BURDEN',
  title: '入规前后税负跟踪',
  subject: '企业',
  clause: '税费支持',
  quote: '“入规”前后实际税负的跟踪分析',
  when: flag({ id: 'burden.entered', fact: 'is_new_above_scale', clause: BURDEN }),
  lines: [
    {
      id: 'before',
      label: '入规前税负',
      unit: '%',
      step: 'over',
      of: [{ fact: 'tax_before' }, { fact: 'revenue_before' }],
    },
    {
      id: 'after',
      label: '入规后税负',
      unit: '%',
      step: 'over',
      of: [{ fact: 'tax_after' }, { fact: 'revenue_after' }],
    },
    {
      id: 'change',
      label: '税负变化',
      unit: '%',
      step: 'minus',
      of: [{ line: 'after' }, { line: 'before' }],
    },
  ],
  results: {
    before: { kind: 'line', of: 'before' },
    after: { kind: 'line', of: 'after' },
    change: { kind: 'line', of: 'change' },
  },
  remarks: [{ text: '税负＝实缴税金÷营业收入，入规前后各十二个月；变化以百分点计。入规本身不改变税率。' }],
}

const { given, ours } = parametersFrom('2022-01-12')
const FOLLOWS = '文件未载，参照通行做法'

/** 深入开展新增规模以上工业企业行动实施方案, in force from the day it was issued. */
export const hunan2022: PolicyDocument = {
  version: '2022-01-12',
  title: '《深入开展新增规模以上工业企业行动实施方案》（湖南省人民政府办公厅）',
  aliases: ['新增规上方案', '入规方案', '小升规方案'],
  number: null,
  issued: '2022-01-12',
  effectiveFrom: '2022-01-12',
  effectiveTo: null,
  status: '现行',
  remarks: [],
  parameters: [
    given('cultivation', '重点培育营收下限', '万元', '1000', CULTIVATE),
    given('scale', '重点培育营收上限（达规标准）', '万元', '2000', CULTIVATE),
    given('risk_revenue', '退规风险营收上限', '万元', '3000', RISK),
    ours('red_revenue', '红色风险营收线', '万元', '2000', '低于达规标准即可能退规'),
    ours('signal_revenue', '黄色风险营收线', '万元', '2200', FOLLOWS),
    ours('signal_fall', '营收同比降幅信号', '%', '-20', FOLLOWS),
    ours('signal_idle', '连续无产值月数信号', '个月', '2', FOLLOWS),
    ours('signal_power', '用电量同比降幅信号', '%', '-50', FOLLOWS),
    ours('plan_days', '建立方案的天数', '天', '15', FOLLOWS),
    given('none', '差额', '家', '0', TARGET),
    given('year_months', '全年月数', '个月', '12', TARGET),
    ours('award_rank', '奖励建议名次', '名', '3', FOLLOWS),
    ours('lag', '落后序时进度的幅度', '%', '20', FOLLOWS),
    ours('lag_months', '连续落后月数', '个月', '2', FOLLOWS),
    given('province', '全省层级', '类别', '省', TARGET),
    given('city', '全市层级', '类别', '市', CITY),
    given('county', '县级层级', '类别', '县', TARGET),
    given('province_net', '全省每年净增目标', '家', '1000', TARGET),
    given('province_total', '2025年全省总数目标', '家', '25000', TOTAL),
    given('city_new', '全市每年新增目标', '家', '150', CITY),
    given('whole', '目标完成率', '%', '100', TARGET),
    given('no_deposit', '保证金', '万元', '0', GUARANTEE),
  ],
  rules: [cultivation, dueIn, risk, plan, net, rank, award, criticism, target, guarantee, burden],
}
