import { checkDocuments } from '../../../src/rules/check-documents.ts'
import { sayFault } from '../../../src/rules/checks/fault.ts'
import type { Node, Parameter, PolicyDocument, Rule } from '../../../src/rules/document.ts'

const FROM = '2020-01-01'

/** A parameter of one value since 2020, or of one value from each of several days on. */
export function parameter(
  id: string,
  unit: Parameter['unit'],
  ...values: (string | { from: string; to: string | null; value: string })[]
): Parameter {
  return {
    id,
    label: id,
    unit,
    values: values.map(one => ({
      source: '第一条',
      isConfirmed: true,
      ...(typeof one === 'string' ? { from: FROM, to: null, value: one } : one),
    })),
  }
}

/** A document of one rule. */
export function documentOf(
  when: Node,
  parameters: Parameter[],
  more: { rule?: Partial<Rule>; document?: Partial<PolicyDocument> } = {},
): PolicyDocument {
  return {
    version: '2020',
    title: '《试验》',
    number: null,
    issued: '2020-01',
    effectiveFrom: FROM,
    effectiveTo: null,
    status: '现行',
    remarks: [],
    parameters,
    rules: [
      {
        id: 'R-TEST',
        title: '试验规则',
        subject: '企业',
        clause: '第一条',
        quote: null,
        when,
        results: {},
        remarks: [],
        ...more.rule,
      },
    ],
    ...more.document,
  }
}

/** All faults of documents, one line each. */
export const faultsOf = (...documents: unknown[]): string =>
  checkDocuments(documents).map(sayFault).join('\n')
