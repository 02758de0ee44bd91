import type { Act } from './act.ts'
import { termFrom } from './deadline.ts'
import type { LoadedCase } from './load.ts'
import { routeFor } from './routing.ts'

/** The term of a round that begins now, by the routes as they are today. */
export async function newTerm(act: Act, { row, enterprise }: LoadedCase) {
  const { dueDays } = await routeFor(act.db, row.category, enterprise.regionCode, row.urgency)
  return { ...termFrom(act.now, dueDays, act.calendar), dueDays }
}
