import type { CaseFacts } from '../../db/notice.ts'
import { Refusal } from '../lib/errors.ts'
import type { Act } from './act.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import type { LoadedCase } from './load.ts'
import { OFFICE, tell, unitOf } from './notify.ts'
import { record } from './record.ts'
import { newTerm } from './term.ts'
import { requireText } from './wording.ts'

/** What an enterprise thinks of the result. */
export interface NewRating {
  rating: string
  /** Needed for 不满意. */
  reason?: string | undefined
  /** Round of the card clicked. */
  round?: number | undefined
}

/**
 * 评价: satisfied closes the case; not satisfied starts a new round with a new due day at the same unit, and unit and
 * office are told why. Only the enterprise itself may.
 */
export async function rateCase(act: Act, no: string, input: NewRating): Promise<CaseFacts> {
  const before = await openCase(act, no, input.rating === '不满意' ? 'reject' : 'accept', input.round)
  const { rating } = input
  if (rating === '不满意') return reject(act, before, input.reason ?? '')
  if (rating !== '满意' && rating !== '基本满意') {
    throw new Refusal('评价只有满意、基本满意、不满意三种，请点卡片上的按钮。')
  }
  const after = await record(act, before, 'accept', { rating })
  await tell(act, after, 'case.rated', [...unitOf(after), OFFICE], { reason: input.reason?.trim() || null })
  return factsOf(after, act.calendar, act.now)
}

async function reject(act: Act, before: LoadedCase, words: string): Promise<CaseFacts> {
  const reason = requireText(words, '不满意的原因', 4)
  const term = await newTerm(act, before)
  const after = await record(act, before, 'reject', { rating: '不满意', reason, ...term })
  await tell(act, after, 'case.returned', unitOf(after), { reason, by: 'enterprise' })
  await tell(act, { ...after, row: { ...after.row, rating: '不满意' } }, 'case.rated', [OFFICE], { reason })
  return factsOf(after, act.calendar, act.now)
}
