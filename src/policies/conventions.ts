import { all, amount, date, flag, known, manual, oneOf, worked } from '../rules/author.ts'
import type { PolicyDocument, Rule } from '../rules/document.ts'
import { parametersFrom } from './values.ts'

const TIERS = '倍增目标“产值过10亿元、50亿元、100亿元的企业”'
const SOLVED = '百日行动通报“问题解决率98%”'
const LIAISON = '联点帮扶“1名联点领导、1名中层干部、1名联络员”'
const TASKFORCE = '共性问题“成立工作专班”'
const CHAIN = '产业链组织架构“六个一”'
const LISTS = '产业链工作“五单一图谱”'
const MU = '亩均评价“亩均效益综合评价”'
const PROJECT = '项目推进“目标—节点—责任”'
const CONTRACT = '招商项目“加快已签约项目落地开工”'
const ASSESS = '推进会“通过定期定量评估”'
const REPLY = '提案办理'

/** R-TIER: 过 read as reaching; nested, so that a firm of 50亿 stands in two tiers. */
const tier: Rule = {
  id: 'R-TIER',
  title: '企业梯队（10亿、50亿、100亿）',
  subject: '企业',
  clause: TIERS,
  quote: '产值过10亿元、50亿元、100亿元的企业',
  when: {
    kind: 'any',
    of: [
      all('tier10', '10亿元企业', [
        amount({ id: 'tier10.output', fact: 'output_y', atLeast: 'tier10', clause: TIERS }),
      ]),
      all('tier50', '50亿元企业', [
        amount({ id: 'tier50.output', fact: 'output_y', atLeast: 'tier50', clause: TIERS }),
      ]),
      all('tier100', '100亿元企业', [
        amount({ id: 'tier100.output', fact: 'output_y', atLeast: 'tier100', clause: TIERS }),
      ]),
    ],
  },
  results: {
    tiers: {
      kind: 'list',
      cases: [
        { of: 'tier10', value: '10亿' },
        { of: 'tier50', value: '50亿' },
        { of: 'tier100', value: '100亿' },
      ],
    },
    band: {
      kind: 'case',
      cases: [
        { of: 'tier100', value: '100亿以上' },
        { of: 'tier50', value: '50亿—100亿' },
        { of: 'tier10', value: '10亿—50亿' },
      ],
    },
  },
  remarks: [{ text: '“过”按含本数计；各梯队层层包含，互斥分档见所在档。此读法待主管部门确认。' }],
}

/** R-SOLVE: solved is not the same as finished. */
const solve: Rule = {
  id: 'R-SOLVE',
  title: '问题解决率和办结率',
  subject: '诉求',
  clause: SOLVED,
  quote: null,
  when: known({ id: 'solve.known', label: '解决率', clause: SOLVED, of: { line: 'solve_rate' } }),
  lines: [
    {
      id: 'solve_rate',
      label: '解决率',
      unit: '%',
      step: 'over',
      of: [{ fact: 'cases_solved' }, { fact: 'cases_collected' }],
    },
    {
      id: 'finish_rate',
      label: '办结率',
      unit: '%',
      step: 'over',
      of: [{ fact: 'cases_finished' }, { fact: 'cases_collected' }],
    },
  ],
  results: {
    solve_rate: { kind: 'line', of: 'solve_rate' },
    finish_rate: { kind: 'line', of: 'finish_rate' },
  },
  remarks: [
    { text: '解决＝已解决且没有重开；解释说明而结的只算办结，不算解决。一位小数时97.97%写作98.0%。' },
  ],
}

/** R-LIAISON: one leader, one cadre, one liaison. */
const liaison: Rule = {
  id: 'R-LIAISON',
  title: '联点人员齐全',
  subject: '企业',
  clause: LIAISON,
  quote: null,
  when: {
    kind: 'all',
    of: [
      flag({ id: 'liaison.leader', fact: 'has_liaison_leader', clause: LIAISON, remedy: '须明确联点领导' }),
      flag({ id: 'liaison.cadre', fact: 'has_liaison_cadre', clause: LIAISON, remedy: '须明确科级中层干部' }),
      flag({ id: 'liaison.officer', fact: 'has_liaison_officer', clause: LIAISON, remedy: '须明确联络员' }),
    ],
  },
  results: {},
  remarks: [{ text: '原文“科级中级层干部”按科级中层干部理解，待主管部门确认。' }],
}
const coverage: Rule = {
  id: 'R-LIAISON-COVERAGE',
  title: '联点覆盖率',
  subject: '县市区',
  clause: LIAISON,
  quote: null,
  when: known({ id: 'coverage.known', label: '覆盖率', clause: LIAISON, of: { line: 'coverage' } }),
  lines: [
    {
      id: 'coverage',
      label: '覆盖率',
      unit: '%',
      step: 'over',
      of: [{ fact: 'firms_covered' }, { fact: 'firms_in_scope' }],
    },
  ],
  results: { coverage: { kind: 'line', of: 'coverage' } },
  remarks: [],
}

