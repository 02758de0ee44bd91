import type { BulletinContent, Wording } from '../../db/bulletin-content.ts'
import type { Db } from '../../db/client.ts'
import { Refusal } from '../lib/errors.ts'
import { actorId } from '../people/roles.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { milder, whyNotTitle, whyNotWords } from './check-words.ts'
import { composeBulletin } from './compose.ts'
import { editableIn } from './editable.ts'
import { type Edit, type Edited, openBulletin, writeVersion } from './version.ts'

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
  // What was left out and is worded anew stands there again.
  const omitted = row.wording.omitted?.filter(id => id !== passageId) ?? []
  const why =
    target.remark === ''
      ? `${target.title}写上“${clean}”`
      : `改写：${target.title}“${target.remark}”改为“${clean}”`
  return writeVersion(db, edit, row, { wording: { ...row.wording, remarks, omitted } }, why)
}

/** 改标题. */
export async function retitleBulletin(db: Db, { title, ...edit }: Edit & { title: string }): Promise<Edited> {
  const row = await openBulletin(db, edit)
  const fault = whyNotTitle(title, row.period)
  if (fault) return { kind: 'refused', why: fault }
  const remarks = { ...row.wording.remarks, title }
  return writeVersion(db, edit, row, { wording: { ...row.wording, remarks } }, `标题改为“${title}”`)
}

/** 语气缓和: says in milder words what is harsh, of one passage or of all. */
export async function softenBulletin(
  db: Db,
  { passageId, ...edit }: Edit & { passageId: string | null },
): Promise<Edited> {
  const row = await openBulletin(db, edit)
  const targets = editableIn(row.content, row.wording).filter(
    ({ id }) => passageId === null || id === passageId,
  )
  const [first] = targets
  if (!first) throw new Refusal('这期通报里没有这一段，请看初稿里有哪些县市区。')
  const softened = targets.flatMap(({ id, title, remark }) => {
    const words = milder(remark)
    return words === null ? [] : [{ id, title, words }]
  })
  if (softened.length === 0)
    throw new Refusal(
      passageId === null
        ? '各段评语已经比较平和，数字不能改。要换别的说法请写“祁东那句改成‘……’”。'
        : `${first.title}现在的评语是“${first.remark || '（没有评语）'}”，已经比较平和，数字不能改。要换别的说法请写“${first.title}那句改成‘……’”。`,
    )
  const remarks = {
    ...row.wording.remarks,
    ...Object.fromEntries(softened.map(({ id, words }) => [id, words])),
  }
  const named = softened.map(({ title, words }) => `${title}“${words}”`).join('、')
  return writeVersion(db, edit, row, { wording: { ...row.wording, remarks } }, `语气缓和：${named}`)
}

/** 按实际写: prints rates to two decimals, so that 97.97% is not read as 98%. */
export async function printExactly(
  db: Db,
  { keys, title, ...edit }: Edit & { keys: readonly string[]; title: string },
): Promise<Edited> {
  const row = await openBulletin(db, edit)
  const exact = [...new Set([...row.wording.exact, ...keys])]
  return writeVersion(db, edit, row, { wording: { ...row.wording, exact } }, `${title}按实际写，保留两位小数`)
}

/** 保留一位小数: rates and growth by the usual one decimal again, all of them or some. */
export async function printUsually(
  db: Db,
  { keys, title, ...edit }: Edit & { keys: readonly string[] | null; title: string },
): Promise<Edited> {
  const row = await openBulletin(db, edit)
  const exact = keys === null ? [] : row.wording.exact.filter(key => !keys.includes(key))
  if (exact.length === row.wording.exact.length) throw new Refusal(`${title}已经是一位小数，没有改。`)
  return writeVersion(db, edit, row, { wording: { ...row.wording, exact } }, `${title}保留一位小数`)
}

/** 红榜、黄榜: agrees that they are printed, or that they are not. */
export async function decideBoards(
  db: Db,
  { isShown, ...edit }: Edit & { isShown: boolean },
): Promise<Edited> {
  const row = await openBulletin(db, edit)
  const boards = { isShown, by: actorId(edit.actor) }
  const why = isShown ? '同意列入红榜、黄榜' : '不列红榜、黄榜'
  return writeVersion(db, edit, row, { wording: { ...row.wording, boards } }, why)
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
  return writeVersion(db, edit, row, { content, wording: { ...wording, remarks: kept } }, why)
}

/** Remarks that new facts do not contradict. */
function remarksThatStillHold(content: BulletinContent, wording: Wording): Wording['remarks'] {
  const passages = editableIn(content, { ...wording, remarks: {} })
  return Object.fromEntries(
    Object.entries(wording.remarks).filter(([id, words]) => {
      if (id === 'title') return true
      const target = passages.find(one => one.id === id)
      return target !== undefined && whyNotWords(words, target) === null
    }),
  )
}
