import { CASE_STATE_NAMES, type CaseState } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'

/** What can be done to a case. `accept` and `reject` are the two outcomes of 评价. */
export const VERBS = {
  file: '受理',
  assign: '交办',
  sign: '签收',
  progress: '填写进展',
  finish: '办结',
  pass: '审核通过',
  return: '退回补办',
  accept: '评价满意',
  reject: '评价不满意',
} as const

export type Verb = keyof typeof VERBS

/** In what capacity somebody acts; `guard.ts` decides who has it. */
export const CAPACITIES = {
  reporter: '企业联系人或其联络员',
  router: '派单规则或领导小组办公室',
  handler: '责任单位',
  reviewer: '领导小组办公室（承办人本人除外）',
  enterprise: '提出诉求的企业',
} as const

export type Capacity = keyof typeof CAPACITIES

export interface Transition {
  from: CaseState | null
  verb: Verb
  to: CaseState
  who: Capacity
  /** Fields the event must carry. */
  carries: readonly string[]
}

/**
 * 办理流程 (`reference` ledger §2.2, first depth): the only place that says what may follow what. A pair of state
 * and verb that is not here is refused.
 */
export const TRANSITIONS: readonly Transition[] = [
  {
    from: null,
    verb: 'file',
    to: 'filed',
    who: 'reporter',
    carries: ['uscc', 'category', 'detail', 'urgency'],
  },
  { from: 'filed', verb: 'assign', to: 'assigned', who: 'router', carries: ['unitId', 'dueOn', 'reason'] },
  { from: 'assigned', verb: 'sign', to: 'handling', who: 'handler', carries: [] },
  // Whoever reports on a case has plainly taken it on: the event says that signing was implied.
  { from: 'assigned', verb: 'progress', to: 'handling', who: 'handler', carries: ['note'] },
  { from: 'handling', verb: 'progress', to: 'handling', who: 'handler', carries: ['note'] },
  { from: 'handling', verb: 'finish', to: 'reviewing', who: 'handler', carries: ['result'] },
  { from: 'reviewing', verb: 'pass', to: 'rating', who: 'reviewer', carries: [] },
  { from: 'reviewing', verb: 'return', to: 'handling', who: 'reviewer', carries: ['reason'] },
  { from: 'rating', verb: 'accept', to: 'closed', who: 'enterprise', carries: ['rating'] },
  { from: 'rating', verb: 'reject', to: 'handling', who: 'enterprise', carries: ['reason', 'dueOn'] },
]

/** What can be done next in a state. */
export function movesFrom(state: CaseState | null): Transition[] {
  return TRANSITIONS.filter(move => move.from === state)
}

/** In what capacity a verb is done; the same in every state. */
export function capacityFor(verb: Verb): Capacity {
  const move = TRANSITIONS.find(candidate => candidate.verb === verb)
  if (!move) throw new Error(`no transition for ${verb}`)
  return move.who
}

/** The transition of a verb in a state; a `Refusal` saying where the case stands and what can be done now. */
export function findTransition(no: string, state: CaseState | null, verb: Verb): Transition {
  const found = movesFrom(state).find(move => move.verb === verb)
  if (found) return found
  if (state === null) throw new Refusal(`诉求还没有受理，不能${VERBS[verb]}。请先上报诉求。`)
  throw new Refusal(`${no} 现在是“${CASE_STATE_NAMES[state]}”，不能${VERBS[verb]}。${nextSteps(state)}`)
}

/** What can be done now and by whom, as a sentence. */
function nextSteps(state: CaseState): string {
  const moves = movesFrom(state)
  if (moves.length === 0) return '这件诉求的办理已经结束；如有新情况，请重新上报。'
  const steps = [...new Set(moves.map(move => move.who))].map(who => {
    const verbs = moves.filter(move => move.who === who).map(move => VERBS[move.verb])
    return `由${CAPACITIES[who]}${verbs.join('或')}`
  })
  return `现在可以：${steps.join('；')}。`
}
