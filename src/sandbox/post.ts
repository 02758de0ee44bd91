import { type Chat, type Chats, markMentions } from './chats.ts'
import { messageEvent } from './events.ts'
import type { Faults } from './faults.ts'
import type { Files, StoredFile } from './files.ts'
import { BOT_OPEN_ID, newId, privateChatId } from './ids.ts'
import type { Live } from './live.ts'
import type { SandboxOptions } from './options.ts'
import type { Pusher } from './push.ts'
import type { Store } from './store.ts'
import type { Message } from './wire.ts'

/** What a person puts into a chat. In a group, `@名字` in a text becomes a mention; keys are of files uploaded before. */
export type Said =
  | { type: 'text'; text: string }
  | { type: 'post'; title: string; lines: string[]; images?: string[] | undefined }
  | { type: 'image'; key: string }
  | { type: 'file'; key: string }

export interface Posted {
  message: Message
  /** Whether the bot acknowledged the first push; false also when the message was not for it. */
  acknowledged: Promise<boolean>
}

/** The person, the chat or the file is not there; `message` is Chinese, for the page. */
export class NotPossible extends Error {
  override name = 'NotPossible'
}

/** Lets people write: stores, shows, and pushes to the bot what it gets to see. */
export function createPosting(parts: {
  options: SandboxOptions
  chats: Chats
  store: Store
  files: Files
  live: Live
  pusher: Pusher
  faults: Faults
}) {
  const { options, chats, store, files, live, pusher, faults } = parts

  /** `where` is a group's chat id, or `p2p`. Throws `NotPossible`. */
  return async function say(from: string, where: string, said: Said, parentId?: string): Promise<Posted> {
    const chatId = where === 'p2p' ? privateChatId(from) : where
    const chat = (await chats.of(from)).find(known => known.chatId === chatId)
    if (!chat) throw new NotPossible('这个人不在这个会话里。')
    const parent = parentId ? store.get(parentId) : undefined
    const { content, mentions } = contentOf(said, chat, files)
    const at = options.clock.now().getTime()
    const message = store.add({
      id: newId('om_'),
      chatId,
      senderId: from,
      type: said.type,
      content: JSON.stringify(content),
      mentions,
      createdAt: at,
      updatedAt: at,
      ...(parent && { parentId: parent.id, rootId: parent.rootId ?? parent.id }),
    })
    store.markRead(from, chatId)
    live.tell({ kind: 'message', message })
    if (!reachesBot(chat, message)) return { message, acknowledged: Promise.resolve(false) }
    return { message, acknowledged: push(message, chat) }
  }

  async function push(message: Message, chat: Chat): Promise<boolean> {
    const settled = (acknowledged: boolean) => {
      if (acknowledged && !message.undelivered) return
      if (acknowledged) delete message.undelivered
      else message.undelivered = true
      store.change(message, {})
      live.tell({ kind: 'message', message })
    }
    const acknowledged = await pusher.deliver(messageEvent(options, message, chat), settled)
    if (faults.take('duplicate-event')) await pusher.deliver(messageEvent(options, message, chat), settled)
    return acknowledged
  }
}

/** With the usual permission a bot gets private messages, and group messages that mention it. */
function reachesBot(chat: Chat, message: Message): boolean {
  return chat.kind === 'private' || message.mentions.some(mention => mention.openId === BOT_OPEN_ID)
}

function contentOf(
  said: Said,
  chat: Chat,
  files: Files,
): { content: unknown; mentions: Message['mentions'] } {
  switch (said.type) {
    case 'text': {
      const { text, mentions } = markMentions(said.text, chat)
      return { content: { text }, mentions }
    }
    case 'post':
      return postContent(said, chat, files)
    case 'image':
      fileOf(said.key, files)
      return { content: { image_key: said.key }, mentions: [] }
    case 'file':
      return { content: { file_key: said.key, file_name: fileOf(said.key, files).name }, mentions: [] }
  }
}

function fileOf(key: string, files: Files): StoredFile {
  const file = files.get(key)
  if (!file) throw new NotPossible('这个文件已经不在了，请重新选择。')
  return file
}

/** Rich text as it is received: no locale wrapper, mentions as `at` elements holding the key, pictures in lines of their own. */
function postContent(said: Extract<Said, { type: 'post' }>, chat: Chat, files: Files) {
  const marked = markMentions(said.lines.join('\n'), chat)
  const nameOf = (key: string) => marked.mentions.find(mention => mention.key === key)?.name ?? ''
  const content = marked.text.split('\n').map(line =>
    line
      .split(/(@_user_\d+|@_all)/)
      .filter(piece => piece !== '')
      .map(piece =>
        /^@_(user_\d+|all)$/.test(piece)
          ? { tag: 'at', user_id: piece, user_name: nameOf(piece) }
          : { tag: 'text', text: piece, style: [] },
      ),
  )
  const pictures = (said.images ?? []).map(key => {
    fileOf(key, files)
    return [{ tag: 'img', image_key: key }]
  })
  return { content: { title: said.title, content: [...content, ...pictures] }, mentions: marked.mentions }
}
