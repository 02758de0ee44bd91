import { Engine, type TopLevelCondition } from 'json-rules-engine'
import type { Run } from '../contender.ts'
import type { Enterprise } from '../enterprises.ts'
import { FIRST_ENTRY, INVESTMENT, OUTPUT, TAX } from '../hand-written.ts'
import { type FirmWithGrowth, withGrowth } from './growth-fields.ts'

/**
 * json-rules-engine in the fastest form found: the firm as one fact whose fields are read by a resolver of our own
 * (a fact a field is slower), priorities so that it stops at the first condition that decides (by itself it judges all
 * of a group), one after the other (at once is slower). Two-valued: null fails every comparison.
 */
export function prepareJsonRulesEngine(rows: readonly Enterprise[]): Run {
  const firms = rows.map(withGrowth)
  const engine = new Engine([{ conditions, event: { type: 'passes' } }], {
    pathResolver: (firm, path) => (firm as FirmWithGrowth)[path as keyof FirmWithGrowth],
  })
  return async () => {
    let pass = 0
    for (const firm of firms) if ((await engine.run({ firm })).events.length > 0) pass++
    return { pass, unknown: null }
  }
}

const atLeast = (path: keyof FirmWithGrowth, value: number, priority: number) => ({
  fact: 'firm',
  path,
  operator: 'greaterThanInclusive',
  value,
  priority,
})

const conditions: TopLevelCondition = {
  all: [
    { fact: 'firm', path: 'is_above_scale', operator: 'equal', value: true, priority: 2 },
    {
      any: [
        {
          all: [
            atLeast('output_y', OUTPUT, 4),
            atLeast('output_over_30', 0, 3),
            atLeast('tax_y', TAX, 2),
            atLeast('tax_over_30', 0, 1),
          ],
          priority: 1,
        },
        atLeast('new_investment_y', INVESTMENT, 3),
        {
          all: [
            atLeast('first_above_scale_date', FIRST_ENTRY, 3),
            atLeast('output_over_100', 0, 2),
            atLeast('tax_over_100', 0, 1),
          ],
          priority: 2,
        },
      ],
      priority: 1,
    },
  ],
}
