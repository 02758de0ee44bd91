import Big from 'big.js'
import type { Day } from '../../src/lib/time.ts'
import type { PolicyDocument, Rule } from '../../src/rules/document.ts'
import { FACTS, type FactName } from '../../src/rules/fact-table.ts'
import { type FactsInput, parseFacts } from '../../src/rules/facts.ts'
import { workOut } from '../../src/rules/lines.ts'

interface Where {
  rule: Rule
  document: PolicyDocument
  on: Day
}
type Known = Partial<Record<FactName, Big>>

/** In what steps each kind of fact is tried. */
const GRID: Record<string, string> = { amount: '0.0001', count: '1', ratio: '0.0001' }
/** What the other facts of a line are, in every combination, until one fact can bring the line to its limit. */
const FILLS = ['1', '100', '12', '6', '10000', '0']
const FAR = 2 ** 42

/**
 * Facts by which a line of a rule comes to just below, exactly and just above a limit. All facts of the line but one
 * are held still; of that one the value is sought at which the line reaches the limit.
 * @throws {Error} when no single fact can bring it there
 */
export function aroundLine(id: string, limit: Big, where: Where): { sign: number; facts: FactsInput }[] {
  const names = factsOf(id, where.rule)
  for (const others of combinations(names))
    for (const driver of names) {
      const found = drive(driver, { id, limit, where, others })
      if (found) return found
    }
  throw new Error(`${where.rule.id}: nothing brings line ${id} to ${limit.toFixed()}`)
}

function factsOf(id: string, rule: Rule): FactName[] {
  const of = rule.lines?.find(line => line.id === id)?.of ?? []
  const names = of.flatMap(operand => {
    if ('line' in operand) return factsOf(operand.line, rule)
    return 'fact' in operand ? [operand.fact] : []
  })
  return [...new Set(names)]
}

function* combinations([name, ...rest]: FactName[]): Generator<Known> {
  if (name === undefined) {
    yield {}
    return
  }
  for (const others of combinations(rest))
    for (const fill of FILLS) {
      const value = new Big(fill)
      yield { ...others, [name]: FACTS[name].type === 'ratio' ? value.div(100) : value }
    }
}

interface Search {
  id: string
  limit: Big
  where: Where
  others: Known
}

function drive(driver: FactName, { id, limit, where, others }: Search) {
  const { type } = FACTS[driver]
  const at = (n: number): Known => ({ ...others, [driver]: new Big(GRID[type] ?? 1).times(n) })
  const sign = (n: number): number | null => {
    const value = workOut(where.rule.lines ?? [], { ...where, facts: parseFacts(at(n)) }).get(id)?.value
    return value instanceof Big ? value.cmp(limit) : null
  }
  let [low, high] = [type === 'count' ? 0 : -FAR, FAR]
  const [first, last] = [sign(low), sign(high)]
  if (first === null || last === null || first === last) return null
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (sign(middle) === first) low = middle
    else high = middle
  }
  if (sign(high) !== 0) return null
  const points = [{ sign: 0, n: high }]
  for (const direction of [-1, 1])
    for (let step = 1; step < FAR; step *= 2) {
      const n = high + direction * step
      const side = n < 0 && type === 'count' ? null : sign(n)
      if (side === null) break
      if (side === 0) continue
      points.push({ sign: side, n })
      break
    }
  return points.map(({ sign, n }) => ({ sign, facts: at(n) as FactsInput }))
}