/** R-TASKFORCE: many firms with one problem; the thresholds are ours. */
const taskforce: Rule = {
  id: 'R-TASKFORCE',
  title: '建议成立共性问题专班',
  subject: '诉求',
  clause: TASKFORCE,
  quote: null,
  when: {
    kind: 'all',
    of: [
      amount({ id: 'taskforce.cases', fact: 'similar_cases', atLeast: 'cases', clause: TASKFORCE }),
      amount({ id: 'taskforce.firms', fact: 'similar_case_firms', atLeast: 'firms', clause: TASKFORCE }),
    ],
  },
  results: {},
  remarks: [{ text: '只是建议，是否成立由领导小组办公室决定。' }],
}

/** R-CHAIN6: the six ones of a chain. */
const chain: Rule = {
  id: 'R-CHAIN6',
  title: '产业链“六个一”',
  subject: '产业链',
  clause: CHAIN,
  quote: '“六个一”产业链组织架构',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'chain.leader', fact: 'has_chain_leader', clause: CHAIN }),
      flag({ id: 'chain.carrier', fact: 'has_chain_carrier', clause: CHAIN }),
      flag({ id: 'chain.association', fact: 'has_chain_association', clause: CHAIN }),
      flag({ id: 'chain.bank', fact: 'has_chain_bank', clause: CHAIN }),
      amount({ id: 'chain.universities', fact: 'chain_universities', atLeast: 'one', clause: CHAIN }),
      flag({ id: 'chain.party', fact: 'has_chain_party_committee', clause: CHAIN }),
    ],
  },
  results: { next: { kind: 'next' } },
  remarks: [{ text: '2021年和2022年的14条产业链名单不同，按数据所属年份的名单算。' }],
}

/** R-5LIST: five lists and a map, each kept fresh. */
const lists: Rule = {
  id: 'R-5LIST',
  title: '产业链“五单一图谱”',
  subject: '产业链',
  clause: LISTS,
  quote: null,
  when: {
    kind: 'all',
    of: (
      [
        ['list.goals', 'goals_updated_on'],
        ['list.projects', 'projects_updated_on'],
        ['list.attraction', 'attraction_updated_on'],
        ['list.problems', 'problems_updated_on'],
        ['list.research', 'research_updated_on'],
        ['list.map', 'chain_map_updated_on'],
      ] as const
    ).map(([id, fact]) => date({ id, fact, atLeast: 'fresh', clause: LISTS })),
  },
  results: { stale: { kind: 'next' } },
  remarks: [
    { text: '五张清单的名称来自2022年8月的报道，市里文件未列；一个月未更新即提示，待主管部门确认。' },
  ],
}

const index = (fact: string, weight: string) => ({ fact, weight })
const MU_INDEXES = [
  index('mu_tax_index', '30'),
  index('mu_value_index', '20'),
  index('labour_index', '10'),
  index('energy_index', '20'),
  index('emission_index', '10'),
  index('research_index', '10'),
] as const

