import type { Db } from '../../db/client.ts'
import { dayOf } from '../lib/time.ts'
import type { Mention } from '../registry/resolve.ts'
import { isFirmOnly, sayInstead } from './say-again.ts'
import type { UnderstandInput, Understanding } from './understand.ts'

/** What reading needs. */
export interface Reading {
  understand(input: UnderstandInput): Understanding
  findMention(db: Db, text: string): Promise<Mention[]>
}

/**
 * Understands a text in its conversation: as the answer to what was asked, as the sentence before with something else in
 * it, or as itself. What is plainly another thing is that.
 */
export async function readText(
  db: Db,
  { understand, findMention }: Reading,
  input: UnderstandInput,
): Promise<Understanding> {
  const { focus, now } = input
  const { said, awaits } = focus
  if (said === undefined) return understand(input)
  const again = async (text: string, meant?: UnderstandInput['meant']) =>
    understand({ ...input, text, mentions: await findMention(db, text), ...(meant && { meant }) })
  if (awaits && isFirmOnly(input)) return again(`${said} ${input.text}`, awaits)
  const before = { text: said, mentions: await findMention(db, said) }
  const instead = sayInstead(before, input, dayOf(now))
  return instead === null ? understand(input) : again(instead)
}
