import { CASE_STATE_NAMES, type CaseState } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { NotNow } from './not-now.ts'

/** What can be done to a case. `accept` and `reject` are the two outcomes of 评价; `lapse` is nobody answering. */
export const VERBS = {
  file: '受理',
  decline: '不予受理',
  assign: '交办',
  sign: '签收',
  dispute: '退回派单',
  transfer: '转办',
  coassign: '请单位协办',
  coreport: '反馈协办情况',
  progress: '填写进展',
  askExtension: '申请延期',
  extend: '同意延期',
  refuseExtension: '不同意延期',
  askHold: '申请挂起',
  hold: '挂起',
  refuseHold: '不同意挂起',
  resume: '恢复办理',
  shelve: '挂账',
  finish: '办结',
  pass: '审核通过',
  return: '退回补办',
  accept: '评价满意',
  reject: '评价不满意',
  lapse: '默认评价',
  reopen: '重开',
  withdraw: '撤回',
  merge: '并案',
  answer: '并案答复',
  supplement: '补充材料',
  correct: '更正',
  urge: '催办',
  escalate: '提级',
  instruct: '批示',
  reply: '反馈批示',
  join: '纳入专班',
  supervise: '亮牌督办',
  redate: '按日历调整期限',
  undo: '撤回上一步',
} as const

export type Verb = keyof typeof VERBS

/** In what capacity somebody acts; `guard.ts` decides who has it. */
export const CAPACITIES = {
  reporter: '企业联系人或其联络员',
  router: '派单规则',
  office: '领导小组办公室',
  handler: '责任单位',
  cohandler: '协办单位',
  reviewer: '领导小组办公室（承办人本人除外）',
  enterprise: '提出诉求的企业',
  leader: '市领导',
  clock: '系统到时',
  doer: '办上一步的人本人',
} as const

export type Capacity = keyof typeof CAPACITIES

export interface Transition {
  from: readonly (CaseState | null)[]
  verb: Verb
  /** `same`: the stage stays; what changes is a fact beside it. `back`: as before the step taken back. */
  to: CaseState | 'same' | 'back'
  who: readonly Capacity[]
  /** Fields the event must carry. */
  carries: readonly string[]
}

const rule = (
  from: Transition['from'],
  verb: Verb,
  to: Transition['to'],
  who: readonly Capacity[],
  carries: readonly string[] = [],
): Transition => ({ from, verb, to, who, carries })

/** Where a unit has it in hand, its clock running or standing. */
const WITH_UNIT = ['assigned', 'handling', 'held', 'shelved'] as const
/** Where something is still to be done, by anybody. */
const OPEN_STATES = ['filed', ...WITH_UNIT, 'reviewing', 'rating', 'merged'] as const
/** Where an end may have been reached by the step taken back. */
const ENDED = ['closed', 'declined', 'withdrawn'] as const

/**
 * 办理流程: the only place that says what may follow what and who does it. A pair of state and verb that is not here
 * is refused. 草稿 is the form in a chat, before there is a case; overdue, 督办, 延期, 协办, 专班, 轮次 and 评价 are facts
 * beside the stage, never stages.
 */
