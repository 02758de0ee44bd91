import type { RuleCase } from './rule-case.ts'

const good = { is_above_scale: true, output_y: 13000, output_y1: 10000, tax_y: 650, tax_y1: 500 }

/** Each side of each effective date. */
export const versionCases: RuleCase[] = [
  { says: '试行文件出台前一天：未施行', on: '2021-05-31', facts: good, refused: '未施行' },
  {
    says: '试行第一天：条件原文未载，人工核定',
    on: '2021-06-01',
    facts: good,
    verdict: 'manual',
    version: '2021-06',
    flags: ['条件现有资料未载'],
    missing: [],
  },
  {
    says: '新文件施行前一天：仍按试行文件',
    on: '2023-09-14',
    facts: good,
    verdict: 'manual',
    version: '2021-06',
  },
  {
    says: '新文件施行当天：按新条件符合，并说明首次用于2024年年初',
    on: '2023-09-15',
    facts: good,
    verdict: 'pass',
    version: '2023-09-15',
    via: ['C1'],
    flags: ['首次用于2024年年初评定'],
  },
  { says: '数字经济条件同样', rule: 'R-LIST-DIG', on: '2023-09-14', facts: {}, verdict: 'manual' },
  { says: '一票否决同样', rule: 'R-VETO', on: '2023-09-14', facts: { accidents: [] }, verdict: 'manual' },
  {
    says: '倍增认定自行动开始起',
    rule: 'R-DBL',
    on: '2021-06-01',
    facts: { base_output: 1, current_output: 2 },
    verdict: 'pass',
  },
  { says: '此前没有倍增认定', rule: 'R-DBL', on: '2021-05-31', facts: {}, refused: '未施行' },
]
