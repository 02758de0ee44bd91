import { type Block, bold, buttons, type Card, note, text } from '../../src/chat/card.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import type { RateChange } from '../../src/ledger/explain.ts'
import { RATES } from '../../src/ledger/metrics.ts'
import { VERBS } from '../../src/ledger/transitions.ts'
import { sayPercent } from '../../src/lib/percent.ts'
import { addDays, type Day } from '../../src/lib/time.ts'
import type { Question } from './question.ts'
import { reachNote } from './stats-card.ts'

const LOST_SHOWN = 8
/** Percentage points by which what was said may differ from what is. */
const ABOUT = 1

/**
 * Why 问题解决率 is another than it was at the end of the day before `since`: what came in, what was solved, what was
 * undone, case by case. `said` is the rate the question took for granted.
 */
export function explainCard(
  { on, reach, again }: Pick<Question, 'on' | 'reach' | 'again'>,
  change: RateChange,
  { words, since, said }: { words: string; since: Day; said: number | null },
): Card {
  const { before, after, fresh, won, lost, freshUnsolved } = change
  const was = sayPercent(before.solved, before.collected)
  const is = sayPercent(after.solved, after.collected)
  const isElse =
    said !== null && after.collected > 0 && Math.abs((100 * after.solved) / after.collected - said) >= ABOUT
  const unsolved = fresh.collected - fresh.solved
  return {
    title: `问题解决率：${was} → ${is}`,
    tone: 'info',
    blocks: [
      text(
        `${words ? `${words}，` : ''}截至${addDays(since, -1)}是${was}（${before.solved}/${before.collected}），`,
        bold(`现在是${is}（${after.solved}/${after.collected}）`),
        isElse ? `，不是${said}%。` : '。',
      ),
      text(
        `这期间新收集${fresh.collected}件，其中已解决${fresh.solved}件；以前的又解决${won}件，退回未解决${lost.length}件。`,
      ),
      ...(unsolved > 0
        ? [text(`新收集还没解决的${unsolved}件，主要是：${sayUnsolved(freshUnsolved)}。`)]
        : []),
      ...(unsolved > 0
        ? [
            buttons({
              label: `列出新收集未解决的${unsolved}件`,
              action: {
                command: 'ledger',
                intent: 'query.case_list',
                args: { ...again, range: `${since}..${on}`, status: '未解决' },
              },
            }),
          ]
        : []),
      ...lostBlocks(lost),
      note(`截至${on}。${RATES.solved.rule}`),
      ...reachNote(reach),
    ],
  }
}

const sayUnsolved = (groups: RateChange['freshUnsolved']) =>
  groups.map(({ category, unit, count }) => `${category}${count}件（${unit ?? '待交办'}）`).join('、')

function lostBlocks(lost: RateChange['lost']): Block[] {
  if (lost.length === 0) return []
  const shown = lost.slice(0, LOST_SHOWN)
  const readable = shown.flatMap(({ no }) => no ?? [])
  return [
    text('原来算解决、现在不算的：'),
    ...shown.map(({ no, category, unit, verb, reason }) =>
      text(
        `${no ? `${tailOf(no)} ` : ''}${category}（${unit ?? '待交办'}）：${verb ? VERBS[verb] : '重新办理'}${reason ? `，${reason}` : ''}`,
      ),
    ),
    ...(lost.length > shown.length ? [note(`只列${shown.length}件，共${lost.length}件。`)] : []),
    ...(readable.length > 0
      ? [
          buttons(
            ...readable.map(no => ({
              label: tailOf(no),
              action: { command: 'case', intent: 'query.case_status', args: { case_no: no } },
            })),
          ),
        ]
      : []),
  ]
}
