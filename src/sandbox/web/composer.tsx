import { useEffect, useRef, useState } from 'preact/hooks'
import type { Said } from '../post.ts'
import { preview } from '../preview.ts'
import type { ChatSummary, Message, Person } from '../wire.ts'
import { api } from './api.ts'
import { BOT } from './names.ts'
import { SendFile } from './send-file.tsx'

export function Composer(props: {
  person: Person
  chat: ChatSummary
  names: ReadonlyMap<string, string>
  replyTo: Message | null
  dropReply: () => void
  failed: (error: unknown) => void
}) {
  const { person, chat, names, replyTo, dropReply, failed } = props
  const [draft, setDraft] = useState('')
  const box = useRef<HTMLTextAreaElement>(null)
  const isGroup = chat.kind === 'group'
  const call = `@${BOT.name} `

  useEffect(() => {
    if (!replyTo) return
    box.current?.focus()
    if (isGroup && replyTo.senderId === BOT.openId) mentionBot()
  }, [replyTo])

  useEffect(() => {
    const area = box.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, 160)}px`
  }, [draft])

  function mentionBot(): void {
    setDraft(typed => (typed.includes(call.trim()) ? typed : call + typed))
    box.current?.focus()
  }

  async function send(said: Said): Promise<void> {
    try {
      await api.say(person.openId, chat.kind === 'private' ? 'p2p' : chat.chatId, said, replyTo?.id)
      dropReply()
    } catch (error) {
      failed(error)
      if (said.type === 'text') setDraft(said.text)
    }
  }

  function sendDraft(): void {
    const text = draft.trim()
    if (text === '') return
    setDraft('')
    void send({ type: 'text', text })
    box.current?.focus()
  }

  return (
    <footer class="composer">
      {replyTo && (
        <p class="composer-reply">
          <span>
            回复 {names.get(replyTo.senderId) ?? ''}：{preview(replyTo)}
          </span>
          <button type="button" aria-label="取消回复" onClick={dropReply}>
            ×
          </button>
        </p>
      )}
      <div class="composer-box">
        <textarea
          ref={box}
          rows={1}
          value={draft}
          data-testid="composer"
          aria-label={`发消息给${chat.name}`}
          placeholder={isGroup ? `@${BOT.name} 才会回应` : `发消息给 ${chat.name}`}
          onInput={event => setDraft(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
            event.preventDefault()
            sendDraft()
          }}
        />
        <div class="composer-tools">
          {isGroup && (
            <button type="button" class="tool tool-words" data-testid="mention-bot" onClick={mentionBot}>
              @{BOT.name}
            </button>
          )}
          <SendFile send={send} failed={failed} />
          <button
            type="button"
            class="send"
            data-testid="send"
            aria-label="发送"
            disabled={draft.trim() === ''}
            onClick={sendDraft}
          >
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="M2.6 3.2 18 10 2.6 16.8l1.9-5.6L11 10 4.5 8.8z" fill="currentColor" />
            </svg>
          </button>
        </div>
      </div>
    </footer>
  )
}
