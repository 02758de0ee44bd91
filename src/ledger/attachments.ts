import { createHash } from 'node:crypto'
import { and, asc, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { CaseFacts } from '../../db/notice.ts'
import { type FileRef, fileContent, pendingUpload } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { type Actor, actorId } from '../people/roles.ts'
import type { Act } from './act.ts'
import { factsOf } from './facts.ts'
import { movesOf } from './guard.ts'
import { loadCase } from './load.ts'
import { NotNow } from './not-now.ts'
import { reportProgress } from './progress.ts'
import { supplementCase } from './supplement.ts'

/** Files wait this long for their sender to say to which case they belong. */
const KEPT_MS = 86_400_000

/** 待归附件: files somebody has sent and not said yet to which case they belong. */
export interface Upload {
  id: number
  files: FileRef[]
  /** What was said with them. */
  note: string
}

const ownerOf = (actor: Actor) => (actor.kind === 'person' ? actor.id : actorId(actor))

/** Keeps files until it is said what they are for. */
export async function keepUpload(
  { db, now, actor }: Pick<Act, 'db' | 'now' | 'actor'>,
  files: readonly FileRef[],
  note = '',
): Promise<number> {
  const [row] = await db
    .insert(pendingUpload)
    .values({ personId: ownerOf(actor), files: [...files], note, sentAt: now })
    .returning({ id: pendingUpload.id })
  if (!row) throw new Error('the upload was not stored')
  return row.id
}

/** What somebody has sent and not said yet what it is for, oldest first. */
export async function waitingUploads({
  db,
  now,
  actor,
}: Pick<Act, 'db' | 'now' | 'actor'>): Promise<Upload[]> {
  const { id, files, note, personId, sentAt } = pendingUpload
  return db
    .select({ id, files, note })
    .from(pendingUpload)
    .where(and(eq(personId, ownerOf(actor)), gt(sentAt, new Date(now.getTime() - KEPT_MS))))
    .orderBy(asc(id))
}

/**
 * Takes uploads to do something with them: each can be taken once, by whoever sent it. Those taken before are left out;
 * the same content in several of them counts once.
 */
export async function takeUploads(
  { db, actor }: Pick<Act, 'db' | 'actor'>,
  ids: readonly number[],
): Promise<Omit<Upload, 'id'>> {
  const taken =
    ids.length === 0
      ? []
      : await db
          .delete(pendingUpload)
          .where(and(inArray(pendingUpload.id, [...ids]), eq(pendingUpload.personId, ownerOf(actor))))
          .returning({ id: pendingUpload.id, files: pendingUpload.files, note: pendingUpload.note })
  taken.sort((a, b) => a.id - b.id)
  const byHash = new Map(taken.flatMap(({ files }) => files.map(file => [file.hash, file] as const)))
  const notes = [...new Set(taken.map(({ note }) => note.trim()))].filter(Boolean)
  return { files: [...byHash.values()], note: notes.join('；') }
}

/** In what ways files are added to a case: its unit proves its progress with them, everybody else supplements. */
export const FILE_VERBS = ['progress', 'supplement'] as const

/**
 * 附到诉求. Throws `NotNow` when they are attached or gone already, `Refusal` when they cannot be added to the case.
 */
export async function attachUploads(act: Act, ids: readonly number[], no: string): Promise<CaseFacts> {
  const { files: sent, note } = await takeUploads(act, ids)
  if (sent.length === 0) throw new NotNow('这些附件已经处理过，或者超过一天没有确认。没有附上的请重新发送。')
  const target = await loadCase(act.db, no)
  const files = sent.filter(({ hash }) => target.row.files.every(file => file.hash !== hash))
  // The very same file is there: nothing is added, and nothing is asked again.
  if (files.length === 0) return factsOf(target, act.calendar, act.now)
  const verbs = movesOf(act.actor, target)
  if (verbs.includes('progress'))
    return reportProgress(act, no, note || `上传办理材料${files.length}个`, files)
  return supplementCase(act, no, { note, files })
}

/** The content of a file of a case. Throws `Refusal` when it has none of that hash. */
export async function attachmentOf(
  db: Db,
  files: readonly FileRef[],
  hash: string,
): Promise<FileRef & { bytes: Uint8Array }> {
  const ref = files.find(file => file.hash === hash)
  const [content] = ref
    ? await db.select({ bytes: fileContent.bytes }).from(fileContent).where(eq(fileContent.hash, ref.hash))
    : []
  if (!ref || !content) throw new Refusal('没有找到这个附件。')
  return { ...ref, bytes: content.bytes }
}

/**
 * Drops uploads nobody has said anything about for a day, and contents no case has. Says how many uploads. Contents are
 * stored by the real clock, shortly before it is known what they are for.
 */
export async function dropOldUploads(db: Db, now: Date): Promise<number> {
  const dropped = await db
    .delete(pendingUpload)
    .where(lt(pendingUpload.sentAt, new Date(now.getTime() - KEPT_MS)))
    .returning({ id: pendingUpload.id })
  await db.execute(sql`delete from file_content c where c.stored_at < now() - interval '1 hour'
    and not exists (select from pending_upload p, jsonb_array_elements(p.files) f where f->>'hash' = c.hash)
    and not exists (select from case_file k, jsonb_array_elements(k.files) f where f->>'hash' = c.hash)`)
  return dropped.length
}

/** The first file of a case whose content is gone or is not what was sent; null when all are whole. */
export async function brokenAttachment(db: Db): Promise<{ caseNo: string; name: string } | null> {
  const referred = await rowsOf<{ no: string; name: string; hash: string; stored: boolean }>(
    db,
    sql`select k.no, f->>'name' as name, f->>'hash' as hash, c.hash is not null as stored
      from case_file k cross join jsonb_array_elements(k.files) f
      left join file_content c on c.hash = f->>'hash' order by k.no`,
  )
  const checked = new Map<string, boolean>()
  for (const { no, name, hash, stored } of referred) {
    if (!checked.has(hash)) checked.set(hash, stored && (await isWhole(db, hash)))
    if (!checked.get(hash)) return { caseNo: no, name }
  }
  return null
}

async function isWhole(db: Db, hash: string): Promise<boolean> {
  const [row] = await db
    .select({ bytes: fileContent.bytes })
    .from(fileContent)
    .where(eq(fileContent.hash, hash))
  return row !== undefined && createHash('sha256').update(row.bytes).digest('hex') === hash
}
