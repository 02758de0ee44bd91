import { all, amount, date, flag, growth, level } from '../rules/author.ts'
import type { PolicyDocument, Rule } from '../rules/document.ts'
import { LEVEL_FLOORS } from './accident-levels.ts'
import { supportParameters, supportRules } from './capacity-2023-support.ts'

const TITLE = '《关于加快区域中心化进程鼓励和支持工业企业扩能升级的若干政策措施》'
const FROM = '2023-09-15'

const GATE = '工业企业前置条件“须为规模工业企业”'
const C1 = '工业企业条件一“上年度工业产值1亿元以上且增长30％以上，同时实缴税金500万元以上且增长30％以上”'
const C2 = '工业企业条件二“上年度新完成投资额1亿元以上”'
const C3 = '工业企业条件三“2022年以来首次入规且上年度工业产值和实缴税金均增长100％以上”'
const D1 = '数字经济企业条件“上年度营收3000万元以上且增长30％以上，同时实缴税金200万元以上且增长30％以上”'
const VETO = '“年度内发生较大及以上安全生产事故、环境污染事故的企业不予奖励”'

const TAX_READING = '实缴税金按当年实际入库的税款计，不含社保费和非税收入；此口径文件未载，待主管部门确认。'
const FIRST_CYCLE =
  '2023年9月15日的文件首次用于2024年年初评定；此前的名录成员按2021年试行办法进入，不按本条件重新评定。'
const YEARLY = '名录每年年初评定，须报市委常委会议、市政府常务会议审议决定。'

const value = (text: string, source: string) => [
  { from: FROM, to: null, value: text, source, isConfirmed: true },
]

/** R-LIST-IND: above-scale, and one of three conditions. */
const industrial: Rule = {
  id: 'R-LIST-IND',
  title: '工业企业纳入倍增培育企业名录',
  subject: '企业',
  clause: '倍增培育企业名录·工业企业条件',
  quote: '须为规模工业企业，且至少满足以下条件之一',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'gate.above_scale', fact: 'is_above_scale', clause: GATE, remedy: '须先申报入规' }),
      {
        kind: 'any',
        of: [
          all('C1', '条件一（产值和税金）', [
            amount({ id: 'C1.output', fact: 'output_y', atLeast: 'output', clause: C1 }),
            growth({
              id: 'C1.output_growth',
              fact: 'output_y_growth',
              atLeast: 'output_growth',
              floor: 'output',
              clause: C1,
            }),
            amount({ id: 'C1.tax', fact: 'tax_y', atLeast: 'tax', clause: C1 }),
            growth({
              id: 'C1.tax_growth',
              fact: 'tax_y_growth',
              atLeast: 'tax_growth',
              floor: 'tax',
              clause: C1,
            }),
          ]),
          all('C2', '条件二（投资）', [
            amount({
              id: 'C2.investment',
              fact: 'new_investment_y',
              atLeast: 'investment',
              clause: C2,
            }),
          ]),
          all('C3', '条件三（新入规且高增长）', [
            date({
              id: 'C3.first_entry',
              fact: 'first_above_scale_date',
              atLeast: 'first_entry_since',
              clause: C3,
            }),
            growth({
              id: 'C3.output_growth',
              fact: 'output_y_growth',
              atLeast: 'newcomer_growth',
              clause: C3,
            }),
            growth({
              id: 'C3.tax_growth',
              fact: 'tax_y_growth',
              atLeast: 'newcomer_growth',
              clause: C3,
            }),
          ]),
        ],
      },
    ],
  },
  results: {},
  remarks: [
    { text: YEARLY },
    { text: FIRST_CYCLE },
    { text: '规模以上按评定时是否在规计；文件未载明评定日，待主管部门确认。', about: 'gate.above_scale' },
    { text: TAX_READING, about: 'C1', when: ['pass', 'unknown'] },
    {
      text: '“新完成投资额”按上年度内实际完成的固定资产投资计，各项目相加，不含签约额和以前年度累计数；此口径待主管部门确认。',
      about: 'C2',
      when: ['pass', 'unknown'],
    },
    {
      text: '“首次入规”指历史上第一次纳入规模以上统计，退规后再次入规不算；此口径待主管部门确认。',
      about: 'C3.first_entry',
      when: ['pass'],
    },
  ],
}

