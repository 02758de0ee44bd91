import Big from 'big.js'
import { addDays, addMonths, type Day } from '../lib/time.ts'
import type { Parameter, PolicyDocument } from './document.ts'

export type ParameterValue = Parameter['values'][number] & {
  id: string
  label: string
  unit: Parameter['unit']
  /** The value as a number; zero where it is none. */
  number: Big
}

/** Documents never change, so what was looked up once stays: by day and parameter. */
const found = new WeakMap<PolicyDocument, Map<Day, Map<string, ParameterValue>>>()
/** Days asked about of one document beyond which the look-ups begin anew. */
const KEPT = 400

/**
 * A parameter's value on a day; a relative day is worked out from it.
 * @throws {Error} when there is none: `checkDocuments` refuses such a document before it is used
 */
export function parameterOn(document: PolicyDocument, id: string, on: Day): ParameterValue {
  const values = valuesOn(document, on)
  let value = values.get(id)
  if (!value) {
    value = lookUp(document, id, on)
    values.set(id, value)
  }
  return value
}

function valuesOn(document: PolicyDocument, on: Day): Map<string, ParameterValue> {
  let days = found.get(document)
  if (!days || days.size > KEPT) {
    days = new Map()
    found.set(document, days)
  }
  let values = days.get(on)
  if (!values) {
    values = new Map()
    days.set(on, values)
  }
  return values
}

function lookUp(document: PolicyDocument, id: string, on: Day): ParameterValue {
  const parameter = document.parameters.find(one => one.id === id)
  const current = parameter?.values.findLast(one => one.from <= on && (one.to === null || on <= one.to))
  // A draft is answered before its day, by the values it would begin with.
  const value = current ?? (document.status === '草案' ? parameter?.values[0] : undefined)
  if (!parameter || !value) throw new Error(`${document.version}: parameter ${id} has no value on ${on}`)
  return {
    ...value,
    value: parameter.unit === '日期' ? resolveDay(value.value, on) : value.value,
    number: /^-?\d+(\.\d+)?$/.test(value.value) ? new Big(value.value) : new Big(0),
    id,
    label: parameter.label,
    unit: parameter.unit,
  }
}

const RELATIVE = /^(?:上年(\d{2}-\d{2})|前(\d{1,4})(天|个月|年))$/

/** Whether a text is a day relative to another: `上年10-01`, `前30天`, `前2年`. */
export const isRelativeDay = (text: string): boolean => RELATIVE.test(text)

/** A day that may be written relative to the day asked about. */
function resolveDay(text: string, on: Day): Day {
  const [match, monthDay, count, unit] = RELATIVE.exec(text) ?? []
  if (match === undefined) return text
  if (monthDay) return `${Number(on.slice(0, 4)) - 1}-${monthDay}`
  const back = Number(count)
  return unit === '天' ? addDays(on, -back) : addMonths(on, unit === '年' ? -12 * back : -back)
}

/** The words a 类别 parameter lists. */
export const wordsIn = (value: string): string[] => value.split('、')
