import { all, flag, oneOf } from '../rules/author.ts'
import type { PolicyDocument } from '../rules/document.ts'
import type { Line } from '../rules/line.ts'
import { parametersFrom } from './values.ts'

const MU = '“强调以“亩均论英雄”为导向”'
const SCOPE = '“对全市省级及以上产业园区的工业企业综合评价”'
const ELSEWHERE = '文件未公开，参照浙江等地做法'

/** Indexes against the region's average, and what each weighs in percent. */
const INDEXES = [
  ['tax', '亩均税收', 'mu_tax_index', '30'],
  ['value', '亩均增加值', 'mu_value_index', '20'],
  ['labour', '全员劳动生产率', 'labour_index', '10'],
  ['energy', '单位能耗增加值', 'energy_index', '20'],
  ['emission', '单位排放增加值', 'emission_index', '10'],
  ['research', '研发投入占比', 'research_index', '10'],
] as const

const scores = INDEXES.map(
  ([id, label, fact]): Line => ({
    id: `${id}_score`,
    label: `${label}得分`,
    unit: '%',
    step: 'times',
    of: [{ fact }, { parameter: `${id}_weight` }],
  }),
)

const { ours } = parametersFrom('2022-01-01')

/** 评价实施办法 of 2022: named by the sources, its formula is not. Imported classes stand, the score is an aid. */
export const perMu2022: PolicyDocument = {
  version: '2022',
  title: '《衡阳市工业企业高质量发展评价实施办法（试行）》',
  aliases: ['亩均评价', '亩均论英雄'],
  number: null,
  issued: '2022-01',
  effectiveFrom: '2022-01-01',
  effectiveTo: null,
  status: '试行',
  remarks: ['办法2022年初出台，具体日期和计分办法现有资料未载，按1月1日起计。'],
  parameters: [
    ...INDEXES.map(([id, label, , weight]) => ours(`${id}_weight`, `${label}权重`, '%', weight, ELSEWHERE)),
    ours('last_class', '末位等次', '类别', 'D', ELSEWHERE),
  ],
  rules: [
    {
      id: 'R-MU',
      title: '亩均评价',
      subject: '企业',
      clause: '评价范围',
      quote: '对全市省级及以上产业园区的工业企业综合评价',
      when: {
        kind: 'all',
        of: [
          flag({ id: 'scope.industrial', fact: 'is_industrial', clause: SCOPE }),
          flag({ id: 'scope.park', fact: 'in_provincial_park', clause: SCOPE }),
        ],
      },
      beside: [
        all('restrained', '末位等次（反向倒逼）', [
          oneOf({ id: 'restrained.class', fact: 'mu_class', words: 'last_class', clause: MU }),
        ]),
      ],
      lines: [
        {
          id: 'tax_per_mu',
          label: '亩均税收（每亩）',
          unit: '万元',
          step: 'over',
          of: [{ fact: 'tax_y' }, { fact: 'land_mu' }],
        },
        ...scores,
        {
          id: 'score',
          label: '综合得分',
          unit: '%',
          step: 'plus',
          of: scores.map(({ id }) => ({ line: id })),
        },
      ],
      results: {
        class: { kind: 'fact', of: 'mu_class' },
        tax_per_mu: { kind: 'line', of: 'tax_per_mu' },
        score: { kind: 'line', of: 'score' },
        restrained: { kind: 'verdict', of: 'restrained' },
      },
      remarks: [
        {
          text: '评价等次以主管部门公布的结果为准；综合得分按外地通行权重试算（100%即区域平均），仅供参考。',
        },
      ],
    },
  ],
}
