import { and, asc, gt, inArray, isNotNull, lt, lte, or, type SQL } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { caseFile } from '../../../db/schema/index.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { isWorkday, type WorkCalendar } from '../../lib/working-days.ts'
import { actorId } from '../../people/roles.ts'
import { chain, updateCases } from '../bulk.ts'
import { loadCalendar } from '../calendar.ts'
import { RUNNING } from '../facts.ts'
import type { CaseRow } from '../project.ts'
import { latestDue } from './days.ts'
import { type Reddened, tellLeaders } from './overdue.ts'

/** From when on a light is shown: with `left` working days to the due day or fewer; negative is past it. */
interface Light {
  level: 1 | 2 | 3
  left: number
  /** The same for a case that has been given more time this often in a round. */
  extended?: { times: number; left: number }
}

/** 亮牌: since when which lights are shown, newest first. No document of the city sets days; these are others' rules. */
const LIGHTS: readonly { since: Day; lights: readonly Light[] }[] = [
  {
    since: '2020-01-01',
    lights: [
      // 蓝, about to fall due: the last day on which 泉州 still takes a request for an extension. 三明 begins with blue.
      { level: 1, left: 1 },
      // 橙, overdue: a 12345 rule has the 催办通知书 go out on the day after the due day.
      { level: 2, left: -1 },
      // 红, overdue by more than 3 working days: to the unit's leader. Who had more time twice has had that grace.
      { level: 3, left: -4, extended: { times: 2, left: -1 } },
    ],
  },
]

const PAGE = 500
const ACTOR = { kind: 'job', name: 'supervision' } as const

/** How many cases a run brought to each level; `told` are leaders told of red ones. */
export interface Raised {
  blue: number
  orange: number
  red: number
  told: number
}

/**
 * Raises the supervision of every case that has come near its due day or past it, each step an event of the ledger. It
 * is never lowered here; an extension or another round does that. Of what turned red the units' leaders are told, and
 * the office. Null when people are off.
 */
export async function raiseSupervision(db: Db, now: Date): Promise<Raised | null> {
  const calendar = await loadCalendar(db)
  const day = dayOf(now)
  if (!isWorkday(calendar, day)) return null
  const steps = stepsOn(calendar, day)
  const raised = [0, 0, 0, 0]
  const red: Reddened[] = []
  for (let after = ''; ; ) {
    const rows = await db
      .select()
      .from(caseFile)
      .where(
        and(
          inArray(caseFile.state, [...RUNNING]),
          isNotNull(caseFile.leadUnitId),
          or(...steps.map(conditionOf)),
          gt(caseFile.no, after),
        ),
      )
      .orderBy(asc(caseFile.no))
      .limit(PAGE)
    const last = rows.at(-1)
    if (!last) break
    const levels = new Map(rows.map(row => [row.no, levelOf(row, steps)]))
    const written = await updateCases(
      db,
      rows.map(row => lift(row, levels.get(row.no) ?? 0, now)),
    )
    const done = new Set(written)
    for (const { no, leadUnitId, dueOn } of rows.filter(row => done.has(row.no))) {
      const level = levels.get(no) ?? 0
      raised[level] = (raised[level] ?? 0) + 1
      if (level === 3 && leadUnitId && dueOn) red.push({ no, unitId: leadUnitId, dueOn })
    }
    after = last.no
  }
  const told = await tellLeaders(db, calendar, now, red)
  const [, blue = 0, orange = 0, reds = 0] = raised
  return { blue, orange, red: reds, told }
}

/** A level and the due days from which on back it is reached; `extensions` is how many it takes. */
interface Step {
  level: number
  dueOn: Day
  extensions: number
}

function stepsOn(calendar: WorkCalendar, day: Day): Step[] {
  const lights = LIGHTS.find(({ since }) => since <= day)?.lights ?? []
  return lights.flatMap(({ level, left, extended }) => [
    { level, dueOn: latestDue(calendar, day, left), extensions: 0 },
    ...(extended
      ? [{ level, dueOn: latestDue(calendar, day, extended.left), extensions: extended.times }]
      : []),
  ])
}

const conditionOf = ({ level, dueOn, extensions }: Step): SQL | undefined =>
  and(
    lte(caseFile.dueOn, dueOn),
    lt(caseFile.supervision, level),
    extensions > 0 ? gt(caseFile.extensions, extensions - 1) : undefined,
  )

const levelOf = ({ dueOn, extensions }: CaseRow, steps: readonly Step[]): number =>
  Math.max(
    0,
    ...steps
      .filter(step => dueOn !== null && dueOn <= step.dueOn && extensions >= step.extensions)
      .map(({ level }) => level),
  )

const lift = (row: CaseRow, level: number, now: Date) =>
  chain(row, [
    {
      caseNo: row.no,
      seq: row.version + 1,
      type: 'supervise',
      actor: actorId(ACTOR),
      at: now,
      data: { level },
    },
  ])
