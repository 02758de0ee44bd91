import { createHash } from 'node:crypto'
import { and, eq, lt, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { CaseFacts } from '../../db/notice.ts'
import { type FileRef, fileContent, pendingUpload } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import type { Act } from './act.ts'
import { movesOf } from './guard.ts'
import { loadCase } from './load.ts'
import { reportProgress } from './progress.ts'
import { supplementCase } from './supplement.ts'

/** Files wait for their sender to say to which case they belong. */
export async function keepUpload(
  { db, now }: Pick<Act, 'db' | 'now'>,
  upload: { personId: string; files: readonly FileRef[]; note: string },
): Promise<number> {
  const [row] = await db
    .insert(pendingUpload)
    .values({ ...upload, files: [...upload.files], sentAt: now })
    .returning({ id: pendingUpload.id })
  if (!row) throw new Error('the upload was not stored')
  return row.id
}

/** Whether somebody may add files to a case in its stage: the firm's side as a supplement, its unit as proof of progress. */
export const FILE_VERBS = ['supplement', 'progress'] as const

/**
 * 附到诉求: the firm's side supplements, the unit proves its progress. Files are attached once, by whoever sent them.
 * Throws `Refusal` when it is somebody else's, done already or too old, or nothing can be added to the case.
 */
export async function attachUpload(act: Act, uploadId: number, no: string): Promise<CaseFacts> {
  const { actor } = act
  const personId = actor.kind === 'person' ? actor.id : ''
  const [upload] = await act.db
    .delete(pendingUpload)
    .where(and(eq(pendingUpload.id, uploadId), eq(pendingUpload.personId, personId)))
    .returning()
  if (!upload) throw new Refusal('这些文件已经处理过，或者超过一天没有确认，请重新发送。')
  const verbs = movesOf(actor, await loadCase(act.db, no))
  const note = upload.note.trim()
  if (verbs.includes('supplement')) return supplementCase(act, no, { note, files: upload.files })
  if (verbs.includes('progress'))
    return reportProgress(act, no, note || `上传附件${upload.files.length}个`, upload.files)
  throw new Refusal(`${no} 现在不能补充附件：只有企业一方和责任单位可以补充，而且要在办理过程中。`)
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

/** Uploads nobody has said anything about for a day, and contents no case has. Says how many uploads were dropped. */
export async function dropOldUploads(db: Db, now: Date): Promise<number> {
  const dayAgo = new Date(now.getTime() - 86_400_000)
  const dropped = await db
    .delete(pendingUpload)
    .where(lt(pendingUpload.sentAt, dayAgo))
    .returning({ id: pendingUpload.id })
  await db.execute(sql`delete from file_content c where c.stored_at < ${dayAgo.toISOString()}
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
