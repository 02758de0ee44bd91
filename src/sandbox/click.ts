import { z } from 'zod'
import { checkCard } from './card-check.ts'
import type { Chats } from './chats.ts'
import { actionEvent } from './events.ts'
import { BOT_OPEN_ID, newId } from './ids.ts'
import type { Live } from './live.ts'
import type { SandboxOptions } from './options.ts'
import { NotPossible } from './post.ts'
import type { Answer, Pusher } from './push.ts'
import type { Store } from './store.ts'
import type { CardAction, ClickResult, Message } from './wire.ts'

/** Cards can be worked with and changed for so long. */
export const CARD_LIFE_MS = 14 * 86_400_000
const UPDATE_TOKEN_LIFE_MS = 30 * 60_000

const answerShape = z.object({
  toast: z
    .object({ type: z.enum(['info', 'success', 'error', 'warning']).default('info'), content: z.string() })
    .optional(),
  card: z.object({ type: z.literal('raw'), data: z.record(z.string(), z.unknown()) }).optional(),
})

/** Lets people work with cards: a callback to the bot, its toast to the person, its card to everyone. */
export function createClicking(parts: {
  options: SandboxOptions
  chats: Chats
  store: Store
  live: Live
  pusher: Pusher
}) {
  const { options, chats, store, live, pusher } = parts
  const realNow = options.realNow ?? Date.now
  /** The `c-…` credentials for a later update: each good twice, for 30 minutes. */
  const updateTokens = new Map<string, { message: Message; until: number; left: number }>()

  function replaceCard(message: Message, card: unknown): void {
    store.change(message, { content: JSON.stringify(card), updatedAt: options.clock.now().getTime() })
    live.tell({ kind: 'message', message })
  }

  /** Throws `NotPossible` when this person has no such card; anything the bot does wrong is in the result. */
  async function click(openId: string, messageId: string, action: CardAction): Promise<ClickResult> {
    const message = store.get(messageId)
    if (!message || message.senderId !== BOT_OPEN_ID || message.type !== 'interactive' || message.recalled)
      throw new NotPossible('没有这张卡片。')
    if (!(await chats.of(openId)).some(chat => chat.chatId === message.chatId))
      throw new NotPossible('这个人不在这个会话里。')
    const now = options.clock.now()
    if (now.getTime() - message.createdAt > CARD_LIFE_MS)
      return { toast: { type: 'error', content: '卡片已过期，无法操作' } }
    const updateToken = newId('c-')
    updateTokens.set(updateToken, { message, until: realNow() + UPDATE_TOKEN_LIFE_MS, left: 2 })
    const event = actionEvent(options, { openId, message, action, updateToken, now })
    const read = readAnswer(await pusher.post(event))
    if ('error' in read) {
      options.log.warn({ ...read.error, messageId }, 'sandbox: card callback failed')
      return read
    }
    if (read.card) replaceCard(message, read.card.data)
    return read.toast ? { toast: read.toast } : {}
  }

  /** Uses a callback's credential up once; undefined when it is spent, old or made up. */
  function takeUpdateToken(token: string): Message | undefined {
    const entry = updateTokens.get(token)
    if (!entry || entry.left === 0 || entry.until < realNow()) return undefined
    entry.left -= 1
    return entry.message
  }

  return { click, replaceCard, takeUpdateToken }
}

export type Clicking = ReturnType<typeof createClicking>

/** What the client makes of the bot's answer; its error codes are those people see in the real client. */
function readAnswer(
  answer: Answer,
): z.infer<typeof answerShape> | { error: { code: number; message: string } } {
  const failed = (code: number, message: string) => ({ error: { code, message } })
  if (answer.kind === 'silent')
    return failed(answer.why.startsWith('TimeoutError') ? 200341 : 200340, answer.why)
  if (answer.status !== 200) return failed(200671, `HTTP ${answer.status}`)
  let body: unknown
  try {
    body = answer.body === '' ? {} : JSON.parse(answer.body)
  } catch {
    return failed(200671, 'the answer is not JSON')
  }
  const parsed = answerShape.safeParse(body)
  if (!parsed.success) return failed(200672, z.prettifyError(parsed.error))
  const fault = parsed.data.card ? checkCard(parsed.data.card.data) : null
  return fault ? failed(200672, `ErrCode: ${fault.errCode}; ${fault.message}`) : parsed.data
}
