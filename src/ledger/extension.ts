import type { CaseFacts } from '../../db/notice.ts'
import { Refusal } from '../lib/errors.ts'
import { dayOf, isDay } from '../lib/time.ts'
import { addWorkdays, countWorkdays, isWorkday } from '../lib/working-days.ts'
import { hasRole } from '../people/may.ts'
import type { Act } from './act.ts'
import { workdaysLeft } from './calendar.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import type { LoadedCase } from './load.ts'
import { nameOf } from './names.ts'
import { enterpriseOf, LEADERS, OFFICE, tellChange, unitOf } from './notify.ts'
import { record } from './record.ts'
import { requireText } from './wording.ts'

/** Working days before the due day by which an extension must be asked for (泉州 rule). */
const ASK_BEFORE = 1
/** Working days from assignment that a case may take with all extensions (许昌 rule). */
const LONGEST_TERM = 30
/** Extensions of a round the office may grant; the next is a leader's to grant. */
const BY_OFFICE = 1

/** Whether there is still time to ask for an extension. */
export const isTimeToExtend = ({ calendar, now }: Pick<Act, 'calendar' | 'now'>, dueOn: string): boolean =>
  workdaysLeft(calendar, dayOf(now), dueOn) >= ASK_BEFORE

/** Whether the next extension of a round is a leader's to grant. */
export const isForLeaders = ({ row }: LoadedCase): boolean => row.extensions >= BY_OFFICE

/** 申请延期: a new due day and why, at least one working day before the present one is over. */
export async function askExtension(
  act: Act,
  no: string,
  { until, reason: words }: { until: string; reason: string },
): Promise<CaseFacts> {
  const before = await openCase(act, no, 'askExtension')
  const { dueOn } = before.row
  if (!dueOn) throw new Error(`${no} has no due day`)
  refuseSecond(before)
  if (!isTimeToExtend(act, dueOn))
    throw new Refusal(
      `延期要在到期前至少 ${ASK_BEFORE} 个工作日申请，${no} 的期限是 ${dueOn}，已经来不及了。请抓紧办理并说明情况。`,
    )
  requireLater(act, before, until)
  const reason = requireText(words, '延期理由', 4)
  const after = await record(act, before, 'askExtension', { until, reason })
  const by = nameOf(act.actor)
  const to = isForLeaders(after) ? [OFFICE, LEADERS] : [OFFICE]
  await tellChange(act, after, to, { kind: 'asked', what: 'extension', until, reason, by })
  return factsOf(after, act.calendar, act.now)
}

/** 同意延期: to the day asked for; the enterprise is told why. A second one in a round is for a leader to grant. */
export async function grantExtension(act: Act, no: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'extend')
  const { request } = before.row
  if (request?.kind !== 'extension') throw new Refusal(`${no} 没有待审批的延期申请。`)
  if (isForLeaders(before) && !hasRole(act.actor, 'leader'))
    throw new Refusal(`${no} 这一轮已经延期过一次，再次延期要由市领导批准。`)
  const due = requireLater(act, before, request.until)
  const after = await record(act, before, 'extend', due)
  const told = [...unitOf(after), ...(await enterpriseOf(act, after))]
  await tellChange(act, after, told, { kind: 'extended', reason: request.reason, dueOn: due.dueOn })
  return factsOf(after, act.calendar, act.now)
}

/** 不同意延期, with a reason; the due day stays. */
export async function refuseExtension(act: Act, no: string, words: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'refuseExtension')
  if (before.row.request?.kind !== 'extension') throw new Refusal(`${no} 没有待审批的延期申请。`)
  const reason = requireText(words, '不同意的理由')
  const after = await record(act, before, 'refuseExtension', { reason })
  await tellChange(act, after, unitOf(after), { kind: 'refused', what: 'extension', reason })
  return factsOf(after, act.calendar, act.now)
}

/** One request at a time. */
export function refuseSecond({ row: { no, request } }: LoadedCase): void {
  if (!request) return
  const what = request.kind === 'extension' ? '延期' : '挂起'
  throw new Refusal(`${no} 已有一份待审批的${what}申请（至 ${request.until}），请等审批后再提。`)
}

function requireLater(act: Act, { row: { no, dueOn, assignedAt } }: LoadedCase, until: string) {
  if (!isDay(until) || !dueOn || until <= dueOn || until <= dayOf(act.now))
    throw new Refusal(`新的期限要晚于现在的期限（${dueOn}），请写日期，例如 2023-11-30。`)
  if (!isWorkday(act.calendar, until)) throw new Refusal(`${until} 不是工作日，请选一个工作日。`)
  const days = assignedAt ? countWorkdays(act.calendar, dayOf(assignedAt), until) : 0
  if (days > LONGEST_TERM)
    throw new Refusal(
      `${no} 连同延期最长 ${LONGEST_TERM} 个工作日，到 ${until} 超过了。长期推进的事项请申请挂账。`,
    )
  return { dueOn: until, dueIsProvisional: addWorkdays(act.calendar, until, 0).provisional }
}
