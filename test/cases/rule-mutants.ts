import type { LevelFloor } from '../../src/rules/accidents.ts'
import type { Rule } from '../../src/rules/document.ts'
import type { Line } from '../../src/rules/line.ts'
import { treeVariants, type Variant } from './tree-mutants.ts'

/** Every rule that differs from the given one in one place. */
export function ruleVariants(rule: Rule): Variant<Rule>[] {
  return [
    ...variantsOf(treeVariants(rule.when), when => ({ ...rule, when })),
    ...variantsOf(listVariants(rule.beside ?? [], treeVariants, 'what stands beside'), beside => ({
      ...rule,
      beside,
    })),
    ...variantsOf(eachChanged(rule.lines ?? [], lineVariants), lines => ({ ...rule, lines })),
    ...variantsOf(listVariants(rule.implied ?? [], turnedImplications, 'implied'), implied => ({
      ...rule,
      implied,
    })),
    ...variantsOf(resultVariants(rule.results), results => ({ ...rule, results })),
    ...variantsOf(eachChanged(rule.levelFloors ?? [], floorVariants), levelFloors => ({
      ...rule,
      levelFloors,
    })),
  ]
}

const variantsOf = <T, U>(variants: Variant<T>[], put: (value: T) => U): Variant<U>[] =>
  variants.map(({ name, value }) => ({ name, value: put(value) }))

/** Lists in which one is changed. */
const eachChanged = <T>(list: readonly T[], change: (one: T) => Variant<T>[]): Variant<T[]>[] =>
  list.flatMap((one, i) => variantsOf(change(one), value => list.with(i, value)))

/** Lists in which one is changed or left out. */
const listVariants = <T>(
  list: readonly T[],
  change: (one: T) => Variant<T>[],
  what: string,
): Variant<T[]>[] => [
  ...eachChanged(list, change),
  ...list.map((_, i) => ({ name: `${what} without its number ${i + 1}`, value: list.toSpliced(i, 1) })),
]

const OTHER_STEP: Partial<Record<Line['step'], Line['step']>> = {
  plus: 'minus',
  minus: 'plus',
  times: 'over',
  over: 'times',
  least: 'most',
  most: 'least',
}

/** Another step, operands the other way round, one left out, another constant. */
function lineVariants(line: Line): Variant<Line>[] {
  const { id, step, of } = line
  const variants = eachChanged(of, operand =>
    'value' in operand
      ? [{ name: `line ${id}: ${operand.value}9`, value: { ...operand, value: `${operand.value}9` } }]
      : [],
  ).map(({ name, value }) => ({ name, value: { ...line, of: value } }))
  if (of.length < 2) return variants
  const other = OTHER_STEP[step]
  if (other) variants.push({ name: `line ${id}: ${other}`, value: { ...line, step: other } })
  if (step === 'minus' || step === 'over' || step === 'first')
    variants.push({ name: `line ${id}: the other way round`, value: { ...line, of: of.toReversed() } })
  return [
    ...variants,
    ...of.map((_, i) => ({
      name: `line ${id}: without its operand ${i + 1}`,
      value: { ...line, of: of.toSpliced(i, 1) },
    })),
  ]
}

/** One dead, one injured or one 万元 more or fewer. */
const floorVariants = (floor: LevelFloor): Variant<LevelFloor>[] =>
  (['dead', 'injured', 'loss'] as const).flatMap(key =>
    [-1, 1].map(step => ({
      name: `${floor.type}${floor.level} from ${key} ${floor[key] + step}`,
      value: { ...floor, [key]: floor[key] + step },
    })),
  )

type Implication = NonNullable<Rule['implied']>[number]

function turnedImplications(one: Implication): Variant<Implication>[] {
  const { given, means } = one
  const name = `implied by ${given.fact}`
  const turned = [{ name: `${name} = ${!given.is}`, value: { ...one, given: { ...given, is: !given.is } } }]
  return 'is' in means
    ? [
        ...turned,
        {
          name: `${name}: ${means.fact} = ${!means.is}`,
          value: { ...one, means: { ...means, is: !means.is } },
        },
      ]
    : turned
}

type Results = Rule['results']

/** Two results that have changed places, one left out, or one of something else. */
function resultVariants(results: Results): Variant<Results>[] {
  const entries = Object.entries(results)
  const swapped = entries.slice(1).flatMap(([name, result], i) => {
    const [before, other] = entries[i] ?? [name, result]
    return [
      {
        name: `results ${before} and ${name} swapped`,
        value: { ...results, [before]: result, [name]: other },
      },
    ]
  })
  const dropped = entries.map(([name]) => ({
    name: `result ${name} left out`,
    value: Object.fromEntries(entries.filter(([one]) => one !== name)),
  }))
  const within = entries.flatMap(([name, result]) =>
    partVariants(result).map(variant => ({
      name: `result ${name} ${variant.name}`,
      value: { ...results, [name]: variant.value },
    })),
  )
  return [...swapped, ...dropped, ...within]
}

function partVariants(result: Results[string]): Variant<Results[string]>[] {
  if (result.kind === 'count')
    return result.of.length < 2
      ? []
      : result.of.map((id, i) => ({
          name: `without ${id}`,
          value: { ...result, of: result.of.toSpliced(i, 1) },
        }))
  if (result.kind === 'line' && result.needs !== undefined) {
    const { needs, ...free } = result
    return [{ name: `whether or not ${needs}`, value: free }]
  }
  if (result.kind !== 'case' && result.kind !== 'list') return []
  const { cases } = result
  const dropped =
    cases.length < 2 ? [] : cases.map((one, i) => [`without ${one.value}`, cases.toSpliced(i, 1)] as const)
  const swapped = cases.slice(1).map((one, i) => {
    const before = cases[i] ?? one
    const values = cases.with(i, { ...before, value: one.value }).with(i + 1, { ...one, value: before.value })
    return [`with ${before.value} and ${one.value} swapped`, values] as const
  })
  const parts = [...dropped, ...swapped].map(([name, value]) => ({
    name,
    value: { ...result, cases: value },
  }))
  if (!('only' in result) || result.only === undefined) return parts
  const { only, ...free } = result
  return [...parts, { name: `whether or not ${only}`, value: free }]
}
