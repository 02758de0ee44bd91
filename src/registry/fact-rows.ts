import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { Day } from '../lib/time.ts'
import type { EnterpriseScope } from '../people/may.ts'
import type { Columns } from '../rules/columns/columns.ts'
import { type Cells, type CellsByFact, columnsFromCells, irregularRows } from '../rules/columns/fill.ts'
import { FACTS, type FactName } from '../rules/fact-table.ts'
import type { RuleVersion } from '../rules/find-rule.ts'
import { sqlColumns } from '../rules/sql.ts'
import { accidentsByFirm } from './accidents.ts'
import { factRelation, REGISTRY_FACTS } from './fact-relation.ts'
import { factsOfMany } from './facts.ts'
import { excludedOn } from './rosters/standing.ts'

/** An enterprise as lists show it. */
export interface ListedFirm extends EnterpriseScope {
  name: string
  shortName: string
  isDemo: boolean
}

/** What the registry knows of all its enterprises on a day: as `factsFor` says, in columns. */
export interface FactRows {
  on: Day
  /** In the order of the rows: by region, then by USCC. */
  firms: readonly ListedFirm[]
  columns: Columns
}

/** Columns of the relation that tell who an enterprise is. */
const IDENTITY = ['uscc', 'name', 'short_name', 'region_code', 'assess_unit_id', 'chain', 'is_demo'] as const
type Identity = Record<(typeof IDENTITY)[number], Cells>

/**
 * Reads all enterprises' facts of a day: three statements, however many there are. With `rules` only the facts these
 * read, which the database need then not look for elsewhere, and whether a firm is listed.
 */
export async function factRows(db: Db, on: Day, rules?: readonly RuleVersion[]): Promise<FactRows> {
  const read = rules && new Set(rules.flatMap(sqlColumns))
  const names = REGISTRY_FACTS.filter(fact => fact === 'listed' || !read || read.has(fact))
  const [[arrays], accidents, excluded] = await Promise.all([
    rowsOf<Identity & Record<FactName, Cells>>(db, everything(on, names)),
    accidentsByFirm(db),
    rowsOf<{ uscc: string }>(db, sql`select distinct m.uscc from roster_member m where ${excludedOn(on)}`),
  ])
  const firms = firmsOf(arrays)
  const cells: CellsByFact = new Map(names.map(fact => [fact, arrays?.[fact] ?? []]))
  // Lists have no column: the few firms with one are judged one by one, like those of enormous figures.
  const isExcluded = new Set(excluded.map(({ uscc }) => uscc))
  const uneven = new Set(irregularRows(cells))
  const odd = firms.flatMap(({ uscc }, row) =>
    uneven.has(row) || isExcluded.has(uscc) ? [{ row, uscc }] : [],
  )
  const exact = await factsOfMany(
    db,
    odd.map(({ uscc }) => uscc),
    on,
  )
  const irregular = new Map(odd.map(({ row, uscc }) => [row, exact.get(uscc)?.facts ?? {}]))
  const columns = columnsFromCells(
    firms.length,
    cells,
    firms.map(({ uscc }) => accidents.get(uscc) ?? []),
    irregular,
  )
  return { on, firms, columns }
}

/** One row with an array for each column: a database and its driver are far quicker with few long values. */
function everything(on: Day, names: readonly FactName[]): SQL {
  const columns = [...IDENTITY, ...names]
  const quoted = sql.raw(columns.map(column => `"${column}"`).join(', '))
  const arrays = columns.map(column => sql`json_agg(${cellOf(column)}) as ${sql.raw(`"${column}"`)}`)
  return sql`select ${sql.join(arrays, sql`, `)}
    from (select ${quoted} from (${factRelation(on)}) f order by region_code, uscc) f`
}

function cellOf(column: (typeof IDENTITY)[number] | FactName): SQL {
  const raw = sql.raw(`"${column}"`)
  const type = column in FACTS ? FACTS[column as FactName].type : 'word'
  if (type === 'amount' || type === 'count') return sql`trim_scale(${raw} * 10000)`
  return type === 'day' ? sql`${raw} - date '1970-01-01'` : raw
}

function firmsOf(arrays: Identity | undefined): ListedFirm[] {
  const column = (name: keyof Identity) => arrays?.[name] ?? []
  return column('uscc').map((uscc, row) => ({
    uscc: String(uscc),
    name: String(column('name')[row]),
    shortName: String(column('short_name')[row]),
    regionCode: column('region_code')[row] as string | null,
    assessUnitId: column('assess_unit_id')[row] as string | null,
    chain: column('chain')[row] as string | null,
    isDemo: column('is_demo')[row] === true,
  }))
}
