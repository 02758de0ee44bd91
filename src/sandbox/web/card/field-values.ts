import { isObject, type Json, textAt } from '../../json.ts'

/** What a field holds on the page; empty is `''` or `[]`. */
export type FieldValue = string | string[] | boolean

export interface FieldInfo {
  name: string
  tag: string
  initial: FieldValue
  isRequired: boolean
}

const FIELD_TAGS = new Set([
  ...['input', 'select_static', 'multi_select_static', 'select_person', 'multi_select_person'],
  ...['date_picker', 'picker_time', 'picker_datetime', 'checker'],
])

/** All fields inside a form, however deep in columns and panels. */
export function fieldsOf(node: Json): FieldInfo[] {
  const own: FieldInfo[] = FIELD_TAGS.has(String(node.tag))
    ? [
        {
          name: textAt(node, 'name'),
          tag: String(node.tag),
          initial: initialOf(node),
          isRequired: node.required === true,
        },
      ]
    : []
  const inside = [node.elements, node.columns].flatMap(list =>
    Array.isArray(list) ? list.filter(isObject) : [],
  )
  return [...own, ...inside.flatMap(fieldsOf)]
}

export function initialOf(node: Json): FieldValue {
  switch (node.tag) {
    case 'checker':
      return node.checked === true
    case 'multi_select_static':
    case 'multi_select_person':
      return Array.isArray(node.selected_values) ? node.selected_values.map(String) : []
    case 'input':
      return textAt(node, 'default_value')
    case 'date_picker':
      return textAt(node, 'initial_date')
    case 'picker_time':
      return textAt(node, 'initial_time')
    case 'picker_datetime':
      return textAt(node, 'initial_datetime').replace(' ', 'T')
    default:
      return textAt(node, 'initial_option')
  }
}

export const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/**
 * A value as the callback carries it: days and times with their offset. What was left empty is not in the callback,
 * but for texts, which are empty: the documents do not say, and bots must take both.
 */
export function wireValue(tag: string, value: FieldValue): unknown {
  if (tag === 'input' || tag === 'checker') return value
  if (isEmpty(value)) return undefined
  if (tag === 'date_picker' || tag === 'picker_time') return `${String(value)} +0800`
  if (tag === 'picker_datetime') return `${String(value).replace('T', ' ')} +0800`
  return value
}