/** R-LIST-DIG: the text has no above-scale gate; a digital manufacturer may use either door. */
const digital: Rule = {
  id: 'R-LIST-DIG',
  title: '数字经济企业纳入倍增培育企业名录',
  subject: '企业',
  clause: '倍增培育企业名录·数字经济企业条件',
  quote: '上年度营收3000万元以上且增长30％以上，同时实缴税金200万元以上且增长30％以上',
  when: {
    kind: 'all',
    of: [
      flag({
        id: 'gate.digital',
        fact: 'is_digital',
        clause: '“纳入倍增培育企业名录的数字经济企业须满足条件”',
        remedy: '须先由工信部门认定为数字经济企业',
      }),
      all('D1', '营收和税金', [
        amount({ id: 'D1.revenue', fact: 'revenue_y', atLeast: 'digital_revenue', clause: D1 }),
        growth({
          id: 'D1.revenue_growth',
          fact: 'revenue_y_growth',
          atLeast: 'digital_growth',
          floor: 'digital_revenue',
          clause: D1,
        }),
        amount({ id: 'D1.tax', fact: 'tax_y', atLeast: 'digital_tax', clause: D1 }),
        growth({
          id: 'D1.tax_growth',
          fact: 'tax_y_growth',
          atLeast: 'digital_growth',
          floor: 'digital_tax',
          clause: D1,
        }),
      ]),
    ],
  },
  results: {},
  remarks: [
    { text: YEARLY },
    { text: FIRST_CYCLE },
    {
      text: '“数字经济企业”文件未作定义，暂按数字经济核心产业行业代码或工信部门标记认定，待主管部门确认。',
      about: 'gate.digital',
    },
    { text: TAX_READING, about: 'D1', when: ['pass', 'unknown'] },
  ],
}

/** R-VETO: passes when the veto applies. */
const veto: Rule = {
  id: 'R-VETO',
  title: '安全环保一票否决（不予奖励）',
  subject: '企业',
  clause: '倍增培育企业名录·奖励限制',
  quote: '年度内发生较大及以上安全生产事故、环境污染事故的企业不予奖励',
  when: {
    kind: 'any',
    of: [
      all('V1', '安全生产事故', [
        level({ id: 'V1.safety', fact: 'worst_safety_accident', atLeast: 'veto_safety', clause: VETO }),
      ]),
      all('V2', '环境污染事故', [
        level({
          id: 'V2.pollution',
          fact: 'worst_pollution_accident',
          atLeast: 'veto_pollution',
          clause: VETO,
        }),
      ]),
    ],
  },
  results: { award_blocked: { kind: 'verdict', of: 'rule' } },
  remarks: [
    { text: '“年度内”按奖励所属的自然年度计，兑付前还应再核一次；此口径待主管部门确认。' },
    {
      text: '否决的只是奖励：企业仍在名录内，用地和要素保障不受影响；贴息是否受限文件未载，需人工核定。',
      when: ['pass'],
    },
    {
      text: '“较大及以上”同时适用于安全生产事故和环境污染事故，此读法待主管部门确认。',
      about: 'V2',
      when: ['pass'],
    },
  ],
  levelFloors: LEVEL_FLOORS,
}

/** 扩能升级若干政策措施 of 2023-09-15, by the short passages of it that have been published. */
export const capacity2023: PolicyDocument = {
  version: '2023-09-15',
  title: TITLE,
  aliases: ['原地倍增13条', '13条', '扩能升级政策', '新政策'],
  number: null,
  issued: '2023-09-15',
  effectiveFrom: FROM,
  effectiveTo: null,
  status: '现行',
  remarks: [],
  parameters: [
    { id: 'output', label: '工业产值门槛', unit: '万元', values: value('10000', C1) },
    { id: 'output_growth', label: '产值增幅门槛', unit: '%', values: value('30', C1) },
    { id: 'tax', label: '实缴税金门槛', unit: '万元', values: value('500', C1) },
    { id: 'tax_growth', label: '税金增幅门槛', unit: '%', values: value('30', C1) },
    { id: 'investment', label: '新完成投资门槛', unit: '万元', values: value('10000', C2) },
    { id: 'first_entry_since', label: '首次入规起算日', unit: '日期', values: value('2022-01-01', C3) },
    { id: 'newcomer_growth', label: '新入规企业增幅门槛', unit: '%', values: value('100', C3) },
    { id: 'digital_revenue', label: '数字经济企业营收门槛', unit: '万元', values: value('3000', D1) },
    { id: 'digital_growth', label: '数字经济企业增幅门槛', unit: '%', values: value('30', D1) },
    { id: 'digital_tax', label: '数字经济企业税金门槛', unit: '万元', values: value('200', D1) },
    { id: 'veto_safety', label: '安全生产事故否决等级', unit: '等级', values: value('较大', VETO) },
    { id: 'veto_pollution', label: '环境污染事故否决等级', unit: '等级', values: value('较大', VETO) },
    ...supportParameters,
  ],
  rules: [industrial, digital, veto, ...supportRules],
}
