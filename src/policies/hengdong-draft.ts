import { all, amount } from '../rules/author.ts'
import type { Node, PolicyDocument } from '../rules/document.ts'
import { parametersFrom } from './values.ts'

const { given } = parametersFrom('2022-01-12')

/** 领域、产业、年产值目标（万元）: each strictly above (超过). */
const INDUSTRIES = [
  ['machinery', '机械制造', '500000', '工业和信息化领域“机械制造产业年产值超过50亿元”'],
  ['nonferrous', '有色金属', '1000000', '工业和信息化领域“有色金属产业年产值超过100亿元”'],
  ['chemicals', '精细化工新材料', '1000000', '工业和信息化领域“精细化工新材料产业年产值超过100亿元”'],
  ['digital', '数字经济', '300000', '工业和信息化领域“数字经济产业年产值超过30亿元”'],
  ['food', '绿色食品', '3100000', '农林牧渔领域“农产加工产业年产值超过310亿元”'],
  ['materials', '新型建筑建材', '10000', '建筑业领域“新型建筑建材产业年产值超过1亿元”'],
  ['catering', '土菜餐饮', '1000000', '服务业领域“土菜餐饮产业年产值超过100亿元”'],
  ['tourism', '文旅康养', '1800000', '服务业领域“文旅康养产业年产值超过180亿元”'],
  ['supply', '现代供应链', '300000', '服务业领域“现代供应链产业年产值超过30亿元”'],
] as const

const HUNDRED = '“百亿级产业”'

const branch = (prefix: string, limitOf: (industry: string) => string): Node[] =>
  INDUSTRIES.map(([industry, name, , clause]) =>
    all(`${prefix}_${industry}`, `${name}${prefix === 'hundred' ? '过100亿元' : '达到目标'}`, [
      amount({
        id: `${prefix}_${industry}.output`,
        fact: `county_${industry}_output`,
        moreThan: limitOf(industry),
        clause,
      }),
    ]),
  )

const ids = (prefix: string) => INDUSTRIES.map(([industry]) => `${prefix}_${industry}`)

/** 衡东县“百十亿”工程 (征求意见稿): a draft, shown and worked out as such. */
export const hengdongDraft: PolicyDocument = {
  version: '征求意见稿',
  title: '《衡东县大力推进产业发展“百十亿”工程实施方案》（征求意见稿）',
  aliases: ['百十亿', '衡东百十亿'],
  number: null,
  issued: '2022-01',
  effectiveFrom: '2022-01-12',
  effectiveTo: null,
  status: '草案',
  remarks: ['这是征求意见稿，尚未施行，仅供参考。', '目标年限按2021—2025年理解，待主管部门确认。'],
  parameters: [
    ...INDUSTRIES.map(([industry, name, output, clause]) =>
      given(industry, `${name}年产值目标`, '万元', output, clause),
    ),
    given('hundred', '百亿级产业', '万元', '1000000', HUNDRED),
    given('large_firms', '十亿级企业数', '家', '18', '各领域“培育十亿级企业”合计'),
    given('large_projects', '亿元级项目数', '个', '34', '各领域“实施亿元级项目”合计'),
  ],
  rules: [
    {
      id: 'R-COUNTY',
      title: '衡东县“百十亿”目标',
      subject: '县市区',
      clause: '三、主要目标',
      quote: '培育一批百亿级产业、十亿级企业，建设一批亿元级项目',
      when: {
        kind: 'all',
        of: [
          ...branch('target', industry => industry),
          amount({
            id: 'firms',
            fact: 'county_large_firms',
            atLeast: 'large_firms',
            clause: '各领域“户以上十亿级企业”',
          }),
          amount({
            id: 'projects',
            fact: 'county_large_projects',
            atLeast: 'large_projects',
            clause: '各领域“个以上的亿元级项目”',
          }),
        ],
      },
      beside: branch('hundred', () => 'hundred'),
      results: {
        hundred_industries: { kind: 'count', of: ids('hundred') },
        targets_met: { kind: 'count', of: ids('target') },
      },
      remarks: [
        { text: '“超过”不含本数：正好100亿元不算百亿级产业；企业和项目是“以上”，含本数。' },
        { text: '新型建筑建材“1亿元”与其他产业相差悬殊，原文存疑，照录待核。', about: 'target_materials' },
        { text: '方案的九个目标产业与六条产业链不一一对应，分两套口径。' },
      ],
    },
  ],
}
