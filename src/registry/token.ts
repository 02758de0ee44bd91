/** One character, or one syllable typed in letters, of a query. */
export interface Token {
  /** UTF-16 code of a character; 0 for pinyin. */
  code: number
  /** What it costs when a sound stands for this token, by number of the sound; null for a character. */
  accepts: Float32Array | null
  /** Loose sounds under which names with it are found. */
  loose: readonly number[]
  /** How improbable it is to meet it by chance, in nats. */
  weight: number
  /** What it costs when it is nothing of the name. */
  extra: number
}

/** A query as it is held against names. */
export interface Query {
  tokens: readonly Token[]
  /** How improbable it is that it was typed by chance, in nats. */
  weight: number
}

/** Typed, and nothing of the name. */
export const EXTRA = 4.5
