import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { ALIAS_KINDS } from '../../../db/schema/index.ts'
import { groupBy } from '../../lib/group.ts'
import type { Fields } from './fields.ts'
import type { Period, Standing, Status } from './periods.ts'

type AliasKind = (typeof ALIAS_KINDS)[number]

export interface Alias {
  alias: string
  kind: AliasKind
}

/** Everything registered of an enterprise. */
export interface Registered {
  uscc: string
  fields: Fields
  aliases: readonly Alias[]
  standing: Readonly<Record<Status, Standing>>
}

/** A list of texts as one parameter. */
const textsIn = (texts: readonly string[]) =>
  sql`(select json_array_elements_text(${JSON.stringify(texts)}::text::json))`

/** Enterprises by code, as they stand; *locked* until the caller's transaction ends, to be rewritten. Three queries. */
export async function readRegistered(
  db: Db,
  usccs: readonly string[],
  { isLocked = false }: { isLocked?: boolean } = {},
): Promise<Map<string, Registered>> {
  const rows = await rowsOf<Fields & { uscc: string }>(
    db,
    sql`select uscc, name, short_name as "shortName", region_code as "regionCode", park_id as "parkId",
        assess_unit_id as "assessUnitId", chain, industry_code as "industryCode", origin_class as "originClass",
        size, land_mu::text as "landMu", listing_stage as "listingStage", is_industrial as "isIndustrial",
        is_digital as "isDigital", is_above_scale as "isAboveScale",
        first_above_scale_on::text as "firstAboveScaleOn", in_stats as "inStats"
      from enterprise where uscc in ${textsIn(usccs)} order by uscc ${isLocked ? sql`for update` : sql``}`,
  )
  const aliases = await rowsOf<Alias & { uscc: string }>(
    db,
    sql`select uscc, alias, kind from enterprise_alias where uscc in ${textsIn(usccs)} order by alias`,
  )
  const periods = await rowsOf<Period & { uscc: string; status: Status }>(
    db,
    sql`select id, uscc, status, from_on::text as "fromOn", to_on::text as "toOn", entry, exit_reason as "exitReason"
      from status_period where uscc in ${textsIn(usccs)} order by from_on nulls first, id`,
  )
  const aliasesOf = groupBy(aliases, ({ uscc }) => uscc)
  const periodsOf = groupBy(periods, ({ uscc, status }) => `${uscc} ${status}`)
  return new Map(
    rows.map(({ uscc, ...fields }) => {
      const standing = (status: Status): Standing => {
        const isIn = status === '规上' ? fields.isAboveScale : fields.inStats
        const firstOn = status === '规上' ? fields.firstAboveScaleOn : null
        const stored = periodsOf.get(`${uscc} ${status}`)?.map(({ uscc: _, status: __, ...period }) => period)
        // Who is in without a stay on record is in since the day that is known.
        const implied = { id: null, fromOn: firstOn, toOn: null, entry: null, exitReason: null }
        return { periods: stored ?? (isIn ? [implied] : []), isIn, firstOn }
      }
      const also = (aliasesOf.get(uscc) ?? []).map(({ alias, kind }) => ({ alias, kind }))
      return [
        uscc,
        { uscc, fields, aliases: also, standing: { 规上: standing('规上'), 入统: standing('入统') } },
      ]
    }),
  )
}
