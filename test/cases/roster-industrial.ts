import type { RuleCase } from './rule-case.ts'

/** 规模工业企业，其余两条都不满足: so that only what a case is about decides. */
const onlyOne = { is_above_scale: true, new_investment_y: 0, first_above_scale_date: '2015-06-01' }
const onlyThree = { is_above_scale: true, output_y: 6000, tax_y: 300, new_investment_y: 0 }

/** 工业企业进名录, by the text of 2023-09-15. Amounts 万元, growth as a ratio (0.3 is 30%). */
export const industrialCases: RuleCase[] = [
  {
    says: '产值刚好1亿元、刚好增长30%，税金刚好500万元、刚好增长30%：以上包含本数，符合',
    facts: { ...onlyOne, output_y: 10000, output_growth: 0.3, tax_y: 500, tax_growth: 0.3 },
    verdict: 'pass',
    via: ['C1'],
  },
  {
    says: '同上，增幅由两年数据算出',
    facts: { ...onlyOne, output_y: 13000, output_y1: 10000, tax_y: 650, tax_y1: 500 },
    verdict: 'pass',
    via: ['C1'],
  },
  {
    says: '产值差100元到1亿元，其余远超：不符合',
    facts: { ...onlyOne, output_y: 9999.99, output_growth: 0.8, tax_y: 900, tax_growth: 0.8 },
    verdict: 'fail',
    fails: ['C1.output'],
    shortfall: { 'C1.output': '产值还差0.01万元' },
  },
  {
    says: '产值增长29.96%，按一位小数会显示成30.0%：不符合，并显示29.96%',
    facts: { ...onlyOne, output_y: 12000, output_growth: 0.2996, tax_y: 620, tax_growth: 0.31 },
    verdict: 'fail',
    fails: ['C1.output_growth'],
    actual: { 'C1.output_growth': 29.96 },
    shortfall: { 'C1.output_growth': '产值还差3.6935万元' },
  },
  {
    says: '上上年度税金不知道：资料不足，要的正是这一项',
    facts: { ...onlyOne, output_y: 12000, output_growth: 0.35, tax_y: 620 },
    verdict: 'unknown',
    missing: ['tax_y1'],
  },
  {
    says: '产值差一点，但上年度新完成投资刚好1亿元：按条件二符合',
    facts: {
      ...onlyOne,
      output_y: 9999.99,
      output_growth: 0.8,
      tax_y: 900,
      tax_growth: 0.8,
      new_investment_y: 10000,
    },
    verdict: 'pass',
    via: ['C2'],
  },
  {
    says: '投资差1元到1亿元：不符合',
    facts: { ...onlyOne, output_y: 100, output_y1: 100, tax_y: 1, tax_y1: 1, new_investment_y: '9999.9999' },
    verdict: 'fail',
    shortfall: { 'C2.investment': '新完成投资还差0.0001万元' },
  },
  {
    says: '2022年1月1日首次入规，产值和税金都刚好翻番：按条件三符合',
    facts: { ...onlyThree, first_above_scale_date: '2022-01-01', output_growth: 1, tax_growth: 1 },
    verdict: 'pass',
    via: ['C3'],
  },
  {
    says: '2021年12月31日首次入规：不算2022年以来',
    facts: { ...onlyThree, first_above_scale_date: '2021-12-31', output_growth: 1, tax_growth: 1 },
    verdict: 'fail',
    fails: ['C3.first_entry'],
  },
  {
    says: '2022年3月首次入规，产值翻番，税金只增长95%：“均”要求两项都到，不符合',
    facts: { ...onlyThree, first_above_scale_date: '2022-03', output_growth: 1, tax_growth: 0.95 },
    verdict: 'fail',
    fails: ['C3.tax_growth'],
  },
  {
    says: '不在规，投资2亿元：规模以上是前置条件，不符合，别的都不用再问',
    facts: { is_above_scale: false, new_investment_y: 20000 },
    verdict: 'fail',
    fails: ['gate.above_scale'],
    via: [],
    missing: [],
    shortfall: { 'gate.above_scale': '须先申报入规' },
  },
  {
    says: '上上年度产值为0：增幅不可比，条件一不符合，提示人工核定',
    facts: { ...onlyOne, output_y: 15000, output_y1: 0, tax_y: 900, tax_growth: 0.8 },
    verdict: 'fail',
    fails: ['C1.output_growth'],
    actual: { 'C1.output_growth': null },
    flags: ['不可比', '人工核定'],
  },
  {
    says: '上上年度产值不知道（不是0）：资料不足',
    facts: { ...onlyOne, output_y: 15000, output_y1: null, tax_y: 900, tax_growth: 0.8 },
    verdict: 'unknown',
    missing: ['output_y1'],
  },
  {
    says: '上上年度税金为负（退税）：不可比',
    facts: { ...onlyOne, output_y: 15000, output_y1: 10000, tax_y: 900, tax_y1: -20 },
    verdict: 'fail',
    fails: ['C1.tax_growth'],
    flags: ['上上年度实缴税金为-20万元，增幅不可比', '负数'],
  },
  {
    says: '产值9000万元，上上年度8000万元：增幅的缺口按钱说，取1亿元和8000×1.3中大的一个',
    facts: { ...onlyOne, output_y: 9000, output_y1: 8000, tax_y: 900, tax_y1: 500 },
    verdict: 'fail',
    fails: ['C1.output', 'C1.output_growth'],
    shortfall: { 'C1.output': '产值还差1000万元', 'C1.output_growth': '产值还差1400万元' },
  },
  {
    says: '产值1.2亿元，上上年度1.01亿元：增幅差的是1130万元，不是几个百分点',
    facts: { ...onlyOne, output_y: 12000, output_y1: 10100, tax_y: 900, tax_y1: 500 },
    verdict: 'fail',
    fails: ['C1.output_growth'],
    shortfall: { 'C1.output': null, 'C1.output_growth': '产值还差1130万元' },
  },
  {
    says: '什么都不知道：资料不足，列出全部要问的',
    facts: {},
    verdict: 'unknown',
    missing: [
      'is_above_scale',
      'output_y',
      'output_y1',
      'tax_y',
      'tax_y1',
      'new_investment_y',
      'first_above_scale_date',
    ],
  },
  {
    says: '产值已知不够，税金就不用再问；只问投资',
    facts: { is_above_scale: true, output_y: 5000, output_y1: 4900, first_above_scale_date: '2010-01-01' },
    verdict: 'unknown',
    missing: ['new_investment_y'],
  },
  {
    says: '产值单位疑似写成了元：照算，但请核对',
    facts: { ...onlyOne, output_y: 120000000, output_y1: 90000000, tax_y: 620, tax_y1: 400 },
    verdict: 'pass',
    flags: ['数值异常大'],
  },
  {
    says: '给了增幅又给了两年数据，两者不一致：以两年数据为准',
    facts: { ...onlyOne, output_y: 12000, output_y1: 11000, output_growth: 0.5, tax_y: 620, tax_y1: 400 },
    verdict: 'fail',
    fails: ['C1.output_growth'],
    flags: ['以两年数据为准'],
  },
]
