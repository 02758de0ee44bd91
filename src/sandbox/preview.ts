import { parse, partAt, textAt } from './json.ts'
import type { Message } from './wire.ts'

/** A message in one line, for the chat list and for quotes. */
export function preview(message: Message): string {
  if (message.recalled) return '[消息已撤回]'
  const content = parse(message.content)
  switch (message.type) {
    case 'text':
      return spoken(textAt(content, 'text'), message)
    case 'post':
      return textAt(content, 'title') || textAt(partAt(content, 'zh_cn'), 'title') || '[富文本]'
    case 'image':
      return '[图片]'
    case 'file':
      return `[文件] ${textAt(content, 'file_name')}`
    case 'interactive':
      return (
        textAt(partAt(partAt(content, 'config'), 'summary'), 'content') ||
        `[卡片] ${textAt(partAt(partAt(content, 'header'), 'title'), 'content')}`
      )
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
