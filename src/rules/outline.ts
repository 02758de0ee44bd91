import type { Described, DescribedLeaf } from './describe.ts'

/** One line of a rule written out, indented by `depth`. */
export interface OutlineLine {
  depth: number
  words: string
  /** Null for a line that says how those below it stand together. */
  leaf: DescribedLeaf | null
}

/** A described tree, one line a condition or group; a group of one without a name is no line of its own. */
export function outlineOf(node: Described, depth = 0): OutlineLine[] {
  if (node.kind !== 'group') {
    const words = node.wanted === '' ? node.label : `${node.label}：${node.wanted}`
    return [{ depth, words, leaf: node }]
  }
  const [only] = node.of
  if (only && node.of.length === 1 && node.how !== '不得')
    return node.label === null
      ? outlineOf(only, depth)
      : [line(`${node.label}：`), ...outlineOf(only, depth + 1)]
  const head = node.label === null ? `${node.how}：` : `${node.label}（${node.how}）`
  return [line(head), ...node.of.flatMap(one => outlineOf(one, depth + 1))]

  function line(words: string): OutlineLine {
    return { depth, words, leaf: null }
  }
}
