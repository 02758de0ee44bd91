import type { Db } from '../../db/client.ts'
import type { Address } from '../../db/notice.ts'
import type { Deed } from '../../src/chat/command.ts'
import { keepSettings } from '../../src/chat/push/settings.ts'

/** To be asked for before a reader's settings are changed: what was done, with the way back to what they are now. */
export async function changing(db: Db, reader: Address): Promise<(words: string) => Deed> {
  const before = await keepSettings(db, reader)
  return words => ({ words, undo: { kind: 'pushes', ref: { reader, before } } })
}
