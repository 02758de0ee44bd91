import { type Card, text } from '../../src/chat/card.ts'
import type { Focus, Reply } from '../../src/chat/command.ts'

/** Enterprises somebody may have meant, and what to do with the one they choose. */
interface Choices {
  firms: readonly { uscc: string; name: string }[]
  command: string
  intent: string
  args?: Record<string, unknown>
}

/** A card asking which enterprise is meant, a button each; `第二个` works as well. */
export function askWhichFirm({ firms, command, intent, args = {} }: Choices): Reply {
  const options: NonNullable<Focus['options']> = firms.map(({ uscc, name }) => ({
    label: name,
    command,
    intent,
    args: { ...args, uscc },
  }))
  const card: Card = {
    title: '您说的是哪一家？',
    tone: 'info',
    blocks: [
      text('名字相近的有几家，请点一个：'),
      {
        kind: 'buttons',
        buttons: options.map(({ label, ...action }) => ({ label, action })),
      },
    ],
  }
  return { card, focus: { options } }
}
