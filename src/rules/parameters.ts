import type { Day } from '../lib/time.ts'
import type { Parameter, PolicyDocument } from './document.ts'

export type ParameterValue = Parameter['values'][number] & {
  id: string
  label: string
  unit: Parameter['unit']
}

/**
 * A parameter's value on a day.
 * @throws {Error} when there is none: `checkDocuments` refuses such a document before it is used
 */
export function parameterOn(document: PolicyDocument, id: string, on: Day): ParameterValue {
  const parameter = document.parameters.find(one => one.id === id)
  const value = parameter?.values.findLast(one => one.from <= on && (one.to === null || on <= one.to))
  if (!parameter || !value) throw new Error(`${document.version}: parameter ${id} has no value on ${on}`)
  return { ...value, id, label: parameter.label, unit: parameter.unit }
}
