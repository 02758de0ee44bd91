import type { BulletinContent, Wording } from '../../db/bulletin-content.ts'
import { isWorded, type Passage } from './document/parts.ts'
import { passage } from './document/passage.ts'
import { documentOf } from './document.ts'

/** Passages that are left out while nobody has put words to them. */
const AWAITED = [
  { id: 'practice', title: '典型经验' },
  { id: 'problems', title: '存在问题' },
  { id: 'opening', title: '开头语' },
  { id: 'ending', title: '结尾语' },
] as const

/** Passages of a bulletin that people may word, those left out too: of units, the closing ones, its first and last words. */
export function editableIn(content: BulletinContent, wording: Wording): Passage[] {
  const told = documentOf(content, { ...wording, omitted: [] })
    .flatMap(({ parts }) => parts)
    .filter(isWorded)
  const known = new Set(told.map(({ id }) => id))
  const awaited = AWAITED.filter(({ id }) => !known.has(id))
  return [...told, ...awaited.map(one => passage(wording, { ...one, facts: [] }))]
}
