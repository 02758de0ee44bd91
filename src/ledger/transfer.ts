import type { CaseFacts } from '../../db/notice.ts'
import { Refusal } from '../lib/errors.ts'
import { dayOf, isDay } from '../lib/time.ts'
import type { Act } from './act.ts'
import { resumed } from './deadline.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import { requireUnit } from './names.ts'
import { tell, tellChange, unitOf } from './notify.ts'
import { record } from './record.ts'
import { rememberRoute } from './routing.ts'
import { requireText } from './wording.ts'

/** 转办: to another unit, with a reason. The clock goes on; the unit that had it keeps reading. Each is told once. */
export async function transferCase(act: Act, no: string, unitId: string, words: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'transfer')
  const { leadUnitId, dueOn, dueIsProvisional, heldOn } = before.row
  if (!leadUnitId || !dueOn) throw new Error(`${no} is assigned to nobody`)
  const name = await requireUnit(act.db, unitId)
  if (unitId === leadUnitId) throw new Refusal(`${no} 现在就由${name}承办，不用转办。`)
  const reason = requireText(words, '转办理由')
  const due = { dueOn, dueIsProvisional }
  const moved = heldOn ? resumed(due, heldOn, dayOf(act.now), act.calendar).due : due
  const data = { unitId, formerUnitId: leadUnitId, reason, ...moved }
  const after = { ...(await record(act, before, 'transfer', data)), unit: name }
  await tell(act, after, 'case.assigned', unitOf(after), { reason })
  await tellChange(act, after, [`unit:${leadUnitId}`], { kind: 'transferred', unit: name, reason })
  await rememberRoute(act, before, leadUnitId, unitId)
  return factsOf(after, act.calendar, act.now)
}

/** 协办: asks another unit to help, with a task and its own due day, not after the case's. */
export async function askToHelp(
  act: Act,
  no: string,
  { unitId, task: words, dueOn }: { unitId: string; task: string; dueOn: string },
): Promise<CaseFacts> {
  const before = await openCase(act, no, 'coassign')
  await requireUnit(act.db, unitId)
  if (unitId === before.row.leadUnitId) throw new Refusal('这个单位就是主办单位，请选择别的单位协办。')
  const task = requireText(words, '协办事项')
  if (!isDay(dueOn) || dueOn < dayOf(act.now) || (before.row.dueOn !== null && dueOn > before.row.dueOn))
    throw new Refusal(`协办期限应在今天到主办期限（${before.row.dueOn}）之间，请重新选择。`)
  const after = await record(act, before, 'coassign', { unitId, task, dueOn })
  await tellChange(act, after, [`unit:${unitId}`], { kind: 'coassigned', task, dueOn })
  return factsOf(after, act.calendar, act.now)
}

/** 反馈协办情况: the helping unit answers the lead unit. */
export async function answerHelp(act: Act, no: string, unitId: string, words: string): Promise<CaseFacts> {
  const before = await openCase(act, no, 'coreport')
  const asked = before.row.coUnits.find(one => one.unitId === unitId)
  if (!asked) throw new Refusal(`${no} 没有请贵单位协办，请核对编号。`)
  const answer = requireText(words, '协办情况')
  const name = await requireUnit(act.db, unitId)
  const after = await record(act, before, 'coreport', { unitId, answer })
  await tellChange(act, after, unitOf(after), { kind: 'coreported', unit: name, answer })
  return factsOf(after, act.calendar, act.now)
}
