import { addDays } from '../lib/time.ts'
import type { PolicyDocument } from './document.ts'

/**
 * Documents with later ones among them: the same version of the same title takes the place of the earlier one, and a
 * new version of a title ends the one before it, if that is still open, on the day before it begins.
 */
export function mergeDocuments(
  documents: readonly PolicyDocument[],
  later: readonly PolicyDocument[],
): PolicyDocument[] {
  const merged = [...documents]
  for (const document of later) {
    const place = merged.findIndex(one => one.title === document.title && one.version === document.version)
    if (place >= 0) merged[place] = document
    else merged.push(document)
  }
  return merged.map(document => endedBy(nextOf(document, merged), document))
}

/** The version of the same title that begins next; drafts begin nothing and end nothing. */
function nextOf(document: PolicyDocument, all: readonly PolicyDocument[]): PolicyDocument | undefined {
  return all
    .filter(({ title, status }) => title === document.title && status !== '草案')
    .filter(({ effectiveFrom }) => effectiveFrom > document.effectiveFrom)
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))[0]
}

function endedBy(next: PolicyDocument | undefined, document: PolicyDocument): PolicyDocument {
  if (!next || document.effectiveTo !== null || document.status === '草案') return document
  return { ...document, effectiveTo: addDays(next.effectiveFrom, -1) }
}
