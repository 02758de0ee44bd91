import type { Card } from './card.ts'
import type { Focus } from './command.ts'
import type { KeptFile } from './files.ts'
import type { About } from './live.ts'
import type { Target } from './platform.ts'

/** Where a card goes, as stored in the outbox: into a chat, to a person, quoting a message, over a card already sent. */
export type Destination =
  | { to: 'chat'; chatId: string; chatKind: 'private' | 'group' }
  | { to: 'person'; openId: string }
  | { to: 'reply'; chatId: string; messageId: string }
  | { to: 'card'; messageId: string }

/** A card to be sent because of a message, and a file after it. */
export interface Answer {
  destination: Destination
  card: Card
  focus: Focus | undefined
  /** The case it shows. */
  about?: About | undefined
  file?: KeptFile | undefined
}

/** Destinations with the same key share a rate limit and keep their order. */
export function queueKey(destination: Destination): string {
  switch (destination.to) {
    case 'chat':
    case 'reply':
      return destination.chatId
    case 'person':
      return destination.openId
    case 'card':
      return destination.messageId
  }
}

/** The platform's view of a destination that gets a new message. */
export function targetOf(destination: Exclude<Destination, { to: 'card' }>): Target {
  switch (destination.to) {
    case 'chat':
      return { kind: 'chat', chatId: destination.chatId }
    case 'person':
      return { kind: 'person', openId: destination.openId }
    case 'reply':
      return { kind: 'reply', chatId: destination.chatId, messageId: destination.messageId }
  }
}

/** Who can read what is sent there. A card's place is unknown here, so it counts as a group. */
export function chatKindOf(destination: Destination): 'private' | 'group' {
  if (destination.to === 'person') return 'private'
  return destination.to === 'chat' ? destination.chatKind : 'group'
}
