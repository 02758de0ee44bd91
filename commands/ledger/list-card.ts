import { CASE_STATE_NAMES } from '../../db/schema/index.ts'
import { type Block, bold, buttons, type Card, muted, note, text } from '../../src/chat/card.ts'
import type { Focus } from '../../src/chat/command.ts'
import { sayDue, tailOf } from '../../src/chat/notices/case-body.ts'
import type { LedgerEntry } from '../../src/ledger/entries.ts'
import { factsOf } from '../../src/ledger/facts.ts'
import type { WorkCalendar } from '../../src/lib/working-days.ts'
import type { Question } from './question.ts'
import { reachNote } from './stats-card.ts'

/** Cases a card lists; more are for the export. */
export const LISTED = 10

/** Cases one under the other, each to be opened by its button or by `第二个`. */
export function listCard(
  { words, on, reach, again }: Question,
  entries: readonly LedgerEntry[],
  { total, calendar, now }: { total: number; calendar: WorkCalendar; now: Date },
): { card: Card; focus: Focus } {
  const options = entries.map(({ target }) => ({
    label: tailOf(target.row.no),
    command: 'case',
    intent: 'query.case_status',
    args: { case_no: target.row.no },
  }))
  const isMore = total > entries.length
  const card: Card = {
    title: `诉求清单${words ? `：${words}` : ''}`,
    tone: entries.some(isLate) ? 'warn' : 'info',
    ...(entries.some(({ target }) => target.row.isDemo) && { tags: ['演示数据'] }),
    blocks: [
      text(`共${total}件${isMore ? `，先列${entries.length}件，全部的请点“导出台账”` : ''}：`),
      ...entries.flatMap((entry, i) => linesOf(entry, i + 1, calendar, now)),
      buttons(...options.map(({ label, ...action }) => ({ label, action }))),
      buttons({ label: '导出台账', action: { command: 'ledger', intent: 'export.ledger', args: again } }),
      note(`截至${on}。点编号看这一件，也可以说“第二个”。`),
      ...reachNote(reach),
    ],
  }
  return { card, focus: { options } }
}

const isLate = ({ isOverdue, finishedOn }: LedgerEntry) => isOverdue && finishedOn === null

/** A case in two lines: `1. 0019 审批手续 · 办理中 · 11月2日前（已逾期9个工作日）`, and whose it is. */
function linesOf({ target }: LedgerEntry, position: number, calendar: WorkCalendar, now: Date): Block[] {
  const { row, enterprise, unit } = target
  const isDue = row.closedAt === null && row.state !== 'rating'
  return [
    text(
      bold(`${position}. ${tailOf(row.no)} ${row.category}`),
      ` · ${CASE_STATE_NAMES[row.state]}`,
      ...(isDue ? [' · ', sayDue(factsOf(target, calendar, now))] : []),
    ),
    text(muted(`${enterprise.name} · ${unit ?? '待交办'}`)),
  ]
}
