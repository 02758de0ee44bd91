import { known, manual } from '../rules/author.ts'
import type { PolicyDocument } from '../rules/document.ts'
import { parametersFrom } from './values.ts'

const DUE = '政协提案办理通行规定：自交办之日起三个月内答复'
const GRADE = '提案答复分类：A类已解决，B类正在解决或已列入计划，C类受条件限制'

const { ours } = parametersFrom('2021-01-01')

/** When a proposal has to be answered; the sources show a reply, not the rule. */
export const proposalReplies: PolicyDocument = {
  version: '2021',
  title: '政协提案答复期限（通行规定，本系统口径）',
  aliases: ['提案答复'],
  number: null,
  issued: '2021-01',
  effectiveFrom: '2021-01-01',
  effectiveTo: null,
  status: '现行',
  remarks: ['答复期限据各地提案办理规定整理，本市文件未载，待主管部门确认。'],
  parameters: [ours('reply_months', '提案答复月数', '个月', '3', '各地提案办理规定')],
  rules: [
    {
      id: 'R-PROP',
      title: '提案答复期限',
      subject: '提案',
      clause: DUE,
      quote: null,
      when: known({
        id: 'proposal.assigned',
        label: '提案交办日期',
        clause: DUE,
        of: { fact: 'proposal_assigned_on' },
      }),
      beside: [manual({ id: 'grade', label: '答复分类（A、B、C类）', clause: GRADE })],
      results: {
        due_on: { kind: 'day', from: 'proposal_assigned_on', months: 'reply_months' },
        replied_in_time: {
          kind: 'inTime',
          day: 'proposal_replied_on',
          from: 'proposal_assigned_on',
          months: 'reply_months',
        },
      },
      remarks: [
        { text: '个别复杂提案可延至六个月；不属本单位职责的应及时退回。' },
        { text: '答复分类由承办单位认定，不由系统判断。' },
      ],
    },
  ],
}
