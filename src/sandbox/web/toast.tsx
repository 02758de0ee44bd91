import { useEffect } from 'preact/hooks'
import type { Toast } from '../wire.ts'

export type Said = Toast

const STAYS_MS = 4_000
const MARKS = { info: 'i', success: '✓', error: '!', warning: '!' } as const

export function ToastView({ said, gone }: { said: Said; gone: () => void }) {
  useEffect(() => {
    const timer = setTimeout(gone, STAYS_MS)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <div class={`toast toast-${said.type}`} role="status" data-testid="toast">
      <span class="toast-mark" aria-hidden="true">
        {MARKS[said.type]}
      </span>
      {said.content}
    </div>
  )
}
