import { createHash } from 'node:crypto'
import { and, desc, eq, gt, lt } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { importBatch } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { readTable } from '../../lib/tables/read.ts'
import type { Actor } from '../../people/roles.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { faultyFile } from './faulty-file.ts'
import { type ImportOptions, type ListReport, readForImport, reportOf, saveList } from './import-list.ts'
import type { List, Saved } from './list.ts'
import type { ReadList } from './read-list.ts'

/** Who sends a file or decides about one. */
export interface Sender {
  actor: Actor
  /** A person's id, `operator`. */
  by: string
  now: Date
  policies: PolicySet
}

/** A file as it came. */
export interface SentFile {
  name: string
  bytes: Uint8Array
}

/** The same file was taken before. */
export interface Earlier {
  batchId: number
  by: string
  at: Date
}

/** What would become of a file. */
export interface Preview {
  fileName: string
  report: ListReport
  /** To be confirmed; null when there is nothing to change. */
  batchId: number | null
  earlier: Earlier | null
  /** The faulty rows with what is wrong with them; null when there are none. */
  faulty: Uint8Array | null
}

/** What came of confirming: it was done, or what would become of it is no longer what was shown. */
export type Confirmed = { state: 'applied'; report: ListReport } | { state: 'stale'; preview: Preview }

/** What is said of the whole table by whoever sends it, by column. */
export type Given = Readonly<Record<string, string>>

/** Larger files are for the command line: a message is one transaction, and others wait. */
const LARGEST = 20 * 1024 * 1024
/** Previews nobody has decided about wait this long. */
const KEPT_MS = 86_400_000

/**
 * Finds out what would become of a file, to the row, and leaves everything as it is; the file waits to be confirmed. In
 * the caller's transaction.
 * @throws {Refusal} when it is no table of this list, or the sender may not
 */
export async function previewImport(
  db: Db,
  list: List,
  file: SentFile,
  sender: Sender,
  given: Given = {},
): Promise<Preview> {
  if (file.bytes.length > LARGEST)
    throw new Refusal(`“${file.name}”超过 20 MB，请拆成几个文件发，或请系统管理员在服务器上导入。`)
  const importer = { ...sender, batchId: null }
  const table = await readTable(file.bytes, file.name)
  const read = await readForImport(db, list, table, importer, { given })
  const saved = await saveList(db, list, read, importer, { dry: true })
  const report = reportOf(read, saved)
  const fileHash = hashOf(file.bytes)
  const earlier = await takenBefore(db, list, fileHash)
  const isNews = saved.added + saved.changed > 0
  const batchId = isNews
    ? await openBatch(db, list, { ...file, fileHash }, report, sender, {
        given: { ...given },
        state: 'previewed',
      })
    : null
  return { fileName: file.name, report, batchId, earlier, faulty: await faultyOf(list, read) }
}

const faultyOf = async (list: List, read: ReadList<unknown>) =>
  read.faulty > 0 ? faultyFile(list, read) : null

/**
 * Takes a file that waits, in one transaction: all its good rows, or nothing. Where the registry has changed so that it
 * would do something else than was shown, nothing is done, and it is shown anew.
 * @throws {Refusal} when it does not wait any more, or whoever confirms may not
 */
export async function confirmImport(db: Db, list: List, batchId: number, sender: Sender): Promise<Confirmed> {
  const batch = await waiting(db, batchId, sender)
  const { fileName, bytes, given } = batch
  const importer = { ...sender, batchId }
  const read = await readForImport(db, list, await readTable(bytes, fileName), importer, { given })
  const isAsShown = ({ added, changed, same }: Saved) =>
    added === batch.added && changed === batch.changed && same === batch.same
  const saved = await saveList(db, list, read, importer, { keepIf: isAsShown })
  const report = reportOf(read, saved)
  const mine = eq(importBatch.id, batchId)
  if (isAsShown(saved)) {
    await decide(db, batchId, 'applied', sender)
    return { state: 'applied', report }
  }
  const isNews = saved.added + saved.changed > 0
  await db
    .update(importBatch)
    .set({ ...saved, faulty: read.faulty })
    .where(mine)
  if (!isNews) await decide(db, batchId, 'cancelled', sender)
  const faulty = await faultyOf(list, read)
  return {
    state: 'stale',
    preview: { fileName, report, batchId: isNews ? batchId : null, earlier: null, faulty },
  }
}

/** @throws {Refusal} when it does not wait any more, or is somebody else's */
export async function cancelImport(db: Db, batchId: number, sender: Sender): Promise<{ fileName: string }> {
  const { fileName } = await waiting(db, batchId, sender)
  await decide(db, batchId, 'cancelled', sender)
  return { fileName }
}

/** Of which list a file is; null when there is none of that number. */
export async function kindOfBatch(db: Db, batchId: number): Promise<string | null> {
  const [batch] = await db
    .select({ kind: importBatch.kind })
    .from(importBatch)
    .where(eq(importBatch.id, batchId))
  return batch?.kind ?? null
}

