import type { Chat } from './chats.ts'
import { preview } from './preview.ts'
import type { Store } from './store.ts'
import type { ChatSummary, Message } from './wire.ts'

/** How far back a page looks. */
const SHOWN = 200

/** A person's chats for the list: the private one first, then groups by their last message. */
export function chatsFor(store: Store, person: string, chats: readonly Chat[]): ChatSummary[] {
  const summaries = chats.map((chat): ChatSummary => {
    const last = store.inChat(chat.chatId).at(-1)
    return {
      ...chat,
      unread: unreadIn(store, person, chat.chatId),
      last: last ? { preview: preview(last), at: last.createdAt } : null,
    }
  })
  const [own, ...groups] = summaries
  groups.sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0))
  return own ? [own, ...groups] : []
}

export function unreadFor(store: Store, person: string, chats: readonly Chat[]): number {
  return chats.reduce((sum, chat) => sum + unreadIn(store, person, chat.chatId), 0)
}

function unreadIn(store: Store, person: string, chatId: string): number {
  const upTo = store.readUpTo(person, chatId)
  return store
    .inChat(chatId)
    .filter(message => message.seq > upTo && message.senderId !== person && !message.recalled).length
}

export function messagesFor(store: Store, chat: Chat): Message[] {
  return store.inChat(chat.chatId).slice(-SHOWN)
}
