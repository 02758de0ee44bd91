import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Day } from '../../lib/time.ts'
import { type EnterpriseScope, maySeeFigures } from '../../people/may.ts'
import type { Speaker } from '../../people/roles.ts'
import { closedYear } from '../period.ts'
import type { ProspectStanding } from './judge.ts'

/** An enterprise and a rule it meets or nearly meets. */
export interface KnownProspect extends EnterpriseScope {
  name: string
  isDemo: boolean
  rule: string
  standing: Exclude<ProspectStanding, 'out'>
  /** Since when, as far as is known. */
  sinceOn: Day
}

/** How the enterprises somebody may see stand to the rules by the last run, the newest first. */
export async function prospectsFor(
  db: Db,
  speaker: Speaker,
  on: Day,
  { usccs }: { usccs?: readonly string[] } = {},
): Promise<KnownProspect[]> {
  const rows = await rowsOf<KnownProspect>(
    db,
    sql`select p.uscc, e.short_name as name, e.is_demo as "isDemo", e.region_code as "regionCode",
        e.assess_unit_id as "assessUnitId", e.chain, p.rule, p.standing,
        (p.since at time zone 'Asia/Shanghai')::date::text as "sinceOn"
      from prospect p join enterprise e on e.uscc = p.uscc
      where p.standing <> 'out' and p.year in (0, ${closedYear(on)})
        ${usccs ? (usccs.length > 0 ? sql`and p.uscc in ${[...usccs]}` : sql`and false`) : sql``}
      order by p.since desc, p.standing desc, e.uscc, p.rule`,
  )
  return rows.filter(row => maySeeFigures(speaker, row))
}
