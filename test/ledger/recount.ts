import { asc } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseEvent } from '../../db/schema/index.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import type { CaseCounts } from '../../src/ledger/statistics.ts'
import { type Day, dayOf } from '../../src/lib/time.ts'
import { countWorkdays, type WorkCalendar } from '../../src/lib/working-days.ts'
import { NOW } from './world.ts'

type StoredEvent = typeof caseEvent.$inferSelect

/** A case as somebody would put it together who reads nothing but its page of the ledger, line by line. */
interface Sheet {
  uscc: string
  stage: string
  outcome: string | null
  rounds: number
  dueOn: Day | null
  unit: string | null
  category: string
  filedOn: Day
  finishedOn: Day | null
  stoppedOn: Day | null
  stoodDays: number
  ratings: string[]
}

const text = (value: unknown) => value as string

export function readSheet(events: readonly StoredEvent[], calendar: WorkCalendar): Sheet {
  const [first] = events
  if (!first) throw new Error('an empty page')
  const sheet: Sheet = {
    uscc: text(first.data.uscc),
    stage: 'filed',
    outcome: null,
    rounds: 1,
    dueOn: null,
    unit: null,
    category: text(first.data.category),
    filedOn: dayOf(first.at),
    finishedOn: null,
    stoppedOn: null,
    stoodDays: 0,
    ratings: [],
  }
  const undone = new Set(events.flatMap(({ type, data }) => (type === 'undo' ? [data.of] : [])))
  for (const { type, data, at } of events.filter(({ type, seq }) => type !== 'undo' && !undone.has(seq))) {
    const goOn = () => {
      if (sheet.stoppedOn) sheet.stoodDays += countWorkdays(calendar, sheet.stoppedOn, dayOf(at))
      sheet.stoppedOn = null
    }
    if (typeof data.dueOn === 'string' && type !== 'coassign') sheet.dueOn = data.dueOn
    if (type === 'assign' || type === 'transfer') {
      sheet.unit = text(data.unitId)
      sheet.stage = 'assigned'
    }
    if (type === 'dispute') {
      sheet.unit = null
      sheet.stage = 'filed'
    }
    if (type === 'correct') {
      const changes = data.changes as { category?: string }
      sheet.category = changes.category ?? sheet.category
    }
    if (type === 'sign' || type === 'return' || type === 'resume') sheet.stage = 'handling'
    if (type === 'progress' && sheet.stage === 'assigned') sheet.stage = 'handling'
    if (type === 'hold' || type === 'shelve') {
      sheet.stage = type === 'hold' ? 'held' : 'shelved'
      sheet.stoppedOn = dayOf(at)
    }
    if (type === 'resume' || type === 'transfer' || type === 'withdraw') goOn()
    if (type === 'finish' || type === 'answer') {
      sheet.stage = type === 'finish' ? 'reviewing' : 'rating'
      sheet.outcome = text(data.outcome)
      sheet.finishedOn = dayOf(at)
    }
    if (type === 'pass') sheet.stage = 'rating'
    if (type === 'accept' || type === 'lapse') {
      sheet.stage = 'closed'
      sheet.ratings.push(type === 'lapse' ? '未评价' : text(data.rating))
    }
    if (type === 'reject' || type === 'reopen') {
      if (type === 'reject') sheet.ratings.push('不满意')
      sheet.stage = 'handling'
      sheet.outcome = null
      sheet.rounds += 1
    }
    if (type === 'decline') sheet.stage = 'declined'
    if (type === 'merge') sheet.stage = 'merged'
    if (type === 'withdraw') {
      sheet.stage = 'withdrawn'
      sheet.outcome = '企业撤回'
    }
  }
  if (undone.has(1)) return { ...sheet, stage: 'withdrawn', outcome: '企业撤回' }
  return sheet
}

const IS_OVER = ['declined', 'withdrawn', 'closed']
const WITH_UNIT = ['assigned', 'handling', 'held', 'shelved']

/** The statistics counted by hand. */
export function recount(sheets: readonly Sheet[], on: Day, calendar: WorkCalendar): CaseCounts {
  const count = (is: (sheet: Sheet) => boolean) => sheets.filter(is).length
  const isFinished = ({ stage }: Sheet) => stage === 'rating' || stage === 'closed'
  const ratings = sheets.flatMap(sheet => sheet.ratings)
  const rated = (wanted: string) => ratings.filter(rating => rating === wanted).length
  return {
    collected: sheets.length,
    finished: count(isFinished),
    inTime: count(
      sheet => isFinished(sheet) && (sheet.dueOn === null || (sheet.finishedOn ?? '9') <= sheet.dueOn),
    ),
    solved: count(sheet => isFinished(sheet) && sheet.outcome === '已解决'),
    open: count(({ stage }) => !IS_OVER.includes(stage)),
    inHand: count(({ stage }) => WITH_UNIT.includes(stage)),
    overdue: count(
      ({ stage, dueOn }) => ['assigned', 'handling'].includes(stage) && dueOn !== null && dueOn < on,
    ),
    declined: count(({ stage }) => stage === 'declined'),
    withdrawn: count(({ stage }) => stage === 'withdrawn'),
    merged: count(({ stage }) => stage === 'merged'),
    again: count(({ rounds }) => rounds > 1),
    satisfied: rated('满意'),
    fair: rated('基本满意'),
    dissatisfied: rated('不满意'),
    unrated: rated('未评价'),
    days: sheets
      .filter(isFinished)
      .reduce(
        (sum, { filedOn, finishedOn, stoodDays }) =>
          sum + (finishedOn ? countWorkdays(calendar, filedOn, finishedOn) - stoodDays : 0),
        0,
      ),
    firms: new Set(sheets.map(({ uscc }) => uscc)).size,
  }
}

/** Everything in the ledger as its events alone tell it, and the last day anything happened. */
export async function readLedger(db: Db) {
  const calendar = await loadCalendar(db)
  const events = await db.select().from(caseEvent).orderBy(asc(caseEvent.caseNo), asc(caseEvent.seq))
  const pages = new Map<string, typeof events>()
  for (const event of events) pages.set(event.caseNo, [...(pages.get(event.caseNo) ?? []), event])
  const sheets = [...pages.values()].map(page => readSheet(page, calendar))
  const days = [dayOf(NOW), ...events.map(({ at }) => dayOf(at))].sort()
  return { calendar, sheets, on: days.at(-1) ?? dayOf(NOW) }
}
