import { eq, inArray, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { type Notice, queueNotices } from '../../../db/notice.ts'
import { enterprise, roleGrant } from '../../../db/schema/index.ts'
import { groupBy } from '../../lib/group.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { addWorkdays, countWorkdays, isWorkday, type WorkCalendar } from '../../lib/working-days.ts'
import { liaisonsOn } from '../../people/delegated.ts'
import { listedUpTo } from '../fact-year.ts'
import { INDICATORS, type Indicator } from '../indicators.ts'
import { dueNow, type Period } from '../period.ts'
import { stands } from '../retract.ts'

/** 报数窗口: the day of the month by which last month is to be in; ours, no document names it (待主管部门确认). */
const CLOSES_ON = 15
/** What listed firms report every month. */
const WANTED: readonly Indicator[] = ['output', 'tax']
/** Working days before the window closes at which a firm is reminded; 0 is the last day. */
const RUNGS = [3, 1, 0] as const

/** The day the window of last month closes: the 15th, or the next working day. */
function closingDay(now: Date, calendar: WorkCalendar): Day {
  return addWorkdays(calendar, `${dayOf(now).slice(0, 7)}-${CLOSES_ON}`, 0).day
}

/** What a run queued. */
export interface Reminded {
  period: Period
  firms: number
  liaisons: number
}

/**
 * 催报: asks listed firms that have not reported last month's output and tax yet, three and one working day before the
 * window closes and on its last day; the working day after, their liaisons hear which did not. Nothing in February,
 * whose January is merged into it. Null on days when nobody is asked.
 */
export async function remindFigures(db: Db, now: Date, calendar: WorkCalendar): Promise<Reminded | null> {
  const today = dayOf(now)
  if (!isWorkday(calendar, today) || today.slice(5, 7) === '02') return null
  const dueOn = closingDay(now, calendar)
  const left = countWorkdays(calendar, today, dueOn)
  const isDayAfter = today === addWorkdays(calendar, dueOn, 1).day
  if (!isDayAfter && !RUNGS.some(rung => rung === left)) return null
  const period = dueNow(now)
  const lacking = await lackingFirms(db, period, today)
  const role = isDayAfter ? 'liaison' : 'enterprise'
  const told = await peopleOf(db, role, [...lacking.keys()], today)
  const notices = isDayAfter
    ? toLiaisons(told, lacking, period, dueOn)
    : toFirms(told, lacking, period, dueOn, left)
  await queueNotices(db, notices)
  return {
    period,
    firms: isDayAfter ? 0 : new Set(told.map(({ uscc }) => uscc)).size,
    liaisons: isDayAfter ? notices.length : 0,
  }
}

interface Lacking {
  name: string
  missing: Indicator[]
}

/** Listed firms by code, with what they themselves have not reported of a period. */
async function lackingFirms(db: Db, period: Period, on: Day): Promise<Map<string, Lacking>> {
  const periods = period.kind === 'months' ? [period.text, `${period.year}-0${period.to}`] : [period.text]
  const wanted = sql.join(
    WANTED.map(indicator => sql`(${indicator}::text)`),
    sql`, `,
  )
  const rows = await rowsOf<{ uscc: string; name: string; missing: Indicator[] }>(
    db,
    sql`select e.uscc, e.short_name as name, array_agg(w.indicator order by w.indicator) as missing
      from (${listedUpTo(on)}) l join ${enterprise} e on e.uscc = l.uscc cross join (values ${wanted}) as w(indicator)
      where not exists (
        select from figure f where f.uscc = e.uscc and f.indicator = w.indicator and f.source = '企业自报'
          and f.period in ${periods} and ${stands('figure', sql`f.id`)})
      group by e.uscc, e.short_name order by e.uscc`,
  )
  return new Map(rows.map(({ uscc, name, missing }) => [uscc, { name, missing }]))
}

interface Told {
  personId: string
  uscc: string
}

async function peopleOf(db: Db, role: 'enterprise' | 'liaison', usccs: string[], on: Day): Promise<Told[]> {
  if (usccs.length === 0) return []
  if (role === 'liaison') return liaisonsOn(db, usccs, on)
  const grants = await db
    .selectDistinct({ personId: roleGrant.personId, uscc: roleGrant.scopeId })
    .from(roleGrant)
    .where(sql`${eq(roleGrant.role, role)} and ${inArray(roleGrant.scopeId, usccs)}`)
    .orderBy(roleGrant.personId, roleGrant.scopeId)
  return grants
}

function toFirms(
  told: readonly Told[],
  lacking: ReadonlyMap<string, Lacking>,
  period: Period,
  dueOn: Day,
  left: number,
): Notice[] {
  return told.flatMap(({ personId, uscc }): Notice[] => {
    const firm = lacking.get(uscc)
    if (!firm) return []
    const missing = firm.missing.map(indicator => INDICATORS[indicator].title)
    return [
      {
        kind: 'figure.due',
        to: `person:${personId}`,
        key: `figure.due:${uscc}:${period.text}:${left}:${personId}`,
        data: { uscc, enterprise: firm.name, period: period.text, missing, dueOn, left },
      },
    ]
  })
}

/** Firms a card names; its total is of all. */
const NAMED = 20

function toLiaisons(
  told: readonly Told[],
  lacking: ReadonlyMap<string, Lacking>,
  period: Period,
  dueOn: Day,
): Notice[] {
  return [...groupBy(told, ({ personId }) => personId)].map(([personId, firms]): Notice => {
    const named = firms.slice(0, NAMED).map(({ uscc }) => ({ uscc, name: lacking.get(uscc)?.name ?? uscc }))
    return {
      kind: 'figure.overdue',
      to: `person:${personId}`,
      key: `figure.overdue:${period.text}:${personId}`,
      data: { period: period.text, dueOn, total: firms.length, firms: named },
    }
  })
}
