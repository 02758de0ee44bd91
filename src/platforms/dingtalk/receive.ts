import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { IncomingMessage, RemoteFile } from '../../chat/message.ts'
import type { Received } from '../../chat/platform.ts'
import { BadRequest } from '../../lib/errors.ts'

/** The platform asks receivers to refuse what is more than an hour off. */
const WINDOW_MS = 3_600_000

const code = z.string().max(2000)
const message = z.object({
  msgId: z.string().min(1).max(200),
  msgtype: z.string(),
  conversationId: z.string().min(1),
  conversationType: z.enum(['1', '2']),
  senderStaffId: z.string().nullish(),
  senderId: z.string().min(1),
  isInAtList: z.boolean().nullish(),
  createAt: z.number().nullish(),
  text: z.object({ content: z.string() }).nullish(),
  content: z
    .object({
      downloadCode: code.nullish(),
      fileName: z.string().max(300).nullish(),
      /** Words and pictures of one message, in order. */
      richText: z.array(z.object({ text: z.string().nullish(), downloadCode: code.nullish() })).nullish(),
    })
    .nullish(),
})

/**
 * Checks and normalises a robot message. The signature covers only the time, not the body, which is all the platform
 * offers over HTTP. Throws `BadRequest`.
 */
export function receive(
  raw: string,
  headers: Headers,
  app: { clientId: string; clientSecret: string },
  now: Date,
): Received {
  const timestamp = headers.get('timestamp') ?? ''
  const wanted = createHmac('sha256', app.clientSecret)
    .update(`${timestamp}\n${app.clientSecret}`)
    .digest('base64')
  if (!isSame(headers.get('sign') ?? '', wanted)) throw new BadRequest(401, 'signature does not match')
  if (!(Math.abs(now.getTime() - Number(timestamp)) <= WINDOW_MS)) {
    throw new BadRequest(401, 'timestamp is more than an hour off')
  }
  const parsed = message.safeParse(parse(raw))
  if (!parsed.success) throw new BadRequest(400, 'not a robot message')
  return { kind: 'incoming', incoming: incomingOf(parsed.data, app.clientId, now) }
}

function incomingOf(data: z.infer<typeof message>, appId: string, now: Date): IncomingMessage {
  const words = wordsOf(data)
  const isGroup = data.conversationType === '2'
  const files = filesOf(data)
  return {
    kind: 'message',
    platform: 'dingtalk',
    appId,
    messageId: data.msgId,
    chatId: data.conversationId,
    chatKind: isGroup ? 'group' : 'private',
    senderId: data.senderStaffId ?? data.senderId,
    // The mention is cut out by the platform, which leaves its blank.
    text: (words ?? '').trim(),
    mentionsBot: !isGroup || data.isInAtList !== false,
    ...(files.length > 0 && { files }),
    ...(words === null && files.length === 0 && { unreadable: data.msgtype === 'audio' ? 'audio' : 'other' }),
    sentAt: new Date(data.createAt ?? now.getTime()).toISOString(),
  }
}

/** What was typed; null for what is no text. */
function wordsOf({ msgtype, text, content }: z.infer<typeof message>): string | null {
  if (msgtype === 'richText') return (content?.richText ?? []).map(part => part.text ?? '').join('')
  return msgtype === 'text' ? (text?.content ?? '') : null
}

/** Pictures, videos and files; each is fetched by its own code. */
function filesOf({ msgtype, content }: z.infer<typeof message>): RemoteFile[] {
  if (msgtype === 'richText')
    return (content?.richText ?? []).flatMap(({ downloadCode }) =>
      downloadCode ? [{ kind: 'image', key: downloadCode, name: null }] : [],
    )
  const key = content?.downloadCode
  if (!key || !['picture', 'file', 'video'].includes(msgtype)) return []
  return [{ kind: msgtype === 'picture' ? 'image' : 'file', key, name: content.fileName ?? null }]
}

const digest = (text: string) => createHash('sha256').update(text).digest()
const isSame = (given: string, wanted: string) => timingSafeEqual(digest(given), digest(wanted))

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    throw new BadRequest(400, 'body is not JSON')
  }
}
