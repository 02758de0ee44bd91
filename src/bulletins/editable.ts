import type { BulletinContent, Wording } from '../../db/bulletin-content.ts'
import type { Passage } from './document/parts.ts'
import { passage } from './document/passage.ts'
import { documentOf } from './document.ts'

/** Closing passages that are left out while nobody has put words to them. */
const AWAITED = [
  { id: 'practice', title: '典型经验' },
  { id: 'problems', title: '存在问题' },
] as const

/** Passages of a bulletin that people may word: of units, and the closing ones. */
export function editableIn(content: BulletinContent, wording: Wording): Passage[] {
  const told = documentOf(content, wording)
    .flatMap(({ parts }) => parts)
    .filter(
      (part): part is Passage => part.kind === 'passage' && !part.isPlain && !part.id.startsWith('board:'),
    )
  const known = new Set(told.map(({ id }) => id))
  const awaited = AWAITED.filter(({ id }) => !known.has(id))
  return [...told, ...awaited.map(one => passage(wording, { ...one, facts: [] }))]
}
