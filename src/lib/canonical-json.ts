import { createHash } from 'node:crypto'

/** JSON with the keys of every object in order, so that the same value is the same text after a database trip. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}

/** sha-256 of plain data, in hex: what a version of it is known by. */
export const hashOfData = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex')
