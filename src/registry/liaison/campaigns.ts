import { asc, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { campaign } from '../../../db/schema/index.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { countVisits, type VisitCounts } from './visits.ts'

/** 专项行动: the totals it reported, and beside them, never mixed in, the visits recorded here within its days. */
export interface Campaign {
  id: string
  name: string
  startsOn: Day
  /** Null while it lasts. */
  endsOn: Day | null
  /** 填报数. */
  reported: { cadres: number; enterprises: number; collected: number; solved: number }
  isDemo: boolean
}

/** When and by whom its totals were last reported; null where nobody knows. */
export async function reportOf(
  db: Db,
  id: string,
): Promise<{ source: string; by: string; on: Day; times: number } | null> {
  const [row] = await rowsOf<{ source: string; by: string; on: Day; times: number }>(
    db,
    sql`select r.source, case r.reported_by when 'operator' then '管理员' else coalesce(p.name, r.reported_by) end as by,
        (r.reported_at at time zone 'Asia/Shanghai')::date::text as on,
        (select count(*)::int from campaign_report c where c.campaign_id = r.campaign_id) as times
      from campaign_report r left join person p on p.id = r.reported_by
      where r.campaign_id = ${id} order by r.id desc limit 1`,
  )
  return row ?? null
}

/** Every campaign, the oldest first. */
export async function campaignsOf(db: Db): Promise<Campaign[]> {
  const rows = await db.select().from(campaign).orderBy(asc(campaign.startsOn), asc(campaign.id))
  return rows.map(({ cadres, enterprises, collected, solved, ...one }) => ({
    ...one,
    reported: { cadres, enterprises, collected, solved },
  }))
}

/** Visits recorded here within a campaign's days, up to now. */
export const visitsWithin = (db: Db, { startsOn, endsOn }: Campaign, now: Date): Promise<VisitCounts> =>
  countVisits(db, { from: startsOn, to: lastDay({ endsOn }, now) })

/** The last day of a campaign that can be counted by now. */
export function lastDay({ endsOn }: Pick<Campaign, 'endsOn'>, now: Date): Day {
  const today = dayOf(now)
  return endsOn !== null && endsOn < today ? endsOn : today
}

/** The campaign a text names by the words of its name, the latest of several; null when it names none. */
export function campaignIn(campaigns: readonly Campaign[], text: string): Campaign | null {
  const words = (name: string) =>
    name
      .replace(/[“”"《》]/g, '')
      .split(/[\s·,，、]+|专项行动|行动/)
      .filter(word => word.length >= 2)
      // What it is stands last: 解难题攻坚月 is called 攻坚月.
      .map(word => word.slice(-3))
  const named = campaigns.filter(({ name }) => words(name).some(word => text.includes(word)))
  return named.at(-1) ?? null
}
