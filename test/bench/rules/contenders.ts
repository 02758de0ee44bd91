import type { Sql } from 'postgres'
import type { Contender, Run } from './contender.ts'
import type { Enterprise } from './enterprises.ts'
import { limits } from './limit.ts'
import { ours } from './ours.ts'
import { prepareJsonLogic } from './peers/json-logic.ts'
import { prepareJsonRulesEngine } from './peers/json-rules-engine.ts'
import { preparePostgres } from './peers/postgres.ts'
import { preparePublicodes } from './peers/publicodes.ts'
import { prepareZenDecision, prepareZenLoop, prepareZenMap } from './peers/zen.ts'

interface Peer {
  name: string
  part: Contender['part']
  /** Rows it is given at most: slow ones get a part of them, and their time for a row is told. */
  most: number
  prepare(rows: readonly Enterprise[]): Run
}

const PEERS: readonly Peer[] = [
  {
    name: 'json-logic-engine, run (no eval)',
    part: 'other',
    most: Number.POSITIVE_INFINITY,
    prepare: prepareJsonLogic,
  },
  { name: 'zen, map() over batches of 1,000', part: 'zen', most: 5000, prepare: prepareZenMap },
  { name: 'zen, decision looping over batches of 1,000', part: 'zen', most: 5000, prepare: prepareZenLoop },
  {
    name: 'zen, decision for one firm after the other',
    part: 'zen',
    most: 2000,
    prepare: prepareZenDecision,
  },
  { name: 'json-rules-engine', part: 'json-rules-engine', most: 2000, prepare: prepareJsonRulesEngine },
  { name: 'publicodes', part: 'other', most: 500, prepare: preparePublicodes },
]

/** Everybody, ready to run on the first of these rows. `withSlow`: also peers that cannot take them all. */
export async function contendersFor(
  rows: readonly Enterprise[],
  sql: Sql,
  { withSlow }: { withSlow: boolean },
): Promise<Contender[]> {
  const taking = PEERS.filter(({ most }) => withSlow || most >= rows.length)
  const peers = taking.map(({ name, part, most, prepare }): Contender => {
    const given = rows.slice(0, most)
    return { name, part, rows: given.length, run: prepare(given) }
  })
  const postgres: Contender = {
    name: 'SQL on Postgres, one select',
    part: 'other',
    rows: rows.length,
    run: await preparePostgres(sql, rows),
  }
  return [...limits(rows), ...ours(rows), postgres, ...peers]
}
