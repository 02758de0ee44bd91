import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { type Json, textAt } from '../../json.ts'
import { fieldsOf, isEmpty, wireValue } from './field-values.ts'
import { FormContext, type FormHost } from './form-host.ts'

export function Form({ node, children }: { node: Json; children: ComponentChildren }) {
  const fields = fieldsOf(node)
  const initial = () => new Map(fields.map(({ name, initial }) => [name, initial]))
  const [values, setValues] = useState(initial)
  const [wasTried, setTried] = useState(false)
  const missing = new Set(
    fields.filter(({ name, isRequired }) => isRequired && isEmpty(values.get(name))).map(({ name }) => name),
  )
  const host: FormHost = {
    get: name => values.get(name) ?? '',
    set: (name, value) => setValues(before => new Map(before).set(name, value)),
    isMissing: name => wasTried && missing.has(name),
    check() {
      setTried(true)
      return missing.size === 0
    },
    reset() {
      setValues(initial())
      setTried(false)
    },
    values: () =>
      Object.fromEntries(
        fields.flatMap(({ name, tag }) => {
          const value = wireValue(tag, values.get(name) ?? '')
          return value === undefined ? [] : [[name, value]]
        }),
      ),
  }
  return (
    <FormContext.Provider value={host}>
      {/* biome-ignore lint/a11y/useSemanticElements: a card's form is sent by its buttons, never by the browser */}
      <div class="form" role="form" aria-label={textAt(node, 'name')}>
        {children}
      </div>
    </FormContext.Provider>
  )
}
