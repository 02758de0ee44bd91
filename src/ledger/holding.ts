import type { CaseFacts } from '../../db/notice.ts'
import { Refusal } from '../lib/errors.ts'
import { dayOf, isDay } from '../lib/time.ts'
import { countWorkdays } from '../lib/working-days.ts'
import type { Act } from './act.ts'
import { resumed } from './deadline.ts'
import { refuseSecond } from './extension.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import { nameOf } from './names.ts'
import { enterpriseOf, OFFICE, tellChange, unitOf } from './notify.ts'
import { record } from './record.ts'
import { requireText } from './wording.ts'

/** 挂起 reasons; the clock stands only for what is not in the unit's hands. */
const HOLD_REASONS = ['待企业补正', '待上级答复', '待外部条件', '纳入专班'] as const

/** Working days a case may be held at a time. */
const LONGEST_HOLD = 20
/** Working days after which a shelved case is to be reported on again. */
const LONGEST_SHELF = 250

interface Pause {
  until: string
  reason: string
}

/** 申请挂起: the unit asks the office to stop the clock, until a day. */
export async function askHold(act: Act, no: string, input: Pause): Promise<CaseFacts> {
  const before = await openCase(act, no, 'askHold')
  refuseSecond(before)
  const pause = parsePause(act, input, LONGEST_HOLD, '挂起')
  const after = await record(act, before, 'askHold', pause)
  await tellChange(act, after, [OFFICE], { kind: 'asked', what: 'hold', ...pause, by: nameOf(act.actor) })
  return factsOf(after, act.calendar, act.now)
}

/** 挂起: the office stops the clock, as asked or by itself; unit and enterprise are told why and until when. */
export async function holdCase(act: Act, no: string, input?: Pause): Promise<CaseFacts> {
  const before = await openCase(act, no, 'hold')
  const { request } = before.row
  const asked = input ?? (request?.kind === 'hold' ? request : undefined)
  if (!asked) throw new Refusal(`${no} 没有待审批的挂起申请，请写明挂起原因和恢复日期。`)
  const pause = parsePause(act, asked, LONGEST_HOLD, '挂起')
  const after = await record(act, before, 'hold', pause)
  await tellChange(act, after, [...unitOf(after), ...(await enterpriseOf(act, after))], {
    kind: 'held',
    ...pause,
  })
  return factsOf(after, act.calendar, act.now)
}

/** 不同意挂起, with a reason; the clock goes on. */
export async function refuseHold(act: Act, no: string, words: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'refuseHold')
  if (before.row.request?.kind !== 'hold') throw new Refusal(`${no} 没有待审批的挂起申请。`)
  const reason = requireText(words, '不同意的理由')
  const after = await record(act, before, 'refuseHold', { reason })
  await tellChange(act, after, unitOf(after), { kind: 'refused', what: 'hold', reason })
  return factsOf(after, act.calendar, act.now)
}

/** 挂账: a matter for the long run; `until` is when it is next reported on. */
export async function shelveCase(act: Act, no: string, input: Pause): Promise<CaseFacts> {
  const before = await openCase(act, no, 'shelve')
  const { until } = parsePause(act, { ...input, reason: HOLD_REASONS[0] }, LONGEST_SHELF, '挂账')
  const reason = requireText(input.reason, '挂账理由', 4)
  const after = await record(act, before, 'shelve', { until, reason })
  const told = [...unitOf(after), ...(await enterpriseOf(act, after))]
  await tellChange(act, after, told, { kind: 'shelved', until, reason })
  return factsOf(after, act.calendar, act.now)
}

/** 恢复办理: the clock goes on; the due day is later by the working days it stood. By the clock on the day set. */
export async function resumeCase(act: Act, no: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'resume')
  const { dueOn, dueIsProvisional, heldOn } = before.row
  if (!dueOn || !heldOn) throw new Error(`${no} does not stand`)
  const { due, pausedDays } = resumed({ dueOn, dueIsProvisional }, heldOn, dayOf(act.now), act.calendar)
  const after = await record(act, before, 'resume', { ...due, pausedDays })
  const told = [...unitOf(after), ...(await enterpriseOf(act, after))]
  await tellChange(act, after, told, { kind: 'resumed', pausedDays })
  return factsOf(after, act.calendar, act.now)
}

function parsePause(act: Act, { until, reason }: Pause, longest: number, what: string): Pause {
  const today = dayOf(act.now)
  if (!isDay(until) || until <= today)
    throw new Refusal(`${what}到哪一天要写清楚，而且要在今天以后，例如 2023-11-30。`)
  if (countWorkdays(act.calendar, today, until) > longest)
    throw new Refusal(`${what}一次最长 ${longest} 个工作日，${until} 太远了，请选近一点的日期。`)
  const known = HOLD_REASONS.find(one => reason.startsWith(one))
  if (!known) throw new Refusal(`挂起原因只有${HOLD_REASONS.join('、')}四种，请选择一种，可在后面补充说明。`)
  return { until, reason: requireText(reason, '挂起原因') }
}
