import { type Json, objectsAt, textAt } from '../../json.ts'
import { Labelled } from './fields.tsx'
import { useCard } from './host.ts'
import { useField } from './use-field.ts'

interface Choice {
  value: string
  label: string
}

/** The choices of a select; a person without a list of candidates may be anybody. */
function useChoices(node: Json): Choice[] {
  const { names } = useCard()
  const options = objectsAt(node, 'options')
  if (!String(node.tag).endsWith('_person'))
    return options.map(option => ({ value: textAt(option, 'value'), label: textAt(option.text, 'content') }))
  const ids = options.length > 0 ? options.map(option => textAt(option, 'value')) : [...names.keys()]
  return ids.map(value => ({ value, label: names.get(value) ?? value }))
}

export function Select({ node }: { node: Json }) {
  const field = useField(node)
  const choices = useChoices(node)
  return (
    <Labelled {...field}>
      <select
        class={`control ${field.value === '' ? 'nothing-yet' : ''}`}
        name={textAt(node, 'name')}
        value={String(field.value)}
        disabled={field.isDisabled}
        aria-label={field.placeholder}
        aria-required={field.isRequired}
        aria-invalid={field.isMissing}
        onChange={event => {
          field.set(event.currentTarget.value)
          field.settle(event.currentTarget.value)
        }}
      >
        <option value="">{field.placeholder || '请选择'}</option>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

/** Several of a list, each a tick of its own. */
export function MultiSelect({ node }: { node: Json }) {
  const field = useField(node)
  const choices = useChoices(node)
  const chosen = Array.isArray(field.value) ? field.value : []
  return (
    <fieldset class={`field multi ${field.isMissing ? 'field-missing' : ''}`} disabled={field.isDisabled}>
      <legend class="field-label">
        {field.placeholder || '可多选'}
        {field.isRequired && <span class="must">*</span>}
      </legend>
      <div class="multi-choices">
        {choices.map(({ value, label }) => (
          <label key={value} class={`multi-choice ${chosen.includes(value) ? 'chosen' : ''}`}>
            <input
              type="checkbox"
              name={textAt(node, 'name')}
              value={value}
              checked={chosen.includes(value)}
              onChange={event => {
                const others = chosen.filter(other => other !== value)
                field.set(event.currentTarget.checked ? [...others, value] : others)
              }}
            />
            {label}
          </label>
        ))}
      </div>
      {field.isMissing && <span class="complaint">请至少选一项</span>}
    </fieldset>
  )
}
