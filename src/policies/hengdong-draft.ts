import { all, amount } from '../rules/author.ts'
import type { Node, PolicyDocument } from '../rules/document.ts'
import { parametersFrom } from './values.ts'

const TOTAL = '三、总体目标“培育5个百亿级产业，培育18户以上十亿级企业，实施34个以上的亿元级项目”'

/** 产业、年产值目标（万元）and its words: each strictly above (超过). */
const INDUSTRIES = [
  ['machinery', '机械制造', '500000', '机械制造产业年产值超过50亿元'],
  ['nonferrous', '有色金属', '1000000', '有色金属产业年产值超过100亿元'],
  ['chemicals', '精细化工新材料', '1000000', '精细化工新材料产业年产值超过100亿元'],
  ['digital', '数字经济', '300000', '数字经济产业年产值超过30亿元'],
  ['food', '绿色食品', '3100000', '绿色食品生产加工产业年产值超过310亿元'],
  ['materials', '新型建筑建材', '10000', '新型建筑建材产业年产值超过1亿元'],
  ['catering', '土菜餐饮', '1000000', '土菜餐饮产业年产值超过100亿元'],
  ['tourism', '文旅康养', '1800000', '文旅康养产业年产值超过180亿元'],
  ['supply', '现代供应链', '300000', '现代供应链产业年产值超过30亿元'],
] as const

const target = ([industry, , , words]: (typeof INDUSTRIES)[number]): Node =>
  amount({
    id: `target.${industry}`,
    fact: `county_${industry}_output`,
    moreThan: industry,
    clause: `三、总体目标“${words}”`,
  })
const hundred = ([industry, name]: (typeof INDUSTRIES)[number]): Node =>
  amount({
    id: `hundred.${industry}`,
    label: `${name}产业超过100亿元`,
    fact: `county_${industry}_output`,
    moreThan: 'hundred',
    clause: TOTAL,
  })

const { given } = parametersFrom('2022-01-12')

/** 衡东县“百十亿”工程 (征求意见稿): a draft, shown and worked out as such. */
export const hengdongDraft: PolicyDocument = {
  version: '征求意见稿',
  title: '衡东县推进产业发展“百十亿”工程实施方案（征求意见稿）',
  aliases: ['百十亿', '衡东百十亿'],
  number: null,
  issued: '2022-01',
  effectiveFrom: '2022-01-12',
  effectiveTo: null,
  status: '草案',
  remarks: [
    '这是征求意见稿，没有施行，仅供参考；成文日期未载，按所引2022年文件记。',
    '“5年左右…到2025年”按2021—2025年理解，待主管部门确认。',
  ],
  parameters: [
    ...INDUSTRIES.map(([industry, name, output, words]) =>
      given(industry, `${name}产业年产值目标`, '万元', output, `三、总体目标“${words}”`),
    ),
    given('hundred', '百亿级产业', '万元', '1000000', TOTAL),
    given('large_firms', '十亿级企业数', '家', '18', TOTAL),
    given('large_projects', '亿元级项目数', '个', '34', TOTAL),
  ],
  rules: [
    {
      id: 'R-COUNTY',
      title: '衡东县“百十亿”目标',
      subject: '县市区',
      clause: '三、总体目标',
      quote: '培育5个百亿级产业，培育18户以上十亿级企业，实施34个以上的亿元级项目',
      when: all('all', '全部目标', [
        ...INDUSTRIES.map(target),
        amount({ id: 'target.firms', fact: 'county_large_firms', atLeast: 'large_firms', clause: TOTAL }),
        amount({
          id: 'target.projects',
          fact: 'county_large_projects',
          atLeast: 'large_projects',
          clause: TOTAL,
        }),
      ]),
      beside: [
        {
          kind: 'atLeast',
          id: 'hundreds',
          label: '5个百亿级产业',
          count: 5,
          of: INDUSTRIES.map(hundred),
        },
      ],
      results: {
        hundred_industries: { kind: 'count', of: INDUSTRIES.map(([industry]) => `hundred.${industry}`) },
        hundreds_reached: { kind: 'verdict', of: 'hundreds' },
        targets_met: {
          kind: 'count',
          of: [...INDUSTRIES.map(([industry]) => `target.${industry}`), 'target.firms', 'target.projects'],
        },
      },
      remarks: [
        { text: '“超过”不含本数：正好100亿元不算百亿级产业；企业和项目写“以上”，含本数。' },
        {
          text: '新型建筑建材“1亿元”与其他产业相差悬殊，原文存疑，照录待主管部门确认。',
          about: 'target.materials',
        },
        { text: '原文企业论“户”、项目论“个”；九个目标产业与六条重点产业链不一一对应，分两套口径。' },
        { text: '“3358”行动原文未展开，这里不作判断。' },
      ],
    },
  ],
}
