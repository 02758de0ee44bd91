import Big from 'big.js'
import { expect, test } from 'vitest'
import { addDays } from '../../src/lib/time.ts'
import { policies } from '../../src/policies/index.ts'
import { levelName, levelNumber } from '../../src/rules/accidents.ts'
import type { Node, Parameter, PolicyDocument, Rule } from '../../src/rules/document.ts'
import type { AccidentLevel } from '../../src/rules/facts.ts'
import { checkCase } from './check-case.ts'
import { digitalCases } from './roster-digital.ts'
import { industrialCases } from './roster-industrial.ts'
import { versionCases } from './versions.ts'
import { doublingCases, vetoCases } from './veto-and-doubling.ts'

const cases = [...industrialCases, ...digitalCases, ...vetoCases, ...doublingCases, ...versionCases]

interface Mutant {
  name: string
  documents: PolicyDocument[]
}

/** Every tree that differs from the given one in one place: an operator, a condition left out, all for any. */
function mutantsOf(node: Node): { name: string; node: Node }[] {
  if (node.kind === 'manual') return []
  if (node.kind === 'test') {
    if (node.unit === '是否') return [{ name: `not ${node.id}`, node: { kind: 'not', of: node } }]
    return (['>', '<=', '<'] as const).map(operator => ({
      name: `${node.id} ${operator}`,
      node: { ...node, operator },
    }))
  }
  if (node.kind === 'not' || node.kind === 'atLeast') return []
  const { of } = node
  const within = of.flatMap((child, i) =>
    mutantsOf(child).map(({ name, node: mutant }) => ({ name, node: { ...node, of: of.with(i, mutant) } })),
  )
  if (of.length < 2) return within
  const dropped = of.map((child, i) => ({
    name: `without ${'id' in child ? child.id : `part ${i}`}`,
    node: { ...node, of: of.toSpliced(i, 1) },
  }))
  const turned: Node = { ...node, kind: node.kind === 'all' ? 'any' : 'all' }
  return [...within, ...dropped, { name: `${node.id ?? node.kind} as ${turned.kind}`, node: turned }]
}

/** A threshold a little lower and a little higher. */
function moved(parameter: Parameter): Parameter[] {
  return [-1, 1].map(step => ({
    ...parameter,
    values: parameter.values.map(one => ({ ...one, value: move(one.value, parameter.unit, step) })),
  }))
}

function move(value: string, unit: Parameter['unit'], step: number): string {
  if (unit === '日期') return addDays(value, step)
  if (unit === '等级') return levelName(levelNumber(value as AccidentLevel) + step)
  return new Big(value).plus(new Big(step).times(unit === '%' ? '0.01' : '0.0001')).toFixed()
}

const mutants: Mutant[] = policies.flatMap((document, d) => {
  const put = (change: Partial<PolicyDocument>) => policies.with(d, { ...document, ...change })
  const inRules = document.rules.flatMap((rule: Rule, r) =>
    mutantsOf(rule.when).map(({ name, node }) => ({
      name: `${rule.id}: ${name}`,
      documents: put({ rules: document.rules.with(r, { ...rule, when: node }) }),
    })),
  )
  const inParameters = document.parameters.flatMap((parameter, p) =>
    moved(parameter).map(mutant => ({
      name: `${document.version} ${parameter.id} = ${mutant.values[0]?.value}`,
      documents: put({ parameters: document.parameters.with(p, mutant) }),
    })),
  )
  const inDates = [-1, 1].map(step => ({
    name: `${document.title} from ${addDays(document.effectiveFrom, step)}`,
    documents: put({ effectiveFrom: addDays(document.effectiveFrom, step) }),
  }))
  return [...inRules, ...inParameters, ...inDates]
})

function isCaught(documents: PolicyDocument[]): boolean {
  return cases.some(one => {
    try {
      checkCase(one, documents)
      return false
    } catch {
      return true
    }
  })
}

test('there are mutants to catch, and the true rules are not among them', () => {
  expect(mutants.length).toBeGreaterThan(80)
  expect(isCaught([...policies])).toBe(false)
})

test.each(mutants)('a rule changed in one place is caught by the cases: $name', ({ documents }) => {
  expect(isCaught(documents)).toBe(true)
})
