import { z } from 'zod'
import { checkCard } from './card-check.ts'
import type { Chats } from './chats.ts'
import { CARD_LIFE_MS, type Clicking } from './click.ts'
import type { Files } from './files.ts'
import { BOT_OPEN_ID, newId, privateChatId } from './ids.ts'
import { parse, textAt } from './json.ts'
import type { RateLimiter } from './limits.ts'
import type { Live } from './live.ts'
import type { SandboxOptions } from './options.ts'
import { PlatformRefusal } from './platform-error.ts'
import type { Store } from './store.ts'
import type { Message } from './wire.ts'

const CARD_BYTES = 30 * 1024
const TEXT_BYTES = 150 * 1024
const IDEMPOTENCY_MS = 3_600_000

const bodyShape = z.object({
  msg_type: z.enum(['text', 'post', 'interactive', 'file']),
  content: z.string(),
  uuid: z.string().max(50).optional(),
})
const createShape = bodyShape.extend({ receive_id: z.string() })
const patchShape = z.object({ content: z.string() })
const updateShape = z.object({ token: z.string(), card: z.record(z.string(), z.unknown()) })

/** What the bot may do to messages, with the platform's checks in front. All throw `PlatformRefusal`. */
export function createSending(parts: {
  options: SandboxOptions
  chats: Chats
  store: Store
  files: Files
  live: Live
  limiter: RateLimiter
  clicking: Clicking
  /** Whether the next message is to be refused as too fast for its chat. */
  tooFast: () => boolean
}) {
  const { options, chats, store, files, live, limiter, clicking, tooFast } = parts
  const realNow = options.realNow ?? Date.now

  async function create(receiveIdType: string, raw: unknown): Promise<Message> {
    const body = read(createShape, raw)
    return add(await chatIdOf(receiveIdType, body.receive_id), body)
  }

  async function reply(messageId: string, raw: unknown): Promise<Message> {
    const body = read(bodyShape, raw)
    const parent = existing(messageId)
    return add(parent.chatId, body, parent)
  }

  async function chatIdOf(type: string, id: string): Promise<string> {
    if (type === 'open_id') {
      if (await chats.person(id)) return privateChatId(id)
      throw new PlatformRefusal(
        230001,
        'Your request contains an invalid request parameter, ext=invalid receive_id',
      )
    }
    if (type !== 'chat_id')
      throw new PlatformRefusal(
        230001,
        `Your request contains an invalid request parameter, ext=receive_id_type ${type}`,
      )
    if (await chats.find(id)) return id
    throw new PlatformRefusal(230002, 'Bot/User can NOT be out of the chat.')
  }

  function add(chatId: string, body: z.infer<typeof bodyShape>, parent?: Message): Message {
    const content = body.msg_type === 'file' ? fileContent(body.content) : body.content
    checkContent(body.msg_type, content)
    const repeated = body.uuid ? store.sentUnder(body.uuid, realNow() - IDEMPOTENCY_MS) : undefined
    if (repeated) return repeated
    paced(chatId)
    const at = options.clock.now().getTime()
    const message = store.add({
      id: newId('om_'),
      chatId,
      senderId: BOT_OPEN_ID,
      type: body.msg_type,
      content,
      mentions: [],
      createdAt: at,
      updatedAt: at,
      ...(parent && { parentId: parent.id, rootId: parent.rootId ?? parent.id }),
      ...(body.uuid && { uuid: body.uuid, sentAtReal: realNow() }),
    })
    live.tell({ kind: 'message', message })
    return message
  }

  /** A file is sent by its key; people see its name as well. */
  function fileContent(content: string): string {
    const key = textAt(parse(content), 'file_key')
    const file = files.get(key)
    if (!file)
      throw new PlatformRefusal(
        230001,
        'Your request contains an invalid request parameter, ext=invalid file_key',
      )
    return JSON.stringify({ file_key: key, file_name: file.name })
  }

  function patch(messageId: string, raw: unknown): void {
    const { content } = read(patchShape, raw)
    const message = own(messageId)
    if (message.type !== 'interactive') throw new PlatformRefusal(230001, 'ext=the message is not a card')
    if (options.clock.now().getTime() - message.createdAt > CARD_LIFE_MS)
      throw new PlatformRefusal(230031, 'The message is more than 14 days old and can not be updated.')
    const card = checkContent('interactive', content)
    paced(message.id)
    clicking.replaceCard(message, card)
  }

  /** The delayed update with a callback's credential. */
  function updateByToken(raw: unknown): void {
    const { token, card } = read(updateShape, raw)
    checkContent('interactive', JSON.stringify(card))
    const message = clicking.takeUpdateToken(token)
    if (!message) throw new PlatformRefusal(300030, 'token is invalid, expired or used up')
    clicking.replaceCard(message, card)
  }

  function recall(messageId: string): void {
    const message = own(messageId)
    store.change(message, { recalled: true, updatedAt: options.clock.now().getTime() })
    live.tell({ kind: 'message', message })
  }

  function existing(messageId: string): Message {
    const message = store.get(messageId)
    if (!message) throw new PlatformRefusal(230001, 'ext=invalid message_id')
    if (message.recalled) throw new PlatformRefusal(230011, 'The message was recalled.')
    return message
  }

  function own(messageId: string): Message {
    const message = existing(messageId)
    if (message.senderId !== BOT_OPEN_ID) throw new PlatformRefusal(230001, 'ext=not a message of this app')
    return message
  }

  function paced(target: string): void {
    if (tooFast() || !limiter.target(target))
      throw new PlatformRefusal(230020, 'This operation triggers the frequency limit, ext=chat rate limit')
  }

  return { create, reply, patch, updateByToken, recall, existing }
}

export type Sending = ReturnType<typeof createSending>

/** Parses a content text and refuses what the platform refuses of it. */
function checkContent(type: z.infer<typeof bodyShape>['msg_type'], content: string): unknown {
  const limit = type === 'text' ? TEXT_BYTES : CARD_BYTES
  if (Buffer.byteLength(content) > limit)
    throw new PlatformRefusal(230025, 'The length of the message content reaches its limit.')
  let parsed: unknown
  try {
    parsed = JSON.parse(content)
  } catch {
    throw new PlatformRefusal(
      230001,
      'Your request contains an invalid request parameter, ext=content is not a string in json format',
    )
  }
  const fault = type === 'interactive' ? checkCard(parsed) : null
  if (fault)
    throw new PlatformRefusal(
      230099,
      `Failed to create card content, ext=ErrCode: ${fault.errCode}; ErrMsg: ${fault.message}; `,
    )
  if (type === 'text' && !z.object({ text: z.string().min(1) }).safeParse(parsed).success)
    throw new PlatformRefusal(230001, 'Your request contains an invalid request parameter, ext=text is empty')
  return parsed
}

function read<T extends z.ZodType>(shape: T, raw: unknown): z.infer<T> {
  const parsed = shape.safeParse(raw)
  if (parsed.success) return parsed.data
  throw new PlatformRefusal(
    230001,
    `Your request contains an invalid request parameter, ext=${z.prettifyError(parsed.error)}`,
  )
}
