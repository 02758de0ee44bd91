import { desc, lte, sql } from 'drizzle-orm'
import type { BulletinContent, CaseGroupTally, CaseTally } from '../../../db/bulletin-content.ts'
import { type Db, rowsOf } from '../../../db/client.ts'
import { campaign, caseFile } from '../../../db/schema/index.ts'
import { RUNNING } from '../../ledger/facts.ts'
import { IS_SOLVED, STILL_OPEN } from '../../ledger/filter.ts'
import type { Day } from '../../lib/time.ts'

interface Row extends Omit<CaseGroupTally, 'name'> {
  /** What the row is of: 3 all of them, 2 a unit, 1 a category. */
  level: number
  category: string | null
  unit: string | null
  closed: number
}

/** The ledger as it stands on a day, by the counts the statistics use: all of it, by category and by unit, most first. */
export async function tallyCases(db: Db, on: Day): Promise<CaseTally> {
  const rows = await rowsOf<Row>(
    db,
    sql`select level, category, coalesce(unit.name, lead_unit_id) as unit, collected, solved, open, overdue, closed
      from (
        select category, lead_unit_id, grouping(category, lead_unit_id)::int as level,
          count(*)::int as collected, count(*) filter (where ${IS_SOLVED})::int as solved,
          count(*) filter (where state in ${[...STILL_OPEN]})::int as open,
          count(*) filter (where state in ${[...RUNNING]} and due_on < ${on}::date)::int as overdue,
          count(*) filter (where state = 'closed')::int as closed
        from ${caseFile} group by grouping sets ((), (category), (lead_unit_id))) counted
      left join unit on unit.id = counted.lead_unit_id
      order by collected desc, category, unit`,
  )
  const { level: _, category: __, unit: ___, ...all } = rows.find(({ level }) => level === 3) ?? NOTHING
  const groups = (of: 'category' | 'unit', level: number) =>
    rows.flatMap(({ closed: _closed, level: rowLevel, category, unit, ...counts }): CaseGroupTally[] => {
      const name = of === 'category' ? category : unit
      return rowLevel === level && name !== null ? [{ name, ...counts }] : []
    })
  return { ...all, byCategory: groups('category', 1), byUnit: groups('unit', 2) }
}

const NOTHING: Row = {
  level: 3,
  category: null,
  unit: null,
  collected: 0,
  solved: 0,
  open: 0,
  overdue: 0,
  closed: 0,
}

/** The latest campaign (专项行动) begun by a day, with the totals it reported. */
export async function latestCampaign(db: Db, on: Day): Promise<BulletinContent['campaign']> {
  const [row] = await db
    .select({
      name: campaign.name,
      cadres: campaign.cadres,
      enterprises: campaign.enterprises,
      collected: campaign.collected,
      solved: campaign.solved,
    })
    .from(campaign)
    .where(lte(campaign.startsOn, on))
    .orderBy(desc(campaign.startsOn))
    .limit(1)
  return row ?? null
}
