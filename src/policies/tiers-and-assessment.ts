import { all, amount, known, manual } from '../rules/author.ts'
import type { PolicyDocument, Rule } from '../rules/document.ts'
import { parametersFrom } from './values.ts'

const TIERS = '“锚定培育一批产值过10亿元、50亿元、100亿元的企业目标”'
const ASSESS = '“制定科学合理、务实有效的评估指标，通过定期定量评估”'
const SPIRIT = '“了解产业发展的实际情况和各县市区（园区）的工作状态和精神状态”'

/** R-TIER: 过 read as reaching; nested, so that a firm of 50亿 stands in two tiers. */
const tier: Rule = {
  id: 'R-TIER',
  title: '企业梯队（10亿、50亿、100亿）',
  subject: '企业',
  clause: '锚定目标',
  quote: '培育一批产值过10亿元、50亿元、100亿元的企业目标',
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
  remarks: [
    {
      text: '“过”按含本数计（达到即算）；三档层层包含，50亿元企业也计入10亿元企业，互不重复的分档另列；此读法待主管部门确认。',
    },
  ],
}

/** R-ASSESS: a month's figures of a place are complete; judging them is for people. */
const assess: Rule = {
  id: 'R-ASSESS',
  title: '县市区（园区）定期定量评估',
  subject: '县市区',
  clause: '加强评估评价',
  quote: '通过定期定量评估',
  when: {
    kind: 'all',
    of: (
      [
        ['figures.output', '产值增幅', 'unit_output_growth'],
        ['figures.tax', '税金增幅', 'unit_tax_growth'],
        ['figures.investment', '工业投资增幅', 'unit_investment_growth'],
        ['figures.doubled', '产值倍增企业数', 'unit_doubled'],
        ['figures.net', '净增规上企业数', 'unit_net_entries'],
        ['figures.solved', '问题解决率', 'unit_solve_rate'],
      ] as const
    ).map(([id, label, fact]) => known({ id, label, clause: ASSESS, of: { fact } })),
  },
  beside: [
    all('judgement', '工作状态评价', [
      manual({ id: 'judgement.state', label: '工作状态和精神状态的评价', clause: SPIRIT }),
    ]),
  ],
  results: { next: { kind: 'next' } },
  remarks: [
    { text: '指标齐全即可评估；“工作状态和精神状态”由人工评价，不计算总分。' },
    {
      text: '原文“定期”，县级报道2023年10月26日同一会议作“每个月”，按月评估；指标和权重文件未载，待主管部门确认。',
    },
  ],
}

const { given } = parametersFrom('2021-06-01')

/** What the report on the programme says of tiers and assessment; thresholds by it, everything else our reading. */
export const tiersAndAssessment: PolicyDocument = {
  version: '2023',
  title: '“原地倍增”梯队和评估口径（据衡阳市“原地倍增”情况与启示整理）',
  aliases: ['梯队', '评估口径'],
  number: null,
  issued: '2023-10',
  effectiveFrom: '2021-06-01',
  effectiveTo: null,
  status: '现行',
  remarks: ['口径据公开材料整理，不是正式文件；自2021年6月行动开始起适用。'],
  parameters: [
    given('tier10', '10亿元梯队', '万元', '100000', TIERS),
    given('tier50', '50亿元梯队', '万元', '500000', TIERS),
    given('tier100', '100亿元梯队', '万元', '1000000', TIERS),
  ],
  rules: [tier, assess],
}
