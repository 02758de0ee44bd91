import { sql } from 'drizzle-orm'
import type { Boards, NurtureFacts, ScaleFacts } from '../../../db/bulletin-content.ts'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Day } from '../../lib/time.ts'
import { type Nominee, nominees, scaleCounts, scaleTargets, totalOf } from '../../registry/above-scale.ts'
import { amountsOf } from '../../registry/amounts.ts'
import { inYear, type Period } from '../../registry/period.ts'
import { stands } from '../../registry/retract.ts'
import { CITY } from '../../registry/rosters/kinds.ts'
import { coversDay } from '../../registry/rosters/standing.ts'
import type { PolicySet } from '../../rules/policy-set.ts'

/** Firms that entered and left 规上 this year up to a day, and the pools as they are then; null with none on the books. */
export async function scaleFacts(db: Db, on: Day): Promise<ScaleFacts | null> {
  const year = Number(on.slice(0, 4))
  const counts = totalOf(await scaleCounts(db, { from: `${year}-01-01`, to: on }), '全市')
  const [pools] = await rowsOf<Pick<ScaleFacts, 'dueIn' | 'cultivation' | 'risk'>>(
    db,
    sql`select count(*) filter (where m.roster = '应统未统')::int as "dueIn",
        count(*) filter (where m.roster = '小升规培育库')::int as cultivation,
        count(*) filter (where m.roster = '退规风险库')::int as risk
      from roster_member m where m.scope = ${CITY} and ${coversDay(on)}`,
  )
  const isEmpty = counts.end === 0 && counts.start === 0 && counts.entries === 0
  if (isEmpty && !pools?.dueIn && !pools?.cultivation && !pools?.risk) return null
  const target = (await scaleTargets(db, year)).get(CITY)?.entries
  return {
    year,
    entries: counts.entries,
    exits: counts.exits,
    net: counts.entries - counts.exits,
    count: counts.end,
    target: target ? Number(target.toFixed()) : null,
    dueIn: pools?.dueIn ?? 0,
    cultivation: pools?.cultivation ?? 0,
    risk: pools?.risk ?? 0,
  }
}

/** How many of the fastest 头雁 are named. */
const NAMED = 3

/** 专精特新“小巨人” of the newest year that has any by a day, and 头雁; null with none on the books. */
export async function nurtureFacts(
  db: Db,
  { on, knownBy }: { on: Day; knownBy: Date },
  months: Period,
): Promise<NurtureFacts | null> {
  const [specialised] = await rowsOf<
    Pick<NurtureFacts, 'year' | 'specialised' | 'provincial' | 'provincialBefore'>
  >(
    db,
    sql`with held as (
        select distinct uscc, level, extract(year from from_on)::int as year from qualification
        where (kind like '%小巨人%' or kind like '%专精特新%') and level in ('国家级', '省级') and from_on <= ${on}::date
          and (revoked_on is null or revoked_on > ${on}::date)),
      newest as (select max(year) as year from held)
      select n.year, count(distinct uscc) filter (where h.year = n.year)::int as specialised,
        count(distinct uscc) filter (where h.year = n.year and level = '省级')::int as provincial,
        count(distinct uscc) filter (where h.year = n.year - 1 and level = '省级')::int as "provincialBefore"
      from newest n join held h on h.year >= n.year - 1 group by n.year`,
  )
  const leading = sql`select m.uscc from roster_member m where m.roster = '头雁' and ${coversDay(on)}`
  const [count] = await rowsOf<{ n: number }>(
    db,
    sql`select count(distinct uscc)::int as n from (${leading}) l`,
  )
  const among = sql`uscc in (${leading}) and recorded_at <= ${knownBy.toISOString()}::timestamptz
    and ${stands('figure', sql`id`, knownBy)}`
  const fastest = await rowsOf<{ name: string }>(
    db,
    sql`with now as (${amountsOf('output', months, among)}),
        past as (${amountsOf('output', inYear(months, months.year - 1), among)})
      select e.short_name as name from now join past using (uscc) join enterprise e using (uscc)
      where past.amount > 0 and now.amount > past.amount order by now.amount / past.amount desc, e.uscc limit ${NAMED}`,
  )
  if (!count?.n && !specialised) return null
  return {
    year: Number(on.slice(0, 4)),
    ...{ specialised: 0, provincial: 0, provincialBefore: 0 },
    ...specialised,
    leading: count?.n ?? 0,
    fastest: fastest.map(({ name }) => name),
    period: fastest.length > 0 ? months.text : null,
  }
}

/** 红榜、黄榜 as R-AWARD and R-CRIT suggest them; people decide. */
export async function suggestedBoards(db: Db, policies: PolicySet, on: Day): Promise<Boards> {
  const { award, criticism } = await nominees(db, policies, on)
  const targets = await scaleTargets(db, Number(on.slice(0, 4)))
  const lineOf = ({ unit }: Nominee) => ({
    unit: unit.name,
    entries: unit.entries,
    net: unit.entries - unit.exits,
    target: Number(targets.get(unit.unitId)?.entries?.toFixed() ?? 0) || null,
  })
  return { red: award.list.map(lineOf), yellow: criticism.list.map(lineOf) }
}
