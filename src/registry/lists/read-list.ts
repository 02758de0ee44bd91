import type { Db } from '../../../db/client.ts'
import { type DataRow, locate } from '../../lib/tables/headings.ts'
import type { Table } from '../../lib/tables/read.ts'
import type { CellProblem, RowNotes } from '../../lib/tables/report.ts'
import type { Importer, List } from './list.ts'
import { openProblems } from './problems.ts'

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
  const seen = new Set<string | number>()
  const doubled = new Set<string | number>()
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
    else {
      const key = list.keyOf(record)
      if (seen.has(key)) doubled.add(key)
      else seen.add(key)
    }
    place++
  }
  seen.clear()
  const isIn = (at: number) => !left.has(at) && !bad.has(at)
  for (const { rows: some, isSame } of twinsOf(doubled, rows, row => read(row, SILENT), list, isIn)) {
    const [first, ...others] = some
    for (const { place: at, row } of isSame ? others : some) {
      const notes = problems.of(row)
      if (isSame) {
        left.add(at)
        notes.warn(null, '', `与第 ${first?.row.row} 行重复，只导入了一行。`)
      } else {
        bad.add(at)
        notes.reject(null, '', contradiction(some.map(one => one.row.row)))
      }
    }
  }
  inOrder(problems.rejected)
  inOrder(problems.warnings)
  if (hidden > 0) remarks.push(`有 ${hidden} 行在表里是隐藏的，也一并读入；不要的请在表里删掉。`)
  return {
    records: {
      *[Symbol.iterator]() {
        for (const [at, row] of numbered(rows)) {
          const record = isIn(at) ? read(row, SILENT) : null
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

/** Rows about the same thing. */
interface Twins {
  rows: { place: number; row: DataRow; text: string }[]
  /** They say the same. */
  isSame: boolean
}

/** Gathers the rows of keys that came up again; they are rare enough to be gone to again for what they say. */
function twinsOf<R>(
  keys: ReadonlySet<string | number>,
  rows: Iterable<DataRow>,
  read: (row: DataRow) => R | null,
  { keyOf }: Pick<List<R>, 'keyOf'>,
  isIn: (place: number) => boolean,
): Iterable<Twins> {
  const groups = new Map<string | number, Twins>()
  if (keys.size === 0) return []
  for (const [place, row] of numbered(rows)) {
    const record = isIn(place) ? read(row) : null
    const key = record === null ? null : keyOf(record)
    if (key === null || !keys.has(key)) continue
    const text = JSON.stringify(record)
    const group = groups.get(key) ?? { rows: [], isSame: true }
    group.isSame &&= text === (group.rows[0]?.text ?? text)
    group.rows.push({ place, row, text })
    groups.set(key, group)
  }
  return groups.values()
}

/** As they stand in the file: sheet by sheet, row by row. */
function inOrder(problems: CellProblem[]): void {
  const sheets = [...new Set(problems.map(({ sheet }) => sheet))]
  problems.sort((a, b) => sheets.indexOf(a.sheet) - sheets.indexOf(b.sheet) || a.row - b.row)
}

const SILENT: RowNotes = { reject() {}, warn() {} }

const TOLD = 6

function contradiction(rows: readonly number[]): string {
  const told = rows.slice(0, TOLD).join('、') + (rows.length > TOLD ? '等' : '')
  return `第 ${told} 行说的是同一个，内容却不同，请只保留正确的一行。`
}
