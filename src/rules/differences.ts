import {
  type Described,
  type DescribedLeaf,
  type Description,
  isTextKnown,
  leavesIn,
  type Value,
} from './describe.ts'

/** What changed from one wording of a rule to another. */
export interface Differences {
  /** A wording of which only the existence is known: nothing can be compared. */
  unknown: 'older' | 'newer' | null
  added: DescribedLeaf[]
  dropped: DescribedLeaf[]
  /** Conditions that are in both and not the same, and values of the calculation. */
  changed: { label: string; from: string; to: string }[]
  /** What is in both is put together in another way. */
  isRegrouped: boolean
}

/** Compares two wordings of a rule, condition by condition; both as they stand on their own day. */
export function differences(older: Description, newer: Description): Differences {
  const unknown = !isTextKnown(older) ? 'older' : !isTextKnown(newer) ? 'newer' : null
  if (unknown) return { unknown, added: [], dropped: [], changed: [], isRegrouped: false }
  const [before, after] = [leavesIn(older), leavesIn(newer)]
  const sameIn = (leaves: DescribedLeaf[], leaf: DescribedLeaf) => leaves.find(one => one.id === leaf.id)
  const changed = after.flatMap(leaf => {
    const was = sameIn(before, leaf)
    const [from, to] = [was && sayLeaf(was), sayLeaf(leaf)]
    return from === undefined || from === to ? [] : [{ label: leaf.label, from, to }]
  })
  // A value that conditions are held against has been told with them.
  const told = new Set([...before, ...after].flatMap(({ value }) => value?.id ?? []))
  const values = newer.values.flatMap(value => {
    const was = older.values.find(one => one.id === value.id)
    if (!was || told.has(value.id) || sayValue(was) === sayValue(value)) return []
    return [{ label: value.label, from: sayValue(was), to: sayValue(value) }]
  })
  const common = new Set(after.flatMap(({ id }) => (before.some(one => one.id === id) ? [id] : [])))
  const shape = ({ when, beside }: Description) => [when, ...beside].map(one => shapeOf(one, common)).join()
  return {
    unknown: null,
    added: after.filter(leaf => !sameIn(before, leaf)),
    dropped: before.filter(leaf => !sameIn(after, leaf)),
    changed: [...changed, ...values],
    isRegrouped: shape(older) !== shape(newer),
  }
}

/** How the conditions named stand together; groups without any are nothing. */
function shapeOf(node: Described, ids: ReadonlySet<string>): string {
  if (node.kind !== 'group') return ids.has(node.id) ? node.id : ''
  const within = node.of.map(one => shapeOf(one, ids)).filter(Boolean)
  return within.length > 1 || node.how === '不得' ? `${node.how}(${within.join()})` : within.join()
}

const sayValue = ({ words, isConfirmed }: Value) => `${words}${isConfirmed ? '' : '（待确认）'}`
const sayLeaf = ({ label, wanted, value }: DescribedLeaf) =>
  `${wanted || label}${value && !value.isConfirmed ? '（待确认）' : ''}`

/** In Chinese sentences, for people. */
export function sayDifferences({ unknown, added, dropped, changed, isRegrouped }: Differences): string[] {
  if (unknown) return [`${unknown === 'older' ? '旧' : '新'}版条件原文未载，无法逐条比较。`]
  const lines = [
    ...added.map(leaf => `新增：${leaf.label}${leaf.wanted && `，${leaf.wanted}`}`),
    ...dropped.map(leaf => `取消：${leaf.label}${leaf.wanted && `，${leaf.wanted}`}`),
    ...changed.map(({ label, from, to }) => `调整：${label}，由“${from}”改为“${to}”`),
    ...(isRegrouped ? ['调整：条件之间的组合方式，见全文。'] : []),
  ]
  return lines.length > 0 ? lines : ['条件和数值没有变化。']
}
