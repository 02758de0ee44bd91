import type { Day } from '../lib/time.ts'

/** Something said in a briefing that can be opened: an intent with its arguments. */
export interface Opening {
  label: string
  command: string
  intent: string
  args: Record<string, unknown>
}

/** How a line is meant. */
type Tone = 'good' | 'warn' | 'bad' | 'muted'

export interface BriefLine {
  words: string
  tone?: Tone
}

export interface BriefTable {
  columns: { key: string; title: string; align?: 'right' }[]
  rows: Record<string, string>[]
}

/** One part of a briefing, the same on a card, a page and paper. */
export interface BriefSection {
  id: string
  title: string
  lines: BriefLine[]
  table?: BriefTable
  /** What opens where its numbers come from. */
  opens: Opening[]
  /** Put away on a card. */
  isFolded?: true
}

/** 参阅材料: what somebody should know before they go or speak. */
export interface Brief {
  title: string
  /** The sentence that says it all (一句话). */
  lead: string
  isDemo: boolean
  asOf: Day
  sections: BriefSection[]
  /** 口径、来源、依据. */
  notes: string[]
}

export const line = (words: string, tone?: Tone): BriefLine => (tone ? { words, tone } : { words })

/** A section without anything in it is not there. */
export const filled = (sections: readonly BriefSection[]): BriefSection[] =>
  sections.filter(({ lines, table }) => lines.length > 0 || (table && table.rows.length > 0))
