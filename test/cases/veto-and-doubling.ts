import type { RuleCase } from './rule-case.ts'

const onDay = '2023-11-15'
const serious = { date: '2023-03-01', type: '安全生产', level: '较大', dead: 3, injured: 0, loss: 200 }

/** 一票否决 (passes when the veto applies) and 倍增认定. */
export const vetoCases: RuleCase[] = [
  {
    says: '年度内有较大安全事故：不予奖励（但仍在名录）',
    facts: { accidents: [serious] },
    verdict: 'pass',
    via: ['V1'],
    result: { award_blocked: true },
    flags: ['否决的只是奖励'],
  },
  {
    says: '名录条件满足的企业出了较大事故：名录照旧符合，只是奖励受限',
    rule: 'R-LIST-IND',
    facts: {
      is_above_scale: true,
      output_y: 13000,
      output_y1: 10000,
      tax_y: 650,
      tax_y1: 500,
      accidents: [serious],
    },
    verdict: 'pass',
    via: ['C1'],
  },
  {
    says: '一般事故：不影响奖励',
    facts: { accidents: [{ date: '2023-03-01', type: '安全生产', level: '一般', dead: 1 }] },
    verdict: 'fail',
    result: { award_blocked: false },
  },
  {
    says: '登记为较大，但3人受伤、无死亡、损失200万元：按493号令应为一般，提示核实',
    facts: {
      accidents: [{ date: '2023-11-12', type: '安全生产', level: '较大', dead: 0, injured: 3, loss: 200 }],
    },
    verdict: 'pass',
    flags: ['493号', '应为“一般”', '需核实'],
  },
  {
    says: '只填了3人受伤也提示核实',
    facts: { accidents: [{ date: '2023-11-12', type: '安全生产', level: '较大', injured: 3 }] },
    verdict: 'pass',
    flags: ['已填的重伤3人应为“一般”'],
  },
  {
    says: '登记为一般，但死亡3人：等级偏低，提示核实',
    facts: { accidents: [{ date: '2023-11-12', type: '安全生产', level: '一般', dead: 3 }] },
    verdict: 'fail',
    flags: ['应为“较大”'],
  },
  {
    says: '环境污染损失500万元就是较大，与登记一致：否决，不提示',
    facts: {
      accidents: [{ date: '2023-05-01', type: '环境污染', level: '较大', dead: 0, injured: 0, loss: 500 }],
    },
    verdict: 'pass',
    via: ['V2'],
    notFlags: ['需核实'],
  },
  {
    says: '一般环境污染事故：不影响奖励',
    facts: { accidents: [{ date: '2023-05-01', type: '环境污染', level: '一般', loss: 10 }] },
    verdict: 'fail',
    result: { award_blocked: false },
  },
  {
    says: '上一年12月31日的重大事故：不在本年度内',
    facts: { accidents: [{ date: '2022-12-31', type: '安全生产', level: '重大' }] },
    verdict: 'fail',
  },
  {
    says: '本年1月1日的特别重大事故：在本年度内',
    facts: { accidents: [{ date: '2023-01-01', type: '环境污染', level: '特别重大' }] },
    verdict: 'pass',
    via: ['V2'],
  },
  {
    says: '明确没有事故：不否决',
    facts: { accidents: [] },
    verdict: 'fail',
    result: { award_blocked: false },
    missing: [],
  },
  {
    says: '有没有事故不知道：资料不足',
    facts: {},
    verdict: 'unknown',
    missing: ['accidents'],
    result: { award_blocked: null },
  },
  {
    says: '有一起事故等级未定：资料不足',
    facts: { accidents: [{ date: '2023-06-01', type: '安全生产', dead: 1 }] },
    verdict: 'unknown',
    missing: ['accidents'],
  },
].map(one => ({ rule: 'R-VETO', on: onDay, ...one }) as RuleCase)

export const doublingCases: RuleCase[] = [
  {
    says: '基期5000万元，现期10000万元：刚好翻番，倍增',
    facts: { base_output: 5000, current_output: 10000 },
    verdict: 'pass',
    via: ['output'],
    result: { output_doubled: true, tax_doubled: null, output_growth: 1, tax_growth: null },
    flags: ['基期统一按2020年全年数', '待主管部门确认'],
  },
  {
    says: '现期9999万元：不是倍增',
    facts: { base_output: 5000, current_output: 9999, base_tax: 100, current_tax: 150 },
    verdict: 'fail',
    result: { output_doubled: false, tax_doubled: false, output_growth: 0.9998, tax_growth: 0.5 },
    shortfall: { 'output.growth': '产值还差1万元', 'tax.growth': '税金还差50万元' },
  },
  {
    says: '产值没翻番，税金翻番',
    facts: { base_output: 5000, current_output: 6000, base_tax: 100, current_tax: 260 },
    verdict: 'pass',
    via: ['tax'],
    result: { output_doubled: false, tax_doubled: true, output_growth: 0.2, tax_growth: 1.6 },
  },
  {
    says: '基期为0：不可比，不算倍增，需人工核定',
    facts: { base_output: 0, current_output: 6000, base_tax: 100, current_tax: 100 },
    verdict: 'fail',
    result: { output_doubled: false, output_growth: null, tax_growth: 0 },
    flags: ['基期产值为0万元，增幅不可比'],
  },
  {
    says: '基期不知道：资料不足',
    facts: { current_output: 6000, base_tax: 100, current_tax: 100 },
    verdict: 'unknown',
    missing: ['base_output'],
    result: { output_doubled: null, output_growth: null },
  },
].map(one => ({ rule: 'R-DBL', ...one }) as RuleCase)
