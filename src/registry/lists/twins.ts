/** Rows of a file that are about the same thing. */
export interface Twins {
  /** Their numbers in the file, the first of them first. */
  rows: number[]
  /** The same counted from 0 through all sheets. */
  places: number[]
  /** They say the same. */
  isSame: boolean
}

/** Finds rows about the same thing by their keys; of what they say only a number is kept. */
export function openTwins(): {
  add(key: string | number, place: number, row: number, record: unknown): void
  found(): Iterable<Twins>
} {
  const seen = new Map<string | number, number>()
  const places: number[] = []
  const rows: number[] = []
  const digests: number[] = []
  const groups = new Map<string | number, Twins>()
  return {
    add(key, place, row, record) {
      const digest = digestOf(JSON.stringify(record))
      const first = seen.get(key)
      if (first === undefined) {
        seen.set(key, rows.length)
        places.push(place)
        rows.push(row)
        digests.push(digest)
        return
      }
      const group = groups.get(key) ?? {
        rows: [rows[first] ?? 0],
        places: [places[first] ?? 0],
        isSame: true,
      }
      group.rows.push(row)
      group.places.push(place)
      group.isSame &&= digests[first] === digest
      groups.set(key, group)
    },
    found: () => groups.values(),
  }
}

/** A number of 53 bits for a text (cyrb53): two different texts share one in a case of 9 · 10¹⁵. */
function digestOf(text: string): number {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0)
}
