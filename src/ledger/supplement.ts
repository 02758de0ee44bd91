import type { CaseFacts } from '../../db/notice.ts'
import { type FileRef, URGENCIES } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { mayHandleCase } from '../people/may.ts'
import type { Act } from './act.ts'
import { isCategory } from './categories.ts'
import type { Correction } from './event.ts'
import { factsOf } from './facts.ts'
import { openCase } from './guard.ts'
import { scopeOf } from './load.ts'
import { nameOf } from './names.ts'
import { OFFICE, tellChange, unitOf } from './notify.ts'
import { record } from './record.ts'
import { requireText } from './wording.ts'

/**
 * 补充材料: more words or files from the enterprise's side, or from a unit that cannot report progress just now; whoever
 * handles it is told, and the office of what its own unit adds.
 */
export async function supplementCase(
  act: Act,
  no: string,
  { note: words, files = [] }: { note: string; files?: readonly FileRef[] },
): Promise<CaseFacts> {
  const before = await openCase(act, no, 'supplement')
  const note =
    words.trim() === '' && files.length > 0 ? `附件${files.length}个` : requireText(words, '补充内容')
  const after = await record(act, before, 'supplement', { note, files: [...files] })
  const isOwnUnit = act.actor.kind === 'person' && mayHandleCase(act.actor, scopeOf(after))
  const to = isOwnUnit || unitOf(after).length === 0 ? [OFFICE] : unitOf(after)
  await tellChange(act, after, to, { kind: 'supplemented', note, files: files.length, by: nameOf(act.actor) })
  return factsOf(after, act.calendar, act.now)
}

const LABELS = { category: '类别', detail: '情况描述', contact: '联系人', urgency: '紧急程度' } as const

/** 更正: what was reported wrongly; the first words stay in the ledger. A new category does not move the case. */
export async function correctCase(
  act: Act,
  no: string,
  { changes, reason: words }: { changes: Correction; reason: string },
): Promise<CaseFacts> {
  const before = await openCase(act, no, 'correct')
  const { category, detail, contact, urgency } = changes
  if (category !== undefined && !isCategory(category))
    throw new Refusal(`没有“${category.slice(0, 20)}”这个诉求类别，请重新选择。`)
  if (urgency !== undefined && !URGENCIES.includes(urgency))
    throw new Refusal('紧急程度只有一般、急、特急三种，请重新选择。')
  const checked: Correction = {
    ...(category !== undefined && { category }),
    ...(detail !== undefined && { detail: requireText(detail, '情况描述', 4) }),
    ...(contact !== undefined && { contact: requireText(contact, '联系人') }),
    ...(urgency !== undefined && { urgency }),
  }
  const fields = (Object.keys(checked) as (keyof Correction)[]).filter(
    name => checked[name] !== before.row[name],
  )
  if (fields.length === 0) throw new Refusal('更正后的内容和原来一样，没有改动。请写清楚要改成什么。')
  const reason = requireText(words, '更正原因')
  const after = await record(act, before, 'correct', { changes: checked, reason })
  const labels = fields.map(name => LABELS[name])
  await tellChange(act, after, [...unitOf(after), OFFICE], {
    kind: 'corrected',
    fields: labels,
    reason,
    by: nameOf(act.actor),
  })
  return factsOf(after, act.calendar, act.now)
}
