/** How many rows came out how; `unknown` is null for those who know only true and false. */
export interface Counts {
  pass: number
  unknown: number | null
}

/** Judges all its rows once. */
export type Run = () => Counts | Promise<Counts>

/** Something that judges the same rule: always the first rows of the same enterprises. */
export interface Contender {
  name: string
  /** What the marks look at it for. */
  part: 'limit' | 'verdicts' | 'statuses' | 'explanation' | 'answer' | 'zen' | 'json-rules-engine' | 'other'
  rows: number
  run: Run
}
