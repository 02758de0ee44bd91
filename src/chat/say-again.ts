import { PARKS, REGIONS } from '../../db/base/places.ts'
import type { Day } from '../lib/time.ts'
import { findPeriod } from '../registry/find-period.ts'
import type { Mention } from '../registry/resolve.ts'
import { METRICS } from './slots.ts'

/** A sentence and the enterprises named in it. */
export interface Sentence {
  text: string
  mentions: readonly Mention[]
}

/** What one sentence may have and another have instead. */
type Kind = 'enterprise' | 'place' | 'period' | 'metric'

interface Part {
  kind: Kind
  start: number
  end: number
}

const PLACE_NAMES = [...REGIONS, ...PARKS]
  .flatMap(({ name, aliases = [] }) => [name, ...aliases])
  .sort((a, b) => b.length - a.length)

/** The county, district or park that some words are, by its full name. */
export function placeNamed(words: string): { region?: string; park?: string } {
  const called = ({ name, aliases = [] }: { name: string; aliases?: string[] | undefined }) =>
    [name, ...aliases].includes(words)
  const region = REGIONS.find(called)?.name
  const park = PARKS.find(called)?.name
  return region ? { region } : park ? { park } : {}
}

/** What a sentence holds of each kind, in order; what is said of several kinds at once is an enterprise first. */
function partsOf({ text, mentions }: Sentence, today: Day): Part[] {
  const period = findPeriod(text, today)
  const found: Part[] = [
    ...mentions.map(({ start, end }): Part => ({ kind: 'enterprise', start, end })),
    ...PLACE_NAMES.flatMap(name => spansOf(text, name, 'place')),
    ...(period ? [{ kind: 'period' as const, start: period.start, end: period.end }] : []),
    ...METRICS.flatMap(([words]) => {
      const match = words.exec(text)
      return match
        ? [{ kind: 'metric' as const, start: match.index, end: match.index + match[0].length }]
        : []
    }),
  ]
  const kept: Part[] = []
  for (const part of found)
    if (kept.every(({ start, end }) => part.end <= start || end <= part.start)) kept.push(part)
  return kept.sort((a, b) => a.start - b.start)
}

function spansOf(text: string, name: string, kind: Kind): Part[] {
  const start = text.indexOf(name)
  return start < 0 ? [] : [{ kind, start, end: start + name.length }]
}

/** What one says to have the last question over with something else in it: `换成衡东`, `那松木呢`, `去年的呢`. */
const INSTEAD =
  /^(?:那就|那么|那|再看看?|换成|换|改成|改看|看看?|要是|如果是)\s*(.+?)\s*(?:的)?(?:呢|吧|看看|怎么样|咋样|如何)?[?？。!！]*$/
const AND_THAT = /^(.+?)\s*的?呢[?？]*$/
/** What may stand around and between them. */
const GLUE = /[\s,，、和与跟及的是]/g

/** What was said instead, without the words that only say that it is. */
const insteadIn = (text: string): string | null => (INSTEAD.exec(text) ?? AND_THAT.exec(text))?.[1] ?? null

/**
 * The sentence before, with what is said now in the place of what it said of the same kind: `衡阳县新增规上几家`, `换成衡东`
 * is `衡东新增规上几家`. Null where what is said now is more than that.
 */
export function sayInstead(before: Sentence, now: Sentence, today: Day): string | null {
  const words = insteadIn(now.text)
  return words === null ? null : exchange(before, cut(now, words), today)
}

/** The part of a sentence that some of its words are. */
function cut({ text, mentions }: Sentence, words: string): Sentence {
  const from = text.indexOf(words)
  const to = from + words.length
  return {
    text: words,
    mentions: mentions
      .filter(({ start, end }) => start >= from && end <= to)
      .map(one => ({ ...one, start: one.start - from, end: one.end - from })),
  }
}

/** Puts what some words name into a sentence; null where they say more than names. */
export function exchange(before: Sentence, words: Sentence, today: Day): string | null {
  const parts = partsOf(words, today)
  const left = parts.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), words.text)
  if (parts.length === 0 || left.replace(GLUE, '') !== '') return null
  return parts.reduce((sentence, { kind, start, end }) => {
    const said = words.text.slice(start, end)
    // Enterprises are only known of the sentence as it was.
    const mentions = sentence === before.text ? before.mentions : []
    const spans = partsOf({ text: sentence, mentions }, today).filter(part => part.kind === kind)
    const [first] = spans
    return first
      ? `${sentence.slice(0, first.start)}${said}${sentence.slice(first.end)}`
      : `${sentence} ${said}`
  }, before.text)
}

/** Whether words are the name of an enterprise and hardly anything else. */
export function isFirmOnly({ text, mentions }: Sentence): boolean {
  const [mention, other] = mentions
  if (!mention || other) return false
  const around = `${text.slice(0, mention.start)}${text.slice(mention.end)}`
  return /^(?:就?是|我说的是|叫|那个|这个|那家|就|的|家|企业|公司|厂|[\s,，。!！])*$/.test(around)
}
