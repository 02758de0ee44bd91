import { and, eq, isNull, or } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { route, routeSuggestion, type Urgency } from '../../db/schema/index.ts'
import { actorId } from '../people/roles.ts'
import type { Act } from './act.ts'
import type { LoadedCase } from './load.ts'

/** Who is to handle a case, within how many working days, and why. */
export interface ProposedRoute {
  unitId: string
  dueDays: number
  reason: string
  /** No rule fits: somebody has to look at it first. */
  isFallback?: true
}

/** Where a category goes that has no rule: to the bureau the office sits in, which then assigns it on. */
const FALLBACK: ProposedRoute = {
  unitId: 'dept-industry',
  dueDays: 7,
  reason: '派单规则里没有这一类，先由市工信局（领导小组办公室所在单位）研判',
  isFallback: true,
}

/** The most particular rule that fits: the enterprise's own region before the city's, the urgency before any. */
export async function routeFor(
  db: Db,
  category: string,
  regionCode: string | null,
  urgency: Urgency,
): Promise<ProposedRoute> {
  const rules = await db
    .select()
    .from(route)
    .where(
      and(
        eq(route.category, category),
        isNull(route.validTo),
        regionCode === null
          ? isNull(route.regionCode)
          : or(isNull(route.regionCode), eq(route.regionCode, regionCode)),
        or(isNull(route.urgency), eq(route.urgency, urgency)),
      ),
    )
  const particularity = (rule: (typeof rules)[number]) => (rule.regionCode ? 2 : 0) + (rule.urgency ? 1 : 0)
  const [best] = rules.sort((a, b) => particularity(b) - particularity(a) || b.id - a.id)
  return best ? { unitId: best.unitId, dueDays: best.dueDays, reason: best.reason } : FALLBACK
}

/** Remembers that the office gave a case to another unit than it would have gone to. */
export async function rememberRoute(
  act: Act,
  { row, enterprise }: LoadedCase,
  fromUnitId: string,
  toUnitId: string,
): Promise<void> {
  await act.db.insert(routeSuggestion).values({
    caseNo: row.no,
    category: row.category,
    regionCode: enterprise.regionCode,
    fromUnitId,
    toUnitId,
    by: actorId(act.actor),
    at: act.now,
  })
}
