import { mayUse } from '../people/may.ts'
import type { Speaker } from '../people/roles.ts'
import type { Classifier, Match } from './classifier.ts'
import type { Command, Intent } from './command.ts'
import type { Slash } from './slash.ts'

/** What a text is for: one thing, one of several to be asked about, or nobody can tell. `why` is for the log. */
export type Decision =
  | { kind: 'one'; match: Match; why: string }
  | { kind: 'several'; matches: Match[]; why: string }
  | { kind: 'none'; confidence: number; why: string }

/**
 * From here on the likeliest meaning is taken. Examples asked of the others in ten parts: of what seems 0.3 to 0.4 likely
 * two in five are meant, and four in five are among the buttons; of 0.5 to 0.6 more than half. A question read wrongly
 * costs a glance; what would change something is asked about sooner, and confirmed all the same (`perform.ts`).
 */
const SURE = 0.35
const SURE_TO_CHANGE = 0.5
/** Less likely meanings are not worth a button. */
const PLAUSIBLE = 0.08
const CHOICES = 3
/** Of a command called by its name, its likeliest intent is as good as named from here on. */
export const AS_NAMED = 0.9

/** Questions and talk: read wrongly, they cost no more than a wrong answer. */
export const changesNothing = (intent: string): boolean => /^(?:query|compute|meta)\./.test(intent)

/** What a speaker may not use is seldom what they mean, though now and then they ask for it all the same; in nats. */
const NOT_THEIRS = -1.5
/** What only few roles may use is likelier meant by one of them; in nats for every e times fewer. */
const OF_FEW = 0.25
const ROLES = 10
/** What has more examples is said oftener; in nats for every e times more. */
const OF_MANY_WORDS = 0.5

/** How much likelier an intent is for who speaks, in nats. */
export const priorOf =
  (speaker: Speaker) =>
  ({ access, examples }: Intent): number => {
    const roles = Array.isArray(access) ? access.length : ROLES
    const isTheirs = mayUse(speaker, access)
    return (isTheirs ? 0 : NOT_THEIRS) - OF_FEW * Math.log(roles) + OF_MANY_WORDS * Math.log(examples.length)
  }

/** The likeliest meaning if it is likely enough; else those that are left, to be asked about. */
export function decide(matches: readonly Match[], masked: string, explain: Classifier['explain']): Decision {
  const [first, second] = matches
  if (!first) return { kind: 'none', confidence: 0, why: '没有相近的说法' }
  const { example, words } = explain(masked, first, second)
  const others = second ? `，其次“${second.title}”${second.score.toFixed(2)}` : ''
  const why = `“${first.title}”${first.score.toFixed(2)}${others}；凭${words.join('、') || '整句'}，最像“${example}”`
  if (first.score >= (changesNothing(first.intent) ? SURE : SURE_TO_CHANGE))
    return { kind: 'one', match: first, why }
  const plausible = matches.filter(({ score }) => score >= PLAUSIBLE).slice(0, CHOICES)
  return plausible.length > 0
    ? { kind: 'several', matches: plausible, why }
    : { kind: 'none', confidence: first.score, why }
}

/** All together less likely than this, the words are for none of a command's intents: only its name is. */
const UNTOLD = 0.05

/** An intent that was named. */
export function named(commands: readonly Command[], intent: string): Decision {
  const command = commands.find(({ intents }) => intents[intent] !== undefined)
  const title = command?.intents[intent]?.title ?? ''
  if (!command) return { kind: 'none', confidence: 0, why: '没有这个功能' }
  return {
    kind: 'one',
    match: { command: command.name, intent, title, score: 1 },
    why: `已经说了是“${title}”`,
  }
}

/** The likeliest intent of a command that was named; the first, what it is mostly for, where nothing more was said. */
export function decideWithin({ command }: Slash, matches: readonly Match[]): Decision {
  const own = matches.filter(one => one.command === command.name)
  const [likeliest] = own
  const [intent = ''] = Object.keys(command.intents)
  if (!likeliest) return named([command], intent)
  const all = own.reduce((sum, one) => sum + one.score, 0)
  if (all < UNTOLD) return named([command], intent)
  const score = likeliest.score / all
  return { kind: 'one', match: { ...likeliest, score }, why: `用了斜杠命令“${command.title}”` }
}
