import type { Parameter, PolicyDocument, Rule } from '../../src/rules/document.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'

/** A parameter that has had one value since 2020. */
export const trialParameter = (id: string, unit: Parameter['unit'], value: string): Parameter => ({
  id,
  label: id,
  unit,
  values: [{ from: '2020-01-01', to: null, value, source: '第一条', isConfirmed: true }],
})

/** A rule of a document in force since 2020, with what matters given. */
export function trialVersion(rule: Partial<Rule>, parameters: readonly Parameter[]): RuleVersion {
  const whole: Rule = {
    id: 'R-TEST',
    title: '试验规则',
    subject: '企业',
    clause: '第一条',
    quote: null,
    when: { kind: 'manual', id: 'text', label: '试验', clause: '第一条' },
    results: {},
    remarks: [],
    ...rule,
  }
  const document: PolicyDocument = {
    version: '2020',
    title: '试验文件',
    number: '试〔2020〕1号',
    issued: '2020-01',
    effectiveFrom: '2020-01-01',
    effectiveTo: null,
    status: '现行',
    remarks: [],
    parameters: [...parameters],
    rules: [whole],
  }
  return { rule: whole, document }
}
