import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { ChatSummary, LiveEvent, Message, PersonSummary } from '../wire.ts'
import { api, listen } from './api.ts'
import type { Route } from './route.ts'

const SETTLE_MS = 80

export interface Data {
  people: PersonSummary[]
  chats: ChatSummary[]
  /** Of the open chat; null while loading. */
  messages: Message[] | null
  /** ISO instant of the demo clock. */
  now: string | null
}

/** Everything the page shows, kept up to date by the server's pushes. */
export function useData({ person, chat }: Route, failed: (error: unknown) => void): Data {
  const [people, setPeople] = useState<PersonSummary[]>([])
  const [chats, setChats] = useState<ChatSummary[]>([])
  const [messages, setMessages] = useState<Message[] | null>(null)
  const [now, setNow] = useState<string | null>(null)
  const here = useRef({ person, chat })
  here.current = { person, chat }

  const loadLists = useCallback(async () => {
    const asked = here.current.person
    const [allPeople, theirChats] = await Promise.all([api.people(), asked ? api.chats(asked) : []])
    setPeople(allPeople)
    if (asked === here.current.person) setChats(theirChats)
  }, [])

  const loadMessages = useCallback(async () => {
    const asked = here.current
    if (!asked.chat) return
    const loaded = await api.messages(asked.person, asked.chat)
    if (asked.person !== here.current.person || asked.chat !== here.current.chat) return
    setMessages(loaded)
    await api.read(asked.person, asked.chat)
  }, [])

  useEffect(() => {
    let timer = 0
    const settle = () => {
      clearTimeout(timer)
      timer = window.setTimeout(() => loadLists().catch(failed), SETTLE_MS)
    }
    function on(event: LiveEvent) {
      if (event.kind === 'clock') return setNow(event.clock.now)
      settle()
      if (event.kind !== 'message' || event.message.chatId !== here.current.chat) return
      setMessages(shown => shown && upsert(shown, event.message))
      api.read(here.current.person, here.current.chat).catch(failed)
    }
    const stop = listen(on, () => {
      loadLists().catch(failed)
      loadMessages().catch(failed)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])

  useEffect(() => {
    setChats([])
    loadLists().catch(failed)
  }, [person])

  useEffect(() => {
    setMessages(null)
    loadMessages().catch(failed)
  }, [person, chat])

  return { people, chats, messages, now }
}

function upsert(messages: Message[], message: Message): Message[] {
  const at = messages.findIndex(({ id }) => id === message.id)
  return at < 0 ? [...messages, message] : messages.with(at, message)
}
