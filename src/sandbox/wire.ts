/** What the stand-in and its page say to each other, and what both keep. Types only: the page's bundle takes none of it. */

export interface Person {
  openId: string
  name: string
  title: string
}

interface Group {
  chatId: string
  name: string
  /** Open ids. The bot is in every group. */
  members: string[]
}

export interface Directory {
  people: Person[]
  groups: Group[]
}

type MessageType = 'text' | 'post' | 'image' | 'file' | 'interactive'

export interface Mention {
  /** `@_user_1`, as it stands in the text. */
  key: string
  openId: string
  name: string
}

/** One message in a chat, whoever wrote it. */
export interface Message {
  /** Grows by one with each message; the order of a chat. */
  seq: number
  id: string
  chatId: string
  /** A person's open id, or the bot's. */
  senderId: string
  type: MessageType
  /** JSON text, by type as the platform documents it. */
  content: string
  mentions: Mention[]
  /** Milliseconds by the demo clock. */
  createdAt: number
  updatedAt: number
  parentId?: string
  rootId?: string
  recalled?: true
  /** The bot has not answered the event with 200 (yet). */
  undelivered?: true
  /** The bot's idempotency key, and the real time it was used at. */
  uuid?: string
  sentAtReal?: number
}

export interface ChatSummary {
  chatId: string
  kind: 'private' | 'group'
  name: string
  members: Person[]
  unread: number
  last: { preview: string; at: number } | null
}

export interface PersonSummary extends Person {
  unread: number
}

export interface ClockReading {
  /** ISO instant. */
  now: string
}

/** What a person did to a card: the `action` part of the callback. */
export interface CardAction {
  tag: string
  name?: string
  value?: unknown
  form_value?: Record<string, unknown>
  option?: string
  options?: string[]
  input_value?: string
  checked?: boolean
}

export interface Toast {
  type: 'info' | 'success' | 'error' | 'warning'
  content: string
}

/** What the clicker sees: a toast of the bot, or the client's own words when the callback failed. */
export interface ClickResult {
  toast?: Toast
  error?: { code: number; message: string }
}

/** Pushed to every open page. */
export type LiveEvent =
  | { kind: 'message'; message: Message }
  | { kind: 'read'; person: string }
  | { kind: 'clock'; clock: ClockReading }
