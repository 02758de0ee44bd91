import type { FilesSent } from '../src/chat/dispatch.ts'
import { extractSlots } from '../src/chat/slots.ts'
import { isOneTable } from './import/receive.ts'
import { importable } from './import/tables.ts'

/**
 * What takes files that come alone or with words for nothing else: a table from somebody who may import is held against
 * the lists there are; anything else, and what is said to be a case's, belongs to a case.
 */
export function filesTo({ files, speaker, text, isOnCase }: FilesSent): { command: string; intent: string } {
  const { case_no } = extractSlots(text, { now: new Date(0), mentions: [] }).slots
  const isOfCase = isOnCase || case_no !== undefined || /诉求|附到|附上|附件|佐证/.test(text)
  return isOneTable(files) && !isOfCase && importable(speaker).length > 0
    ? { command: 'import', intent: 'import.ledger' }
    : { command: 'case', intent: 'case.attach' }
}
