import type { RemoteFile } from '../../chat/message.ts'
import { fileContent, type Mention, type MessageEvent, postContent, textContent } from './events.ts'

/** What was said, without the call to the bot, and whether it was called. */
export interface Words {
  text: string
  mentionsBot: boolean
}

/** How to tell the bot's own mention: by open id, or by name until that is known. */
export interface Self {
  openId: string | null
  name: string
}

/** The words of a text or post message; null for every other kind. Malformed content counts as empty. */
export function wordsOf(message: MessageEvent['message'], self: Self): Words | null {
  const mentions = message.mentions ?? []
  const mentionsBot = mentions.some(mention => isSelf(mention, self))
  const content = parse(message.content)
  if (message.message_type === 'text') {
    const parsed = textContent.safeParse(content)
    return { text: resolveMentions(parsed.success ? parsed.data.text : '', mentions, self), mentionsBot }
  }
  if (message.message_type !== 'post') return null
  const post = postContent.safeParse(content)
  if (!post.success) return { text: '', mentionsBot }
  const lines = post.data.content.map(line =>
    line.map(({ tag, text, user_id }) => (tag === 'at' ? (user_id ?? '') : (text ?? ''))).join(''),
  )
  const text = [post.data.title, ...lines].filter(line => line.trim() !== '').join('\n')
  return { text: resolveMentions(text, mentions, self), mentionsBot }
}

/** Pictures and files of a message; those of a post stand between its words. */
export function filesOf({ message_type, content }: MessageEvent['message']): RemoteFile[] {
  const body = parse(content)
  if (message_type === 'post') {
    const post = postContent.safeParse(body)
    const spans = post.success ? post.data.content.flat() : []
    return spans.flatMap(({ tag, image_key }) =>
      tag === 'img' && image_key ? [{ kind: 'image', key: image_key, name: null }] : [],
    )
  }
  const parsed = fileContent.safeParse(body)
  if (!parsed.success) return []
  const { image_key, file_key, file_name } = parsed.data
  if (message_type === 'image' && image_key) return [{ kind: 'image', key: image_key, name: null }]
  const isFile = message_type === 'file' || message_type === 'media'
  return isFile && file_key ? [{ kind: 'file', key: file_key, name: file_name ?? null }] : []
}

function isSelf(mention: Mention, self: Self): boolean {
  return self.openId ? mention.id?.open_id === self.openId : mention.name === self.name
}

/**
 * Replaces placeholders by names and takes the bot's own out. Longest keys first and never inside a longer number:
 * `@_user_1` begins `@_user_10`.
 */
function resolveMentions(text: string, mentions: readonly Mention[], self: Self): string {
  const byKey = new Map(mentions.map(mention => [mention.key, mention]))
  return text
    .replace(/@_(?:user_\d+|all)/g, key => {
      const mention = byKey.get(key)
      if (!mention) return key === '@_all' ? '@所有人' : ''
      return isSelf(mention, self) ? '' : `@${mention.name}`
    })
    .trim()
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return null
  }
}
