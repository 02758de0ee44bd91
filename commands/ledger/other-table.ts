import type { List } from '../../src/registry/lists/list.ts'
import { tableIn } from '../import/tables.ts'

/** A table named in a text that is not the ledger of cases: 走访台账, 联点人员表. */
export function otherTableIn(text: string): List | null {
  const table = /诉求|问题/.test(text) ? null : tableIn(text)
  return table?.kind === 'cases' || table?.kind === 'members' ? null : table
}
