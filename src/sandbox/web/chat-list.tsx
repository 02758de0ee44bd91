import type { ChatSummary, Person } from '../wire.ts'
import { Avatar } from './avatar.tsx'
import { BOT } from './names.ts'
import { Unread } from './people-list.tsx'
import { goTo } from './route.ts'
import { listTime } from './time-words.ts'

/** The chosen person's chats: the bot first, then groups. */
export function ChatList(props: {
  chats: ChatSummary[]
  person: Person | undefined
  chosen: string
  now: string | null
}) {
  const { chats, person, chosen, now } = props
  return (
    <nav class="chats" aria-label="会话">
      <h2 class="column-title">{person ? `${person.name}的消息` : '消息'}</h2>
      {!person && <p class="chats-empty">选好身份后，这里是他的会话。</p>}
      <ul>
        {person &&
          chats.map(chat => (
            <li key={chat.chatId}>
              <button
                type="button"
                class={`chat ${chat.chatId === chosen ? 'chosen' : ''}`}
                aria-current={chat.chatId === chosen}
                data-testid={`chat-${chat.kind === 'private' ? 'p2p' : chat.chatId}`}
                onClick={() => goTo(person.openId, chat.chatId)}
              >
                <span class="avatar-holder">
                  <Avatar
                    id={chat.kind === 'private' ? BOT.openId : chat.chatId}
                    name={chat.name}
                    square={chat.kind === 'group'}
                  />
                  <Unread count={chat.unread} />
                </span>
                <span class="chat-words">
                  <span class="chat-top">
                    <span class="chat-name">{chat.name}</span>
                    {chat.kind === 'private' && <span class="tag tag-yellow">机器人</span>}
                    {chat.last && now && (
                      <span class="chat-time">{listTime(chat.last.at, new Date(now))}</span>
                    )}
                  </span>
                  <span class="chat-preview">{chat.last?.preview ?? '还没有消息'}</span>
                </span>
              </button>
            </li>
          ))}
      </ul>
    </nav>
  )
}
