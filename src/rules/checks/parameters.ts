import { addDays, isDay } from '../../lib/time.ts'
import type { Parameter, PolicyDocument } from '../document.ts'
import { ACCIDENT_LEVELS } from '../facts.ts'
import { isRelativeDay, wordsIn } from '../parameters.ts'
import { type Fault, faultAt, nameOfDocument } from './fault.ts'
import { usesOf } from './uses.ts'

/** Units that are measured; all others are counted, in whole numbers. */
const MEASURED: readonly Parameter['unit'][] = ['万元', '亩', '万千瓦时', '%']

/** Parameters: named once, used, of the form of their unit, each with a source, and a value on every day. */
export function checkParameters(document: PolicyDocument): Fault[] {
  const used = new Set(document.rules.flatMap(rule => usesOf(rule).map(use => use.parameter)))
  return document.parameters.flatMap((parameter, i) => {
    const place = { document: nameOfDocument(document), atom: parameter.id }
    const faults = [...checkValues(parameter), ...checkDays(parameter, document)]
    if (document.parameters.findIndex(one => one.id === parameter.id) < i)
      faults.push(['参数编号重复', 'parameter id is not unique'])
    if (!used.has(parameter.id)) faults.push(['没有规则用到这个参数', 'no rule uses this parameter'])
    return faults.map(([zh, en]) => faultAt(place, zh, en))
  })
}

type Words = [zh: string, en: string]

function checkValues({ unit, values }: Parameter): Words[] {
  return values.flatMap(({ value, source, from }): Words[] => [
    ...(hasForm(value, unit)
      ? []
      : [[`“${value}”不是${unit}`, `“${value}” is no value in ${unit}`] as Words]),
    ...(source.trim() === ''
      ? [[`${from}起的值没有出处`, `the value from ${from} has no source`] as Words]
      : []),
  ])
}

export function hasForm(value: string, unit: Parameter['unit']): boolean {
  switch (unit) {
    case '日期':
      return isDay(value) || isRelativeDay(value)
    case '等级':
      return ACCIDENT_LEVELS.some(level => level === value)
    case '文字':
      return value.trim() !== ''
    case '类别': {
      const words = wordsIn(value)
      return words.every(word => word.trim() === word && word !== '') && new Set(words).size === words.length
    }
    default:
      return MEASURED.includes(unit) ? /^-?\d+(\.\d+)?$/.test(value) : /^\d+$/.test(value)
  }
}

/** A value on every day the document is in force, and never two. */
function checkDays({ values }: Parameter, { effectiveFrom, effectiveTo }: PolicyDocument): Words[] {
  const faults: Words[] = []
  const sorted = values.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  sorted.forEach(({ from, to }, i) => {
    if (to !== null && to < from)
      faults.push([`${from}起的值先结束后开始`, `the value from ${from} ends before`])
    const next = sorted[i + 1]
    if (!next) return
    if (to === null || to >= next.from)
      faults.push([`${next.from} 起的值与前一个重叠`, `the value from ${next.from} overlaps the one before`])
    else if (addDays(to, 1) !== next.from)
      faults.push([`${to} 与 ${next.from} 之间没有值`, `no value between ${to} and ${next.from}`])
  })
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first && first.from > effectiveFrom)
    faults.push([
      `文件施行之初没有值（${effectiveFrom}）`,
      `no value on ${effectiveFrom}, when the document begins`,
    ])
  if (last?.to && (effectiveTo === null || last.to < effectiveTo))
    faults.push([`${last.to} 之后没有值`, `no value after ${last.to}`])
  return faults
}
