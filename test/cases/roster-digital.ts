import type { RuleCase } from './rule-case.ts'

const cases: RuleCase[] = [
  {
    says: '营收刚好3000万元、增长30%，税金刚好200万元、增长30%：符合',
    facts: { is_digital: true, revenue_y: 3000, revenue_growth: 0.3, tax_y: 200, tax_growth: 0.3 },
    verdict: 'pass',
    via: ['D1'],
  },
  {
    says: '不在规也可以：数字经济企业没有规上前置条件',
    facts: {
      is_digital: true,
      is_above_scale: false,
      revenue_y: 3900,
      revenue_y1: 3000,
      tax_y: 260,
      tax_y1: 200,
    },
    verdict: 'pass',
    via: ['D1'],
  },
  {
    says: '只知道营收3200万元：资料不足，三项待补',
    facts: { is_digital: true, revenue_y: 3200 },
    verdict: 'unknown',
    open: ['D1.revenue_growth', 'D1.tax', 'D1.tax_growth'],
    missing: ['revenue_y1', 'tax_y', 'tax_y1'],
  },
  {
    says: '是不是数字经济企业还没认定：资料不足，并说明文件未作定义',
    facts: { revenue_y: 3000, revenue_growth: 0.3, tax_y: 200, tax_growth: 0.3 },
    verdict: 'unknown',
    missing: ['is_digital'],
    flags: ['“数字经济企业”文件未作定义', '待主管部门确认'],
  },
  {
    says: '不是数字经济企业：不符合，别的不用问',
    facts: { is_digital: false },
    verdict: 'fail',
    fails: ['gate.digital'],
    missing: [],
  },
  {
    says: '营收差1元：不符合',
    facts: { is_digital: true, revenue_y: '2999.9999', revenue_growth: 0.3, tax_y: 200, tax_growth: 0.3 },
    verdict: 'fail',
    fails: ['D1.revenue'],
    shortfall: { 'D1.revenue': '营收还差0.0001万元' },
  },
  {
    says: '税金199.99万元：不符合',
    facts: { is_digital: true, revenue_y: 3000, revenue_growth: 0.3, tax_y: 199.99, tax_growth: 0.3 },
    verdict: 'fail',
    fails: ['D1.tax'],
    shortfall: { 'D1.tax': '实缴税金还差0.01万元' },
  },
  {
    says: '税金增长29.99%：不符合',
    facts: { is_digital: true, revenue_y: 3000, revenue_growth: 0.3, tax_y: 200, tax_growth: 0.2999 },
    verdict: 'fail',
    fails: ['D1.tax_growth'],
    actual: { 'D1.tax_growth': 29.99 },
  },
  {
    says: '营收增长80%、税金增长60%：符合',
    facts: { is_digital: true, revenue_y: 9000, revenue_y1: 5000, tax_y: 400, tax_y1: 250 },
    verdict: 'pass',
    via: ['D1'],
  },
  {
    says: '营收增长29.99%：不符合',
    facts: { is_digital: true, revenue_y: 3000, revenue_growth: 0.2999, tax_y: 200, tax_growth: 0.3 },
    verdict: 'fail',
    fails: ['D1.revenue_growth'],
  },
]

/** 数字经济企业进名录, by the text of 2023-09-15. */
export const digitalCases = cases.map(one => ({ rule: 'R-LIST-DIG', ...one }))
