import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseEvent } from '../../db/schema/index.ts'
import { confidenceIn, isCategory } from './categories.ts'
import type { LoadedCase } from './load.ts'
import { type ProposedRoute, routeFor } from './routing.ts'

/**
 * How much of what a report says must bear out its category for the routes to decide alone. Ours: at least three
 * fifths, so that 停电停水 under one category is looked at by somebody.
 */
const SURE_ENOUGH = 0.6

/** What speaks against letting the routes decide; null when nothing does. */
export function doubtAbout(category: string, detail: string, route: ProposedRoute): string | null {
  if (route.isFallback) return '派单规则里没有这一类'
  if (!isCategory(category)) return `没有“${category}”这一类`
  const { confidence, why } = confidenceIn(category, detail)
  return confidence >= SURE_ENOUGH ? null : why
}

/** The unit to propose for a case that waits: the one the last to dispute it named, else by the routes. */
export async function proposedUnit(
  db: Db,
  { row, enterprise }: LoadedCase,
): Promise<{ unitId: string; reason: string }> {
  if (row.disputedBy.length > 0) {
    const [last] = await db
      .select({ data: caseEvent.data })
      .from(caseEvent)
      .where(and(eq(caseEvent.caseNo, row.no), eq(caseEvent.type, 'dispute')))
      .orderBy(desc(caseEvent.seq))
      .limit(1)
    const unitId = last?.data.proposedUnitId
    if (typeof unitId === 'string') return { unitId, reason: '退回单位建议' }
  }
  return routeFor(db, row.category, enterprise.regionCode, row.urgency)
}
