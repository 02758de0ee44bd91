import { all, amount, flag } from '../../rules/author.ts'
import type { Parameter, Rule } from '../../rules/document.ts'
import { IN_STATS_BY_SCALE } from '../in-stats.ts'
import { parametersFrom } from '../values.ts'

const CULTIVATE = '二、加快“小升规”步伐“以营业收入1000万—2000万元的小微工业企业为年度重点培育对象”'
const DUE = '二、加快“小升规”步伐“引导营业收入已达规模但未“入规入统”的企业“升规”，做到应入尽入、应统尽统”'

/** R-CULT: small industrial firms worth nurturing into the statistics. */
const cultivation: Rule = {
  id: 'R-CULT',
  title: '“小升规”重点培育对象',
  subject: '企业',
  clause: '二、加快“小升规”步伐',
  quote: '以营业收入1000万—2000万元的小微工业企业为年度重点培育对象',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'firm.industrial', fact: 'is_industrial', clause: CULTIVATE }),
      flag({ id: 'firm.not_in_stats', fact: 'in_stats', is: false, clause: CULTIVATE }),
      amount({ id: 'revenue.floor', fact: 'revenue_y', atLeast: 'cultivation', clause: CULTIVATE }),
      amount({ id: 'revenue.ceiling', fact: 'revenue_y', lessThan: 'scale', clause: CULTIVATE }),
    ],
  },
  beside: [
    all('rolling', '按近十二个月营收', [
      amount({ id: 'rolling.floor', fact: 'revenue_12m', atLeast: 'cultivation', clause: CULTIVATE }),
      amount({ id: 'rolling.ceiling', fact: 'revenue_12m', lessThan: 'scale', clause: CULTIVATE }),
    ]),
  ],
  implied: IN_STATS_BY_SCALE,
  results: { rolling: { kind: 'verdict', of: 'rolling' } },
  remarks: [
    {
      text: '“1000万—2000万元”按含1000万元、不含2000万元计，达到2000万元的归“应统未统”；此读法待主管部门确认。',
    },
    { text: '培育库按营业收入，入规按主营业务收入；近十二个月营收另列一栏，供动态管理参考。' },
    { text: '“小微”按划型标准认定，本规则只看营业收入。', when: ['pass'] },
  ],
}

/** R-DUE-IN: at scale by its revenue, not yet in the statistics. */
const dueIn: Rule = {
  id: 'R-DUE-IN',
  title: '应统未统（疑似）',
  subject: '企业',
  clause: '二、加快“小升规”步伐；九、加强企业“入规”申报督促指导',
  quote: '做到应入尽入、应统尽统',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'firm.industrial', fact: 'is_industrial', clause: DUE }),
      flag({ id: 'firm.not_in_stats', fact: 'in_stats', is: false, clause: DUE }),
      {
        kind: 'any',
        of: [
          all('year', '上年度营收', [
            amount({ id: 'year.revenue', fact: 'revenue_y', atLeast: 'scale', clause: DUE }),
          ]),
          all('running', '当年累计营收', [
            amount({ id: 'running.revenue', fact: 'cumulative_revenue', atLeast: 'scale', clause: DUE }),
          ]),
        ],
      },
    ],
  },
  implied: IN_STATS_BY_SCALE,
  results: {},
  remarks: [
    {
      text: '依据税务、电力、金融等部门数据比对，只是疑似，由统计部门和县市区工信部门核实后督促申报。',
      when: ['pass'],
    },
    { text: '“已达规模”文件未写数额，按统计制度年主营业务收入2000万元计；当年累计数以税务数据为准。' },
  ],
}

export const enteringRules: Rule[] = [cultivation, dueIn]

const { given } = parametersFrom('2022-01-12')

export const enteringParameters: Parameter[] = [
  given('cultivation', '重点培育营收下限', '万元', '1000', CULTIVATE),
  given('scale', '重点培育营收上限（达规标准）', '万元', '2000', CULTIVATE),
]
