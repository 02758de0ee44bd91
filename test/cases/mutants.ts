import { addDays } from '../../src/lib/time.ts'
import type { PolicyDocument, Rule } from '../../src/rules/document.ts'
import { parameterVariants } from './parameter-mutants.ts'
import { ruleVariants } from './rule-mutants.ts'
import type { Variant } from './tree-mutants.ts'

/** All documents, one of them changed in one place. */
export interface Mutant {
  /** `R-LIST-IND: C1.output >`. */
  name: string
  /** The title of the document that was changed. */
  title: string
  documents: PolicyDocument[]
  /** Rules it can make a difference to. */
  rules: string[]
}

/** Every way in which a set of documents can be wrong in one place. */
export function mutantsOf(documents: readonly PolicyDocument[]): Mutant[] {
  return documents.flatMap((document, d) => {
    const put = (changed: PolicyDocument) => documents.with(d, changed)
    const inRules = document.rules.flatMap((rule, r) =>
      ruleVariants(rule).map(({ name, value }) => ({
        name: `${rule.id}: ${name}`,
        title: document.title,
        documents: put({ ...document, rules: document.rules.with(r, value) }),
        rules: [rule.id],
      })),
    )
    const inParameters = document.parameters.flatMap((parameter, p) =>
      parameterVariants(parameter).map(({ name, value }) => ({
        name,
        title: document.title,
        documents: put({ ...document, parameters: document.parameters.with(p, value) }),
        rules: document.rules.filter(rule => uses(rule, parameter.id)).map(({ id }) => id),
      })),
    )
    const inDates = documentVariants(document).map(({ name, value }) => ({
      name,
      title: document.title,
      documents: put(value),
      rules: document.rules.map(({ id }) => id),
    }))
    return [...inRules, ...inParameters, ...inDates]
  })
}

/** Whether a rule refers to a parameter. */
export const uses = (rule: Rule, parameter: string): boolean =>
  JSON.stringify([rule.when, rule.beside, rule.lines, rule.implied, rule.results]).includes(
    JSON.stringify(parameter),
  )

function documentVariants(document: PolicyDocument): Variant<PolicyDocument>[] {
  const { status, effectiveFrom, effectiveTo } = document
  const other = status === '草案' ? '现行' : '草案'
  const restated: Variant<PolicyDocument> = { name: other, value: { ...document, status: other } }
  // The dates of a draft decide nothing: it is answered as a draft on any day.
  if (status === '草案') return [restated]
  return [
    restated,
    ...[-1, 1].flatMap(step => {
      const [from, to] = [addDays(effectiveFrom, step), effectiveTo && addDays(effectiveTo, step)]
      return [
        { name: `from ${from}`, value: { ...document, effectiveFrom: from } },
        ...(to ? [{ name: `to ${to}`, value: { ...document, effectiveTo: to } }] : []),
      ]
    }),
  ]
}
