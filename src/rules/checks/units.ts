import { DERIVED, isDerived } from '../derived.ts'
import type { Parameter, PolicyDocument, Rule } from '../document.ts'
import { FACTS } from '../fact-table.ts'
import type { Line, Operand } from '../line.ts'
import { leavesOfRule } from '../truth.ts'
import { type Fault, faultAt, nameOfDocument, type Place } from './fault.ts'
import { usesOf } from './uses.ts'

/** Both sides of every comparison and every step of a calculation are in units that go together. */
export function checkUnits(document: PolicyDocument): Fault[] {
  const unitOf = (id: string) => document.parameters.find(one => one.id === id)?.unit
  return document.rules.flatMap(rule => {
    const at = { document: nameOfDocument(document), rule: rule.id }
    return [...checkUses(rule, unitOf, at), ...checkTests(rule, at), ...checkLines(rule, unitOf, at)]
  })
}

type UnitOf = (parameter: string) => Parameter['unit'] | undefined

function checkUses(rule: Rule, unitOf: UnitOf, at: Place): Fault[] {
  return usesOf(rule).flatMap(({ atom, parameter, units }) => {
    const unit = unitOf(parameter)
    if (unit === undefined || units.length === 0 || units.includes(unit)) return []
    const wanted = units.length > 1 ? '数量' : units[0]
    return [
      faultAt(
        { ...at, atom },
        `要${wanted}，参数 ${parameter} 是${unit}`,
        `wants ${wanted}, but parameter ${parameter} is in ${unit}`,
      ),
    ]
  })
}

/** A condition is in the unit of what it looks at. */
function checkTests(rule: Rule, at: Place): Fault[] {
  return leavesOfRule(rule).flatMap(leaf => {
    if (leaf.kind !== 'test' || leaf.operator === '=' || leaf.operator === 'in' || leaf.operator === 'none')
      return []
    const place = { ...at, atom: leaf.id }
    if ('line' in leaf) return differ(place, leaf.unit, rule.lines?.find(one => one.id === leaf.line)?.unit)
    const own = isDerived(leaf.fact) ? DERIVED[leaf.fact] : FACTS[leaf.fact]
    if (leaf.unit === '%' && leaf.floor !== undefined && !isDerived(leaf.fact))
      return [faultAt(place, '比例没有数额下限可言', 'a share has no amount that could have a floor')]
    return 'unit' in own ? differ(place, leaf.unit, own.unit) : []
  })
}

const differ = (place: Place, unit: string, own: string | undefined): Fault[] =>
  own === undefined || own === unit
    ? []
    : [
        faultAt(
          place,
          `条件以${unit}计，所看的数以${own}计`,
          `is in ${unit}, but what it looks at is in ${own}`,
        ),
      ]

/** Plain numbers may stand for anything in products: 0.5 may be 万元 a 亩. */
type Measure = Line['unit'] | 'plain'

function checkLines(rule: Rule, unitOf: UnitOf, at: Place): Fault[] {
  const lines = rule.lines ?? []
  const measure = (operand: Operand): Measure | undefined => {
    if ('value' in operand) return 'plain'
    if ('fact' in operand) return (FACTS[operand.fact] as { unit?: Line['unit'] }).unit
    if ('line' in operand) return lines.find(one => one.id === operand.line)?.unit
    const unit = unitOf(operand.parameter)
    return unit === '日期' || unit === '等级' || unit === '类别' || unit === '文字' ? undefined : unit
  }
  return lines.flatMap(line => {
    const place = { ...at, atom: line.id }
    const numbers = line.of.flatMap(operand => ('value' in operand ? [operand.value] : []))
    const wrong = numbers.filter(value => !/^-?\d+(\.\d+)?$/.test(value))
    const measures = line.of.map(measure)
    const came = measures.every(one => one !== undefined) ? unitOfStep(line.step, measures) : null
    return [
      ...wrong.map(value => faultAt(place, `“${value}”不是数`, `“${value}” is no number`)),
      ...(came === null || came === line.unit
        ? []
        : [
            faultAt(
              place,
              `这一行算出来的是${came}，写的是${line.unit}`,
              `this line comes to ${came} but says ${line.unit}`,
            ),
          ]),
    ]
  })
}

/** The unit a step comes to; null where it cannot be told. */
function unitOfStep(step: Line['step'], units: readonly Measure[]): string | null {
  const measured = [...new Set(units.filter(unit => unit !== 'plain'))]
  const hasPlain = measured.length < new Set(units).size
  switch (step) {
    case 'times': {
      const amounts = units.filter(unit => unit !== '%')
      return hasPlain || amounts.length > 1 ? null : (amounts[0] ?? '%')
    }
    case 'over': {
      const [above = 'plain', ...below] = units
      if (hasPlain) return null
      if (below.every(unit => unit === '%')) return above
      return below.length === 1 && below[0] === above ? '%' : null
    }
    default:
      return measured.length > 1 ? measured.join('、') : (measured[0] ?? null)
  }
}
