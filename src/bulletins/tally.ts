import { desc, lte, sql } from 'drizzle-orm'
import type { BulletinContent } from '../../db/bulletin-content.ts'
import { type Db, rowsOf } from '../../db/client.ts'
import { campaign } from '../../db/schema/index.ts'
import { RUNNING } from '../ledger/facts.ts'
import type { Day } from '../lib/time.ts'

/** The ledger as it stands on a day: open, past the due day while with a unit, closed; open ones by category, most first. */
export async function tallyCases(db: Db, on: Day): Promise<BulletinContent['cases']> {
  const rows = await rowsOf<{ category: string; open: number; overdue: number; closed: number }>(
    db,
    sql`select category,
               count(*) filter (where state not in ('closed', 'declined'))::int as open,
               count(*) filter (where state in ${[...RUNNING]} and due_on < ${on})::int as overdue,
               count(*) filter (where state = 'closed')::int as closed
        from case_file group by category order by open desc, category`,
  )
  const sum = (key: 'open' | 'overdue' | 'closed') => rows.reduce((total, row) => total + row[key], 0)
  return {
    open: sum('open'),
    overdue: sum('overdue'),
    closed: sum('closed'),
    byCategory: rows.flatMap(({ category, open }) => (open > 0 ? [{ category, open }] : [])),
  }
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
