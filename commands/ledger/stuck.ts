import { and } from 'drizzle-orm'
import { type Block, buttons, text } from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import { sayDue, tailOf } from '../../src/chat/notices/case-body.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import { ledgerEntries } from '../../src/ledger/entries.ts'
import { factsOf } from '../../src/ledger/facts.ts'
import { conditionOf } from '../../src/ledger/filter.ts'
import { countableFor, readableBy } from '../../src/ledger/scope.ts'
import { countCasesBy } from '../../src/ledger/statistics.ts'
import type { Question } from './question.ts'

const UNITS = 3
const CASES = 3

/**
 * 卡在哪, besides the stage: with whom most of them are, and the most pressing ones; of these what a group may hear
 * (number, category, unit, days left).
 */
export async function stuckBlocks({ db, speaker, now }: Context, question: Question): Promise<Block[]> {
  const { on, filter } = question
  const asked = conditionOf(filter, on)
  const units = (await countCasesBy(db, { where: and(asked, countableFor(speaker)), on }, 'unit')).filter(
    ({ key }) => key !== null,
  )
  const calendar = await loadCalendar(db)
  const pressing = await ledgerEntries(db, {
    where: and(asked, conditionOf({ standing: 'unfinished' }, on), readableBy(speaker)),
    calendar,
    on,
    order: 'due',
    limit: CASES,
  })
  const most = units.slice(0, UNITS).map(({ name, counts }) => `${name}${counts.collected}件`)
  return [
    ...(most.length > 0 ? [text(`件数最多的单位：${most.join('、')}。`)] : []),
    ...(pressing.length > 0
      ? [
          text('期限最靠前的：'),
          ...pressing.map(({ target }) =>
            text(
              `${tailOf(target.row.no)} ${target.row.category}（${target.unit ?? '待交办'}）`,
              ' · ',
              sayDue(factsOf(target, calendar, now)),
            ),
          ),
          buttons(
            ...pressing.map(({ target: { row } }) => ({
              label: `看${tailOf(row.no)}`,
              action: { command: 'case', intent: 'query.case_status', args: { case_no: row.no } },
            })),
          ),
        ]
      : []),
  ]
}
