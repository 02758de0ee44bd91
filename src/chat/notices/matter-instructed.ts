import type { NoticeData } from '../../../db/notice.ts'
import { bold, buttons, type Card, text } from '../card.ts'
import { demoTag } from './case-body.ts'

const LOOKED_AT = 4

/** To whoever handles the matters a leader wrote about. */
export function matterInstructed({
  by,
  words,
  about,
  matters,
  isDemo,
}: NoticeData['matter.instructed']): Card {
  return {
    title: matters.length > 0 ? '领导批示：一事一议' : '领导批示',
    tone: 'warn',
    ...demoTag({ isDemo }),
    blocks: [
      text(bold(`${by}：`), words),
      ...(about ? [text(`涉及${about}。`)] : []),
      ...matters.map(({ no, title, state }) => text(bold(no), ` ${title}（${state}）`)),
      ...(matters.length > 0
        ? [
            buttons(
              ...matters.slice(0, LOOKED_AT).map(({ id, no }) => ({
                label: `看${no.slice(2)}`,
                action: { command: 'matter', intent: 'query.matter', args: { id } },
              })),
            ),
          ]
        : []),
    ],
  }
}
