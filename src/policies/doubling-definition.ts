import { all, growth } from '../rules/author.ts'
import type { PolicyDocument } from '../rules/document.ts'

const CLAUSE = '倍增＝现期不低于基期的2倍（增长100%以上，含100%）'

/**
 * What counts as doubled. No published document defines it; 100% follows its third roster condition
 * (均增长100％以上), and the base year is a convention of ours. Both are shown as to be confirmed.
 */
export const doublingDefinition: PolicyDocument = {
  version: '2021-06',
  title: '“原地倍增”倍增认定口径（本系统约定）',
  number: null,
  issued: '2021-06',
  effectiveFrom: '2021-06-01',
  effectiveTo: null,
  status: '试行',
  remarks: [],
  parameters: [
    {
      id: 'doubling',
      label: '倍增标准（较基期增长100%以上）',
      unit: '%',
      values: [
        {
          from: '2021-06-01',
          to: null,
          value: '100',
          source: '参照2023年9月15日文件条件三“均增长100％以上”',
          isConfirmed: false,
        },
      ],
    },
  ],
  rules: [
    {
      id: 'R-DBL',
      title: '倍增认定',
      subject: '企业',
      clause: CLAUSE,
      quote: null,
      when: {
        kind: 'any',
        of: [
          all('output', '产值倍增', [
            growth({
              id: 'output.growth',
              fact: 'output_over_base',
              atLeast: 'doubling',
              clause: CLAUSE,
            }),
          ]),
          all('tax', '税收倍增', [
            growth({
              id: 'tax.growth',
              fact: 'tax_over_base',
              atLeast: 'doubling',
              clause: CLAUSE,
            }),
          ]),
        ],
      },
      results: {
        output_doubled: { kind: 'verdict', of: 'output' },
        tax_doubled: { kind: 'verdict', of: 'tax' },
        output_growth: { kind: 'growth', of: 'output_over_base' },
        tax_growth: { kind: 'growth', of: 'tax_over_base' },
      },
      remarks: [
        {
          text: '基期统一按2020年全年数，2020年无数据的企业取入规后第一个完整年度；文件未载，待主管部门确认。',
        },
        {
          text: '通报中“产值增长50%以上”的企业数含倍增企业（层层包含）；行动的截止年限文件未载，不作推算。',
        },
        { text: '倍增以全年数认定，月度累计数只作进度参考，不折算全年。' },
      ],
    },
  ],
}
