import { useState } from 'preact/hooks'
import { isObject, type Json, objectsAt, textAt } from '../../json.ts'
import { Confirm } from './confirm.tsx'
import { useForm } from './form-host.ts'
import { useCard } from './host.ts'
import { Text } from './text.tsx'

export function Button({ node }: { node: Json }) {
  const host = useCard()
  const form = useForm()
  const [isAsking, setAsking] = useState(false)
  const [isPressed, setPressed] = useState(false)
  const behaviors = objectsAt(node, 'behaviors')
  const formAction =
    textAt(node, 'form_action_type') ||
    textAt(
      behaviors.find(({ type }) => type === 'form_action'),
      'behavior',
    )
  const isSubmit = formAction === 'submit' && form !== null
  const tips = textAt(node.disabled ? node.disabled_tips : node.hover_tips, 'content')

  function press(): void {
    if (formAction === 'reset') form?.reset()
    if (isSubmit && !form.check()) return
    if (isObject(node.confirm)) setAsking(true)
    else void go()
  }

  async function go(): Promise<void> {
    setAsking(false)
    const url = textAt(
      behaviors.find(({ type }) => type === 'open_url'),
      'default_url',
    )
    if (/^https?:\/\//i.test(url)) open(url, '_blank', 'noopener')
    const callback = behaviors.find(({ type }) => type === 'callback')
    if (!callback && !isSubmit) return
    setPressed(true)
    try {
      await host.act({
        tag: 'button',
        ...(textAt(node, 'name') && { name: textAt(node, 'name') }),
        ...(callback && { value: callback.value }),
        ...(isSubmit && { form_value: form.values() }),
      })
    } finally {
      setPressed(false)
    }
  }

  const type = (textAt(node, 'type') || 'default').replaceAll('_', '-')
  return (
    <>
      <button
        type="button"
        class={`btn btn-${type} ${textAt(node, 'width') === 'fill' ? 'btn-wide' : ''} ${isPressed ? 'btn-busy' : ''}`}
        disabled={node.disabled === true || host.isBusy}
        title={tips}
        onClick={press}
      >
        <Text node={node.text} />
      </button>
      {isAsking && <Confirm node={node.confirm} yes={() => void go()} no={() => setAsking(false)} />}
    </>
  )
}
