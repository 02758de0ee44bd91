import { type Block, bold, buttons, type Card, note, text } from '../../src/chat/card.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import type { RateChange } from '../../src/ledger/explain.ts'
import { RATES } from '../../src/ledger/metrics.ts'
import { VERBS } from '../../src/ledger/transitions.ts'
import { sayPercent } from '../../src/lib/percent.ts'
import type { Day } from '../../src/lib/time.ts'

const LOST_SHOWN = 5

/** Why 问题解决率 is another than it was on a day: what came in, what was solved, what was undone, case by case. */
export function explainCard(
  change: RateChange,
  { words, since, on }: { words: string; since: Day; on: Day },
): Card {
  const { before, after, fresh, won, lost, freshUnsolved } = change
  const was = sayPercent(before.solved, before.collected)
  const is = sayPercent(after.solved, after.collected)
  const lostShown = lost.slice(0, LOST_SHOWN)
  return {
    title: `问题解决率：${was} → ${is}`,
    tone: 'info',
    blocks: [
      text(
        `${words ? `${words}，` : ''}${since}是${was}（${before.solved}/${before.collected}），`,
        bold(`现在是${is}（${after.solved}/${after.collected}）`),
        '。',
      ),
      text(
        `这期间新收集${fresh.collected}件，其中已解决${fresh.solved}件；以前的又解决${won}件，退回未解决${lost.length}件。`,
      ),
      ...(fresh.collected > fresh.solved
        ? [
            text(
              `新收集还没解决的${fresh.collected - fresh.solved}件，主要是：${sayUnsolved(freshUnsolved)}。`,
            ),
          ]
        : []),
      ...lostBlocks(lostShown, lost.length),
      note(`截至${on}。${RATES.solved.rule}`),
    ],
  }
}

const sayUnsolved = (groups: RateChange['freshUnsolved']) =>
  groups.map(({ category, unit, count }) => `${category}${count}件（${unit ?? '待交办'}）`).join('、')

function lostBlocks(shown: RateChange['lost'], total: number): Block[] {
  if (shown.length === 0) return []
  return [
    text('原来算解决、现在不算的：'),
    ...shown.map(({ no, category, unit, verb, reason }) =>
      text(
        `${tailOf(no)} ${category}（${unit ?? '待交办'}）：${verb ? VERBS[verb] : '重新办理'}${reason ? `，${reason}` : ''}`,
      ),
    ),
    ...(total > shown.length ? [note(`只列${shown.length}件，共${total}件。`)] : []),
    buttons(
      ...shown.slice(0, 3).map(({ no }) => ({
        label: `看${tailOf(no)}`,
        action: { command: 'case', intent: 'query.case_status', args: { case_no: no } },
      })),
    ),
  ]
}
