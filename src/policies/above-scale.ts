import { all, amount, date, flag } from '../rules/author.ts'
import type { PolicyDocument } from '../rules/document.ts'
import { parametersFrom } from './values.ts'

const SCALE = '规模以上工业统计范围“年主营业务收入2000万元及以上的工业法人单位”'
const MONTHLY = '月度入规“新建投产企业”'

const { given, ours } = parametersFrom('2011-01-01')

/** What counts as above-scale, and by which window a firm enters. By the statistics' own standard, not by the sources of the programme. */
export const aboveScale: PolicyDocument = {
  version: '2011',
  title: '规模以上工业企业统计标准（国家统计制度）',
  aliases: ['入规标准', '规上标准', '达规'],
  number: null,
  issued: '2011-01',
  effectiveFrom: '2011-01-01',
  effectiveTo: null,
  status: '现行',
  remarks: [
    '标准和程序据国家统计制度和外地统计部门通知整理，不在行动各文件之内，以本市统计部门当年通知为准。',
  ],
  parameters: [
    given('scale', '达规标准', '万元', '2000', SCALE),
    ours('produced_since', '新投产起算日', '日期', '上年10-01', '各地统计部门通知：上年10月以后投产'),
    ours('approved_since', '项目审批起算日', '日期', '前2年', '各地统计部门通知：审批在两年内'),
    ours('monthly_window', '月度申报时间', '文字', '每月20日前', '各地统计部门通知'),
    ours('annual_window', '年度申报时间', '文字', '11月下旬和12月下旬两批', '各地统计部门通知'),
  ],
  rules: [
    {
      id: 'R-ABOVE',
      title: '达到规模以上标准',
      subject: '企业',
      clause: '规模以上工业统计范围',
      quote: null,
      when: {
        kind: 'all',
        of: [
          flag({ id: 'B.industrial', fact: 'is_industrial', clause: SCALE }),
          {
            kind: 'any',
            of: [
              all('MONTHLY', '月度入规（新建投产）', [
                date({
                  id: 'M.produced',
                  fact: 'production_start_date',
                  atLeast: 'produced_since',
                  clause: MONTHLY,
                }),
                date({ id: 'M.approved', fact: 'approval_date', atLeast: 'approved_since', clause: MONTHLY }),
                amount({ id: 'M.running', fact: 'cumulative_revenue', atLeast: 'scale', clause: MONTHLY }),
              ]),
              all('ANNUAL', '年度入规', [
                amount({ id: 'B.revenue', fact: 'scale_revenue', atLeast: 'scale', clause: SCALE }),
              ]),
            ],
          },
        ],
      },
      implied: [
        {
          given: { fact: 'is_above_scale', is: true },
          means: { fact: 'is_industrial', is: true },
          because: '未登记是否工业企业，按“规模以上”推定为工业企业。',
        },
        {
          given: { fact: 'is_above_scale', is: true },
          means: { fact: 'main_revenue_y', atLeast: 'scale' },
          because: '没有主营业务收入数，按“规模以上”推定不低于2000万元。',
        },
      ],
      results: {
        window: {
          kind: 'list',
          cases: [
            { of: 'MONTHLY', value: '月度' },
            { of: 'ANNUAL', value: '年度' },
          ],
        },
        monthly_window: { kind: 'parameter', of: 'MONTHLY', parameter: 'monthly_window' },
        annual_window: { kind: 'parameter', of: 'ANNUAL', parameter: 'annual_window' },
      },
      remarks: [
        { text: '没有主营业务收入数的用营业收入；须为工业法人单位。' },
        { text: '月度入规只限新建投产企业，其他企业走年度入规。' },
      ],
    },
  ],
}
