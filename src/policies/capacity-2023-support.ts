import { all, amount, date, flag, manual, oneOf } from '../rules/author.ts'
import type { Parameter, Rule } from '../rules/document.ts'
import { parametersFrom } from './values.ts'

const ROSTER =
  '名录评定“由衡阳市加速推进新型工业化暨制造强市工作领导小组每年年初进行评定，报市委常委会议、市政府常务会议审议决定”'
const MEETINGS = '名录评定“报市委常委会议、市政府常务会议审议决定”'
const SUBSIDY = '技改贴息“上年度设备投资达到500万元以上，其购置设备的贷款按照利率予以一年贴息”'
const CAP = '技改贴息“单个企业贴息最高限额100万元”'
const LAND = '用地“优先保障倍增培育企业因扩产扩能所需新增用地需求”'
const PRICE = '用地“符合协议出让土地的，按衡阳市现行工业用地最低价格出让并签订投资监管协议”'
const FACTORS = '要素“优先保障倍增培育企业用水、用电、用气、用工、物流等要素需求”'
const LISTED = '适用对象“倍增培育企业”'
const FAIRNESS =
  '政策有此条，现须经公平竞争审查（《公平竞争审查条例》2024年8月1日起施行）和财政法制审核，以受益财政的决定为准。'

/** R-WORKFLOW: the gates before a roster may be published; passes when it may. */
const workflow: Rule = {
  id: 'R-WORKFLOW',
  title: '名录评定程序',
  subject: '名录',
  clause: '倍增培育企业名录·评定程序',
  quote: '报市委常委会议、市政府常务会议审议决定',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'W1.applied', fact: 'has_applied', clause: ROSTER }),
      flag({ id: 'W2.figures', fact: 'figures_verified', clause: ROSTER }),
      flag({ id: 'W3.safety', fact: 'safety_verified', clause: ROSTER }),
      flag({ id: 'W4.office', fact: 'office_reviewed', clause: ROSTER }),
      flag({ id: 'W5.group', fact: 'group_assessed', clause: ROSTER }),
      date({ id: 'W6.committee', fact: 'committee_approved_on', atMost: 'today', clause: MEETINGS }),
      date({ id: 'W7.government', fact: 'government_approved_on', atMost: 'today', clause: MEETINGS }),
    ],
  },
  results: { next: { kind: 'next' } },
  remarks: [
    { text: '文件只写明两个会议审议决定，未写先后和公示环节；两个会议都有记录才能公布，先后不限。' },
    { text: '推荐申报、数据核验、安全环保核查、办公室初审按通行程序列出，原文未展开；待主管部门确认。' },
    { text: '“年初”没有写具体日期，默认1月1日至2月末日，待主管部门确认。' },
    { text: '名录每年评定一次，次年重新评定；“235家”是2021年以来各年名录合并的数，不是当年数。' },
  ],
}

/** R-SUBSIDY: one year's interest on equipment loans; the amount is worked out line by line. */
const subsidy: Rule = {
  id: 'R-SUBSIDY',
  title: '技术改造贷款贴息',
  subject: '企业',
  clause: '技改贴息',
  quote: '按照利率予以一年贴息，单个企业贴息最高限额100万元',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'S.listed', fact: 'listed', clause: LISTED, remedy: '须先进入当年倍增名录' }),
      flag({
        id: 'S.project',
        fact: 'has_tech_project',
        clause: '技改贴息“技术改造项目（含数字化、智能化改造项目）”',
        remedy: '须有技术改造（含数字化、智能化改造）项目',
      }),
      amount({ id: 'S.equipment', fact: 'equipment_investment_y', atLeast: 'equipment', clause: SUBSIDY }),
    ],
  },
  lines: [
    {
      id: 'counted',
      label: '计息本金',
      unit: '万元',
      step: 'least',
      of: [{ fact: 'loan_principal' }, { fact: 'equipment_spend' }],
    },
    {
      id: 'share',
      label: '计息本金占贷款本金的比例',
      unit: '%',
      step: 'over',
      of: [{ line: 'counted' }, { fact: 'loan_principal' }],
    },
    {
      id: 'paid',
      label: '计息本金对应的实付利息',
      unit: '万元',
      step: 'times',
      of: [{ fact: 'interest_paid' }, { line: 'share' }],
    },
    {
      id: 'estimate',
      label: '按合同利率估算的一年利息',
      unit: '万元',
      step: 'times',
      of: [{ line: 'counted' }, { fact: 'loan_rate' }, { parameter: 'years' }],
    },
    {
      id: 'interest',
      label: '一年利息',
      unit: '万元',
      step: 'first',
      of: [
        { line: 'paid' },
        { fact: 'interest_paid', note: '贷款本金或设备支出未填，暂按实付利息全额计，须核对。' },
        { line: 'estimate', note: '利息按合同利率估算，以十二个月内实付利息为准。' },
      ],
    },
    {
      id: 'granted',
      label: '当年已获贴息',
      unit: '万元',
      step: 'first',
      of: [{ fact: 'already_granted' }, { value: '0', note: '当年已获贴息未填，按0计。' }],
    },
    {
      id: 'left',
      label: '扣除已获贴息后的余额',
      unit: '万元',
      step: 'minus',
      of: [{ parameter: 'cap' }, { line: 'granted' }],
    },
    {
      id: 'room',
      label: '剩余额度',
      unit: '万元',
      step: 'most',
      of: [{ line: 'left' }, { value: '0' }],
    },
    {
      id: 'amount',
      label: '贴息',
      unit: '万元',
      step: 'least',
      of: [{ line: 'interest' }, { line: 'room' }],
      bound: '以设备投资额为限',
    },
  ],
  results: { amount: { kind: 'line', of: 'amount', needs: 'rule' } },
  remarks: [
    {
      text: '贷款本金只计到设备购置支出为止；500万元按企业上年度各技改项目设备投资相加；此口径待主管部门确认。',
    },
    { text: '100万元按每家企业每年计；此口径待主管部门确认。' },
    { text: '文件没有写申报时间和材料清单，以工信、财政部门当年通知为准。' },
  ],
}

