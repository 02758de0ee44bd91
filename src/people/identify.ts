import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { dayOf } from '../lib/time.ts'
import { delegatedFirms } from './delegated.ts'
import type { Grant, Role, Speaker } from './roles.ts'

/**
 * Who an open id of a platform is at a moment: their own roles, and that of liaison for the enterprises of whoever is on
 * leave and named them. An id we have no row for is a stranger.
 */
export async function identify(db: Db, platform: string, openId: string, now: Date): Promise<Speaker> {
  const rows = await rowsOf<{
    id: string
    name: string
    isDemo: boolean
    role: string | null
    scopeId: string | null
  }>(
    db,
    sql`select p.id, p.name, p.is_demo as "isDemo", g.role, g.scope_id as "scopeId"
      from identity i join person p on p.id = i.person_id
      left join lateral (
        select role, scope_id from role_grant where person_id = p.id
        union select 'liaison', h.scope_id from (${delegatedFirms(dayOf(now))}) h where h.person_id = p.id
      ) g on true
      where i.platform = ${platform} and i.open_id = ${openId}
      order by g.role, g.scope_id`,
  )
  const first = rows[0]
  if (!first) return { kind: 'stranger', platform, openId }
  const grants = rows.flatMap((row): Grant[] =>
    row.role && row.scopeId ? [{ role: row.role as Role, scopeId: row.scopeId }] : [],
  )
  return { kind: 'person', id: first.id, name: first.name, isDemo: first.isDemo, grants }
}
