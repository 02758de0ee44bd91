import Big from 'big.js'
import { Refusal } from '../../src/lib/errors.ts'
import { parseMoney } from '../../src/lib/money.ts'
import { type Day, isDay } from '../../src/lib/time.ts'

/** What a form field brings: text, or nothing. */
type Typed = string | undefined

/** An amount as typed, in 万元; null when the field was left empty. */
export function amountIn(value: Typed, label: string): Big | null {
  if (value === undefined || value.trim() === '') return null
  const amount = parseMoney(value)
  if (!amount) throw new Refusal(`“${label}”填的是“${value}”，看不懂。请写成数字，例如 3200 或 3200万。`)
  return amount
}

/** A plain number as typed (亩, 平方米); null when the field was left empty. */
export function numberIn(value: Typed, label: string): Big | null {
  if (value === undefined || value.trim() === '') return null
  const number = /^(\d+(?:\.\d{1,2})?)\s*(?:亩|平方米|㎡)?$/.exec(value.normalize('NFKC').trim())?.[1]
  if (number === undefined) throw new Refusal(`“${label}”填的是“${value}”，看不懂。请写成数字，例如 133。`)
  return new Big(number)
}

/** A day as picked, with or without a zone behind it; null when the field was left empty. */
export function dayIn(value: Typed, label: string): Day | null {
  if (value === undefined || value.trim() === '') return null
  const day = value.trim().slice(0, 10)
  if (!isDay(day)) throw new Refusal(`“${label}”填的是“${value}”，不是日期。请按 2023-11-15 的样子填。`)
  return day
}

/** One of the words a choice has. */
export function choiceIn<W extends string>(value: Typed, words: readonly W[], label: string): W {
  const found = words.find(word => word === value)
  if (!found) throw new Refusal(`请选择“${label}”：${words.join('、')}。`)
  return found
}

/** A field that must not be left empty. */
export function filledIn(value: Typed, label: string): string {
  const words = value?.trim()
  if (!words) throw new Refusal(`请填“${label}”。`)
  return words
}
