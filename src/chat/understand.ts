import { scopesOf } from '../people/may.ts'
import type { Speaker } from '../people/roles.ts'
import type { Mention } from '../registry/resolve.ts'
import type { Action } from './card.ts'
import { createClassifier, type Match } from './classifier.ts'
import type { Command, Focus, Said } from './command.ts'
import { AS_NAMED, changesNothing, decide, decideWithin, named, priorOf } from './decide.ts'
import { readInContext } from './in-context.ts'
import { parseSlash } from './slash.ts'
import { extractSlots, maskExample, type NearFirm, type Slots } from './slots.ts'

/** What a text means, as far as can be told. */
export type Understanding =
  | {
      kind: 'sure'
      text: string
      command: string
      intent: string
      slots: Record<string, unknown>
      /** 0..1 */
      confidence: number
      /** For the log: what spoke for it, or the rule that decided. */
      why: string
      /** `commanded`: it was called by its name, so that nothing can have been misread. */
      how: 'said' | 'commanded'
    }
  | {
      kind: 'unsure'
      text: string
      /** Asked above the choices. */
      question: string
      choices: Choice[]
      /** What it is for is clear; only which enterprise is meant is asked. */
      meant?: { command: string; intent: string; slots: Record<string, unknown> }
      confidence: number
      why: string
    }

/** One button: a label and what it does. */
interface Choice extends Action {
  label: string
}

/** What there is to go by besides the commands. */
export interface UnderstandInput {
  /** Cleaned by `cleanText`. */
  text: string
  now: Date
  speaker: Speaker
  focus: Focus
  /** Enterprises named in the text. */
  mentions: readonly Mention[]
  /** What it is for is known: an answer to a question. */
  meant?: { command: string; intent: string }
}

/** Builds the understanding over a list of commands; their examples are all it learns from, when it is first asked. */
export function createUnderstanding(commands: readonly Command[]) {
  const classifier = once(() => createClassifier(commands, maskExample))
  return function understand(input: UnderstandInput): Understanding {
    const { text, focus, now, speaker } = input
    if (text === '')
      return sure(text, { command: 'help', intent: 'meta.help', score: 1 }, {}, '只提到了机器人')
    const answered = readInContext(text, focus)
    if (answered) {
      const { args, why, ...action } = answered
      // An answer to a question that says what it is for cannot be misread.
      const how = answered.command === 'dialogue' ? 'said' : 'commanded'
      return { ...sure(text, { ...action, score: 1 }, args, why), how }
    }

    const slash = parseSlash(text, commands)
    const body = slash ? slash.rest : text
    const mentions = shift(input.mentions, text.length - body.length)
    const { slots, masked } = extractSlots(body, { now, mentions })
    fillEnterprise(slots, input, body)
    const said: Said = {
      ...input,
      mentions,
      text: body,
      rest: restOf(body, mentions[0], slots.case_no),
      slots,
    }
    const readBy = ({ command, intent }: Pick<Match, 'command' | 'intent'>) => ({
      ...withoutCandidates(slots),
      ...commands.find(({ name }) => name === command)?.intents[intent]?.read?.(said),
    })

    const { rank, explain } = classifier()
    const ranked = masked === '' ? [] : rank(masked, priorOf(speaker))
    const given = slash?.intent ?? input.meant?.intent
    const best = given
      ? named(commands, given)
      : slash
        ? decideWithin(slash, ranked)
        : decide(ranked, masked, explain)
    if (best.kind === 'none')
      return {
        kind: 'unsure',
        text,
        question: '',
        choices: [],
        confidence: round(best.confidence),
        why: best.why,
      }
    if (best.kind === 'several') {
      return {
        kind: 'unsure',
        text,
        question: '没太拿准您的意思，请点一个：',
        choices: best.matches.map(match => ({ label: match.title, ...actionOf(match), args: readBy(match) })),
        confidence: round(best.matches[0]?.score ?? 0),
        why: best.why,
      }
    }
    const { match, why } = best
    const rivals = slots.candidates ?? []
    const [only, other] = rivals
    // One name alone comes near: a question is answered about it, saying so; for anything else it is asked.
    if (!slots.uscc && only && !other && changesNothing(match.intent)) takeFor(slots, only, mentions[0])
    if (!slots.uscc && rivals.length > 0) {
      return {
        kind: 'unsure',
        text,
        question:
          rivals.length > 1 ? '名字相近的有几家，您说的是哪一家？' : '说不准是不是这一家，是就请点一下：',
        choices: rivals.map(({ name, uscc }) => ({
          label: name,
          ...actionOf(match),
          args: { ...readBy(match), uscc, enterprise: name },
        })),
        meant: { ...actionOf(match), slots: readBy(match) },
        confidence: round(match.score),
        why: `有 ${rivals.length} 家企业名字相近；${why}`,
      }
    }
    const isNamed = slash !== null && (slash.intent !== null || match.score >= AS_NAMED)
    return { ...sure(text, match, readBy(match), why), how: isNamed ? 'commanded' : 'said' }
  }
}

const actionOf = ({ command, intent }: Match) => ({ command, intent })

/** Builds something when it is first needed. */
function once<T>(build: () => T): () => T {
  let built: { value: T } | null = null
  return () => {
    built ??= { value: build() }
    return built.value
  }
}

const round = (confidence: number) => Math.round(confidence * 100) / 100

function sure(
  text: string,
  { command, intent, score }: Pick<Match, 'command' | 'intent' | 'score'>,
  slots: Record<string, unknown>,
  why: string,
): Extract<Understanding, { kind: 'sure' }> {
  return { kind: 'sure', text, command, intent, slots, confidence: round(score), why, how: 'said' }
}

/** Takes what was typed for a name it only comes near. */
function takeFor(slots: Slots, { uscc, shortName }: NearFirm, mention: Mention | undefined): void {
  slots.uscc = uscc
  slots.enterprise = shortName
  if (mention) slots.normalized_from = mention.matchedText
}

function withoutCandidates({ candidates: _, ...slots }: Slots): Record<string, unknown> {
  return slots
}

/** The text without the names it was found by, for reading what is said besides them. */
function restOf(text: string, mention: Mention | undefined, caseNo: string | undefined): string {
  const unnamed = mention ? `${text.slice(0, mention.start)} ${text.slice(mention.end)}` : text
  return (caseNo ? unnamed.replace(new RegExp(caseNo, 'i'), ' ') : unnamed).replace(/\s+/g, ' ').trim()
}

/** Mentions of a text as they stand in its end. */
function shift(mentions: readonly Mention[], by: number): Mention[] {
  return mentions
    .filter(({ start }) => start >= by)
    .map(mention => ({ ...mention, start: mention.start - by, end: mention.end - by }))
}

/** Whom it is about when the text does not name anybody: an enterprise speaks of itself, others of what was on screen. */
function fillEnterprise(slots: Slots, { speaker, focus }: UnderstandInput, text: string): void {
  if (slots.uscc || slots.candidates) return
  const [own] = scopesOf(speaker, 'enterprise')
  if (own) {
    slots.uscc = own
    slots.enterprise = '$self'
    return
  }
  const pointsBack = /它|这家|那家|该企业|这个企业/.test(text) || text.length <= 8
  if (focus.uscc && pointsBack && !slots.case_no) slots.uscc = focus.uscc
}
