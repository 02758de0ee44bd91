import { hasRole, unitsOf } from '../people/may.ts'
import type { Actor } from '../people/roles.ts'
import type { Act } from './act.ts'
import { isTooLateToReopen } from './again.ts'
import { isSettled, isTooLateToDispute } from './dispute.ts'
import { isForLeaders, isTimeToExtend } from './extension.ts'
import { movesOf } from './guard.ts'
import type { LoadedCase } from './load.ts'
import { isHighest, isUrgedToday } from './press.ts'
import type { Verb } from './transitions.ts'

/** When an offer is made: what can be done today may be too late tomorrow. */
type Moment = Pick<Act, 'calendar' | 'now'>

/**
 * What somebody may do to a case now, by everything that is known of it and not its stage alone: a button that would
 * only be refused is not offered. The verbs decide for themselves when it is done.
 */
export function offeredTo(actor: Actor, target: LoadedCase, moment: Moment): Verb[] {
  return movesOf(actor, target).filter(verb => isOpenTo(verb, actor, target, moment))
}

function isOpenTo(verb: Verb, actor: Actor, target: LoadedCase, moment: Moment): boolean {
  const { row } = target
  switch (verb) {
    case 'dispute':
      return !isSettled(row) && !isTooLateToDispute(moment, row)
    case 'extend':
      return row.request?.kind === 'extension' && (hasRole(actor, 'leader') || !isForLeaders(target))
    case 'refuseExtension':
      return row.request?.kind === 'extension'
    case 'refuseHold':
      return row.request?.kind === 'hold'
    case 'askExtension':
      return row.request === null && row.dueOn !== null && isTimeToExtend(moment, row.dueOn)
    case 'askHold':
      return row.request === null
    case 'coreport':
      return row.coUnits.some(({ unitId, answer }) => answer === null && unitsOf(actor).includes(unitId))
    case 'reply':
      return row.instructions.some(({ answer }) => answer === null)
    case 'supplement':
      // The unit that has it in hand reports progress.
      return !movesOf(actor, target).includes('progress')
    case 'urge':
      return !isUrgedToday(moment, row)
    case 'escalate':
      return !isHighest(row)
    case 'reopen':
      return hasRole(actor, 'office', 'leader') || !isTooLateToReopen(moment.now, row.closedAt)
    default:
      return true
  }
}
