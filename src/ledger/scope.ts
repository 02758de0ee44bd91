import { arrayOverlaps, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { caseFile, enterprise } from '../../db/schema/index.ts'
import { hasRole, ledBy, scopesOf, unitsOf } from '../people/may.ts'
import type { Actor } from '../people/roles.ts'

/**
 * The cases somebody may read, as a condition over `case_file` joined with `enterprise`: what `maySeeCase` says of one
 * case, for counting and listing thousands. A test holds the two equal.
 */
export function readableBy(actor: Actor): SQL {
  if (actor.kind === 'operator' || actor.kind === 'job') return sql`true`
  if (actor.kind === 'stranger') return sql`false`
  const seesAll = scopesOf(actor, 'office', 'admin').length > 0 || scopesOf(actor, 'leader').includes('*')
  if (seesAll) return sql`true`
  const units = [...unitsOf(actor), ...ledBy(actor)]
  const counties = scopesOf(actor, 'county')
  const chains = scopesOf(actor, 'chain', 'leader')
  const firms = scopesOf(actor, 'enterprise', 'liaison')
  const any = or(
    eq(caseFile.reportedBy, actor.id),
    units.length > 0 ? withUnits(units) : undefined,
    counties.length > 0
      ? or(inArray(enterprise.regionCode, counties), inArray(enterprise.assessUnitId, counties))
      : undefined,
    chains.length > 0 ? inArray(enterprise.chain, chains) : undefined,
    firms.length > 0 ? inArray(enterprise.uscc, firms) : undefined,
  )
  return any ?? sql`false`
}

/** The cases whose totals somebody may be told: an observer hears all of them, without reading any. */
export function countableFor(actor: Actor): SQL {
  return hasRole(actor, 'observer') ? sql`true` : readableBy(actor)
}

/** Cases a unit handles, helps with or had before. */
function withUnits(units: string[]): SQL | undefined {
  const named = sql.join(
    units.map(unit => sql`${unit}`),
    sql`, `,
  )
  return or(
    inArray(caseFile.leadUnitId, units),
    arrayOverlaps(caseFile.formerUnitIds, units),
    sql`exists (select 1 from jsonb_array_elements(${caseFile.coUnits}) as helper where helper->>'unitId' in (${named}))`,
  )
}
