import { useRef, useState } from 'preact/hooks'
import type { Said } from '../post.ts'
import { api } from './api.ts'

/** What the client sends as a picture, to be seen in the chat; everything else is a file. */
const PICTURES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']
/** The platform takes larger pictures as files only. */
const LARGEST_PICTURE = 10 * 1024 * 1024

/** 📎: pictures and files, from the camera or the disk, one message each. */
export function SendFile({
  send,
  failed,
}: {
  send: (said: Said) => Promise<void>
  failed: (error: unknown) => void
}) {
  const picker = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)

  async function sendAll(list: readonly File[]): Promise<void> {
    setBusy(true)
    try {
      for (const file of list) {
        const type = PICTURES.includes(file.type) && file.size <= LARGEST_PICTURE ? 'image' : 'file'
        await send({ type, key: await api.upload(type, file) })
      }
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="pick-file"
        aria-label="选择图片或文件"
        onChange={event => {
          const chosen = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          void sendAll(chosen)
        }}
      />
      <button
        type="button"
        class="tool"
        data-testid="send-file"
        aria-label="发送图片或文件"
        title="发送图片或文件"
        aria-busy={isBusy}
        disabled={isBusy}
        onClick={() => picker.current?.click()}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path
            d="m16.2 9.3-6 6a3.6 3.6 0 0 1-5.1-5.1l6.6-6.6a2.4 2.4 0 0 1 3.4 3.4l-6.4 6.4a1.2 1.2 0 0 1-1.7-1.7l5.8-5.8"
            fill="none"
            stroke="currentColor"
            stroke-width="1.4"
            stroke-linecap="round"
          />
        </svg>
      </button>
    </>
  )
}
