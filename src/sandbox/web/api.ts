import type { Said } from '../post.ts'
import type {
  CardAction,
  ChatSummary,
  ClickResult,
  ClockReading,
  LiveEvent,
  Message,
  PersonSummary,
} from '../wire.ts'

const BASE = '/sandbox/api'

/** The server's Chinese sentence about why something was not done. */
class ServerSays extends Error {
  override name = 'ServerSays'
}

/** `body` goes along as JSON, a file as its bytes. */
async function ask<T>(path: string, body?: unknown): Promise<T> {
  const isFile = body instanceof Blob
  const init =
    body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': isFile ? 'application/octet-stream' : 'application/json' },
          body: isFile ? body : JSON.stringify(body),
        }
  const response = await fetch(BASE + path, init).catch(() => {
    throw new ServerSays('连接不上服务器，请确认它还在运行。')
  })
  const answer = (await response.json().catch(() => ({}))) as T & { error?: unknown }
  if (response.ok) return answer
  throw new ServerSays(
    typeof answer.error === 'string' ? answer.error : `服务器没有完成（HTTP ${response.status}）。`,
  )
}

const query = (person: string, chat?: string) =>
  new URLSearchParams({ person, ...(chat !== undefined && { chat }) }).toString()

export const api = {
  people: () => ask<PersonSummary[]>('/people'),
  chats: (person: string) => ask<ChatSummary[]>(`/chats?${query(person)}`),
  messages: (person: string, chat: string) => ask<Message[]>(`/messages?${query(person, chat)}`),
  say: (person: string, chat: string, said: Said, parentId?: string) =>
    ask<Message>('/messages', { person, chat, said, ...(parentId && { parentId }) }),
  upload: async (kind: 'image' | 'file', file: File): Promise<string> => {
    const path = `/uploads?${new URLSearchParams({ kind, name: file.name })}`
    return (await ask<{ key: string }>(path, file)).key
  },
  click: (person: string, messageId: string, action: CardAction) =>
    ask<ClickResult>('/actions', { person, messageId, action }),
  read: (person: string, chat: string) => ask<unknown>('/read', { person, chat }),
  moveClock: (to: { preset: 'next-day' | 'next-workday' } | { at: string }) =>
    ask<ClockReading>('/clock', to),
}

/** Listens to the server; `opened` is called at each (re)connection, when anything may have been missed. */
export function listen(on: (event: LiveEvent) => void, opened: () => void): () => void {
  const source = new EventSource(`${BASE}/live`)
  source.onmessage = ({ data }) => on(JSON.parse(data) as LiveEvent)
  source.onopen = opened
  return () => source.close()
}
