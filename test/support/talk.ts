import { expect } from 'vitest'
import type { Db } from '../../db/client.ts'
import type { Action, Card } from '../../src/chat/card.ts'
import { render } from '../../src/platforms/feishu/render.ts'
import { checkCard } from '../../src/sandbox/card-check.ts'
import { operate } from './host.ts'

interface Said {
  command: string | null
  action: string | null
  slots: Record<string, unknown>
  messages: { to: string; card: Card; text: string }[]
  /** For a click: the card in the place of the one clicked, and what the clicker sees at once. */
  card?: Card
  toast?: { text: string }
}
export type Answer = Said & { words: string }

const answerOf = ({ code, out, err }: Awaited<ReturnType<typeof operate>>): Answer => {
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const said = JSON.parse(out) as Said
  return { ...said, words: said.messages.map(message => message.text).join('\n') }
}

/** What the bot answers somebody of the demo (`ou_demo_<who>`), by the way every message goes. */
export async function say(db: Db, who: string, text: string, ...flags: string[]): Promise<Answer> {
  return answerOf(await operate(db, ['say', '--as', `ou_demo_${who}`, '--json', ...flags, text]))
}

/** Says it and, where that asks, confirms what was understood. */
export async function order(db: Db, who: string, text: string, ...flags: string[]): Promise<Answer> {
  const said = await say(db, who, text, ...flags)
  if (!said.words.includes('我理解您要')) return said
  const { command, action, slots } = said
  return { ...(await say(db, who, '对', ...flags)), command, action, slots }
}

/** What the bot answers to a file, with or without words. */
export async function send(
  db: Db,
  who: string,
  [name, bytes]: readonly [name: string, bytes: Uint8Array],
  text = '',
): Promise<Answer> {
  const argv = ['say', '--as', `ou_demo_${who}`, '--json', '--file', name, ...(text ? [text] : [])]
  return answerOf(await operate(db, argv, { files: { [name]: bytes } }))
}

/** What comes of a button. */
export async function press(db: Db, who: string, action: Action, ...flags: string[]): Promise<Answer> {
  return answerOf(
    await operate(db, ['act', '--as', `ou_demo_${who}`, '--json', ...flags, JSON.stringify(action)]),
  )
}

/** Every action a card offers, of its forms too. */
export const actionsOf = ({ blocks }: Card): Action[] =>
  blocks.flatMap(block => {
    if (block.kind === 'form') return block.submit.action ?? []
    return block.kind === 'buttons' ? block.buttons.flatMap(({ action }) => action ?? []) : []
  })

/** Cards are as they are shown: within the limits of the platform, nothing cut. */
export function expectToFit({ messages }: Answer, what: string): void {
  expect(messages.length, what).toBeGreaterThan(0)
  for (const { card } of messages) {
    // A file has no card.
    if (!card) continue
    const rendered = render(card, 'http://127.0.0.1')
    expect(checkCard(rendered), what).toBeNull()
    expect(JSON.stringify(rendered), what).not.toContain('卡片放不下')
  }
}
