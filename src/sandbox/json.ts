/** Reading JSON that came from outside: whatever is missing or of another kind reads as empty. */

export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const textAt = (node: unknown, key: string): string => {
  const value = isObject(node) ? node[key] : undefined
  return typeof value === 'string' ? value : ''
}

export const partAt = (node: unknown, key: string): Json => {
  const value = isObject(node) ? node[key] : undefined
  return isObject(value) ? value : {}
}

export const objectsAt = (node: unknown, key: string): Json[] => {
  const value = isObject(node) ? node[key] : undefined
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** Parses a text; undefined when it is not JSON. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
