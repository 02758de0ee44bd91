import type { Wording } from '../../../db/bulletin-content.ts'
import { isWorded, type Part } from './parts.ts'

/** Parts without the passages people left out, those that may be moved in the order people gave them. */
export function arranged(
  parts: readonly Part[],
  { omitted = [], order = [] }: Pick<Wording, 'omitted' | 'order'>,
): Part[] {
  const kept = parts.filter(part => part.kind !== 'passage' || !omitted.includes(part.id))
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)
  const moved = kept.filter(isWorded).sort((a, b) => place(a.id) - place(b.id))
  return kept.map(part => (isWorded(part) ? (moved.shift() ?? part) : part))
}
