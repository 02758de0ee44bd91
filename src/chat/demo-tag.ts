import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { setting } from '../../db/schema/index.ts'
import type { Intent, Reply } from './command.ts'

const TAG = '演示数据'

/**
 * Marks an answer out of demo data: all that an installation of demo data (one with a demo clock) tells of its city.
 * What anybody may ask is out of published documents and real.
 */
export async function markDemo(db: Db, { access }: Pick<Intent, 'access'>, reply: Reply): Promise<Reply> {
  const { tags = [] } = reply.card
  if (access === 'anyone' || tags.includes(TAG) || !(await isDemo(db))) return reply
  return { ...reply, card: { ...reply.card, tags: [...tags, TAG] } }
}

async function isDemo(db: Db): Promise<boolean> {
  const rows = await db.select({ key: setting.key }).from(setting).where(eq(setting.key, 'demo-clock'))
  return rows.length > 0
}
