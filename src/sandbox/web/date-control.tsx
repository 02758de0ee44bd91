import type { InputHTMLAttributes } from 'preact'

type Kind = 'date' | 'time' | 'datetime-local'

/**
 * The browser's own day and time picker, but shown as `2023-11-15 10:00` while it is not being edited: left to
 * itself, a browser set to another language shows Chinese readers its own order of day and month.
 */
export function DateControl(props: {
  kind: Kind
  value: string
  empty: string
  attributes: Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'value' | 'onChange' | 'role'>
  changed: (value: string) => void
}) {
  const { kind, value, empty, attributes, changed } = props
  const shared = {
    ...attributes,
    value,
    onChange: (event: Event) => {
      if (event.target instanceof HTMLInputElement) changed(event.target.value)
    },
  }
  return (
    <span class={`date-control ${value === '' ? 'nothing-yet' : ''}`}>
      <span class="date-words" aria-hidden="true">
        {value.replace('T', ' ') || empty}
      </span>
      {kind === 'date' && <input type="date" {...shared} />}
      {kind === 'time' && <input type="time" {...shared} />}
      {kind === 'datetime-local' && <input type="datetime-local" {...shared} />}
    </span>
  )
}
