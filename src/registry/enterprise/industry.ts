/** Sections (门类) of GB/T 4754-2017 and the last of their divisions (大类). */
const SECTIONS: readonly [letter: string, last: number][] = [
  ['A', 5],
  ['B', 12],
  ['C', 43],
  ['D', 46],
  ['E', 50],
  ['F', 52],
  ['G', 60],
  ['H', 62],
  ['I', 65],
  ['J', 69],
  ['K', 70],
  ['L', 72],
  ['M', 75],
  ['N', 79],
  ['O', 82],
  ['P', 83],
  ['Q', 85],
  ['R', 90],
  ['S', 96],
  ['T', 97],
]

/**
 * A class of GB/T 4754-2017 as it is written, C3831, from what people type: `3831`, `c3831 电线电缆制造`. Null when there is no
 * such division, or it is not of the section it is written with.
 */
export function industryClass(text: string): string | null {
  const [, letter, digits = ''] =
    /^([A-T])?(\d{2,4})(?!\d)/.exec(text.normalize('NFKC').replace(/\s/g, '').toUpperCase()) ?? []
  const division = Number(digits.slice(0, 2))
  const section = SECTIONS.find(([, last]) => division <= last)?.[0]
  return division >= 1 && section && (letter ?? section) === section ? section + digits : null
}
