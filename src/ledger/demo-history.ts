import { asc, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { between, pick, spread } from '../../db/demo/spread.ts'
import { counter, enterprise, taskforce } from '../../db/schema/index.ts'
import { groupBy } from '../lib/group.ts'
import { addDays, type Day, dayOf, instantOf } from '../lib/time.ts'
import { isWorkday, type WorkCalendar } from '../lib/working-days.ts'
import { type Chained, chain, insertCases } from './bulk.ts'
import { loadCalendar } from './calendar.ts'
import type { Category } from './categories.ts'
import { loadCast } from './demo-cast.ts'
import { courseOf } from './demo-courses.ts'
import { IN_TASKFORCE, type Problem, problems } from './demo-quotas.ts'
import { routeFor } from './routing.ts'

/** The campaign, and the month of it in which most came in (解难题攻坚月). */
const FIRST: Day = '2022-06-15'
const LAST: Day = '2022-09-30'
const DRIVE = { from: '2022-08-15', to: '2022-09-14' }

/** Cases made and written at a time. */
const BATCH = 1000

/**
 * Loads the 5676 cases of the campaign of 2022 with everything that happened to them: 5561 solved, 115 not. Needs the
 * demo enterprises, the base tables and nobody's cases of 2022. Chained and folded like any other case; nobody is told.
 */
export async function loadDemoHistory(db: Db): Promise<{ cases: number }> {
  const calendar = await loadCalendar(db)
  const cast = await loadCast(db)
  const firms = await firmsByUnit(db)
  const routes = await routesFor(db)
  const taskforces = await openTaskforces(db, routes)
  const office = `person:${cast.office.id}`
  const all = problems()
  const moments = filingMoments(calendar, all.length)
  const caseOf = (problem: Problem, seed: number): Chained => {
    const filedAt = moments[seed] ?? instantOf(LAST)
    const number = String(seed + 1).padStart(4, '0')
    const route = routes.get(problem.category)
    const [first, ...others] = firms.get(problem.unitId) ?? []
    if (!route || !first)
      throw new Error(`no route or enterprise for ${problem.category} of ${problem.unitId}`)
    const uscc = pick([first, ...others], seed, 75)
    return chain(
      null,
      courseOf({
        no: `HY${dayOf(filedAt).replaceAll('-', '')}-${number}`,
        seed,
        filedAt,
        problem,
        uscc,
        contact: `person:${cast.contactOf(uscc).id}`,
        handler: `person:${cast.handlerOf(route.unitId).id}`,
        office,
        route,
        taskforce: taskforces.get(problem.category) ?? null,
        calendar,
      }),
    )
  }
  for (let from = 0; from < all.length; from += BATCH)
    await insertCases(
      db,
      all.slice(from, from + BATCH).map((problem, i) => caseOf(problem, from + i)),
    )
  await db.insert(counter).values({ name: 'case:2022', value: all.length })
  return { cases: all.length }
}

async function firmsByUnit(db: Db): Promise<ReadonlyMap<string, string[]>> {
  const rows = await db
    .select({ uscc: enterprise.uscc, unitId: enterprise.assessUnitId })
    .from(enterprise)
    .where(eq(enterprise.isDemo, true))
    .orderBy(asc(enterprise.uscc))
  return new Map(
    [...groupBy(rows, ({ unitId }) => unitId ?? '')].map(([id, some]) => [id, some.map(one => one.uscc)]),
  )
}

type Routes = ReadonlyMap<Category, Awaited<ReturnType<typeof routeFor>>>

async function routesFor(db: Db): Promise<Routes> {
  const categories = new Set(problems().map(({ category }) => category))
  const found: [Category, Awaited<ReturnType<typeof routeFor>>][] = []
  for (const category of categories) found.push([category, await routeFor(db, category, null, '一般')])
  return new Map(found)
}

/** 共性问题专班, one for each category that has some. */
async function openTaskforces(
  db: Db,
  routes: Routes,
): Promise<ReadonlyMap<string, { id: number; unitId: string }>> {
  const categories = Object.keys(IN_TASKFORCE) as Category[]
  const rows = await db
    .insert(taskforce)
    .values(
      categories.map(category => ({
        name: `${category}共性问题专班`,
        category,
        leadUnitId: routes.get(category)?.unitId ?? 'dept-industry',
        createdBy: 'demo-office',
        createdAt: instantOf(FIRST, '09:00'),
      })),
    )
    .returning({ id: taskforce.id, category: taskforce.category, unitId: taskforce.leadUnitId })
  return new Map(rows.map(({ category, ...one }) => [category, one]))
}

/** When problems came in, in order: on working days in office hours, some at weekends, twice as many in the drive. */
function filingMoments(calendar: WorkCalendar, count: number): Date[] {
  const days: { day: Day; weight: number }[] = []
  for (let day = FIRST; day <= LAST; day = addDays(day, 1)) {
    const isDrive = day >= DRIVE.from && day <= DRIVE.to
    days.push({
      day,
      weight:
        (isWorkday(calendar, day) ? 1 : 0.1) * (isDrive ? 2.2 : 1) * (0.85 + 0.3 * spread(days.length, 76)),
    })
  }
  const total = days.reduce((sum, { weight }) => sum + weight, 0)
  let passed = 0
  let filed = 0
  return days.flatMap(({ day, weight }) => {
    passed += weight
    const until = Math.round((count * passed) / total)
    const today = Array.from({ length: until - filed }, (_, i) =>
      between(8 * 60 + 35, 17 * 60 + 20, filed + i, 77),
    )
    filed = until
    return today.sort((a, b) => a - b).map(minute => new Date(instantOf(day).getTime() + minute * 60_000))
  })
}
