import { addDays, type Day } from '../../lib/time.ts'
import type { PolicyDocument } from '../document.ts'
import { versionsOf } from '../find-rule.ts'
import { type Fault, faultAt, nameOfDocument } from './fault.ts'

/** One document a title and version; of every rule at most one version a day, and none missing without a word. */
export function checkVersions(documents: readonly PolicyDocument[]): Fault[] {
  const ids = new Set(documents.flatMap(document => document.rules.map(rule => rule.id)))
  return [
    ...documents.flatMap((document, i) => checkDocument(document, documents.slice(0, i))),
    ...[...ids].flatMap(id => checkRule(id, documents)),
  ]
}

function checkDocument(document: PolicyDocument, before: readonly PolicyDocument[]): Fault[] {
  const { version, title, effectiveFrom, effectiveTo } = document
  const place = { document: nameOfDocument(document) }
  return [
    ...(effectiveTo !== null && effectiveTo < effectiveFrom
      ? [faultAt(place, '失效日期早于施行日期', 'ends before it begins')]
      : []),
    ...(before.some(one => one.version === version && one.title === title)
      ? [faultAt(place, '同一文件同一版本出现两次', 'the same version of the same document is there twice')]
      : []),
  ]
}

/** Drafts are never in force and stand in nobody's way. */
function checkRule(id: string, documents: readonly PolicyDocument[]): Fault[] {
  const versions = versionsOf(documents, id)
    .map(({ document }) => document)
    .filter(({ status }) => status !== '草案')
  return versions.flatMap((document, i) => {
    const next = versions[i + 1]
    if (!next) return []
    const place = { document: nameOfDocument(next), rule: id }
    const { effectiveTo: end } = document
    if (end === null || end >= next.effectiveFrom)
      return [
        faultAt(
          place,
          `与 ${nameOfDocument(document)} 同时有效`,
          `in force at the same time as ${nameOfDocument(document)}`,
        ),
      ]
    if (addDays(end, 1) === next.effectiveFrom || isExplained(end, document, next)) return []
    return [
      faultAt(
        place,
        `${end} 之后到 ${next.effectiveFrom} 之前没有版本，文件说明里也没有交代`,
        `no version between ${end} and ${next.effectiveFrom}, and no remark of a document names the end`,
      ),
    ]
  })
}

/** A gap is explained by a repealed document, or by a remark that names the last day. */
function isExplained(end: Day, before: PolicyDocument, after: PolicyDocument): boolean {
  const [year, month, day] = end.split('-').map(Number)
  const names = [end, `${year}年${month}月${day}日`]
  const remarks = [...before.remarks, ...after.remarks]
  return before.status === '废止' || remarks.some(remark => names.some(name => remark.includes(name)))
}
