import Big from 'big.js'
import { addDays } from '../../src/lib/time.ts'
import { levelName, levelNumber } from '../../src/rules/accidents.ts'
import type { Parameter } from '../../src/rules/document.ts'
import type { AccidentLevel } from '../../src/rules/facts.ts'
import { isRelativeDay, wordsIn } from '../../src/rules/parameters.ts'
import type { Variant } from './tree-mutants.ts'

/** Every parameter of which one value is a small step off, lacks a word, or stands from a day earlier or later. */
export function parameterVariants(parameter: Parameter): Variant<Parameter>[] {
  const { id, unit, values } = parameter
  return values.flatMap((one, i) => [
    ...near(one.value, unit).map(value => ({
      name: `${id} = ${value}`,
      value: { ...parameter, values: values.with(i, { ...one, value }) },
    })),
    ...(i === 0 ? [] : [-1, 1]).map(step => ({
      name: `${id} = ${one.value} from ${addDays(one.from, step)}`,
      value: { ...parameter, values: shifted(values, i, step) },
    })),
  ])
}

function shifted(values: Parameter['values'], i: number, step: number): Parameter['values'] {
  return values.map((one, j) => {
    if (j === i) return { ...one, from: addDays(one.from, step) }
    return j === i - 1 && one.to ? { ...one, to: addDays(one.to, step) } : one
  })
}

/** The least that makes a difference: a yuan, a hundredth of a percent, one piece, one day, one level, one word. */
const STEPS: Partial<Record<Parameter['unit'], string>> = {
  万元: '0.0001',
  '%': '0.01',
  亩: '0.01',
  万千瓦时: '0.01',
}

function near(value: string, unit: Parameter['unit']): string[] {
  if (unit === '文字') return [`${value}（改）`]
  if (unit === '类别') {
    const words = wordsIn(value)
    return words.map((word, i) => words.toSpliced(i, 1).join('、') || `非${word}`)
  }
  return [-1, 1].map(step => {
    if (unit === '等级') return levelName(levelNumber(value as AccidentLevel) + step)
    if (unit === '日期') return moveDay(value, step)
    return new Big(value).plus(new Big(STEPS[unit] ?? 1).times(step)).toFixed()
  })
}

/** `前30天` to `前29天`, `上年10-01` to `上年10-02`. */
function moveDay(day: string, step: number): string {
  if (!isRelativeDay(day)) return addDays(day, step)
  if (day.startsWith('上年')) return `上年${addDays(`2023-${day.slice(2)}`, step).slice(5)}`
  return day.replace(/\d+/, count => String(Number(count) + step))
}
