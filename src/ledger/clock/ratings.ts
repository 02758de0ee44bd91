import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { type Notice, queueNotices } from '../../../db/notice.ts'
import { caseReminder } from '../../../db/schema/index.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { addWorkdays, countWorkdays, isWorkday, type WorkCalendar } from '../../lib/working-days.ts'
import { type Act, openAct } from '../act.ts'
import { lapseRating } from '../again.ts'
import { factsOf } from '../facts.ts'
import { loadCase } from '../load.ts'
import { enterpriseOf } from '../notify.ts'
import { STANDING } from '../standing.ts'
import type { Verb } from '../transitions.ts'
import { eachAlone } from './each.ts'

/** Working days between the result and the first reminder, and from one to the next step (江门: 全量回访). */
const PACE = 2
/** Reminders an enterprise gets; more would be a nuisance. */
const MOST = 2
/** Working days an enterprise has to rate; then it counts as 未评价, never as satisfied. */
const TO_RATE = 5

/** What a run did. */
export interface RatingsAsked {
  reminded: number
  lapsed: number
}

/**
 * Reminds enterprises that have a result and have not rated it, twice at most; after the second and five working days
 * the case is closed as 未评价. No case lapses unreminded, however long nothing ran. Null when people are off.
 */
export async function pressForRatings(db: Db, now: Date): Promise<RatingsAsked | null> {
  const act = await openAct(db, now, { kind: 'job', name: 'ratings' })
  const day = dayOf(now)
  if (!isWorkday(act.calendar, day)) return null
  const next = (await unratedCases(db)).map(one => ({ ...one, step: nextStep(act.calendar, day, one) }))
  const reminded = await eachAlone(
    act,
    next.filter(({ step }) => step === 'remind'),
    remind,
  )
  const lapsed = await eachAlone(
    act,
    next.filter(({ step }) => step === 'lapse'),
    (one, { no }) => lapseRating(one, no),
  )
  return { reminded, lapsed }
}

interface Unrated {
  no: string
  round: number
  /** The day the enterprise was told the result. */
  answeredOn: Day
  times: number
  remindedOn: Day | null
}

const ANSWERS = sql.raw((['pass', 'answer'] satisfies Verb[]).map(verb => `'${verb}'`).join())

const unratedCases = (db: Db): Promise<Unrated[]> =>
  rowsOf<Unrated>(
    db,
    sql`select no, case_file.round, to_char(answered.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "answeredOn",
      coalesce(told.times, 0) as times, to_char(told.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "remindedOn"
    from case_file
    cross join lateral (
      select at from ${STANDING} as event where case_no = no and type in (${ANSWERS}) order by seq desc limit 1) as answered
    left join (
      select case_no, round, count(*)::int as times, max(at) as at from case_reminder where rung like 'rate:%'
      group by case_no, round) as told on told.case_no = no and told.round = case_file.round
    where state = 'rating' order by no`,
  )

function nextStep(
  calendar: WorkCalendar,
  day: Day,
  { answeredOn, times, remindedOn }: Unrated,
): 'remind' | 'lapse' | 'wait' {
  const waited = countWorkdays(calendar, answeredOn, day)
  const isTooSoon = remindedOn !== null && countWorkdays(calendar, remindedOn, day) < PACE
  if (isTooSoon || waited < PACE * (times + 1)) return 'wait'
  if (times < MOST) return 'remind'
  return waited > TO_RATE ? 'lapse' : 'wait'
}

async function remind(act: Act, { no, round, answeredOn, times }: Unrated): Promise<void> {
  const { calendar, now, db } = act
  const atLeast = addWorkdays(calendar, dayOf(now), PACE * (MOST - times) - 1).day
  const term = addWorkdays(calendar, answeredOn, TO_RATE).day
  const until = [atLeast, term].sort().at(-1) ?? term
  const rung = `rate:${times + 1}`
  const [isNew] = await db
    .insert(caseReminder)
    .values({ caseNo: no, round, dueOn: term, rung, at: now })
    .onConflictDoNothing()
    .returning({ rung: caseReminder.rung })
  if (!isNew) return
  const target = await loadCase(db, no)
  const change = { kind: 'unrated', times: times + 1, until } as const
  const data = { case: factsOf(target, calendar, now), change }
  const notices = (await enterpriseOf(act, target)).map(
    // Nothing happened to the case, so its version alone would not tell one reminder from the next.
    (to): Notice => ({ kind: 'case.change', to, key: `${rung}:${no}:${round}:${to}`, data }),
  )
  await queueNotices(db, notices)
}
