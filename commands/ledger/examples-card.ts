import { bold, buttons, type Card, note, text } from '../../src/chat/card.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import type { SolvedExample } from '../../src/ledger/similar.ts'

/** How the like was solved before: without telling whose it was to those who may not read it. */
export function examplesCard(category: string | null, examples: readonly SolvedExample[]): Card {
  const isAnonymous = examples.some(({ source }) => source === null)
  return {
    title: `${category ?? ''}解决得好的例子`,
    tone: 'good',
    ...(examples.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: examples
      .flatMap(({ unit, days, finishedOn, result, rating, source, category: kind }, i) => [
        text(bold(`${i + 1}. ${kind}：`), result),
        note(
          [
            source ? `${source.enterprise}（${tailOf(source.no)}）` : null,
            unit ? `${unit}办理` : null,
            `用${days}个工作日`,
            finishedOn ? `${finishedOn}办结` : null,
            rating ? `企业评价${rating}` : null,
          ]
            .filter(Boolean)
            .join('，'),
        ),
        ...(source
          ? [
              buttons({
                label: `看${tailOf(source.no)}`,
                action: { command: 'case', intent: 'query.case_status', args: { case_no: source.no } },
              }),
            ]
          : []),
      ])
      .concat(isAnonymous ? [note('其他企业的情况只说办法，不说是哪家。')] : []),
  }
}
