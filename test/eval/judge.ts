import type { Understanding } from '../../src/chat/understand.ts'
import type { Line } from './lines.ts'

/** What became of one line. */
export interface Outcome {
  line: Line
  got: Understanding
  isCommandRight: boolean
  isIntentRight: boolean
  /** Asked which is meant, and what is meant is among the buttons. */
  isAskedWell: boolean
  slots: SlotOutcome[]
}

/** One slot that was expected. */
interface SlotOutcome {
  name: string
  wanted: unknown
  got: unknown
  isRight: boolean
}

/** What is concluded from a line and not read out of it, or says how it was read. */
const NOT_READ = new Set([
  'missing',
  'expect',
  'check',
  'reply',
  'note',
  'action',
  'normalized_from',
  'context',
])
/** Slots in which people sum up in their own words: half of the characters must be those expected. */
const WORDS = new Set([
  'detail',
  'reason',
  'result',
  'topic',
  'text',
  'instruction',
  'note',
  'format',
  'batch',
  'doc',
  'project',
])

export function judge(line: Line, got: Understanding): Outcome {
  const read = got.kind === 'sure' ? got : got.meant
  const meant = read ? [read] : []
  const fits = (one: { intent: string }) => one.intent === line.intent || line.or.includes(one.intent)
  const isIntentRight = meant.some(fits)
  return {
    line,
    got,
    isIntentRight,
    isCommandRight: isIntentRight || meant.some(({ command }) => command === line.command),
    isAskedWell: got.kind === 'unsure' && got.choices.some(fits),
    slots: read && isIntentRight ? judgeSlots(line, read.slots) : [],
  }
}

function judgeSlots({ slots }: Line, got: Record<string, unknown>): SlotOutcome[] {
  return Object.entries(slots)
    .filter(([name]) => !NOT_READ.has(name))
    .map(([name, wanted]) => ({ name, wanted, got: got[name], isRight: isSame(name, wanted, got[name]) }))
}

function isSame(name: string, wanted: unknown, got: unknown): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got)) return false
    return wanted.length === got.length && wanted.every(one => got.some(other => isSame(name, one, other)))
  }
  if (wanted !== null && typeof wanted === 'object') {
    const found = got as Record<string, unknown> | null | undefined
    return (
      typeof found === 'object' &&
      Object.entries(wanted).every(([key, value]) => isSame(key, value, found?.[key]))
    )
  }
  if (typeof wanted === 'number') return typeof got === 'number' && Math.abs(wanted - got) < 1e-9
  if (typeof wanted !== 'string') return wanted === got
  if (typeof got !== 'string') return false
  return plain(wanted) === plain(got) || (WORDS.has(name) && overlap(plain(wanted), plain(got)) >= 0.5)
}

/** A unit is called 自然资源局, 自然资源和规划局 and 市自然资源和规划局. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s，。,.、“”"]/g, '')
    .replace(/^市(?=.{2,}[局办委])/, '')

/** How much of what was expected is there, and hardly more. */
function overlap(wanted: string, got: string): number {
  const [a, b] = [new Set(wanted), new Set(got)]
  const shared = [...a].filter(char => b.has(char)).length
  return shared / a.size
}
