import { randomBytes } from 'node:crypto'
import { and, eq, gt, lt, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { sentFile } from '../../db/schema/index.ts'

/** A file kept to be sent. */
export interface KeptFile {
  id: string
  name: string
  /** Bytes. */
  size: number
}

/** A file with its content. */
export interface FileContent {
  name: string
  mime: string
  bytes: Uint8Array
}

/** How long a file can be sent again or fetched by its link. */
const KEPT = sql`interval '7 days'`

/** Keeps a file in the transaction that causes it to be sent. */
export async function keepFile(db: Db, { name, mime, bytes }: FileContent): Promise<KeptFile> {
  const id = randomBytes(24).toString('base64url')
  await db.insert(sentFile).values({ id, name, mime, bytes })
  return { id, name, size: bytes.length }
}

/** A file by its id; null when there is none or it is too old. */
export async function findFile(db: Db, id: string): Promise<FileContent | null> {
  const [row] = await db
    .select({ name: sentFile.name, mime: sentFile.mime, bytes: sentFile.bytes })
    .from(sentFile)
    .where(and(eq(sentFile.id, id), gt(sentFile.createdAt, sql`now() - ${KEPT}`)))
  return row ?? null
}

/** Where a file can be fetched, by whoever was sent the link. */
export const filePath = (id: string): string => `/f/${id}`

/** Forgets files that nobody can fetch any more; says how many. */
export async function dropOldFiles(db: Db): Promise<number> {
  const dropped = await db
    .delete(sentFile)
    .where(lt(sentFile.createdAt, sql`now() - ${KEPT}`))
    .returning({ id: sentFile.id })
  return dropped.length
}
