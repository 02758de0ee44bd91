import { useCallback, useState } from 'preact/hooks'
import { ChatList } from './chat-list.tsx'
import { Conversation } from './conversation.tsx'
import { useData } from './data.ts'
import { PeopleList } from './people-list.tsx'
import { useRoute } from './route.ts'
import { type Said, ToastView } from './toast.tsx'
import { TopBar } from './top-bar.tsx'

export function App() {
  const route = useRoute()
  const [toast, setToast] = useState<Said | null>(null)
  const say = useCallback((said: Said) => setToast(said), [])
  const failed = useCallback(
    (error: unknown) =>
      setToast({ type: 'error', content: error instanceof Error ? error.message : '出错了' }),
    [],
  )
  const data = useData(route, failed)
  const person = data.people.find(({ openId }) => openId === route.person)
  const chat = data.chats.find(({ chatId }) => chatId === route.chat)

  return (
    <div class={`page ${chat ? 'in-chat' : 'in-list'}`}>
      <TopBar now={data.now} failed={failed} />
      <main class="columns">
        <PeopleList people={data.people} chosen={route.person} />
        <ChatList chats={data.chats} person={person} chosen={route.chat} now={data.now} />
        {person && chat ? (
          <Conversation
            key={`${person.openId} ${chat.chatId}`}
            person={person}
            chat={chat}
            people={data.people}
            messages={data.messages}
            now={data.now}
            say={say}
            failed={failed}
          />
        ) : (
          <Welcome hasPerson={person !== undefined} />
        )}
      </main>
      {toast && <ToastView said={toast} gone={() => setToast(null)} />}
    </div>
  )
}

function Welcome({ hasPerson }: { hasPerson: boolean }) {
  return (
    <section class="welcome" aria-label="未选择会话">
      <div class="welcome-mark" aria-hidden="true">
        倍
      </div>
      <p class="welcome-title">{hasPerson ? '选一个会话，开始说话' : '先选一个人，以他的身份说话'}</p>
      <p class="welcome-hint">例如：查一下金杯电工 去年产值税收</p>
    </section>
  )
}
