import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { setting } from '../../db/schema/index.ts'

/** A setting of this installation; null when never set. */
export async function readSetting<T>(db: Db, key: string): Promise<T | null> {
  const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, key))
  return (row?.value as T | undefined) ?? null
}

export async function writeSetting(db: Db, key: string, value: unknown): Promise<void> {
  await db.insert(setting).values({ key, value }).onConflictDoUpdate({ target: setting.key, set: { value } })
}
