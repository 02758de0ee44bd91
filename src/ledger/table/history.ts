import { type Day, instantOf } from '../../lib/time.ts'
import type { WorkCalendar } from '../../lib/working-days.ts'
import { daysUntil } from '../calendar.ts'
import { termFrom } from '../deadline.ts'
import { IMPORTED, type LedgerEvent } from '../event.ts'
import type { Verb } from '../transitions.ts'
import type { ReadRow } from './row.ts'

/** A row with its number, enterprise and unit found. */
export interface KnownRow {
  read: ReadRow
  no: string
  uscc: string
  unitId: string | null
  isDemo: boolean
  /** Working days by the routes, where the row names no due day. */
  dueDays: number
}

/** Of days alone it is not known when: everything happens in the morning, a minute after the other. */
const MORNING = '09:00'

/**
 * What must have happened for a row to be as it is, in the words of the ledger: as many events as it takes and no more,
 * all of them by `import`. A due day that is no working day is set as the old ledger had it.
 */
export function historyOf(
  { read, no, uscc, unitId, isDemo, dueDays }: KnownRow,
  { by, calendar, formKey }: { by: string; calendar: WorkCalendar; formKey: string | null },
): LedgerEvent[] {
  const events: LedgerEvent[] = []
  const add = <V extends Verb>(type: V, on: Day, data: LedgerEvent<V>['data']) => {
    const at = new Date(instantOf(on, MORNING).getTime() + events.length * 60_000)
    events.push({ caseNo: no, seq: events.length + 1, type, actor: `import:${by}`, at, data } as LedgerEvent)
  }
  const { category, detail, urgency, contact, state, filedOn, assignedOn, progress } = read
  const hasResult = state === 'reviewing' || state === 'rating' || state === 'closed'
  add('file', filedOn, { uscc, category, detail, urgency, contact, reportedBy: IMPORTED, formKey, isDemo })
  if (state === 'declined')
    add('decline', filedOn, { reason: read.result ?? '原台账：不予受理', guidance: '见原台账' })
  if (unitId && state !== 'declined' && state !== 'filed') {
    const at = instantOf(assignedOn, MORNING)
    const days = read.dueOn ? Math.max(0, daysUntil(calendar, at, read.dueOn)) : dueDays
    const due = termFrom(at, days, calendar)
    add('assign', assignedOn, { unitId, reason: '导入原台账', ...due, dueDays: days })
    if (read.dueOn && read.dueOn !== due.dueOn)
      add('redate', assignedOn, {
        ...due,
        dueOn: read.dueOn,
        countedOn: due.dueOn,
        reason: '按原台账载明的期限',
      })
    if (state !== 'assigned' && state !== 'withdrawn') add('sign', assignedOn, {})
    if (progress && state !== 'withdrawn' && state !== 'assigned')
      add('progress', hasResult && read.finishedOn ? read.finishedOn : assignedOn, { note: progress })
  }
  const { until, result, outcome, finishedOn, closedOn, rating } = read
  if (state === 'held' && until) add('hold', assignedOn, { until, reason: '待外部条件：原台账载明挂起' })
  if (state === 'shelved' && until) add('shelve', assignedOn, { until, reason: '原台账载明长期推进' })
  if (
    result &&
    outcome &&
    finishedOn &&
    (state === 'reviewing' || state === 'rating' || state === 'closed')
  ) {
    add('finish', finishedOn, { result, outcome })
    if (state !== 'reviewing') add('pass', finishedOn, {})
    if (state === 'closed')
      rating ? add('accept', closedOn ?? finishedOn, { rating }) : add('lapse', closedOn ?? finishedOn, {})
  }
  if (state === 'withdrawn') add('withdraw', closedOn ?? assignedOn, { reason: result ?? '原台账：企业撤回' })
  return events
}
