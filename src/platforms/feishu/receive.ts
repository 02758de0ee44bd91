import { z } from 'zod'
import type { IncomingAction, IncomingMessage } from '../../chat/message.ts'
import type { Received } from '../../chat/platform.ts'
import { BadRequest } from '../../lib/errors.ts'
import {
  type ClickEvent,
  clickEvent,
  envelope,
  type MessageEvent,
  messageEvent,
  recallEvent,
  urlCheck,
} from './events.ts'
import { decrypt, isSameSecret, isSigned } from './seal.ts'
import { filesOf, type Self, wordsOf } from './words.ts'

/** What authenticates a request: with an Encrypt Key its signature and encryption, otherwise the token alone. */
export interface Credentials {
  appId: string
  encryptKey?: string | undefined
  verificationToken?: string | undefined
}

/** Checks and normalises a webhook body. Throws `BadRequest`; nothing unsigned gets past it. */
export async function receive(
  raw: string,
  headers: Headers,
  credentials: Credentials,
  self: () => Promise<Self>,
): Promise<Received> {
  const outer = parseBody(raw)
  const { encryptKey } = credentials
  const sealed = z.object({ encrypt: z.string() }).safeParse(outer)
  if (encryptKey && !sealed.success) throw new BadRequest(401, 'only encrypted events are taken')
  if (!encryptKey && sealed.success) throw new BadRequest(400, 'encrypted, but no Encrypt Key is configured')
  const body = encryptKey && sealed.success ? decrypt(sealed.data.encrypt, encryptKey) : outer

  const check = urlCheck.safeParse(body)
  if (check.success) {
    // The platform does not sign its URL check: the token, and having opened the encryption, must do.
    checkToken(check.data.token, credentials)
    return { kind: 'reply', body: { challenge: check.data.challenge } }
  }
  if (encryptKey && !isSigned(raw, headers, encryptKey)) throw new BadRequest(401, 'signature does not match')
  const event = envelope.safeParse(body)
  if (!event.success) throw new BadRequest(400, 'not an event of schema 2.0')
  const { header } = event.data
  checkToken(header.token, credentials)
  if (!isSameSecret(header.app_id, credentials.appId)) throw new BadRequest(401, 'event of another app')
  return normalise(header.event_type, header.event_id, event.data.event, credentials.appId, self)
}

/** An authentic event, from the webhook or the long connection, in the bot's own terms. Throws `BadRequest`. */
export async function normalise(
  type: string,
  eventId: string,
  event: unknown,
  appId: string,
  self: () => Promise<Self>,
): Promise<Received> {
  if (type === 'im.message.receive_v1') {
    const parsed = messageEvent.safeParse(event)
    if (!parsed.success) throw new BadRequest(400, 'message event of unknown shape')
    return messageOf(parsed.data, appId, await self())
  }
  if (type === 'card.action.trigger') {
    const parsed = clickEvent.safeParse(event)
    if (!parsed.success) throw new BadRequest(400, 'card callback of unknown shape')
    return { kind: 'incoming', incoming: clickOf(parsed.data, eventId, appId) }
  }
  if (type === 'im.message.recalled_v1') {
    const parsed = recallEvent.safeParse(event)
    if (!parsed.success) throw new BadRequest(400, 'recall event of unknown shape')
    const { message_id: messageId, chat_id: chatId, recall_type: by } = parsed.data
    // A group's owner who removes a message does not undo what its sender did.
    if (by !== 'message_owner') return { kind: 'ignored', why: `message recalled by ${by}` }
    return {
      kind: 'incoming',
      incoming: { kind: 'recall', platform: 'feishu', appId, eventId, messageId, chatId },
    }
  }
  return { kind: 'ignored', why: `event ${type}` }
}

function checkToken(given: string, { verificationToken, encryptKey }: Credentials): void {
  // With neither configured nothing could be believed; the configuration does not allow that.
  if (verificationToken === undefined && encryptKey) return
  if (!isSameSecret(given, verificationToken ?? ''))
    throw new BadRequest(401, 'verification token does not match')
}

function parseBody(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    throw new BadRequest(400, 'body is not JSON')
  }
}

const UNREADABLE = ['audio', 'sticker'] as const

function messageOf({ sender, message }: MessageEvent, appId: string, self: Self): Received {
  const senderId = sender.sender_id?.open_id
  if (sender.sender_type !== 'user' || !senderId)
    return { kind: 'ignored', why: `sent by ${sender.sender_type}` }
  const isGroup = message.chat_type !== 'p2p'
  const words = wordsOf(message, self)
  const files = filesOf(message)
  const incoming: IncomingMessage = {
    kind: 'message',
    platform: 'feishu',
    appId,
    messageId: message.message_id,
    chatId: message.chat_id,
    chatKind: isGroup ? 'group' : 'private',
    ...(message.thread_id && { threadId: message.thread_id }),
    ...(message.parent_id && { parentId: message.parent_id }),
    senderId,
    text: words?.text ?? '',
    mentionsBot: !isGroup || (words?.mentionsBot ?? false),
    ...(files.length > 0 && { files }),
    ...(!words &&
      files.length === 0 && {
        unreadable: UNREADABLE.find(kind => kind === message.message_type) ?? 'other',
      }),
    sentAt: instant(message.create_time),
  }
  return { kind: 'incoming', incoming }
}

function clickOf({ operator, action, context }: ClickEvent, eventId: string, appId: string): IncomingAction {
  return {
    kind: 'action',
    platform: 'feishu',
    appId,
    eventId,
    messageId: context.open_message_id,
    chatId: context.open_chat_id,
    operatorId: operator.open_id,
    action: actionOf(action.value),
    form: formOf(action.form_value ?? {}),
  }
}

const buttonValue = z.object({
  c: z.string(),
  i: z.string(),
  a: z.record(z.string(), z.unknown()).default({}),
})

/** The action one of our buttons carries; anything else is passed on for dispatch to refuse politely. */
function actionOf(value: unknown): unknown {
  const parsed = buttonValue.safeParse(value)
  return parsed.success ? { command: parsed.data.c, intent: parsed.data.i, args: parsed.data.a } : value
}

/** Form values as text; a date comes as `2024-04-01 +0800`, and empty fields count as not filled in. */
function formOf(values: Record<string, unknown>): Record<string, string | string[]> {
  const entries = Object.entries(values).flatMap(([name, value]): [string, string | string[]][] => {
    if (Array.isArray(value)) return [[name, value.filter(item => typeof item === 'string')]]
    if (typeof value === 'number' || typeof value === 'boolean') return [[name, String(value)]]
    if (typeof value !== 'string' || value.trim() === '') return []
    return [[name, value.replace(/^(\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?) [+-]\d{4}$/, '$1').trim()]]
  })
  return Object.fromEntries(entries)
}

/** Milliseconds in message events, microseconds in some others: told apart by length. */
function instant(time: string): string {
  if (!/^\d{10,16}$/.test(time)) return new Date().toISOString()
  const ms = time.length > 13 ? Number(time.slice(0, 13)) : Number(time.padEnd(13, '0'))
  return new Date(ms).toISOString()
}
