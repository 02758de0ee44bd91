/**
 * A bulletin as a document, the same for every form of it. A number in its words is a `Fact`: it keeps the key by which
 * its provenance is found.
 */
export interface Fact {
  key: string
  /** With its classifier, unit or direction: `23家`, `下降2.5%`. Nothing of it is anybody's to reword. */
  say: string
}

export type Run = string | Fact

/** Words with a name: facts that nobody words, and a remark that people may. */
export interface Passage {
  kind: 'passage'
  id: string
  /** What people call it: 祁东县, 典型经验. */
  title: string
  facts: Run[]
  /** 评语: holds no number. Empty for none. */
  remark: string
  /** Somebody put other words there than ours. */
  isEdited: boolean
  /** Reads on without its title before it. */
  isPlain?: true
}

export interface DocTable {
  kind: 'table'
  title: string
  columns: { title: string; align: 'left' | 'right' }[]
  rows: Run[][]
}

export interface DocChart {
  kind: 'chart'
  /** Part of its address: `doubling`. */
  id: string
  title: string
  unit: string
  /** One bar a name, a colour a series. */
  names: string[]
  series: { name: string; values: (number | null)[] }[]
}

/** A list of names under a heading, folded where there is room for little. */
export interface DocNames {
  kind: 'names'
  title: string
  names: string[]
}

export type Part = Passage | DocTable | DocChart | DocNames

export interface Section {
  id: string
  title: string
  parts: Part[]
}

/** Whether people may word a passage, leave it out and move it: of units, and the closing ones. */
export const isWorded = (part: Part): part is Passage =>
  part.kind === 'passage' && !part.isPlain && !part.id.startsWith('board:')

export const plainOf = (runs: readonly Run[]): string =>
  runs.map(run => (typeof run === 'string' ? run : run.say)).join('')

/** Every fact of a document, each key once. */
export function factsIn(sections: readonly Section[]): Fact[] {
  const found = new Map<string, Fact>()
  const note = (runs: readonly Run[]) => {
    for (const run of runs) if (typeof run !== 'string') found.set(run.key, run)
  }
  for (const { parts } of sections)
    for (const part of parts) {
      if (part.kind === 'passage') note(part.facts)
      if (part.kind === 'table') part.rows.forEach(note)
    }
  return [...found.values()]
}
