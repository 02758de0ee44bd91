import type { Part } from '../lib/names.ts'

/** Parts of names as the index keeps them, a small number for each character. */
export const [PLACE, OWN, FORM] = [0, 1, 3] as const
export const PART_NUMBERS: Readonly<Record<Part, number>> = {
  place: PLACE,
  own: OWN,
  trade: 2,
  form: FORM,
}