/** R-MU: imported classes stand; the weighted score is an aid. */
const mu: Rule = {
  id: 'R-MU',
  title: '亩均评价',
  subject: '企业',
  clause: MU,
  quote: null,
  when: {
    kind: 'all',
    of: [
      flag({ id: 'mu.industrial', fact: 'is_industrial', clause: MU }),
      flag({ id: 'mu.park', fact: 'in_provincial_park', clause: MU }),
    ],
  },
  beside: [
    all('restrained', '末位等次', [
      oneOf({ id: 'mu.class', fact: 'mu_class', words: 'last_class', clause: MU }),
    ]),
  ],
  lines: [
    {
      id: 'tax_per_mu',
      label: '亩均税收',
      unit: '万元',
      step: 'over',
      of: [{ fact: 'tax_y' }, { fact: 'land_mu' }],
    },
    {
      id: 'p1',
      label: '亩均税收得分',
      unit: '%',
      step: 'times',
      of: [{ fact: 'mu_tax_index' }, { parameter: 'w1' }],
    },
    {
      id: 'p2',
      label: '亩均增加值得分',
      unit: '%',
      step: 'times',
      of: [{ fact: 'mu_value_index' }, { parameter: 'w2' }],
    },
    {
      id: 'p3',
      label: '劳动生产率得分',
      unit: '%',
      step: 'times',
      of: [{ fact: 'labour_index' }, { parameter: 'w3' }],
    },
    {
      id: 'p4',
      label: '能耗得分',
      unit: '%',
      step: 'times',
      of: [{ fact: 'energy_index' }, { parameter: 'w4' }],
    },
    {
      id: 'p5',
      label: '排放得分',
      unit: '%',
      step: 'times',
      of: [{ fact: 'emission_index' }, { parameter: 'w5' }],
    },
    {
      id: 'p6',
      label: '研发得分',
      unit: '%',
      step: 'times',
      of: [{ fact: 'research_index' }, { parameter: 'w6' }],
    },
    {
      id: 'score',
      label: '综合得分（与区域平均之比）',
      unit: '%',
      step: 'plus',
      of: ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'].map(line => ({ line })),
    },
  ],
  results: {
    tax_per_mu: { kind: 'line', of: 'tax_per_mu' },
    score: { kind: 'line', of: 'score' },
    restrained: { kind: 'verdict', of: 'restrained' },
  },
  remarks: [
    { text: '衡阳的计分办法没有公开，等次以主管部门公布结果为准；综合得分按外地通行权重试算，仅供参考。' },
  ],
}

/** R-PROJECT: three lights without a gap between them; passes when green. */
const project: Rule = {
  id: 'R-PROJECT',
  title: '项目节点亮灯',
  subject: '项目',
  clause: PROJECT,
  quote: '明确建设目标、节点任务、工作责任',
  when: {
    kind: 'any',
    of: [
      all('done', '已完成', [flag({ id: 'done.flag', fact: 'is_done', clause: PROJECT })]),
      all('green', '进度正常', [
        worked({
          id: 'green.lag',
          label: '落后序时',
          clause: PROJECT,
          line: 'lag',
          unit: '%',
          lessThan: 'yellow_lag',
        }),
        amount({ id: 'green.milestone', fact: 'milestone_overdue_days', atMost: 'nothing', clause: PROJECT }),
        amount({ id: 'green.started', fact: 'months_not_started', atMost: 'no_months', clause: PROJECT }),
      ]),
    ],
  },
  beside: [
    {
      kind: 'all',
      id: 'red',
      label: '红灯',
      of: [
        flag({ id: 'red.open', fact: 'is_done', is: false, clause: PROJECT }),
        {
          kind: 'any',
          of: [
            worked({
              id: 'red.lag',
              label: '落后序时',
              clause: PROJECT,
              line: 'lag',
              unit: '%',
              moreThan: 'red_lag',
            }),
            amount({
              id: 'red.milestone',
              fact: 'milestone_overdue_days',
              moreThan: 'red_days',
              clause: PROJECT,
            }),
            amount({ id: 'red.started', fact: 'months_not_started', atLeast: 'red_months', clause: PROJECT }),
          ],
        },
      ],
    },
    {
      kind: 'all',
      id: 'yellow',
      label: '黄灯',
      of: [
        flag({ id: 'yellow.open', fact: 'is_done', is: false, clause: PROJECT }),
        {
          kind: 'any',
          of: [
            worked({
              id: 'yellow.lag',
              label: '落后序时',
              clause: PROJECT,
              line: 'lag',
              unit: '%',
              atLeast: 'yellow_lag',
            }),
            amount({
              id: 'yellow.milestone',
              fact: 'milestone_overdue_days',
              moreThan: 'nothing',
              clause: PROJECT,
            }),
            amount({
              id: 'yellow.started',
              fact: 'months_not_started',
              moreThan: 'no_months',
              clause: PROJECT,
            }),
          ],
        },
      ],
    },
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
      label: '落后序时',
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
      text: '文件没有亮灯标准，按外地通行做法默认：落后序时不到10个百分点且无逾期为绿，落后10至30个百分点或节点逾期30天以内为黄，超过即红；待主管部门确认。',
    },
    { text: '这里的红灯表示滞后；有的通报把“红榜”作表扬用，含义相反，请看文字。' },
  ],
}

