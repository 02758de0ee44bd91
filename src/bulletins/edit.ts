import { and, eq, inArray } from 'drizzle-orm'
import type { BulletinContent, Wording } from '../../db/bulletin-content.ts'
import type { Db } from '../../db/client.ts'
import { queueNotices } from '../../db/notice.ts'
import { bulletin, bulletinVersion } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { hasRole } from '../people/may.ts'
import { type Actor, actorId } from '../people/roles.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { whyNotWords } from './check-words.ts'
import { composeBulletin } from './compose.ts'
import { editableIn } from './editable.ts'
import { type Bulletin, getBulletin, OPEN } from './find.ts'
import { requireDecider } from './rights.ts'
import { shownDraft } from './shown.ts'

export interface Edit {
  id: number
  actor: Actor
  now: Date
  causeId?: number | null
}

/** What became of an edit. `refused`: it would have changed a fact, and why; nothing was changed. */
export type Edited = { kind: 'edited'; bulletin: Bulletin; why: string } | { kind: 'refused'; why: string }

/** 改写: puts other words in the place of a passage's remark. Its facts stay as they are. */
export async function rewordBulletin(
  db: Db,
  { passageId, words, ...edit }: Edit & { passageId: string; words: string },
): Promise<Edited> {
  const row = await openBulletin(db, edit)
  const target = editableIn(row.content, row.wording).find(({ id }) => id === passageId)
  if (!target)
    throw new Refusal('这期通报里没有这一段，请说明改哪个县市区，或改典型经验、存在问题、下步打算。')
  const clean = words.trim().replace(/[。；;]+$/, '')
  const fault = whyNotWords(clean, target)
  if (fault) return { kind: 'refused', why: fault }
  const remarks = { ...row.wording.remarks, [passageId]: clean }
  const why = `改写：${target.title}${target.remark === '' ? '' : `“${target.remark}”`}改为“${clean}”`
  return write(db, edit, row, { wording: { ...row.wording, remarks } }, why)
}

/** 按实际写: prints rates to two decimals, so that 97.97% is not read as 98%. */
export async function printExactly(
  db: Db,
  { keys, title, ...edit }: Edit & { keys: readonly string[]; title: string },
): Promise<Edited> {
  const row = await openBulletin(db, edit)
  const exact = [...new Set([...row.wording.exact, ...keys])]
  return write(db, edit, row, { wording: { ...row.wording, exact } }, `${title}按实际写，保留两位小数`)
}

/** 红榜、黄榜: agrees that they are printed, or that they are not. */
export async function decideBoards(
  db: Db,
  { isShown, ...edit }: Edit & { isShown: boolean },
): Promise<Edited> {
  const row = await openBulletin(db, edit)
  const boards = { isShown, by: actorId(edit.actor) }
  const why = isShown ? '同意列入红榜、黄榜' : '不列红榜、黄榜'
  return write(db, edit, row, { wording: { ...row.wording, boards } }, why)
}

/** 更新数据: works the facts out anew, after a correction. The words people gave it stay. */
export async function refreshBulletin(db: Db, policies: PolicySet, edit: Edit): Promise<Edited> {
  const row = await openBulletin(db, edit)
  const content = await composeBulletin(db, policies, edit.now, row.period)
  // Names the boards agreed to may be others now.
  const isSame = JSON.stringify(content.boards) === JSON.stringify(row.content.boards)
  const wording = isSame ? row.wording : { ...row.wording, boards: null }
  const kept = remarksThatStillHold(content, wording)
  const dropped = Object.keys(wording.remarks).length - Object.keys(kept).length
  const why =
    dropped === 0 ? '按最新数据重新生成' : `按最新数据重新生成，${dropped}处改写与新数据不符，已还原`
  return write(db, edit, row, { content, wording: { ...wording, remarks: kept } }, why)
}

/** Remarks that new facts do not contradict. */
function remarksThatStillHold(content: BulletinContent, wording: Wording): Wording['remarks'] {
  const passages = editableIn(content, { ...wording, remarks: {} })
  return Object.fromEntries(
    Object.entries(wording.remarks).filter(([id, words]) => {
      const target = passages.find(one => one.id === id)
      return target !== undefined && whyNotWords(words, target) === null
    }),
  )
}

/** @throws {Refusal} for whoever may not, and for a bulletin decided about */
async function openBulletin(db: Db, { id, actor }: Edit): Promise<Bulletin> {
  requireDecider(actor)
  const row = await getBulletin(db, id)
  if (OPEN.includes(row.state)) return row
  throw new Refusal(
    row.state === 'published'
      ? '这期通报已经发布，不能再改。需要更正请先发“撤回通报 原因”，再重新起草。'
      : '这份初稿已经退回或撤回，不能再改。请发“起草倍增通报”重新起草。',
  )
}

/** Writes the next version; whoever was quicker wins, and the other is told to look again. */
async function write(
  db: Db,
  { id, actor, now, causeId = null }: Edit,
  row: Bulletin,
  changed: { content?: BulletinContent; wording: Wording },
  why: string,
): Promise<Edited> {
  const next = { content: row.content, ...changed, version: row.version + 1 }
  const [written] = await db
    .update(bulletin)
    .set(next)
    .where(and(eq(bulletin.id, id), eq(bulletin.version, row.version), inArray(bulletin.state, [...OPEN])))
    .returning({ id: bulletin.id })
  if (!written) throw new Refusal('刚才有人改过这份初稿，您这处没有改上。请看最新一稿后再改一次。')
  const by = actorId(actor)
  await db.insert(bulletinVersion).values({ bulletinId: id, ...next, why, by, at: now })
  const fresh = await getBulletin(db, id)
  // The office's group has the older version on screen; its own people see the answer.
  if (!hasRole(actor, 'office')) {
    const key = `bulletin.draft:${id}:${next.version}`
    const data = await shownDraft(db, fresh, now, why)
    await queueNotices(db, [{ kind: 'bulletin.draft', to: 'unit:office', key, data }], causeId)
  }
  return { kind: 'edited', bulletin: fresh, why }
}
