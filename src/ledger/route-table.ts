import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { person, region, route, routeSuggestion, type Urgency, unit } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { hasRole } from '../people/may.ts'
import { actorId } from '../people/roles.ts'
import type { Act } from './act.ts'
import { isCategory } from './categories.ts'
import { requireUnit } from './names.ts'
import { requireText } from './wording.ts'

/** One rule of the table as it is shown. */
export interface ShownRoute {
  id: number
  category: string
  /** Null is the whole city. */
  regionCode: string | null
  region: string | null
  urgency: Urgency | null
  unitId: string
  unit: string
  /** Working days. */
  dueDays: number
  reason: string
  /** Who set it; null for what came with the program. */
  by: string | null
  from: Date
  /** Null while it stands. */
  to: Date | null
}

/** 派单规则 of a category: those in force first, the most general first, then those replaced, the latest first. */
export async function routesOf(db: Db, category: string): Promise<ShownRoute[]> {
  const rows = await db
    .select({ rule: route, region: region.name, unit: unit.name, by: person.name })
    .from(route)
    .leftJoin(region, eq(region.code, route.regionCode))
    .leftJoin(unit, eq(unit.id, route.unitId))
    .leftJoin(person, eq(sql`'person:' || ${person.id}`, route.setBy))
    .where(eq(route.category, category))
    .orderBy(
      sql`${route.validTo} desc nulls first`,
      sql`${route.regionCode} nulls first`,
      sql`${route.urgency} nulls first`,
      desc(route.id),
    )
  return rows.map(({ rule, region: place, unit: name, by }) => ({
    id: rule.id,
    category: rule.category,
    regionCode: rule.regionCode,
    region: place,
    urgency: rule.urgency,
    unitId: rule.unitId,
    unit: name ?? rule.unitId,
    dueDays: rule.dueDays,
    reason: rule.reason,
    by: rule.setBy === 'base' ? null : (by ?? rule.setBy),
    from: rule.validFrom,
    to: rule.validTo,
  }))
}

/** The general rule of every category: what holds in the whole city, however urgent. */
export async function generalRoutes(db: Db): Promise<{ category: string; unit: string; dueDays: number }[]> {
  const rows = await db
    .select({ category: route.category, unit: unit.name, unitId: route.unitId, dueDays: route.dueDays })
    .from(route)
    .leftJoin(unit, eq(unit.id, route.unitId))
    .where(and(isNull(route.validTo), isNull(route.regionCode), isNull(route.urgency)))
    .orderBy(asc(route.id))
  return rows.map(({ unitId, unit: name, ...rest }) => ({ ...rest, unit: name ?? unitId }))
}

/** A change of the routes that the office's own decisions point to. */
export interface RouteSuggestion {
  category: string
  fromUnit: string
  toUnitId: string
  toUnit: string
  /** How often it was decided so. */
  times: number
}

/** Decided so as often, a change of the table is worth considering. */
const SUGGESTED_FROM = 2

/** What has been decided against the routes more than once and is not in the table yet, most often first. */
export async function routeSuggestions(db: Db): Promise<RouteSuggestion[]> {
  const { category, fromUnitId, toUnitId } = routeSuggestion
  const rows = await db
    .select({ category, fromUnitId, toUnitId, times: count() })
    .from(routeSuggestion)
    .innerJoin(
      route,
      and(
        eq(route.category, category),
        isNull(route.regionCode),
        isNull(route.urgency),
        isNull(route.validTo),
        ne(route.unitId, toUnitId),
      ),
    )
    .groupBy(category, fromUnitId, toUnitId)
    .having(sql`count(*) >= ${SUGGESTED_FROM}`)
    .orderBy(desc(count()), asc(category))
    .limit(10)
  const ids = rows.flatMap(row => [row.fromUnitId, row.toUnitId])
  const names = ids.length
    ? await db.select({ id: unit.id, name: unit.name }).from(unit).where(inArray(unit.id, ids))
    : []
  const nameOf = (id: string) => names.find(one => one.id === id)?.name ?? id
  return rows.map(row => ({
    category: row.category,
    fromUnit: nameOf(row.fromUnitId),
    toUnitId: row.toUnitId,
    toUnit: nameOf(row.toUnitId),
    times: row.times,
  }))
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

/** The longest term a rule may give, in working days. */
const LONGEST = 60

/**
 * Ends the rule that stood for the same category, region and urgency, and begins another; rules for urgent cases that
 * went to the same unit go with it. Cases already assigned keep their unit and day. Throws `Refusal` for whoever is not the office, and for what is no category, unit or term.
 */
export async function setRoute(act: Act, rule: NewRoute): Promise<void> {
  requireOffice(act)
  if (!isCategory(rule.category)) throw new Refusal(`没有“${rule.category.slice(0, 20)}”这个诉求类别。`)
  await requireUnit(act.db, rule.unitId)
  if (!Number.isInteger(rule.dueDays) || rule.dueDays < 1 || rule.dueDays > LONGEST)
    throw new Refusal(`办理期限应是 1 到 ${LONGEST} 个工作日的整数，请核对。`)
  const reason = requireText(rule.reason, '调整理由', 2)
  const same = and(
    eq(route.category, rule.category),
    rule.regionCode === null ? isNull(route.regionCode) : eq(route.regionCode, rule.regionCode),
    rule.urgency === null ? isNull(route.urgency) : eq(route.urgency, rule.urgency),
    isNull(route.validTo),
  )
  const [standing] = await act.db.select().from(route).where(same)
  if (standing?.unitId === rule.unitId && standing.dueDays === rule.dueDays)
    throw new Refusal('派单规则本来就是这样，没有变化。')
  const stamp = { reason, setBy: actorId(act.actor), validFrom: act.now }
  await act.db.update(route).set({ validTo: act.now }).where(same)
  await act.db.insert(route).values({ ...rule, ...stamp })
  if (rule.urgency !== null || !standing || standing.unitId === rule.unitId) return
  // Urgent cases went to the same unit within days of their own: they follow it, and keep their days.
  const urgentOnes = await act.db
    .update(route)
    .set({ validTo: act.now })
    .where(
      and(
        eq(route.category, rule.category),
        rule.regionCode === null ? isNull(route.regionCode) : eq(route.regionCode, rule.regionCode),
        isNotNull(route.urgency),
        isNull(route.validTo),
        eq(route.unitId, standing.unitId),
      ),
    )
    .returning()
  for (const { category, regionCode, urgency, dueDays } of urgentOnes)
    await act.db
      .insert(route)
      .values({ category, regionCode, urgency, dueDays, unitId: rule.unitId, ...stamp })
}

/**
 * Ends a rule for one region or urgency, so that the more general one counts again. Throws `Refusal` for a rule of the
 * whole city, which can only be replaced.
 */
export async function endRoute(act: Act, id: number): Promise<{ category: string }> {
  requireOffice(act)
  const [ended] = await act.db
    .update(route)
    .set({ validTo: act.now })
    .where(
      and(
        eq(route.id, id),
        isNull(route.validTo),
        lte(route.validFrom, act.now),
        or(isNotNull(route.regionCode), isNotNull(route.urgency)),
      ),
    )
    .returning({ category: route.category })
  if (!ended) throw new Refusal('这条规则已经撤销，或者是全市通用规则（只能修改，不能撤销）。')
  return ended
}

function requireOffice({ actor }: Act): void {
  if (!hasRole(actor, 'office')) throw new Refusal('派单规则由领导小组办公室维护；有建议请告诉办公室。')
}
