import { useState } from 'preact/hooks'
import { type Json, objectsAt, textAt } from '../../json.ts'
import type { CardAction } from '../../wire.ts'
import { type FieldValue, initialOf, wireValue } from './field-values.ts'
import { useForm } from './form-host.ts'
import { useCard } from './host.ts'

/** A component's value: the form's when it stands in one; else its own, told to the bot when it is settled. */
export function useField(node: Json) {
  const host = useCard()
  const form = useForm()
  const name = textAt(node, 'name')
  const [own, setOwn] = useState<FieldValue>(() => initialOf(node))

  function set(value: FieldValue): void {
    if (form) form.set(name, value)
    else setOwn(value)
  }

  /** Outside a form a choice is a callback at once, when the component has one. */
  function settle(value: FieldValue): void {
    const callback = objectsAt(node, 'behaviors').find(({ type }) => type === 'callback')
    if (form || !callback) return
    void host.act({
      tag: String(node.tag),
      ...(name && { name }),
      value: callback.value,
      ...outcome(String(node.tag), value),
    })
  }

  return {
    value: form ? form.get(name) : own,
    set,
    settle,
    isMissing: form?.isMissing(name) ?? false,
    isDisabled: node.disabled === true || host.isBusy,
    isRequired: form !== null && node.required === true,
    placeholder: textAt(node.placeholder, 'content'),
    label: textAt(node.label, 'content'),
  }
}

function outcome(tag: string, value: FieldValue): Partial<CardAction> {
  if (tag === 'input') return { input_value: String(value) }
  if (tag === 'checker') return { checked: value === true }
  if (Array.isArray(value)) return { options: value }
  return { option: String(wireValue(tag, value) ?? '') }
}
