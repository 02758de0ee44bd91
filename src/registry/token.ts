/** One character, or one syllable typed in letters, of a query. */
export interface Token {
  /** UTF-16 code of a character; 0 for pinyin. */
  code: number
  /** What it costs when a sound stands for this token, by number of the sound; null for a character. */
  accepts: Float32Array | null
  /** Loose sounds under which names with it are found. */
  loose: readonly number[]
  /** How improbable it is to meet its sound in a name by chance, in nats. */
  weight: number
  /** The same of the character itself. */
  told: number
  /** What it costs when it is nothing of the name. */
  extra: number
  /** It says what the firm does, as far as the query alone can tell. */
  isTrade?: boolean
}

/** Typed, and nothing of the name. */
export const EXTRA = 4.5
/** A character of a place tells little, whatever its sound: half the city has it. */
export const PLACE_TELLS = 0.5
/** The same of a place that is not in the name: of a county, and of the city or province, which people say of any firm. */
export const EXTRA_PLACE = 1.5
export const EXTRA_CITY = 1
