import { caseList } from '../../src/ledger/table/list.ts'
import type { Actor } from '../../src/people/roles.ts'
import { lists } from '../../src/registry/lists/index.ts'
import type { List } from '../../src/registry/lists/list.ts'
import { namesList } from '../../src/registry/lists/recognise.ts'

/** Everything that goes in and out as a spreadsheet: the lists of the registry, and the ledger of cases. */
export const tables: readonly List[] = [...lists, caseList]

/** What somebody may put in at all; their rows are judged one by one besides. */
export const importable = (actor: Actor): List[] => tables.filter(list => list.mayImport(actor))

export const tableOf = (kind: string): List | null => tables.find(list => list.kind === kind) ?? null

/** The table a text calls by its name; the one whose name is longest, where it calls several. */
export function tableIn(text: string): List | null {
  const named = tables.filter(list => namesList(text, list))
  return named.find(({ title }) => text.includes(title)) ?? named[0] ?? null
}
