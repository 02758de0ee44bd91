import { all, amount, flag } from '../../rules/author.ts'
import type { Parameter, Rule } from '../../rules/document.ts'
import { parametersFrom } from '../values.ts'

const GUARANTEE =
  '六、加大融资服务力度“支持政府性融资担保机构为新增规模以上工业企业、重点培育企业提供担保服务，降低贷款担保费率，不收取贷款保证金”'
const BURDEN = '五、加大财税支持力度“做好企业“入规”前后实际税负的跟踪分析”'

/** R-GUAR: no deposit from the firms the text names; one that was charged may complain. */
const guarantee: Rule = {
  id: 'R-GUAR',
  title: '政府性融资担保不收保证金',
  subject: '企业',
  clause: '六、加大融资服务力度',
  quote: '降低贷款担保费率，不收取贷款保证金',
  when: {
    kind: 'all',
    of: [
      {
        kind: 'any',
        of: [
          all('new', '新增规上企业', [
            flag({ id: 'new.firm', fact: 'is_new_above_scale', clause: GUARANTEE }),
          ]),
          all('cultivated', '重点培育企业', [
            flag({ id: 'cultivated.firm', fact: 'in_cultivation', clause: GUARANTEE }),
          ]),
        ],
      },
      flag({ id: 'guarantor.government', fact: 'is_government_guarantor', clause: GUARANTEE }),
    ],
  },
  beside: [
    all('charged', '被收取了保证金', [
      amount({ id: 'charged.deposit', fact: 'deposit_charged', moreThan: 'no_deposit', clause: GUARANTEE }),
    ]),
  ],
  results: {
    no_deposit: { kind: 'verdict', of: 'rule' },
    charged: { kind: 'verdict', of: 'charged' },
  },
  remarks: [
    {
      text: '符合本条的企业如仍被收取保证金，可以直接上报诉求，由金融部门处理。',
      about: 'charged',
      when: ['pass'],
    },
  ],
}

/** R-BURDEN: the share of tax in revenue, the year before and after entering. */
const burden: Rule = {
  id: 'R-BURDEN',
  title: '入规前后税负跟踪',
  subject: '企业',
  clause: '五、加大财税支持力度',
  quote: '做好企业“入规”前后实际税负的跟踪分析',
  when: flag({ id: 'firm.entered', fact: 'is_new_above_scale', clause: BURDEN }),
  lines: [
    {
      id: 'before',
      label: '入规前税负',
      unit: '%',
      step: 'over',
      of: [{ fact: 'tax_before' }, { fact: 'revenue_before' }],
    },
    {
      id: 'after',
      label: '入规后税负',
      unit: '%',
      step: 'over',
      of: [{ fact: 'tax_after' }, { fact: 'revenue_after' }],
    },
    {
      id: 'change',
      label: '税负变化（百分点）',
      unit: '%',
      step: 'minus',
      of: [{ line: 'after' }, { line: 'before' }],
    },
  ],
  results: {
    before: { kind: 'line', of: 'before' },
    after: { kind: 'line', of: 'after' },
    change: { kind: 'line', of: 'change' },
  },
  remarks: [
    {
      text: '税负＝实缴税金÷营业收入，入规前后各取十二个月，变化以百分点计；此口径待主管部门确认。入规本身不改变税率。',
    },
  ],
}

export const supportRules: Rule[] = [guarantee, burden]

const { given } = parametersFrom('2022-01-12')

export const supportParameters: Parameter[] = [given('no_deposit', '不收取保证金', '万元', '0', GUARANTEE)]
