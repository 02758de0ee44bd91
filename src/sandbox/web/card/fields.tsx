import type { ComponentChildren } from 'preact'
import { type Json, textAt } from '../../json.ts'
import { DateControl } from '../date-control.tsx'
import { Text } from './text.tsx'
import { useField } from './use-field.ts'

const DATE_TYPES: Record<string, 'date' | 'time' | 'datetime-local'> = {
  date_picker: 'date',
  picker_time: 'time',
  picker_datetime: 'datetime-local',
}

/** A field with its label, and the complaint when it was required and left empty. */
export function Labelled(props: {
  label: string
  isRequired: boolean
  isMissing: boolean
  children: ComponentChildren
}) {
  return (
    <div class={`field ${props.isMissing ? 'field-missing' : ''}`}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is the child */}
      <label>
        {props.label && (
          <span class="field-label">
            {props.label}
            {props.isRequired && <span class="must">*</span>}
          </span>
        )}
        {props.children}
      </label>
      {props.isMissing && <span class="complaint">请填写此项</span>}
    </div>
  )
}

export function Input({ node }: { node: Json }) {
  const field = useField(node)
  const shared = {
    value: String(field.value),
    placeholder: field.placeholder,
    disabled: field.isDisabled,
    maxLength: typeof node.max_length === 'number' ? node.max_length : 1000,
    'aria-required': field.isRequired,
    'aria-invalid': field.isMissing,
    'aria-label': field.label || field.placeholder,
    name: textAt(node, 'name'),
    onInput: (event: Event) => {
      const { target } = event
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) field.set(target.value)
    },
  }
  const isLong = node.input_type === 'multiline_text'
  return (
    <Labelled {...field}>
      {isLong ? (
        <textarea class="control" rows={typeof node.rows === 'number' ? node.rows : 3} {...shared} />
      ) : (
        <input
          class={`control ${node.input_type === 'password' ? 'hidden-text' : ''}`}
          type="text"
          {...shared}
          onKeyDown={event => {
            if (event.key === 'Enter' && !event.isComposing) field.settle(event.currentTarget.value)
          }}
        />
      )}
    </Labelled>
  )
}

/** Days and times: the browser's own pickers, with the placeholder as a label since they show none. */
export function DatePicker({ node }: { node: Json }) {
  const field = useField(node)
  return (
    <Labelled {...field} label={field.placeholder}>
      <DateControl
        kind={DATE_TYPES[String(node.tag)] ?? 'date'}
        value={String(field.value)}
        empty="未选择"
        attributes={{
          class: 'control',
          name: textAt(node, 'name'),
          disabled: field.isDisabled,
          'aria-required': field.isRequired,
          'aria-invalid': field.isMissing,
        }}
        changed={value => {
          field.set(value)
          field.settle(value)
        }}
      />
    </Labelled>
  )
}

export function Checker({ node }: { node: Json }) {
  const field = useField(node)
  return (
    <label class={`checker ${field.value === true ? 'checked' : ''}`}>
      <input
        type="checkbox"
        name={textAt(node, 'name')}
        checked={field.value === true}
        disabled={field.isDisabled}
        onChange={event => {
          field.set(event.currentTarget.checked)
          field.settle(event.currentTarget.checked)
        }}
      />
      <span>
        <Text node={node.text} />
      </span>
    </label>
  )
}
