import { z } from 'zod'
import type { Message } from './wire.ts'

const textShape = z.object({ text: z.string() })
const postShape = z.object({ title: z.string().default('') })
const fileShape = z.object({ file_name: z.string() })
const cardShape = z.object({
  config: z.object({ summary: z.object({ content: z.string() }).optional() }).optional(),
  header: z.object({ title: z.object({ content: z.string() }) }).optional(),
})

/** A message in one line, for the chat list. */
export function preview(message: Message): string {
  if (message.recalled) return '[消息已撤回]'
  const content: unknown = JSON.parse(message.content)
  switch (message.type) {
    case 'text':
      return spoken(textShape.safeParse(content).data?.text ?? '', message)
    case 'post':
      return postShape.safeParse(content).data?.title || '[富文本]'
    case 'image':
      return '[图片]'
    case 'file':
      return `[文件] ${fileShape.safeParse(content).data?.file_name ?? ''}`
    case 'interactive': {
      const card = cardShape.safeParse(content).data
      return card?.config?.summary?.content || `[卡片] ${card?.header?.title.content ?? ''}`
    }
  }
}

/** A text with its mention keys as names again. */
export function spoken(text: string, message: Pick<Message, 'mentions'>): string {
  return text
    .replace(/@_user_\d+/g, key => {
      const name = message.mentions.find(mention => mention.key === key)?.name
      return name ? `@${name}` : key
    })
    .replaceAll('@_all', '@所有人')
    .replace(/<at user_id="[^"]*">([^<]*)<\/at>/g, (_, name: string) => `@${name || '所有人'}`)
}