/** R-LAND: priority for expansion land; the price is never promised, a person decides whether it applies. */
const land: Rule = {
  id: 'R-LAND',
  title: '新增用地优先保障',
  subject: '企业',
  clause: '用地保障',
  quote: '优先保障倍增培育企业因扩产扩能所需新增用地需求',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'L.listed', fact: 'listed', clause: LISTED, remedy: '须先进入当年倍增名录' }),
      flag({ id: 'L.need', fact: 'needs_land', clause: LAND }),
    ],
  },
  beside: [
    all('price', '协议出让最低价', [
      flag({ id: 'P.listed', fact: 'listed', clause: LISTED }),
      flag({ id: 'P.need', fact: 'needs_land', clause: LAND }),
      manual({ id: 'P.eligible', label: '符合协议出让条件', clause: PRICE }),
      flag({ id: 'P.agreement', fact: 'has_supervision_agreement', clause: PRICE }),
    ]),
  ],
  results: {
    priority: { kind: 'verdict', of: 'rule' },
    agreement_price: { kind: 'verdict', of: 'price' },
  },
  remarks: [
    { text: '是否符合协议出让条件由市自然资源和规划局审定，这里不承诺价格；可以上报用地诉求，由其办理。' },
    { text: '协议出让须同时签订投资监管协议，协议约定的投资和投产节点会列入跟踪。' },
  ],
}

/** R-PRIORITY: a listed firm's case about a factor of production goes first. */
const priority: Rule = {
  id: 'R-PRIORITY',
  title: '要素需求优先保障',
  subject: '诉求',
  clause: '要素保障',
  quote: '优先保障倍增培育企业用水、用电、用气、用工、物流等要素需求',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'F.listed', fact: 'listed', clause: LISTED }),
      oneOf({ id: 'F.category', fact: 'case_category', words: 'factors', clause: FACTORS }),
    ],
  },
  results: {
    priority: { kind: 'case', cases: [{ of: 'rule', value: '高' }] },
    due_days_less: { kind: 'parameter', of: 'rule', parameter: 'due_days_less' },
  },
  remarks: [{ text: '“优先”没有写具体天数，缩短的办理天数是本系统默认值，待主管部门确认。', when: ['pass'] }],
}

/** Awards the text leaves to people: case by case, no formula. */
const byDecision = (
  rule: Pick<Rule, 'id' | 'title' | 'subject'> & { label: string; quote: string; remarks: string[] },
): Rule => ({
  id: rule.id,
  title: rule.title,
  subject: rule.subject,
  clause: rule.title,
  quote: rule.quote,
  when: manual({ id: 'decision', label: rule.label, clause: `${rule.title}“${rule.quote}”` }),
  results: {},
  remarks: [FAIRNESS, ...rule.remarks].map(text => ({ text })),
})

/** R-MERGE: encouraged; what has been published of it names no condition and no amount. */
const merge: Rule = {
  id: 'R-MERGE',
  title: '兼并重组收购本地企业',
  subject: '企业',
  clause: '兼并重组',
  quote: '鼓励倍增培育企业通过兼并重组方式收购本地企业，盘活闲置、低效土地',
  when: manual({
    id: 'decision',
    label: '支持方式由人工核定',
    clause: '兼并重组“鼓励倍增培育企业通过兼并重组方式收购本地企业”',
  }),
  results: {},
  remarks: [
    {
      text: '已公开的文字只写“鼓励”，没有写条件、标准和金额；可以上报诉求，由工信、自然资源部门对接闲置厂房和土地。',
    },
  ],
}

export const supportRules: Rule[] = [
  workflow,
  subsidy,
  land,
  priority,
  merge,
  byDecision({
    id: 'R-EXEC',
    title: '高管股权投资个人所得税奖励',
    subject: '企业',
    label: '由受益财政“一事一议”决定',
    quote: '由受益财政按照“一事一议”的原则予以奖励',
    remarks: ['只登记事项和材料，不测算金额；个人收入和税款信息按规定保密。'],
  }),
  byDecision({
    id: 'R-EXEC2',
    title: '突出贡献高管奖励',
    subject: '企业',
    label: '贡献度由人工评定',
    quote: '对为企业原地倍增作出突出贡献的企业高管，按照其贡献度给予奖励',
    remarks: ['“贡献度”没有公式，不测算金额。'],
  }),
  byDecision({
    id: 'R-DIST',
    title: '城区奖补',
    subject: '县市区',
    label: '由市政府“一事一议”决定',
    quote: '市政府考虑“一事一议”，在一定周期内予以奖补',
    remarks: ['对象是城区，周期和比例文件未载，不测算金额。'],
  }),
]

const { given, ours } = parametersFrom('2023-09-15')

export const supportParameters: Parameter[] = [
  given('today', '不晚于当日', '日期', '前0天', MEETINGS),
  given('equipment', '上年度设备投资门槛', '万元', '500', SUBSIDY),
  given('years', '贴息年限', '年', '1', SUBSIDY),
  given('cap', '单个企业贴息最高限额', '万元', '100', CAP),
  given('factors', '优先保障的要素', '类别', '用水、用电、用气、用工、物流、用地', `${FACTORS}；${LAND}`),
  ours('due_days_less', '优先诉求缩短的办理天数', '天', '2', '文件只写“优先”'),
]
