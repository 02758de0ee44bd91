import { amount, flag } from '../rules/author.ts'
import type { PolicyDocument } from '../rules/document.ts'
import { OURS, parametersFrom } from './values.ts'

const SIX =
  '“构建“一位市级领导、一个承载主体、一个行业协会、一家金融机构、一批高校院所、一个联合党工委”的“六个一”产业链组织架构”'

const { ours } = parametersFrom('2021-07-26')

/** The reply of 2021-07-26 to a proposal, for what it says of how chains are organised. */
export const chainOrganisation2021: PolicyDocument = {
  version: '2021-07-26',
  title: '衡阳市工业和信息化局《对市政协十二届五次会议第72号提案的答复》',
  aliases: ['六个一'],
  number: '衡工信提复〔2021〕1号',
  issued: '2021-07-26',
  effectiveFrom: '2021-07-26',
  effectiveTo: null,
  status: '现行',
  remarks: [
    '原件“〔20211号”“十二届次会议”“2021726”有缺字，按〔2021〕1号、五次会议、2021年7月26日理解，待主管部门确认。',
  ],
  parameters: [ours('universities', '合作高校院所数', '所', '1', OURS)],
  rules: [
    {
      id: 'R-CHAIN6',
      title: '产业链“六个一”',
      subject: '产业链',
      clause: '三是构建组织体系',
      quote: '一位市级领导、一个承载主体、一个行业协会、一家金融机构、一批高校院所、一个联合党工委',
      when: {
        kind: 'all',
        of: [
          flag({ id: 'six.leader', fact: 'has_chain_leader', clause: SIX }),
          flag({ id: 'six.carrier', fact: 'has_chain_carrier', clause: SIX }),
          flag({ id: 'six.association', fact: 'has_chain_association', clause: SIX }),
          flag({ id: 'six.bank', fact: 'has_chain_bank', clause: SIX }),
          amount({
            id: 'six.universities',
            fact: 'chain_universities',
            atLeast: 'universities',
            clause: SIX,
          }),
          flag({ id: 'six.party', fact: 'has_chain_party_committee', clause: SIX }),
        ],
      },
      results: {
        complete: {
          kind: 'count',
          of: ['six.leader', 'six.carrier', 'six.association', 'six.bank', 'six.universities', 'six.party'],
        },
        next: { kind: 'next' },
      },
      remarks: [
        { text: '“一批高校院所”没有写数目，有一所即算。' },
        { text: '2021年答复和2022年报道的14条产业链名单不同，按数据所属年份的名单计。' },
        { text: '同一答复中“两网两图两库两池两报告”没有展开，只知两图为产业全景图、现状图，不作判断。' },
      ],
    },
  ],
}
