import { evaluateExpressionSync, ZenEngine } from '@gorules/zen-engine'
import type { Run } from '../contender.ts'
import type { Enterprise } from '../enterprises.ts'
import { FIRST_ENTRY, INVESTMENT, OUTPUT, TAX } from '../hand-written.ts'
import { type FirmWithGrowth, withGrowth } from './growth-fields.ts'

/*
 * zen compares no nulls: what is missing is given as a number below every threshold, so it is two-valued. Its decision
 * is compiled once; the expression is compiled at each call, which a batch makes up for.
 */

/** A decision asked for one firm after the other, as its manual shows it. */
export function prepareZenDecision(rows: readonly Enterprise[]): Run {
  const firms = rows.map(firmFor)
  const decision = new ZenEngine().createDecision(graph({ expressions: [expression('passes', rule(''))] }))
  return async () => {
    let pass = 0
    for (const firm of firms) if ((await decision.evaluate(firm)).result.passes) pass++
    return { pass, unknown: null }
  }
}

/** A decision that loops over a batch of firms by itself. */
export function prepareZenLoop(rows: readonly Enterprise[]): Run {
  const batches = batchesOf(rows.map(firmFor))
  const decision = new ZenEngine().createDecision(
    graph({
      expressions: [expression('passes', rule(''))],
      executionMode: 'loop',
      inputField: 'firms',
      outputPath: 'firms',
      passThrough: false,
    }),
  )
  return async () => {
    let pass = 0
    for (const firms of batches) {
      const { result } = await decision.evaluate({ firms })
      for (const { passes } of result.firms as { passes: boolean }[]) if (passes) pass++
    }
    return { pass, unknown: null }
  }
}

/** One expression over a batch of firms: the least that crosses between JavaScript and Rust. */
export function prepareZenMap(rows: readonly Enterprise[]): Run {
  const batches = batchesOf(rows.map(firmFor))
  const mapped = `map(firms, ${rule('#.')})`
  return () => {
    let pass = 0
    for (const firms of batches)
      for (const passes of evaluateExpressionSync(mapped, { firms }) as boolean[]) if (passes) pass++
    return { pass, unknown: null }
  }
}

const BATCH = 1000
const BELOW_EVERYTHING = -1e15

function firmFor(firm: Enterprise): Record<string, number | boolean> {
  const fields: [string, number | boolean | null][] = Object.entries(withGrowth(firm))
  return Object.fromEntries(
    fields.map(([name, value]) => [name, value ?? (name === 'is_above_scale' ? false : BELOW_EVERYTHING)]),
  )
}

function batchesOf<T>(firms: readonly T[]): T[][] {
  const count = Math.ceil(firms.length / BATCH)
  return Array.from({ length: count }, (_, i) => firms.slice(i * BATCH, (i + 1) * BATCH))
}

function rule(before: '' | '#.'): string {
  const field = (name: keyof FirmWithGrowth) => `${before}${name}`
  const atLeast = (name: keyof FirmWithGrowth, limit: number) => `${field(name)} >= ${limit}`
  const both = [
    atLeast('output_y', OUTPUT),
    atLeast('output_over_30', 0),
    atLeast('tax_y', TAX),
    atLeast('tax_over_30', 0),
  ]
  const newcomer = [
    atLeast('first_above_scale_date', FIRST_ENTRY),
    atLeast('output_over_100', 0),
    atLeast('tax_over_100', 0),
  ]
  const any = `(${both.join(' and ')}) or ${atLeast('new_investment_y', INVESTMENT)} or (${newcomer.join(' and ')})`
  return `${field('is_above_scale')} and (${any})`
}

const expression = (key: string, value: string) => ({ id: key, key, value })

/** Input, one node of expressions, output. */
function graph(content: object): object {
  return {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode' },
      { id: 'rule', name: 'rule', type: 'expressionNode', content },
      { id: 'out', name: 'out', type: 'outputNode' },
    ],
    edges: [
      { id: 'to-rule', sourceId: 'in', targetId: 'rule', type: 'edge' },
      { id: 'from-rule', sourceId: 'rule', targetId: 'out', type: 'edge' },
    ],
  }
}
