import { CASE_STATE_NAMES } from '../../db/schema/index.ts'
import { buttons, type Card, note, text } from '../../src/chat/card.ts'
import type { Focus } from '../../src/chat/command.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import type { LedgerEntry } from '../../src/ledger/entries.ts'
import type { Answered } from './stats-card.ts'

/** Cases a card lists; more are for the export. */
export const LISTED = 10
/** Of those, how many have a button. */
const BUTTONS = 3

/** Cases one under the other, each to be opened by `第二个` or a button. */
export function listCard(
  { words, on, again }: Answered,
  entries: readonly LedgerEntry[],
  total: number,
): { card: Card; focus: Focus } {
  const shown = entries.slice(0, LISTED)
  const options = shown.map(({ target }) => ({
    label: `${tailOf(target.row.no)} ${target.row.category}`,
    command: 'case',
    intent: 'query.case_status',
    args: { case_no: target.row.no },
  }))
  const card: Card = {
    title: `诉求清单${words ? `：${words}` : ''}`,
    tone: shown.some(({ isOverdue }) => isOverdue) ? 'warn' : 'info',
    blocks: [
      text(
        total === 0 ? '没有符合条件的诉求。' : `共${total}件${total > LISTED ? `，先列${LISTED}件` : ''}：`,
      ),
      ...(shown.length > 0
        ? [
            {
              kind: 'table' as const,
              columns: [
                { key: 'no', title: '编号' },
                { key: 'enterprise', title: '企业' },
                { key: 'category', title: '类别' },
                { key: 'unit', title: '承办单位' },
                { key: 'state', title: '状态' },
                { key: 'due', title: '期限' },
              ],
              rows: shown.map(entry => ({
                no: tailOf(entry.target.row.no),
                enterprise: entry.target.enterprise.name,
                category: entry.target.row.category,
                unit: entry.target.unit ?? '待交办',
                state: CASE_STATE_NAMES[entry.target.row.state],
                due: sayDue(entry),
              })),
            },
          ]
        : []),
      ...(shown.length > 0
        ? [
            buttons(
              ...options.slice(0, BUTTONS).map(({ label, ...action }) => ({ label: `看${label}`, action })),
              { label: '导出台账', action: { command: 'ledger', intent: 'export.ledger', args: again } },
            ),
            note(`截至${on}。说“第二个”可以看第二件；也可以直接说编号。`),
          ]
        : []),
    ],
  }
  return { card, focus: { options } }
}

function sayDue({ target: { row }, isOverdue }: LedgerEntry): string {
  if (!row.dueOn) return '交办后确定'
  return `${row.dueOn.slice(5).replace('-', '/')}${isOverdue ? ' 逾期' : ''}${row.dueIsProvisional ? ' 暂定' : ''}`
}
