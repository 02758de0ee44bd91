import { type Block, note } from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import type { Day } from '../../src/lib/time.ts'
import type { Enterprise } from '../../src/registry/enterprises.ts'
import type { KnownFacts } from '../../src/registry/facts.ts'
import { keepReceipts, type Occasion, receiptNumber } from '../../src/registry/receipts.ts'
import type { Judged } from './eligibility-card.ts'

/** 留痕: keeps what was answered, and tells under which number. */
export async function keep(
  { db, speaker, openId, now }: Context,
  { uscc }: Enterprise,
  judged: readonly Judged[],
  { purpose, facts, sources, on }: KnownFacts & Pick<Occasion, 'purpose'> & { on: Day },
): Promise<Block> {
  const by = speaker.kind === 'person' ? speaker.id : openId
  const numbers = await keepReceipts(
    db,
    judged.map(one => ({ uscc, on, facts, sources, ...one })),
    { purpose, by, now },
  )
  return note(`留痕 ${numbers.map(receiptNumber).join('、')}`)
}
