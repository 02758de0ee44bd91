import { bold, buttons, type Card, note, text } from '../../src/chat/card.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import type { SolvedExample } from '../../src/ledger/similar.ts'

/** Characters of a problem that tell what it was about. */
const TOLD = 60

/** How the like was solved before: without telling whose it was to those who may not read it. */
export function examplesCard(category: string | null, examples: readonly SolvedExample[]): Card {
  const sources = examples.flatMap(({ source }) => source ?? [])
  return {
    title: `${category ?? ''}解决得好的例子`,
    tone: 'good',
    ...(examples.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      ...examples.flatMap(({ unit, days, finishedOn, result, rating, source, category: kind }, i) => [
        ...(source
          ? [text(bold(`${i + 1}. ${kind}：`), shorten(source.detail)), text(bold('办法：'), result)]
          : [text(bold(`${i + 1}. ${kind}：`), result)]),
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
      ]),
      ...(sources.length > 0
        ? [
            buttons(
              ...sources.map(({ no }) => ({
                label: `看${tailOf(no)}`,
                action: { command: 'case', intent: 'query.case_status', args: { case_no: no } },
              })),
            ),
          ]
        : []),
      ...(sources.length < examples.length ? [note('其他企业的情况只说办法，不说是哪家。')] : []),
    ],
  }
}

const shorten = (detail: string) => (detail.length > TOLD ? `${detail.slice(0, TOLD)}…` : detail)
