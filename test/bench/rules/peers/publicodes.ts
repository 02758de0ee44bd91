import Engine, { type ASTNode } from 'publicodes'
import type { Run } from '../contender.ts'
import type { Enterprise } from '../enterprises.ts'
import { FIRST_ENTRY, INVESTMENT, OUTPUT, TAX } from '../hand-written.ts'

/**
 * publicodes with the firm's figures as ready nodes, which spares it reading each as text. Three-valued: what is
 * missing is left out and stays undefined.
 */
export function preparePublicodes(rows: readonly Enterprise[]): Run {
  const engine = new Engine(RULES, { warn: false })
  const situations = rows.map(situationOf)
  return () => {
    let pass = 0
    let unknown = 0
    for (const situation of situations) {
      const { nodeValue } = engine.setSituation(situation).evaluate('roster')
      if (nodeValue === true) pass++
      else if (nodeValue !== false) unknown++
    }
    return { pass, unknown }
  }
}

const hasGrown = (current: string, base: string, percent: number) => [
  `${base} > 0`,
  `${current} * 100 >= ${base} * ${percent}`,
]

const FIELDS = {
  'above scale': 'is_above_scale',
  output: 'output_y',
  'output before': 'output_y1',
  tax: 'tax_y',
  'tax before': 'tax_y1',
  investment: 'new_investment_y',
  'first entry': 'first_above_scale_date',
} as const satisfies Record<string, keyof Enterprise>

const RULES = {
  ...Object.fromEntries(Object.keys(FIELDS).map(name => [name, null])),
  roster: {
    'toutes ces conditions': [
      'above scale',
      {
        'une de ces conditions': [
          {
            'toutes ces conditions': [
              `output >= ${OUTPUT}`,
              ...hasGrown('output', 'output before', 130),
              `tax >= ${TAX}`,
              ...hasGrown('tax', 'tax before', 130),
            ],
          },
          `investment >= ${INVESTMENT}`,
          {
            'toutes ces conditions': [
              `first entry >= ${FIRST_ENTRY}`,
              ...hasGrown('output', 'output before', 200),
              ...hasGrown('tax', 'tax before', 200),
            ],
          },
        ],
      },
    ],
  },
}

function situationOf(firm: Enterprise): Record<string, ASTNode> {
  const known = Object.entries(FIELDS).flatMap(([name, field]) => {
    const value = firm[field]
    return value === null ? [] : [[name, constant(value)] as const]
  })
  return Object.fromEntries(known)
}

function constant(value: number | boolean): ASTNode {
  const shared = { nodeKind: 'constant', isNullable: false, missingVariables: {} } as const
  return typeof value === 'number'
    ? { ...shared, type: 'number', nodeValue: value }
    : { ...shared, type: 'boolean', nodeValue: value }
}
