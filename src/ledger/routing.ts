import { and, eq, isNull, or } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { route, type Urgency } from '../../db/schema/index.ts'

/** Who is to handle a case, within how many working days, and why. */
export interface ProposedRoute {
  unitId: string
  dueDays: number
  reason: string
}

/** Where a category goes that has no rule: to the bureau the office sits in, which then assigns it on. */
const FALLBACK: ProposedRoute = {
  unitId: 'dept-industry',
  dueDays: 7,
  reason: '派单规则里没有这一类，先由市工信局（领导小组办公室所在单位）研判',
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
