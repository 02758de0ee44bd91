import { buttons, type Card, note, type Option } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { caseBlocks, demoTag, tailOf } from '../../src/chat/notices/case-body.ts'
import type { WordedMove } from '../../src/chat/notices/case-moves.ts'
import { asksOf, moveForm } from '../../src/chat/notices/move-form.ts'
import { CATEGORIES } from '../../src/ledger/categories.ts'
import { factsOf } from '../../src/ledger/facts.ts'
import type { LoadedCase } from '../../src/ledger/load.ts'
import type { WorkCalendar } from '../../src/lib/working-days.ts'
import { answerAlone } from './show.ts'
import { unitChoice } from './units.ts'

/** What a form begins with. */
export interface Filled {
  values?: Record<string, string | undefined>
  /** Other cases that may be meant, and what choosing one of them does. */
  /** Files sent along, attached when it is handed in. */
  uploads?: readonly number[] | undefined
  others?: { targets: readonly LoadedCase[]; command: string; intent: string; args: Record<string, unknown> }
}

const OTHERS_SHOWN = 4
const categories: readonly Option[] = CATEGORIES.map(value => ({ value, label: value }))

/** The small form for a move that needs words, a day or a unit, filled with what was already said. */
export async function answerForm(
  context: Context,
  calendar: WorkCalendar,
  target: LoadedCase,
  move: WordedMove,
  { values = {}, others, uploads = [] }: Filled = {},
): Promise<Reply> {
  const facts = factsOf(target, calendar, context.now)
  const needsUnit = asksOf(move).some(({ kind }) => kind === 'unit')
  const { units, value } = needsUnit
    ? await unitChoice(context.db, target, move, values.unit)
    : { units: [], value: undefined }
  const args = uploads.length > 0 ? { uploads } : {}
  const form = moveForm(facts, move, { values: { ...values, unit: value }, units, categories, args })
  const card: Card = {
    title: `诉求 ${tailOf(facts.no)}`,
    tone: 'info',
    ...demoTag(facts),
    blocks: [
      ...caseBlocks(facts),
      form,
      ...(uploads.length > 0 ? [note('一起发来的附件会随这张表附上。')] : []),
      ...(others ? otherCases(others) : []),
    ],
  }
  return answerAlone(context, facts, card)
}

function otherCases({ targets, ...action }: NonNullable<Filled['others']>) {
  if (targets.length === 0) return []
  const list = targets.slice(0, OTHERS_SHOWN).map(({ row }) => ({
    label: `换成 ${tailOf(row.no)} ${row.category}`,
    action: { ...action, args: { ...action.args, case_no: row.no } },
  }))
  return [note('不是这一件？'), buttons(...list)]
}
