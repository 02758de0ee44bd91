import type { Table as DbTable } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import type { Column, DataRow, Reading } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import type { Cell } from '../../lib/tables/write.ts'
import type { Actor } from '../../people/roles.ts'
import type { PolicySet } from '../../rules/policy-set.ts'

/**
 * A list that goes in and out as a spreadsheet. To add one, write `src/registry/lists/<kind>.ts` holding a
 * `List<R>`, R being what one row says, and name it in `index.ts`; template, import with its checks, preview and
 * report, and export follow from it.
 *
 * - `columns` are the headings. `reader` looks up what rows are checked against (places, enterprises: `firms.ts`)
 *   once, and gives a function that reads one row with the functions of `cells.ts`. Everything wrong with a row goes
 *   into its notes, by column and in Chinese: what is wrong and what to do; that a required cell is empty is said
 *   anyway. It is called twice for a row and writes nothing.
 * - `keyOf` says what a record is about: two rows of a file about the same are left out unless they say the same.
 * - `save` is handed good records, some thousand at a time, in the one transaction of the import. Records that are
 *   there as they should be count as `same` and are not touched; an empty cell changes nothing.
 * - `rows` gives everything an actor may see in the same columns: what is exported can be imported and changes nothing.
 */
export interface List<R = unknown> {
  /** At the command line and in the database: `enterprises`. */
  kind: string
  /** 企业. */
  title: string
  /** What people call such a table, where the title is not in it: 企业名单, 产值表. */
  called?: RegExp
  columns: readonly Column[]
  /** Other shapes its tables come in. */
  reading?: Pick<Reading, 'spread' | 'assume'>
  /** Rows an official can copy, for the template; the codes are the demo's. */
  examples: readonly ListRow[]
  /** Tables `save` writes to, so that the planner hears of many new rows. */
  tables: readonly DbTable[]
  /** Whether somebody may put it in at all; `reader` rejects rows that are not theirs. */
  mayImport(actor: Actor): boolean
  mayExport(actor: Actor): boolean
  reader(db: Db, importer: Importer): Promise<(row: DataRow, notes: RowNotes) => R | null>
  keyOf(record: R): string | number
  save(db: Db, records: readonly R[], importer: Importer): Promise<Saved>
  rows(db: Db, actor: Actor): AsyncIterable<ListRow>
}

/** Cells by column title; columns left out are empty. */
export type ListRow = Readonly<Record<string, Cell>>

/** Who puts a list in, and when. */
export interface Importer {
  actor: Actor
  /** As it is written beside what they put in: a person's id, `operator`. */
  by: string
  now: Date
  policies: PolicySet
  /** The row of `import_batch` that says which file it was. */
  batchId: number | null
}

/** How many records were new, changed something, or said what was there already. */
export interface Saved {
  added: number
  changed: number
  same: number
}

/** What became of records, counted. */
export function countEffects(effects: readonly ('added' | 'changed' | 'same')[]): Saved {
  const count = (effect: string) => effects.filter(one => one === effect).length
  return { added: count('added'), changed: count('changed'), same: count('same') }
}

/** A list as people call its table: 企业表, 走访台账. */
export const sayTable = ({ title }: Pick<List, 'title'>): string =>
  /[表账单]$/.test(title) ? title : `${title}表`

/** Two counts together. */
export const plus = (a: Saved, b: Saved): Saved => ({
  added: a.added + b.added,
  changed: a.changed + b.changed,
  same: a.same + b.same,
})
