import { inArray } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { enterprise } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'
import type { RosterKey } from './kinds.ts'
import { membersOn, type Stay, staysOn } from './members.ts'

/** Pools whose purpose is that their members come into the statistics. */
const TO_BE_ENTERED: readonly string[] = ['小升规培育库', '应统未统', '四上培育库']

export interface PoolProgress {
  members: Stay[]
  /** This year. */
  entered: number
  left: number
  /** 转化: came into the statistics after they came into the pool; null where that is not its purpose. */
  graduated: Stay[] | null
}

/** How a pool does by a day; `among` says whose members. */
export async function poolProgress(
  db: Db,
  key: RosterKey,
  on: Day,
  among: (member: Stay) => boolean,
): Promise<PoolProgress> {
  const year = on.slice(0, 4)
  const stays = (await staysOn(db, key, on)).filter(among)
  return {
    members: (await membersOn(db, key, on)).filter(among),
    entered: stays.filter(({ since }) => since.startsWith(year)).length,
    left: stays.filter(({ until }) => until?.startsWith(year) && until <= on).length,
    graduated: TO_BE_ENTERED.includes(key.kind.name) ? await graduatesOf(db, stays) : null,
  }
}

async function graduatesOf(db: Db, stays: readonly Stay[]): Promise<Stay[]> {
  if (stays.length === 0) return []
  const firms = await db
    .select({ uscc: enterprise.uscc, inStats: enterprise.inStats, entered: enterprise.firstAboveScaleOn })
    .from(enterprise)
    .where(
      inArray(
        enterprise.uscc,
        stays.map(({ uscc }) => uscc),
      ),
    )
  const byCode = new Map(firms.map(firm => [firm.uscc, firm]))
  const graduates = stays.filter(({ uscc, since }) => {
    const firm = byCode.get(uscc)
    return firm?.inStats === true && firm.entered !== null && firm.entered >= since
  })
  return [...new Map(graduates.map(stay => [stay.uscc, stay])).values()]
}
