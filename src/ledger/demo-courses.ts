import { between, spread } from '../../db/demo/spread.ts'
import { addDays, type Day, dayOf, instantOf } from '../lib/time.ts'
import { addWorkdays, isWorkday, type WorkCalendar } from '../lib/working-days.ts'
import { type Deadline, resumed, termFrom } from './deadline.ts'
import type { Fate, Problem } from './demo-quotas.ts'
import { wordsOfCase } from './demo-words.ts'
import type { LedgerEvent } from './event.ts'
import type { Verb } from './transitions.ts'

/** Everything a made-up case needs to know of its surroundings. */
export interface Course {
  no: string
  /** Its number, from which everything made up about it follows. */
  seed: number
  filedAt: Date
  problem: Problem
  uscc: string
  /** `person:<id>` of who plays. */
  contact: string
  handler: string
  office: string
  route: { unitId: string; dueDays: number; reason: string }
  /** Number of the task force an open one goes to. */
  taskforce: { id: number; unitId: string } | null
  calendar: WorkCalendar
}

type Step = { [V in Verb]: { type: V; actor: string; at: Date; data: LedgerEvent<V>['data'] } }[Verb]

/** What happened to a case of the campaign, as the ledger would have written it day by day. */
export function courseOf(course: Course): LedgerEvent[] {
  const { problem, no } = course
  const begun = beginning(course)
  const rest = problem.fate === 'solved' ? solving(course) : waiting(course, problem.fate, begun.due)
  return [...begun.steps, ...rest].map((step, i) => ({ ...step, caseNo: no, seq: i + 1 }) as LedgerEvent)
}

const HALF_DAY = { from: 9 * 60, to: 11 * 60 + 30 }

/** A moment of a day: minutes after midnight, made up between two bounds. */
const momentOn = (day: Day, from: number, to: number, seed: number, salt: number): Date =>
  new Date(instantOf(day).getTime() + between(from, to, seed, salt) * 60_000)

const workdayAfter = (calendar: WorkCalendar, day: Day, days: number): Day =>
  addWorkdays(calendar, day, days).day

function beginning({ seed, filedAt, problem, uscc, contact, handler, route, calendar }: Course): {
  steps: Step[]
  due: Deadline
} {
  const due = termFrom(filedAt, route.dueDays, calendar)
  const filedOn = dayOf(filedAt)
  // Signed at once on a morning at work, else the next working morning.
  const isSoon = isWorkday(calendar, filedOn) && filedAt < instantOf(filedOn, '14:00')
  const signedAt = isSoon
    ? new Date(filedAt.getTime() + between(15, 170, seed, 81) * 60_000)
    : momentOn(workdayAfter(calendar, filedOn, 1), 8 * 60 + 30, 8 * 60 + 55, seed, 81)
  return {
    due,
    steps: [
      {
        type: 'file',
        actor: contact,
        at: filedAt,
        data: {
          uscc,
          category: problem.category,
          detail: wordsOfCase(problem.category, seed).told,
          urgency: spread(seed, 82) < 0.08 ? '急' : '一般',
          contact: null,
          reportedBy: contact.replace(/^person:/, ''),
          formKey: null,
          isDemo: true,
        },
      },
      {
        type: 'assign',
        actor: 'job:routing',
        at: filedAt,
        data: { unitId: route.unitId, reason: route.reason, ...due, dueDays: route.dueDays },
      },
      { type: 'sign', actor: handler, at: signedAt, data: {} },
    ],
  }
}

/** Working days until the last report: half of all within six, quicker where the term is short, some too late. */
function daysToSolve({ seed, route }: Course): number {
  const isLong = route.dueDays > 10
  // The sum of three even spreads is near enough to a bell; its logarithm is what is even.
  const bell = (spread(seed, 83) + spread(seed, 84) + spread(seed, 85) - 1.5) * 2
  return Math.min(28, Math.max(1, Math.round((isLong ? 9 : 5) * Math.exp((isLong ? 0.45 : 0.35) * bell))))
}