/** R-CONTRACT: how much of what was signed has started and produces. */
const contract: Rule = {
  id: 'R-CONTRACT',
  title: '签约项目履约率',
  subject: '项目',
  clause: CONTRACT,
  quote: '加快已签约项目落地开工',
  when: known({ id: 'contract.known', label: '履约率', clause: CONTRACT, of: { line: 'start_rate' } }),
  beside: [
    all('remind', '签约后未开工', [
      flag({ id: 'remind.not_started', fact: 'is_started', is: false, clause: CONTRACT }),
      amount({
        id: 'remind.months',
        fact: 'months_since_signing',
        atLeast: 'first_reminder',
        clause: CONTRACT,
      }),
    ]),
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
  },
  remarks: [{ text: '签约后3、6、12个月未开工的提醒，月数待主管部门确认。' }],
}

/** R-ASSESS: a month's figures of a place are complete; judging them is for people. */
const assess: Rule = {
  id: 'R-ASSESS',
  title: '县市区（园区）月度评估',
  subject: '县市区',
  clause: ASSESS,
  quote: '通过定期定量评估',
  when: {
    kind: 'all',
    of: (
      [
        ['assess.output', '产值增幅', 'unit_output_growth'],
        ['assess.tax', '税金增幅', 'unit_tax_growth'],
        ['assess.investment', '工业投资增幅', 'unit_investment_growth'],
        ['assess.doubled', '倍增企业数', 'unit_doubled'],
        ['assess.net', '净增规上数', 'unit_net_entries'],
        ['assess.solved', '问题解决率', 'unit_solve_rate'],
      ] as const
    ).map(([id, label, fact]) => known({ id, label, clause: ASSESS, of: { fact } })),
  },
  beside: [
    all('judgement', '工作状态评价', [
      manual({ id: 'assess.judged', label: '工作状态和精神状态评价', clause: ASSESS }),
    ]),
  ],
  results: { next: { kind: 'next' } },
  remarks: [
    { text: '原文“定期”，县级报道同一会议作“每个月”，按月评估；指标和权重文件未载，待主管部门确认。' },
  ],
}

/** R-PROP: three months to answer. */
const proposal: Rule = {
  id: 'R-PROP',
  title: '提案答复期限',
  subject: '提案',
  clause: REPLY,
  quote: null,
  when: known({
    id: 'proposal.assigned',
    label: '提案交办日期',
    clause: REPLY,
    of: { fact: 'proposal_assigned_on' },
  }),
  beside: [
    all('replied', '已答复', [
      date({ id: 'proposal.replied', fact: 'proposal_replied_on', atMost: 'today', clause: REPLY }),
    ]),
    all('grade', '办理类别', [
      manual({
        id: 'proposal.grade',
        label: '办理类别（A已解决、B正在解决或列入计划、C条件限制）',
        clause: REPLY,
      }),
    ]),
  ],
  results: {
    due_on: { kind: 'day', from: 'proposal_assigned_on', months: 'months' },
    replied: { kind: 'verdict', of: 'replied' },
  },
  remarks: [
    { text: '三个月的期限来自政协提案办理通行规定，本市文件未载，待主管部门确认；类别由承办单位认定。' },
  ],
}

