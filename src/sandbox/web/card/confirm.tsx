import { useEffect, useRef } from 'preact/hooks'
import { isObject } from '../../json.ts'
import { Text } from './text.tsx'

/** The question before a click counts. Escape means no. */
export function Confirm({ node, yes, no }: { node: unknown; yes: () => void; no: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const confirm = isObject(node) ? node : {}
  return (
    <dialog ref={dialog} class="confirm" data-testid="confirm" onCancel={no}>
      <h3>
        <Text node={confirm.title} />
      </h3>
      <p>
        <Text node={confirm.text} />
      </p>
      <div class="confirm-buttons">
        <button type="button" class="btn btn-default" data-testid="confirm-no" onClick={no}>
          取消
        </button>
        <button type="button" class="btn btn-primary-filled" data-testid="confirm-yes" onClick={yes}>
          确定
        </button>
      </div>
    </dialog>
  )
}
