import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { dayOf } from '../../lib/time.ts'
import type { CardAction, ChatSummary, Message, Person } from '../wire.ts'
import { api } from './api.ts'
import { Avatar } from './avatar.tsx'
import { Composer } from './composer.tsx'
import { MessageView } from './message.tsx'
import { BOT } from './names.ts'
import { goTo } from './route.ts'
import { dividerDay } from './time-words.ts'
import type { Said } from './toast.tsx'

/** Closer than this to the bottom, new messages keep the bottom in sight. */
const NEAR_BOTTOM_PX = 80

export function Conversation(props: {
  person: Person
  chat: ChatSummary
  people: Person[]
  messages: Message[] | null
  now: string | null
  say: (said: Said) => void
  failed: (error: unknown) => void
}) {
  const { person, chat, people, messages, say, failed } = props
  const [replyTo, setReplyTo] = useState<Message | null>(null)
  const names = useMemo(
    () => new Map([[BOT.openId, BOT.name], ...people.map(({ openId, name }) => [openId, name] as const)]),
    [people],
  )
  const { scroller, content } = useStickyBottom()

  async function act(message: Message, action: CardAction): Promise<void> {
    try {
      const { toast, error } = await api.click(person.openId, message.id, action)
      if (error) say({ type: 'error', content: `出错了，请稍后重试（code: ${error.code}）` })
      else if (toast) say(toast)
    } catch (error) {
      failed(error)
    }
  }

  const now = props.now ? new Date(props.now) : new Date()
  const isGroup = chat.kind === 'group'
  return (
    <section class="conversation" aria-label={`与${chat.name}的会话`}>
      <header class="conversation-head">
        <button
          type="button"
          class="back"
          aria-label="返回列表"
          data-testid="back"
          onClick={() => goTo(person.openId)}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M10.5 2.5 5 8l5.5 5.5" fill="none" stroke="currentColor" stroke-width="1.6" />
          </svg>
        </button>
        <Avatar id={isGroup ? chat.chatId : BOT.openId} name={chat.name} square={isGroup} />
        <div class="conversation-words">
          <h2>
            {chat.name}
            {!isGroup && <span class="tag tag-yellow">机器人</span>}
          </h2>
          <p>
            {isGroup
              ? `${chat.members.length + 1} 人：${chat.members.map(({ name }) => name).join('、')}、${BOT.name}`
              : `您现在是 ${person.name} · ${person.title}`}
          </p>
        </div>
      </header>
      <div class="scroller" ref={scroller}>
        <div class="messages" role="log" aria-label="消息" ref={content}>
          {messages?.length === 0 && <p class="messages-empty">还没有消息，说点什么吧</p>}
          {messages?.map((message, index) => {
            const before = messages[index - 1]
            const isNewDay =
              !before || dayOf(new Date(before.createdAt)) !== dayOf(new Date(message.createdAt))
            return (
              <div key={message.id}>
                {isNewDay && <div class="day">{dividerDay(message.createdAt, now)}</div>}
                <MessageView
                  message={message}
                  isOwn={message.senderId === person.openId}
                  names={names}
                  parent={
                    before?.id === message.parentId
                      ? undefined
                      : messages.find(({ id }) => id === message.parentId)
                  }
                  reply={() => setReplyTo(message)}
                  act={action => act(message, action)}
                />
              </div>
            )
          })}
        </div>
      </div>
      <Composer
        person={person}
        chat={chat}
        names={names}
        replyTo={replyTo}
        dropReply={() => setReplyTo(null)}
        failed={failed}
      />
    </section>
  )
}

/** Keeps the newest message in sight, unless one has scrolled up to read. */
function useStickyBottom() {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const isAtBottom = useRef(true)
  useEffect(() => {
    const box = scroller.current
    if (!box || !content.current) return
    const note = () => {
      isAtBottom.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_BOTTOM_PX
    }
    const follow = () => {
      if (isAtBottom.current) box.scrollTop = box.scrollHeight
    }
    box.addEventListener('scroll', note)
    const observer = new ResizeObserver(follow)
    observer.observe(content.current)
    observer.observe(box)
    return () => {
      box.removeEventListener('scroll', note)
      observer.disconnect()
    }
  }, [])
  useLayoutEffect(() => {
    const box = scroller.current
    if (box && isAtBottom.current) box.scrollTop = box.scrollHeight
  })
  return { scroller, content }
}
