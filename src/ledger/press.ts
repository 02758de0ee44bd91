import type { CaseFacts } from '../../db/notice.ts'
import { Refusal } from '../lib/errors.ts'
import { dayOf, isDay } from '../lib/time.ts'
import type { Act } from './act.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import { nameOf } from './names.ts'
import { LEADERS, OFFICE, tellChange, unitOf } from './notify.ts'
import type { CaseRow } from './project.ts'
import { record } from './record.ts'
import { requireText } from './wording.ts'

/** 提级 beyond which there is nobody higher. */
const HIGHEST = 2

/** Whether it has been urged on this day. */
export const isUrgedToday = ({ now }: Pick<Act, 'now'>, { urgedAt }: CaseRow): boolean =>
  urgedAt !== null && dayOf(urgedAt) === dayOf(now)

/** Whether it is with the highest already. */
export const isHighest = ({ level }: CaseRow): boolean => level >= HIGHEST

/** 催办: asks the unit to hurry, once a day whoever asks; an unassigned case presses the office. */
export async function urgeCase(act: Act, no: string, words = ''): Promise<CaseFacts> {
  const before = await openCase(act, no, 'urge')
  if (isUrgedToday(act, before.row))
    throw new Refusal(`${no} 今天已经催办过，责任单位已收到，请等一等；明天还没有回音可以再催或申请提级。`)
  const note = words.trim() === '' ? null : requireText(words, '催办内容')
  const after = await record(act, before, 'urge', { note })
  const to = unitOf(after).length > 0 ? unitOf(after) : [OFFICE]
  await tellChange(act, after, to, { kind: 'urged', by: nameOf(act.actor), note, times: after.row.urges })
  return factsOf(after, act.calendar, act.now)
}

/** 提级: a level up with a reason: first to the office, then to the leaders. */
export async function escalateCase(act: Act, no: string, words: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'escalate')
  if (isHighest(before.row)) throw new Refusal(`${no} 已经提级到市领导，不能再提。`)
  const reason = requireText(words, '提级理由', 4)
  const after = await record(act, before, 'escalate', { reason })
  const to = after.row.level > 1 ? [OFFICE, LEADERS, ...unitOf(after)] : [OFFICE, ...unitOf(after)]
  await tellChange(act, after, to, { kind: 'escalated', reason, by: nameOf(act.actor) })
  return factsOf(after, act.calendar, act.now)
}

/** 批示: a leader's word on a case; it is answered to the leader, by a day where one is given. */
export async function instructCase(act: Act, no: string, words: string, dueOn?: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'instruct')
  const text = requireText(words, '批示内容')
  if (dueOn !== undefined && (!isDay(dueOn) || dueOn < dayOf(act.now)))
    throw new Refusal('要求反馈的日期要在今天以后，请写日期，例如 2023-11-30。')
  const after = await record(act, before, 'instruct', { text, ...(dueOn !== undefined && { dueOn }) })
  await tellChange(act, after, [...unitOf(after), OFFICE], {
    kind: 'instructed',
    by: nameOf(act.actor),
    text,
    dueOn: dueOn ?? null,
  })
  return factsOf(after, act.calendar, act.now)
}

/** 反馈批示: what came of a leader's word, told to that leader. `instruction` is the latest open one if not given. */
export async function replyToLeader(
  act: Act,
  no: string,
  words: string,
  instruction?: number,
): Promise<CaseFacts> {
  const before = await openCase(act, no, 'reply')
  const open = before.row.instructions.filter(({ answer }) => answer === null)
  const wanted = instruction === undefined ? open.at(-1) : open.find(one => one.instruction === instruction)
  if (!wanted) throw new Refusal(`${no} 没有待反馈的批示。`)
  const answer = requireText(words, '反馈内容', 4)
  const after = await record(act, before, 'reply', { instruction: wanted.instruction, answer })
  await tellChange(act, after, [`person:${wanted.by}`], { kind: 'replied', answer, text: wanted.text })
  return factsOf(after, act.calendar, act.now)
}
