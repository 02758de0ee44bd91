import { Refusal } from '../lib/errors.ts'

/**
 * Allowed, but not as the case stands now: somebody was quicker, or the card that was clicked is an old one. Whoever
 * clicked is better served by the case as it is than by being refused.
 */
export class NotNow extends Refusal {
  override name = 'NotNow'
}
