import { all, amount, known, oneOf, worked } from '../../rules/author.ts'
import type { Parameter, Rule } from '../../rules/document.ts'
import type { Line } from '../../rules/line.ts'
import { parametersFrom } from '../values.ts'

const TARGET = '一、明确工作目标“每年净增规模以上工业企业1000家以上”'
const TOTAL = '一、明确工作目标“力争到2025年，全省规模以上工业企业总数达到2.5万家以上”'
const YEARLY = '十、完善工作推进机制“制定年度新增、净增规模工业企业工作目标和推进措施”'
const ASSESS = '十、完善工作推进机制“聚焦净增数、新增数、目标完成率和“入规”企业质量等”'
const CITY = '市工信局2021年7月26日对市政协第72号提案的答复“确保每年新增规模工业企业150家以上”'

const net: Line = {
  id: 'net',
  label: '净增',
  unit: '家',
  step: 'minus',
  of: [{ fact: 'entries' }, { fact: 'exits' }],
}
export const completionNew: Line = {
  id: 'completion_new',
  label: '新增目标完成率',
  unit: '%',
  step: 'over',
  of: [{ fact: 'entries' }, { fact: 'target_entries' }],
}
const completionNet: Line = {
  id: 'completion_net',
  label: '净增目标完成率',
  unit: '%',
  step: 'over',
  of: [{ line: 'net' }, { fact: 'target_net' }],
}
const netKnown = (clause: string) => known({ id: 'net.known', label: '净增数', clause, of: { line: 'net' } })
const line = (of: string) => ({ kind: 'line', of }) as const

/** R-NET: what was added, what fell out, what is left; and whether the counts at both ends agree. */
const netIncrease: Rule = {
  id: 'R-NET',
  title: '新增和净增',
  subject: '县市区',
  clause: '十、完善工作推进机制',
  quote: '年度新增、净增规模工业企业工作目标',
  when: netKnown(YEARLY),
  beside: [
    all('balance', '与年末、年初家数之差一致', [
      worked({
        id: 'balance.not_less',
        label: '净增与年末年初家数之差的出入',
        clause: YEARLY,
        line: 'difference',
        unit: '家',
        atLeast: 'no_difference',
      }),
      worked({
        id: 'balance.not_more',
        label: '净增与年末年初家数之差的出入',
        clause: YEARLY,
        line: 'difference',
        unit: '家',
        atMost: 'no_difference',
      }),
    ]),
  ],
  lines: [
    net,
    completionNew,
    completionNet,
    {
      id: 'grown',
      label: '年末减年初',
      unit: '家',
      step: 'minus',
      of: [{ fact: 'count_end' }, { fact: 'count_start' }],
    },
    {
      id: 'difference',
      label: '净增与年末年初家数之差的出入',
      unit: '家',
      step: 'minus',
      of: [{ line: 'net' }, { line: 'grown' }],
    },
  ],
  results: {
    net: line('net'),
    completion_new: line('completion_new'),
    completion_net: line('completion_net'),
    balanced: { kind: 'verdict', of: 'balance' },
  },
  remarks: [
    {
      text: '新增含月度和年度入规；12月至次年2月批准的年度入规计入上一统计年度，专业变更另列；此口径待主管部门确认。',
    },
    { text: '净增数与年末、年初家数之差不一致，请核对退规和专业变更数。', about: 'balance', when: ['fail'] },
  ],
}

/** R-RANK: the four columns places are compared by; ranked by net completion, no score is invented. */
const rank: Rule = {
  id: 'R-RANK',
  title: '新增规上工作考核',
  subject: '县市区',
  clause: '十、完善工作推进机制',
  quote: '聚焦净增数、新增数、目标完成率和“入规”企业质量等',
  when: netKnown(ASSESS),
  lines: [
    net,
    completionNew,
    completionNet,
    {
      id: 'specialised',
      label: '入规企业专精特新占比',
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
    net: line('net'),
    entries: { kind: 'fact', of: 'entries' },
    completion_new: line('completion_new'),
    completion_net: line('completion_net'),
    mean_revenue: { kind: 'fact', of: 'entrants_mean_revenue' },
    specialised_share: line('specialised'),
    kept_share: line('kept'),
  },
  remarks: [
    {
      text: '“入规”企业质量没有定义，暂列入规企业平均营收、专精特新占比、一年后在规率三项，待主管部门确认。',
    },
    { text: '文件没有权重：各项分列，按净增目标完成率排序，不合成总分。' },
  ],
}

/** R-TGT: targets by level; 150 is 新增 and 1000 is 净增, they are not to be compared. */
const target: Rule = {
  id: 'R-TGT',
  title: '新增规上目标',
  subject: '县市区',
  clause: '一、明确工作目标',
  quote: '每年净增规模以上工业企业1000家以上',
  when: {
    kind: 'any',
    of: [
      all('province', '全省（净增）', [
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
      all('city', '全市（新增）', [
        oneOf({ id: 'city.level', fact: 'target_level', words: 'city', clause: CITY }),
        amount({ id: 'city.new', fact: 'entries', atLeast: 'city_new', clause: CITY }),
      ]),
      all('county', '县市区（新增）', [
        oneOf({ id: 'county.level', fact: 'target_level', words: 'county', clause: YEARLY }),
        worked({
          id: 'county.completion',
          label: '新增目标完成率',
          clause: YEARLY,
          line: 'completion_new',
          unit: '%',
          atLeast: 'whole',
        }),
      ]),
    ],
  },
  beside: [
    all('total', '全省2025年总数', [
      oneOf({ id: 'total.level', fact: 'target_level', words: 'province', clause: TOTAL }),
      amount({ id: 'total.count', fact: 'count_end', atLeast: 'province_total', clause: TOTAL }),
    ]),
  ],
  lines: [net, completionNew],
  results: {
    net: line('net'),
    completion_new: line('completion_new'),
    total_reached: { kind: 'verdict', of: 'total' },
  },
  remarks: [
    { text: '全市“150家”是新增数，全省“1000家”是净增数，两者不能直接比较；县市区按各自年度目标。' },
    { text: '全市目标出自2021年的答复，全省目标为“十四五”期间，以当年下达的目标为准。' },
  ],
}

export const countRules: Rule[] = [netIncrease, rank, target]

const { given } = parametersFrom('2022-01-12')

export const countParameters: Parameter[] = [
  given('no_difference', '应无出入', '家', '0', '净增＝年末数−年初数'),
  given('province', '全省层级', '类别', '省', TARGET),
  given('city', '全市层级', '类别', '市', CITY),
  given('county', '县市区层级', '类别', '县', YEARLY),
  given('province_net', '全省每年净增目标', '家', '1000', TARGET),
  given('province_total', '2025年全省总数目标', '家', '25000', TOTAL),
  given('city_new', '全市每年新增目标', '家', '150', CITY),
  given('whole', '完成全部目标', '%', '100', YEARLY),
]
