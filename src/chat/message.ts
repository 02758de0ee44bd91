import type { Card } from './card.ts'

/** A picture or file of a message, still with the platform. */
export interface RemoteFile {
  kind: 'image' | 'file'
  /** What the platform hands it out for. */
  key: string
  /** As its sender named it; pictures have none. */
  name: string | null
}

/** Something a person said to the bot, whatever the platform. */
export interface IncomingMessage {
  kind: 'message'
  platform: string
  appId: string
  messageId: string
  chatId: string
  chatKind: 'private' | 'group'
  threadId?: string
  /** The message this one replies to. */
  parentId?: string
  senderId: string
  /** What was typed, with the bot's own mention taken out. Empty when only the bot was mentioned. */
  text: string
  /** In a group: whether the bot was meant. Always true in private. */
  mentionsBot: boolean
  /** Pictures and files it brings. */
  files?: RemoteFile[]
  /** What the bot can make nothing of: a voice message, a sticker. */
  unreadable?: 'audio' | 'sticker' | 'other'
  /** ISO instant given by the platform. */
  sentAt: string
}

/** A click on a card's button, or a form submitted. */
export interface IncomingAction {
  kind: 'action'
  platform: string
  appId: string
  eventId: string
  /** The card that was clicked. */
  messageId: string
  chatId: string
  /** Only where the caller knows; platforms do not say in what kind of chat a click happened. */
  chatKind?: 'private' | 'group'
  operatorId: string
  /** Exactly as it came back; validated before use. */
  action: unknown
  form: Record<string, string | string[]>
}

/** Somebody took a message of theirs back on the platform: what came of it is taken back as well, as far as it can be. */
export interface IncomingRecall {
  kind: 'recall'
  platform: string
  appId: string
  eventId: string
  /** The message that is gone. */
  messageId: string
  chatId: string
}

export type Incoming = IncomingMessage | IncomingAction | IncomingRecall

/** What a click gets back at once: a toast and, if the card is to change, the new card. */
export interface ActionAnswer {
  toast?: { tone: 'info' | 'good' | 'warn' | 'bad'; text: string }
  card?: Card
}
