import { createHash } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { importBatch } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { readTable } from '../../lib/tables/read.ts'
import type { Actor } from '../../people/roles.ts'
import { faultyFile } from './faulty-file.ts'
import { type ImportOptions, type ListReport, readForImport, reportOf, saveList } from './import-list.ts'
import type { List } from './list.ts'

/** Who sends a file or decides about one. */
export interface Sender {
  actor: Actor
  /** A person's id, `operator`. */
  by: string
  now: Date
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
  list: List
  report: ListReport
  /** To be confirmed; null when there is nothing to change. */
  batchId: number | null
  earlier: Earlier | null
  /** The faulty rows with what is wrong with them; null when there are none. */
  faulty: Uint8Array | null
}

/** Larger files are for the command line: a message is one transaction, and others wait. */
const LARGEST = 20 * 1024 * 1024

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
  given: Readonly<Record<string, string>> = {},
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
  return { list, report, batchId, earlier, faulty: read.faulty > 0 ? await faultyFile(list, read) : null }
}

/**
 * Takes a file that waits, in one transaction: all its good rows as they are judged now, or nothing.
 * @throws {Refusal} when it does not wait any more, or whoever confirms may not
 */
export async function confirmImport(
  db: Db,
  list: List,
  batchId: number,
  sender: Sender,
): Promise<ListReport> {
  const batch = await waiting(db, batchId)
  const table = await readTable(batch.bytes, batch.fileName)
  const importer = { ...sender, batchId }
  const read = await readForImport(db, list, table, importer, { given: batch.given })
  const saved = await saveList(db, list, read, importer)
  await decide(db, batchId, 'applied', sender)
  await db
    .update(importBatch)
    .set({ ...saved, faulty: read.faulty })
    .where(eq(importBatch.id, batchId))
  return reportOf(read, saved)
}

/** @throws {Refusal} when it does not wait any more */
export async function cancelImport(db: Db, batchId: number, sender: Sender): Promise<{ fileName: string }> {
  const { fileName } = await waiting(db, batchId)
  await decide(db, batchId, 'cancelled', sender)
  return { fileName }
}

/** Whose file it is and of which list; null when there is none of that number. */
export async function batchOf(db: Db, batchId: number) {
  const [batch] = await db
    .select({ kind: importBatch.kind, sentBy: importBatch.sentBy, state: importBatch.state })
    .from(importBatch)
    .where(eq(importBatch.id, batchId))
  return batch ?? null
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

async function waiting(db: Db, batchId: number) {
  const [batch] = await db.select().from(importBatch).where(eq(importBatch.id, batchId)).for('update')
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