export const TRANSITIONS: readonly Transition[] = [
  rule([null], 'file', 'filed', ['reporter'], ['uscc', 'category', 'detail', 'urgency']),
  rule(['filed'], 'decline', 'declined', ['office'], ['reason', 'guidance']),
  rule(['filed'], 'assign', 'assigned', ['router', 'office'], ['unitId', 'dueOn', 'reason']),
  rule(['assigned'], 'sign', 'handling', ['handler']),
  rule(['assigned'], 'dispute', 'filed', ['handler'], ['reason', 'proposedUnitId']),
  rule([...WITH_UNIT], 'transfer', 'assigned', ['office'], ['unitId', 'reason']),
  rule(['assigned', 'handling'], 'coassign', 'same', ['office', 'handler'], ['unitId', 'task', 'dueOn']),
  rule([...WITH_UNIT], 'coreport', 'same', ['cohandler'], ['unitId', 'answer']),
  // Whoever reports on a case has plainly taken it on: the event says that signing was implied.
  rule(['assigned', 'handling'], 'progress', 'handling', ['handler'], ['note']),
  rule(['held', 'shelved'], 'progress', 'same', ['handler'], ['note']),
  rule(['handling'], 'askExtension', 'same', ['handler'], ['until', 'reason']),
  rule(['handling'], 'extend', 'same', ['office', 'leader'], ['dueOn']),
  rule(['handling'], 'refuseExtension', 'same', ['office', 'leader'], ['reason']),
  rule(['handling'], 'askHold', 'same', ['handler'], ['until', 'reason']),
  rule(['handling'], 'hold', 'held', ['office'], ['until', 'reason']),
  rule(['handling'], 'refuseHold', 'same', ['office'], ['reason']),
  rule(['handling'], 'shelve', 'shelved', ['office'], ['until', 'reason']),
  rule(['held', 'shelved'], 'resume', 'handling', ['handler', 'office', 'clock'], ['dueOn']),
  rule(['handling'], 'finish', 'reviewing', ['handler'], ['result', 'outcome']),
  rule(['reviewing'], 'pass', 'rating', ['reviewer']),
  rule(['reviewing'], 'return', 'handling', ['reviewer'], ['reason']),
  rule(['rating'], 'accept', 'closed', ['enterprise'], ['rating']),
  rule(['rating'], 'reject', 'handling', ['enterprise'], ['reason', 'dueOn']),
  rule(['rating'], 'lapse', 'closed', ['clock']),
  rule(['closed'], 'reopen', 'handling', ['enterprise', 'office', 'leader'], ['reason', 'dueOn']),
  rule([...OPEN_STATES], 'withdraw', 'withdrawn', ['enterprise'], ['reason']),
  rule(['filed', 'assigned', 'handling'], 'merge', 'merged', ['office'], ['masterNo', 'reason']),
  rule(['merged'], 'answer', 'rating', ['router'], ['result', 'outcome']),
  rule([...OPEN_STATES], 'supplement', 'same', ['reporter', 'handler', 'cohandler'], ['note']),
  rule([...OPEN_STATES], 'correct', 'same', ['reporter', 'office'], ['changes', 'reason']),
  rule(['filed', ...WITH_UNIT, 'reviewing'], 'urge', 'same', ['reporter', 'office', 'leader']),
  rule(
    ['filed', ...WITH_UNIT, 'reviewing'],
    'escalate',
    'same',
    ['reporter', 'handler', 'office'],
    ['reason'],
  ),
  rule([...OPEN_STATES, 'closed'], 'instruct', 'same', ['leader'], ['text']),
  rule([...OPEN_STATES, 'closed'], 'reply', 'same', ['handler', 'office'], ['instruction', 'answer']),
  rule(['filed', ...WITH_UNIT], 'join', 'same', ['office'], ['taskforce', 'unitId']),
  rule(['assigned', 'handling'], 'supervise', 'same', ['clock'], ['level']),
  rule([...WITH_UNIT], 'redate', 'same', ['clock'], ['dueOn', 'reason', 'countedOn']),
  // Whose step it was, whether it is the last and fresh is for `undo.ts` to see: the table knows only stages.
  rule([...OPEN_STATES, ...ENDED], 'undo', 'back', ['doer'], ['of', 'verb', 'back']),
]

/** What can be done next in a state. */
export function movesFrom(state: CaseState | null): readonly Transition[] {
  return TRANSITIONS.filter(move => move.from.includes(state))
}

/** The transition of a verb in a state; a `Refusal` saying where the case stands and what can be done now. */
export function findTransition(no: string, state: CaseState | null, verb: Verb): Transition {
  const found = movesFrom(state).find(move => move.verb === verb)
  if (found) return found
  if (state === null) throw new Refusal(`诉求还没有受理，不能${VERBS[verb]}。请先上报诉求。`)
  throw new NotNow(`${no} 现在是“${CASE_STATE_NAMES[state]}”，不能${VERBS[verb]}。${nextSteps(state)}`)
}

/** Stages in which any of some verbs is possible. */
export function statesFor(verbs: readonly Verb[]): CaseState[] {
  return TRANSITIONS.filter(({ verb }) => verbs.includes(verb))
    .flatMap(({ from }) => from)
    .filter((state, i, all): state is CaseState => state !== null && all.indexOf(state) === i)
}

/** In what capacities a verb is done, in whatever stage. */
export function capacitiesFor(verb: Verb): readonly Capacity[] {
  return [...new Set(TRANSITIONS.filter(move => move.verb === verb).flatMap(move => move.who))]
}

/** Moves that change the stage, for telling people what comes next; what can be done at any time is left out. */
const MAIN = ['assign', 'sign', 'finish', 'pass', 'return', 'accept', 'reject', 'resume', 'answer'] as const

/** What can be done now and by whom, as a sentence. */
function nextSteps(state: CaseState): string {
  const moves = movesFrom(state).filter(move => MAIN.some(verb => verb === move.verb))
  if (moves.length === 0) return '这件诉求的办理已经结束；如有新情况，请重新上报或申请重开。'
  const steps = [...new Set(moves.map(move => move.who[0]))].flatMap(who => {
    const verbs = moves.filter(move => move.who[0] === who).map(move => VERBS[move.verb])
    return who ? [`由${CAPACITIES[who]}${verbs.join('或')}`] : []
  })
  return `现在可以：${steps.join('；')}。`
}
