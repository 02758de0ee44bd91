import { all, amount, flag, growth } from '../rules/author.ts'
import type { Node, PolicyDocument } from '../rules/document.ts'
import { IN_STATS_BY_SCALE } from './in-stats.ts'
import { OURS, parametersFrom } from './values.ts'

const OUTSIDE = '尚未入统'
const INSIDE = '已入统'
const CULTIVATE = '湖南省2022年1月12日方案二“以营业收入1000万—2000万元的小微工业企业为年度重点培育对象”'
const DUE = '湖南省2022年1月12日方案二“应入尽入、应统尽统”'
const RISK = '湖南省2022年1月12日方案四“年营业收入3000万元以下且存在退规风险的企业”'

/** Whether revenue alone tells of risk; one of it and its contrary for two rungs. */
const atRisk = (rung: string): Node => ({
  kind: 'all',
  of: [
    amount({ id: `${rung}.revenue`, fact: 'revenue_12m', atMost: 'risk_revenue', clause: RISK }),
    {
      kind: 'any',
      of: [
        amount({ id: `${rung}.low`, fact: 'revenue_12m', lessThan: 'signal_revenue', clause: RISK }),
        growth({ id: `${rung}.fall`, fact: 'revenue_12m_change', atMost: 'signal_fall', clause: RISK }),
      ],
    },
  ],
})

const { given, ours } = parametersFrom('2022-01-12')

/**
 * R-LADDER: on which rung between small and above-scale an industrial firm stands; on exactly one. Every boundary
 * belongs to one rung: 1000 to 小升规培育, 2000 to 应统未统, 3000 to 退规风险 if there is a signal.
 */
export const ladder: PolicyDocument = {
  version: '2022',
  title: '企业梯次口径（本系统约定）',
  aliases: ['企业梯次', '梯次'],
  number: null,
  issued: '2022-01-12',
  effectiveFrom: '2022-01-12',
  effectiveTo: null,
  status: '试行',
  remarks: ['各档的边界据湖南省2022年方案，衔接办法为本系统约定，待主管部门确认。'],
  parameters: [
    given('cultivation', '小升规培育下限', '万元', '1000', CULTIVATE),
    given('scale', '达规标准', '万元', '2000', CULTIVATE),
    given('risk_revenue', '退规风险营收上限', '万元', '3000', RISK),
    ours('signal_revenue', '营收接近达规标准的信号', '万元', '2200', OURS),
    ours('signal_fall', '营收同比降幅信号', '%', '-20', OURS),
  ],
  rules: [
    {
      id: 'R-LADDER',
      title: '企业梯次（小微、小升规培育、应统未统、规上、退规风险）',
      subject: '企业',
      clause: '小微、小升规培育、应统未统、规上、退规风险的衔接',
      quote: null,
      isLadder: true,
      when: {
        kind: 'all',
        of: [
          flag({ id: 'industrial', fact: 'is_industrial', clause: CULTIVATE }),
          {
            kind: 'any',
            of: [
              all('small', '小微', [
                flag({ id: 'small.outside', fact: 'in_stats', is: false, clause: OUTSIDE }),
                amount({
                  id: 'small.revenue',
                  fact: 'revenue_y',
                  lessThan: 'cultivation',
                  clause: CULTIVATE,
                }),
              ]),
              all('cultivated', '小升规培育', [
                flag({ id: 'cultivated.outside', fact: 'in_stats', is: false, clause: OUTSIDE }),
                amount({
                  id: 'cultivated.floor',
                  fact: 'revenue_y',
                  atLeast: 'cultivation',
                  clause: CULTIVATE,
                }),
                amount({ id: 'cultivated.ceiling', fact: 'revenue_y', lessThan: 'scale', clause: CULTIVATE }),
              ]),
              all('due', '应统未统', [
                flag({ id: 'due.outside', fact: 'in_stats', is: false, clause: OUTSIDE }),
                amount({ id: 'due.revenue', fact: 'revenue_y', atLeast: 'scale', clause: DUE }),
              ]),
              all('risk', '退规风险', [
                flag({ id: 'risk.inside', fact: 'in_stats', clause: INSIDE }),
                atRisk('risk'),
              ]),
              all('above', '规上', [
                flag({ id: 'above.inside', fact: 'in_stats', clause: INSIDE }),
                { kind: 'not', of: atRisk('above') },
              ]),
            ],
          },
        ],
      },
      implied: IN_STATS_BY_SCALE,
      results: {
        rung: {
          kind: 'case',
          only: 'industrial',
          cases: [
            { of: 'small', value: '小微' },
            { of: 'cultivated', value: '小升规培育' },
            { of: 'due', value: '应统未统' },
            { of: 'risk', value: '退规风险' },
            { of: 'above', value: '规上' },
          ],
        },
      },
      remarks: [
        {
          text: '正好1000万元归小升规培育，正好2000万元归应统未统，正好3000万元在退规风险范围内；每家企业只在一档。',
        },
        { text: '退规风险这里只看营收；停产、用电等信号和淘汰出清情形另按退规风险规则判断。' },
      ],
    },
  ],
}
