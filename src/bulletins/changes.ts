import type { BulletinContent, Wording } from '../../db/bulletin-content.ts'
import type { BulletinChange } from '../../db/notice.ts'
import { explainAll } from './provenance/explain.ts'

/** Facts that are told of single groups come after those of the whole. */
const isDetail = (key: string) => /:/.test(key) && !key.startsWith('macro:')

/** What is other in a bulletin than in another, facts of the whole first; what did not change is left out. */
export function changesBetween(
  before: { content: BulletinContent; wording: Wording },
  after: { content: BulletinContent; wording: Wording },
): BulletinChange[] {
  const old = new Map(explainAll(before.content, before.wording).map(one => [one.key, one]))
  const now = explainAll(after.content, after.wording)
  const changed = now.flatMap(({ key, title, value }) => {
    const was = old.get(key)?.value ?? null
    return was === value ? [] : [{ key, title, before: was, after: value }]
  })
  const kept = new Set(now.map(({ key }) => key))
  const gone = [...old.values()].flatMap(({ key, title, value }) =>
    kept.has(key) ? [] : [{ key, title, before: value, after: null }],
  )
  const all = [...changed, ...gone]
  return [...all.filter(({ key }) => !isDetail(key)), ...all.filter(({ key }) => isDetail(key))].map(
    ({ key: _, ...change }) => change,
  )
}