function solving(course: Course): Step[] {
  const { seed, filedAt, problem, contact, handler, office, calendar } = course
  const days = daysToSolve(course)
  const words = wordsOfCase(problem.category, seed)
  const filedOn = dayOf(filedAt)
  const finishedOn = workdayAfter(calendar, filedOn, days)
  const finishedAt = momentOn(finishedOn, 9 * 60 + 30, 15 * 60, seed, 86)
  const ratedOn = workdayAfter(calendar, finishedOn, between(1, 2, seed, 87))
  const mood = spread(seed, 88)
  const rated: Step =
    mood < 0.1
      ? {
          type: 'lapse',
          actor: 'job:ratings',
          at: instantOf(workdayAfter(calendar, finishedOn, 5), '09:00'),
          data: {},
        }
      : {
          type: 'accept',
          actor: contact,
          at: momentOn(ratedOn, HALF_DAY.from, HALF_DAY.to, seed, 89),
          data: { rating: mood < 0.87 ? '满意' : '基本满意' },
        }
  const told: Step[] =
    days >= 4 && spread(seed, 90) < 0.5
      ? [
          {
            type: 'progress',
            actor: handler,
            at: momentOn(workdayAfter(calendar, filedOn, 2), HALF_DAY.from, HALF_DAY.to, seed, 91),
            data: { note: words.progress },
          },
        ]
      : []
  return [
    ...told,
    { type: 'finish', actor: handler, at: finishedAt, data: { result: words.done, outcome: '已解决' } },
    {
      type: 'pass',
      actor: office,
      at: new Date(finishedAt.getTime() + between(20, 120, seed, 92) * 60_000),
      data: {},
    },
    rated,
  ]
}

const SHELVED: Record<Exclude<Fate, 'solved'>, string> = {
  handling: '需列入下一年度计划，先挂账，定期报告进展',
  extended: '涉及上级批次指标，先挂账，定期报告进展',
  taskforce: '属共性问题，转由专班统一研究，先挂账',
}

/** A case that is not solved: shelved twice, taken up again this November, its clock running. */
function waiting(course: Course, fate: Exclude<Fate, 'solved'>, due: Deadline): Step[] {
  const { seed, filedAt, problem, handler, office, taskforce, calendar } = course
  const shelvedOn = workdayAfter(calendar, dayOf(filedAt), 1)
  const againOn = workdayAfter(calendar, shelvedOn, 230)
  const resumedOn = pickedUpOn(seed)
  const afterFirst = resumed(due, shelvedOn, againOn, calendar)
  const afterSecond = resumed(afterFirst.due, againOn, resumedOn, calendar)
  const reason = SHELVED[fate]
  const joined: Step[] =
    fate === 'taskforce' && taskforce
      ? [
          {
            type: 'join',
            actor: office,
            at: momentOn(shelvedOn, 16 * 60, 17 * 60, seed, 93),
            data: { taskforce: taskforce.id, unitId: taskforce.unitId },
          },
        ]
      : []
  const extended: Step[] = fate === 'extended' ? extension(course, afterSecond.due, resumedOn) : []
  return [
    { type: 'shelve', actor: office, at: instantOf(shelvedOn, '15:30'), data: { until: againOn, reason } },
    ...joined,
    {
      type: 'resume',
      actor: 'job:wake-held',
      at: instantOf(againOn, '08:30'),
      data: { ...afterFirst.due, pausedDays: afterFirst.pausedDays },
    },
    {
      type: 'progress',
      actor: handler,
      at: momentOn(againOn, HALF_DAY.from, HALF_DAY.to, seed, 94),
      data: { note: wordsOfCase(problem.category, seed).progress },
    },
    { type: 'shelve', actor: office, at: instantOf(againOn, '15:30'), data: { until: resumedOn, reason } },
    {
      type: 'resume',
      actor: 'job:wake-held',
      at: instantOf(resumedOn, '08:30'),
      data: { ...afterSecond.due, pausedDays: afterSecond.pausedDays },
    },
    ...extended,
  ]
}

/** One of the last working days before the demo begins. */
const pickedUpOn = (seed: number): Day => addDays('2023-11-13', between(0, 1, seed, 95))

function extension({ seed, handler, office, calendar }: Course, due: Deadline, on: Day): Step[] {
  const { day: dueOn, provisional } = addWorkdays(calendar, due.dueOn, between(6, 12, seed, 96))
  return [
    {
      type: 'askExtension',
      actor: handler,
      at: momentOn(on, HALF_DAY.from, HALF_DAY.to, seed, 97),
      data: { until: dueOn, reason: '上级批次指标预计下月下达，需延期办理' },
    },
    {
      type: 'extend',
      actor: office,
      at: momentOn(on, 14 * 60 + 30, 16 * 60, seed, 98),
      data: { dueOn, dueIsProvisional: provisional },
    },
  ]
}