/** The newest file of a sender that waits to be confirmed, taken back: what more is said of it is to be heard first. */
export async function reopenWaiting(db: Db, sender: Sender): Promise<(SentFile & { kind: string }) | null> {
  const [batch] = await db
    .select({
      id: importBatch.id,
      kind: importBatch.kind,
      name: importBatch.fileName,
      bytes: importBatch.bytes,
    })
    .from(importBatch)
    .where(
      and(
        eq(importBatch.sentBy, sender.by),
        eq(importBatch.state, 'previewed'),
        gt(importBatch.sentAt, new Date(sender.now.getTime() - KEPT_MS)),
      ),
    )
    .orderBy(desc(importBatch.id))
    .limit(1)
    .for('update')
  if (!batch?.bytes) return null
  await decide(db, batch.id, 'cancelled', sender)
  return { kind: batch.kind, name: batch.name, bytes: batch.bytes }
}

/** Forgets files nobody has decided about for a day; says how many. */
export async function dropOldPreviews(db: Db, now: Date): Promise<number> {
  const dropped = await db
    .update(importBatch)
    .set({ state: 'cancelled', bytes: null, decidedBy: 'job', decidedAt: now })
    .where(and(eq(importBatch.state, 'previewed'), lt(importBatch.sentAt, new Date(now.getTime() - KEPT_MS))))
    .returning({ id: importBatch.id })
  return dropped.length
}

/** A file taken at once, as from the command line; nothing is kept of one that changes nothing. In one transaction. */
export async function importFile(
  db: Db,
  list: List,
  file: SentFile,
  sender: Sender,
  options: ImportOptions = {},
): Promise<ListReport> {
  const table = await readTable(file.bytes, file.name)
  const read = await readForImport(db, list, table, { ...sender, batchId: null }, options)
  const none = { added: 0, changed: 0, same: 0 }
  const fileHash = hashOf(file.bytes)
  const batchId = options.dry
    ? null
    : await openBatch(db, list, { ...file, fileHash }, reportOf(read, none), sender, {
        given: {},
        state: 'applied',
      })
  const saved = await saveList(db, list, read, { ...sender, batchId }, options)
  if (batchId !== null) {
    const mine = eq(importBatch.id, batchId)
    if (saved.added + saved.changed === 0) await db.delete(importBatch).where(mine)
    else await db.update(importBatch).set(saved).where(mine)
  }
  return reportOf(read, saved)
}

async function openBatch(
  db: Db,
  { kind }: List,
  file: SentFile & { fileHash: string },
  { added, changed, unchanged, faulty }: ListReport,
  { by, now }: Sender,
  { given, state }: { given: Record<string, string>; state: 'previewed' | 'applied' },
): Promise<number> {
  const isApplied = state === 'applied'
  const [row] = await db
    .insert(importBatch)
    .values({
      kind,
      fileName: file.name,
      fileHash: file.fileHash,
      state,
      bytes: isApplied ? null : file.bytes,
      given,
      added,
      changed,
      same: unchanged,
      faulty,
      sentBy: by,
      sentAt: now,
      ...(isApplied && { decidedBy: by, decidedAt: now }),
    })
    .returning({ id: importBatch.id })
  if (!row) throw new Error('the batch was not stored')
  return row.id
}

async function waiting(db: Db, batchId: number, { by }: Sender) {
  const [batch] = await db.select().from(importBatch).where(eq(importBatch.id, batchId)).for('update')
  if (batch && batch.sentBy !== by) throw new Refusal('这个文件不是您发的，请由发文件的人确认。')
  if (batch?.state === 'previewed' && batch.bytes) return { ...batch, bytes: batch.bytes }
  const why =
    batch?.state === 'applied'
      ? '已经导入过了，不用再点'
      : batch?.state === 'cancelled'
        ? '已经取消了'
        : '没有找到'
  throw new Refusal(`这个文件${why}。要重新导入请再发一次。`)
}

const decide = (db: Db, batchId: number, state: 'applied' | 'cancelled', { by, now }: Sender) =>
  db
    .update(importBatch)
    .set({ state, bytes: null, decidedBy: by, decidedAt: now })
    .where(eq(importBatch.id, batchId))

async function takenBefore(db: Db, { kind }: List, fileHash: string): Promise<Earlier | null> {
  const [row] = await db
    .select({ batchId: importBatch.id, by: importBatch.decidedBy, at: importBatch.decidedAt })
    .from(importBatch)
    .where(
      and(eq(importBatch.kind, kind), eq(importBatch.fileHash, fileHash), eq(importBatch.state, 'applied')),
    )
    .orderBy(desc(importBatch.id))
    .limit(1)
  return row?.by && row.at ? { batchId: row.batchId, by: row.by, at: row.at } : null
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
