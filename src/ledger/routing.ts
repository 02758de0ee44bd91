import { and, count, desc, eq, isNull, or } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { route, routeSuggestion, type Urgency } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { actorId } from '../people/roles.ts'
import type { Act } from './act.ts'
import { isCategory } from './categories.ts'
import type { LoadedCase } from './load.ts'
import { requireUnit } from './names.ts'

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

/** A change of the routes that the office's own decisions point to. */
export interface RouteSuggestion {
  category: string
  fromUnitId: string
  toUnitId: string
  /** How often it was decided so. */
  times: number
}

/** What has been decided against the routes most often. */
export async function routeSuggestions(db: Db): Promise<RouteSuggestion[]> {
  const { category, fromUnitId, toUnitId } = routeSuggestion
  return db
    .select({ category, fromUnitId, toUnitId, times: count() })
    .from(routeSuggestion)
    .groupBy(category, fromUnitId, toUnitId)
    .orderBy(desc(count()))
    .limit(20)
}

/** What a rule of the routes says. */
export interface NewRoute {
  category: string
  regionCode: string | null
  urgency: Urgency | null
  unitId: string
  /** Working days. */
  dueDays: number
  reason: string
}

/** Ends the rule that stood and begins another; cases already assigned keep their unit and day. */
export async function setRoute(act: Act, rule: NewRoute): Promise<void> {
  if (!isCategory(rule.category)) throw new Refusal(`没有“${rule.category.slice(0, 20)}”这个诉求类别。`)
  await requireUnit(act.db, rule.unitId)
  if (!Number.isInteger(rule.dueDays) || rule.dueDays < 1 || rule.dueDays > 60)
    throw new Refusal('办理期限应是 1 到 60 个工作日，请核对。')
  const same = and(
    eq(route.category, rule.category),
    rule.regionCode === null ? isNull(route.regionCode) : eq(route.regionCode, rule.regionCode),
    rule.urgency === null ? isNull(route.urgency) : eq(route.urgency, rule.urgency),
    isNull(route.validTo),
  )
  await act.db.update(route).set({ validTo: act.now }).where(same)
  await act.db.insert(route).values({ ...rule, setBy: actorId(act.actor), validFrom: act.now })
}
