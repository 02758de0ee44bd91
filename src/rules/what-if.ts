import { Refusal } from '../lib/errors.ts'
import type { Day } from '../lib/time.ts'
import { hasForm } from './checks/parameters.ts'
import { usesOf } from './checks/uses.ts'
import type { Parameter, PolicyDocument } from './document.ts'
import type { RuleVersion } from './find-rule.ts'
import { parameterOn } from './parameters.ts'

/** The parameters a rule's own conditions and lines are held against, in the order they are read. */
export function parametersOf({ rule, document }: RuleVersion): Parameter[] {
  const ids = new Set(usesOf(rule).map(use => use.parameter))
  return document.parameters.filter(({ id }) => ids.has(id))
}

/**
 * The same rule with other values of some parameters, on whatever day: for 门槛降到8000万会多哪些企业. The text is
 * left alone; nothing of it is ever in force.
 * @throws {Refusal} naming a parameter the rule does not have, or a value that is none of its unit
 */
export function withParameters(version: RuleVersion, values: Readonly<Record<string, string>>): RuleVersion {
  const known = parametersOf(version)
  for (const [id, value] of Object.entries(values)) {
    const parameter = known.find(one => one.id === id)
    if (!parameter) {
      const list = known.map(one => `${one.id}（${one.label}）`).join('、')
      throw new Refusal(`${version.rule.id} 没有参数“${id}”，可以改的有：${list || '无'}。`)
    }
    if (!hasForm(value, parameter.unit)) {
      throw new Refusal(`${parameter.label}应以${parameter.unit}为单位，“${value}”不是这样的数值。`)
    }
  }
  return withDocument(version, parameter => values[parameter.id])
}

/**
 * The rule as if it had always been what it was on a day, that day taken into the time it was in force: so that one
 * version can be put beside figures of another time.
 */
export function asOfAnyDay(version: RuleVersion, on: Day): RuleVersion {
  const { document } = version
  const { effectiveFrom, effectiveTo } = document
  const day = on < effectiveFrom ? effectiveFrom : effectiveTo !== null && on > effectiveTo ? effectiveTo : on
  return withDocument(version, ({ id, values }) => {
    const { from } = parameterOn(document, id, day)
    return values.find(one => one.from === from)?.value
  })
}

const ALWAYS = '0001-01-01'

/** The version with parameters whose value, where one is given, stands for every day. */
function withDocument(
  { rule, document }: RuleVersion,
  newValue: (parameter: Parameter) => string | undefined,
): RuleVersion {
  const copy: PolicyDocument = {
    ...document,
    parameters: document.parameters.map(parameter => {
      const value = newValue(parameter)
      const last = parameter.values.at(-1)
      if (value === undefined || !last) return parameter
      return { ...parameter, values: [{ ...last, from: ALWAYS, to: null, value }] }
    }),
  }
  return { rule, document: copy }
}
