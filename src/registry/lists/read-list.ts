import type { Db } from '../../../db/client.ts'
import { type DataRow, locate } from '../../lib/tables/headings.ts'
import type { Table } from '../../lib/tables/read.ts'
import type { CellProblem, RowNotes } from '../../lib/tables/report.ts'
import type { Importer, List } from './list.ts'
import { openProblems } from './problems.ts'
import { openTwins, type Twins } from './twins.ts'

/** A table held against a list: its good records, and everything that is wrong with the others. */
export interface ReadList<R> {
  /** Read from the file again each time they are gone through, so that a million rows need no memory. */
  records: Iterable<R>
  /** How many records are good. */
  good: number
  /** How many rows are faulty. */
  faulty: number
  rejected: CellProblem[]
  warnings: CellProblem[]
  /** What was found out about the file as a whole, in Chinese sentences. */
  remarks: string[]
  /** Headings as they stand in the file, and the faulty rows below them. */
  headings: readonly string[]
  /** What was said of the whole table, by column. */
  beside: Readonly<Record<string, string>>
  faultyRows: Iterable<DataRow>
}

/** Rows after which other work of the process gets its turn. */
const BREATH = 5000
const breathe = () => new Promise(resolve => setTimeout(resolve))

export interface ReadOptions {
  /** What whoever sends the table says of all of it: the source, the period. */
  given?: Readonly<Record<string, string>>
  /** Told now and then how many rows are checked. */
  onRead?(rows: number): void
}

/**
 * Reads and checks every row of a table; writes nothing.
 * @throws {Refusal} when headings are missing or there are no rows
 */
export async function readList<R>(
  db: Db,
  list: List<R>,
  table: Table,
  importer: Importer,
  { given = {}, onRead }: ReadOptions = {},
): Promise<ReadList<R>> {
  const { rows, remarks, headings, beside } = locate(table, list.columns, { ...list.reading, given })
  const read = await list.reader(db, importer)
  const required = list.columns.filter(({ isRequired, unless }) => isRequired && !unless)
  const problems = openProblems()
  const twins = openTwins()
  const left = new Set<number>()
  const bad = new Set<number>()
  let place = 0
  let hidden = 0
  for (const row of rows) {
    if (place > 0 && place % BREATH === 0) {
      onRead?.(place)
      await breathe()
    }
    const notes = problems.of(row)
    if (row.skip !== null) {
      notes.warn(null, '', row.skip)
      left.add(place++)
      continue
    }
    if (row.isHidden) hidden++
    const record = read(row, notes)
    for (const { title } of required)
      if (row.cell(title) === '' && !notes.has(title)) notes.reject(title, '', '没有填，请补上。')
    if (notes.has()) bad.add(place)
    else if (record === null) left.add(place)
    else twins.add(list.keyOf(record), place, row.row, record)
    place++
  }
  const doubled = new Map([...twins.found()].flatMap(group => group.places.map(at => [at, group] as const)))
  if (doubled.size > 0)
    for (const [at, row] of numbered(rows)) {
      const group = doubled.get(at)
      if (!group) continue
      const notes = problems.of(row)
      if (!group.isSame) {
        bad.add(at)
        notes.reject(null, '', contradiction(group))
      } else if (at !== group.places[0]) {
        left.add(at)
        notes.warn(null, '', `与第 ${group.rows[0]} 行重复，只导入了一行。`)
      }
    }
  inOrder(problems.rejected)
  inOrder(problems.warnings)
  if (hidden > 0) remarks.push(`有 ${hidden} 行在表里是隐藏的，也一并读入；不要的请在表里删掉。`)
  return {
    records: {
      *[Symbol.iterator]() {
        for (const [at, row] of numbered(rows)) {
          const record = left.has(at) || bad.has(at) ? null : read(row, SILENT)
          if (record !== null) yield record
        }
      },
    },
    good: place - left.size - bad.size,
    faulty: problems.faulty(),
    rejected: problems.rejected,
    warnings: problems.warnings,
    remarks,
    headings,
    beside,
    faultyRows: {
      *[Symbol.iterator]() {
        for (const [at, row] of numbered(rows)) if (bad.has(at)) yield row
      },
    },
  }
}

function* numbered(rows: Iterable<DataRow>): Generator<[number, DataRow]> {
  let place = 0
  for (const row of rows) yield [place++, row]
}

/** As they stand in the file: sheet by sheet, row by row. */
function inOrder(problems: CellProblem[]): void {
  const sheets = [...new Set(problems.map(({ sheet }) => sheet))]
  problems.sort((a, b) => sheets.indexOf(a.sheet) - sheets.indexOf(b.sheet) || a.row - b.row)
}

const SILENT: RowNotes = { reject() {}, warn() {} }

const TOLD = 6

function contradiction({ rows }: Twins): string {
  const told = rows.slice(0, TOLD).join('、') + (rows.length > TOLD ? '等' : '')
  return `第 ${told} 行说的是同一个，内容却不同，请只保留正确的一行。`
}