/** R-LADDER: where an industrial firm stands between small and above-scale; each stands on one rung. */
const ladder: Rule = {
  id: 'R-LADDER',
  title: '企业梯次（小微到规上）',
  subject: '企业',
  clause: '小升规、应统未统、规上、退规风险的衔接',
  quote: null,
  isLadder: true,
  when: {
    kind: 'any',
    of: [
      all('small', '小微', [
        flag({ id: 'small.out', fact: 'in_stats', is: false, clause: '未入统' }),
        amount({
          id: 'small.revenue',
          fact: 'revenue_y',
          lessThan: 'cultivation',
          clause: '营收1000万元以下',
        }),
      ]),
      all('cultivated', '小升规培育', [
        flag({ id: 'cultivated.out', fact: 'in_stats', is: false, clause: '未入统' }),
        amount({
          id: 'cultivated.floor',
          fact: 'revenue_y',
          atLeast: 'cultivation',
          clause: '营收1000万—2000万元',
        }),
        amount({
          id: 'cultivated.ceiling',
          fact: 'revenue_y',
          lessThan: 'scale',
          clause: '营收1000万—2000万元',
        }),
      ]),
      all('due', '应统未统', [
        flag({ id: 'due.out', fact: 'in_stats', is: false, clause: '未入统' }),
        amount({ id: 'due.revenue', fact: 'revenue_y', atLeast: 'scale', clause: '营收2000万元以上' }),
      ]),
      all('risk', '退规风险区间', [
        flag({ id: 'risk.in', fact: 'in_stats', clause: '已入统' }),
        amount({
          id: 'risk.revenue',
          fact: 'revenue_12m',
          atMost: 'risk_revenue',
          clause: '近十二个月营收3000万元以下',
        }),
      ]),
      all('above', '规上', [
        flag({ id: 'above.in', fact: 'in_stats', clause: '已入统' }),
        amount({
          id: 'above.revenue',
          fact: 'revenue_12m',
          moreThan: 'risk_revenue',
          clause: '近十二个月营收超过3000万元',
        }),
      ]),
    ],
  },
  results: {
    rung: {
      kind: 'list',
      cases: [
        { of: 'small', value: '小微' },
        { of: 'cultivated', value: '小升规培育' },
        { of: 'due', value: '应统未统' },
        { of: 'risk', value: '退规风险区间' },
        { of: 'above', value: '规上' },
      ],
    },
  },
  remarks: [
    {
      text: '正好1000万元归小升规培育，正好2000万元归应统未统，正好3000万元归退规风险区间；是否确有退规风险另按退规风险信号判断。',
    },
  ],
}

const { given, ours } = parametersFrom('2021-06-01')
const FOLLOWS = '文件未载，参照通行做法'

/** Readings, counting rules and thresholds the published sources name only in passing; each says where it comes from. */
export const conventions: PolicyDocument = {
  version: '2021-06',
  title: '“原地倍增”统计口径和工作标准（本系统约定）',
  aliases: ['口径', '工作标准'],
  number: null,
  issued: '2021-06',
  effectiveFrom: '2021-06-01',
  effectiveTo: null,
  status: '试行',
  remarks: ['依据公开报道和答复整理，不是正式文件；标注“待主管部门确认”的为本系统默认值。'],
  parameters: [
    given('tier10', '10亿元梯队', '万元', '100000', TIERS),
    given('tier50', '50亿元梯队', '万元', '500000', TIERS),
    given('tier100', '100亿元梯队', '万元', '1000000', TIERS),
    ours('cases', '三十天内同类诉求件数', '件', '5', FOLLOWS),
    ours('firms', '涉及企业数', '家', '3', FOLLOWS),
    given('one', '一批高校院所', '所', '1', CHAIN),
    ours('fresh', '清单更新期限', '日期', '前1个月', FOLLOWS),
    ...MU_INDEXES.map(({ weight }, i) =>
      ours(`w${i + 1}`, `亩均评价第${i + 1}项权重`, '%', weight, '浙江等地做法'),
    ),
    ours('last_class', '末位等次', '类别', 'D', '浙江、安徽等地做法'),
    given('year_months', '全年月数', '个月', '12', PROJECT),
    ours('yellow_lag', '黄灯落后幅度', '%', '10', '银川等地做法'),
    ours('red_lag', '红灯落后幅度', '%', '30', '银川等地做法'),
    ours('red_days', '红灯逾期天数', '天', '30', '银川等地做法'),
    ours('red_months', '红灯未开工月数', '个月', '3', '银川等地做法'),
    given('nothing', '没有逾期', '天', '0', PROJECT),
    given('no_months', '没有未开工', '个月', '0', PROJECT),
    ours('first_reminder', '签约后首次提醒月数', '个月', '3', FOLLOWS),
    given('today', '不晚于当日', '日期', '前0天', REPLY),
    ours('months', '提案答复月数', '个月', '3', '政协提案办理通行规定'),
    given('cultivation', '小升规培育下限', '万元', '1000', '湖南2022年方案'),
    given('scale', '达规标准', '万元', '2000', '国家统计制度'),
    given('risk_revenue', '退规风险营收上限', '万元', '3000', '湖南2022年方案'),
  ],
  rules: [
    tier,
    solve,
    liaison,
    coverage,
    taskforce,
    chain,
    lists,
    mu,
    project,
    contract,
    assess,
    proposal,
    ladder,
  ],
}
