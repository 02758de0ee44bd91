import type { Card } from './card.ts'
import type { ActionAnswer, Incoming, RemoteFile } from './message.ts'

/** What a webhook request turned out to be. */
export type Received =
  /** Answer this body at once: a URL check. */
  | { kind: 'reply'; body: object }
  | { kind: 'incoming'; incoming: Incoming }
  /** Genuine but nothing to do (a bot's own message, an event not subscribed to). */
  | { kind: 'ignored'; why: string }

/** Where a message goes on a platform. */
export type Target =
  | { kind: 'chat'; chatId: string }
  | { kind: 'person'; openId: string }
  /** Into a chat, quoting a message of it where the platform can. */
  | { kind: 'reply'; chatId: string; messageId: string }

/** A file to be sent. */
export interface FileOut {
  name: string
  mime: string
  bytes: Uint8Array
  /** Where it can be fetched from us for some days, behind the public address. */
  path: string
}

/** How fast a platform lets us speak, per second and per minute for the app, per second for one chat or person. */
export interface SendLimits {
  appPerSecond: number
  appPerMinute: number
  targetPerSecond: number
  /** For how long a repeated send with the same key is suppressed by the platform; 0 when it is not. */
  idempotencyMs: number
}

/** One chat platform. Adding one is a folder with `index receive render client` and a line in the list. */
export interface Platform {
  name: string
  appId: string
  limits: SendLimits
  /** Whether a card already sent can be changed; else what would only change it is not said. */
  canUpdate: boolean
  /** Checks, decrypts and normalises a webhook body. Throws `BadRequest`; must not touch anything else. */
  receive(raw: string, headers: Headers): Promise<Received>
  /** The webhook's answer to a click. */
  answer(answer: ActionAnswer): object
  /** Sends a card. `key` (at most 50 characters) is the same at each retry. Throws `PlatformError`. */
  send(target: Target, card: Card, key: string): Promise<{ messageId: string }>
  /** Sends a file, or where it can be fetched if the platform takes none from us. Throws `PlatformError`. */
  sendFile(target: Target, file: FileOut, key: string): Promise<{ messageId: string }>
  /** A picture or file of a message, of at most `most` bytes; larger ones are `rejected`. Throws `PlatformError`. */
  download(messageId: string, file: RemoteFile, most: number): Promise<Uint8Array>
  /** Replaces a card already sent. Throws `PlatformError`. */
  update(messageId: string, card: Card): Promise<void>
}
