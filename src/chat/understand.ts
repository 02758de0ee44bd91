import { scopesOf } from '../people/may.ts'
import type { Speaker } from '../people/roles.ts'
import type { Mention } from '../registry/resolve.ts'
import type { Action } from './card.ts'
import { createClassifier, type Match } from './classifier.ts'
import type { Command, Focus, Hint, Said } from './command.ts'
import { readInContext } from './in-context.ts'
import { extractSlots, maskExample, type Slots } from './slots.ts'

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
      /** For the log: the nearest example, or the rule that decided. */
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
      confidence: number
      why: string
    }

/** One button: a label and what it does. */
export interface Choice extends Action {
  label: string
}

/** From here on the nearest example is taken at its word. */
const SURE = 0.42
/** Below this the nearest example says nothing. */
const FAINT = 0.2
/** Two meanings nearer to each other than this are asked about. */
const MARGIN = 0.04

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

/** Builds the understanding over a list of commands; their examples are all it learns from. */
export function createUnderstanding(commands: readonly Command[]) {
  const classify = createClassifier(commands, maskExample)
  return function understand(input: UnderstandInput): Understanding {
    const { text, focus, now } = input
    if (text === '') return sure(text, 'help', 'meta.help', {}, 1, '只提到了机器人')
    const answered = readInContext(text, focus)
    if (answered) {
      // An answer to a question that says what it is for cannot be misread.
      const how = answered.command === 'dialogue' ? 'said' : 'commanded'
      return { ...sure(text, answered.command, answered.intent, answered.args, 1, answered.why), how }
    }

    const slash = parseSlash(text, commands)
    const body = slash ? slash.rest : text
    const mentions = shift(input.mentions, text.length - body.length)
    const { slots, masked } = extractSlots(body, { now, mentions })
    fillEnterprise(slots, input, body)
    const said: Said = { ...input, text: body, rest: restOf(body, mentions[0], slots.case_no), slots }
    const readBy = ({ command, intent }: Pick<Match, 'command' | 'intent'>) => ({
      ...withoutCandidates(slots),
      ...commands.find(({ name }) => name === command)?.intents[intent]?.read?.(said),
    })

    const near = classify(masked || body).filter(match => !slash || match.command === slash.command.name)
    // A command called by its name is meant whatever follows.
    const named = slash?.intent ?? input.meant?.intent
    const matches = near.length > 0 || !slash ? near : firstIntentOf(slash.command)
    const best = named
      ? oneOf(commands, named)
      : decide(matches, commands, slash !== null, input.speaker, slots)
    if (best.kind === 'none') {
      return { kind: 'unsure', text, question: '', choices: [], confidence: best.confidence, why: best.why }
    }
    if (best.kind === 'several') {
      const choices = best.matches.map(match => choiceOf(match, readBy(match)))
      const confidence = best.matches[0]?.score ?? 0
      return {
        kind: 'unsure',
        text,
        question: '没太拿准您的意思，请点一个：',
        choices,
        confidence,
        why: best.why,
      }
    }
    const { match } = best
    const rivals = slots.candidates ?? []
    if (!slots.uscc && rivals.length > 0) {
      const choices = rivals.map(rival => ({
        label: rival.name,
        command: match.command,
        intent: match.intent,
        args: { ...readBy(match), uscc: rival.uscc, enterprise: rival.name },
      }))
      const why = `有 ${rivals.length} 家企业名字相近`
      return {
        kind: 'unsure',
        text,
        question:
          rivals.length > 1 ? '名字相近的有几家，您说的是哪一家？' : '说不准是不是这一家，是就请点一下：',
        choices,
        confidence: match.score,
        why,
      }
    }
    const isNamed = slash !== null && (slash.intent !== null || match.score >= SURE || near.length === 0)
    const how = isNamed ? 'commanded' : 'said'
    return { ...sure(text, match.command, match.intent, readBy(match), best.confidence, best.why), how }
  }
}

function sure(
  text: string,
  command: string,
  intent: string,
  slots: Record<string, unknown>,
  confidence: number,
  why: string,
): Extract<Understanding, { kind: 'sure' }> {
  const rounded = Math.round(confidence * 100) / 100
  return { kind: 'sure', text, command, intent, slots, confidence: rounded, why, how: 'said' }
}

function withoutCandidates({ candidates: _, ...slots }: Slots): Record<string, unknown> {
  return slots
}

function choiceOf({ command, intent, title }: Match, args: Record<string, unknown>): Choice {
  return { label: title, command, intent, args }
}

/** The text without the names it was found by, for reading what is said besides them. */
function restOf(text: string, mention: Mention | undefined, caseNo: string | undefined): string {
  const named = mention ? `${text.slice(0, mention.start)} ${text.slice(mention.end)}` : text
  return (caseNo ? named.replace(new RegExp(caseNo, 'i'), ' ') : named).replace(/\s+/g, ' ').trim()
}

/** What a command is mostly for. */
function firstIntentOf({ name, intents }: Command): Match[] {
  return Object.entries(intents)
    .slice(0, 1)
    .map(([intent, { title }]) => ({ command: name, intent, title, score: 0, example: '' }))
}

/** Mentions of a text as they stand in its end. */
function shift(mentions: readonly Mention[], by: number): Mention[] {
  return mentions
    .filter(({ start }) => start >= by)
    .map(mention => ({ ...mention, start: mention.start - by, end: mention.end - by }))
}

/** `/名称 参数`: the name of a command, whose intent is then left to find, or of one thing it does (`/催办 0032`). */
function parseSlash(text: string, commands: readonly Command[]) {
  if (!text.startsWith('/')) return null
  const called = namesOf(commands).find(({ word }) => {
    const rest = text.slice(1 + word.length)
    return text.startsWith(word, 1) && (rest === '' || /^[\s\d,，:：]|^HY\d/.test(rest))
  })
  if (!called) return null
  const { word, command, intent } = called
  const rest = text.slice(1 + word.length).replace(/^[\s,，:：]+/, '')
  return { command, intent, rest, at: text.length - rest.length }
}

interface Called {
  word: string
  command: Command
  intent: string | null
}

/** Every name something can be called by, longest first; a command goes before what is called the same within one. */
function namesOf(commands: readonly Command[]): Called[] {
  return commands
    .flatMap((command): Called[] => [
      ...[command.name, command.title, ...command.aliases].map(word => ({ word, command, intent: null })),
      ...Object.entries(command.intents)
        .filter(([, { examples }]) => examples.length > 0)
        .map(([intent, { title }]) => ({ word: title, command, intent })),
    ])
    .sort((a, b) => b.word.length - a.word.length || Number(a.intent !== null) - Number(b.intent !== null))
}

type Decision =
  | { kind: 'one'; match: Match; confidence: number; why: string }
  | { kind: 'several'; matches: Match[]; why: string }
  | { kind: 'none'; confidence: number; why: string }

function decide(
  matches: Match[],
  commands: readonly Command[],
  isCommandGiven: boolean,
  speaker: Speaker,
  slots: Slots,
): Decision {
  const [first, second] = matches
  if (!first) {
    return { kind: 'none', confidence: 0, why: '没有相近的说法' }
  }
  const near = `最像“${first.example}”（${first.score.toFixed(2)}）`
  if (isCommandGiven) return { kind: 'one', match: first, confidence: 1, why: `用了斜杠命令；${near}` }
  const meant = hinted(commands, speaker, slots, 'sure')
  if (meant) return { kind: 'one', match: meant, confidence: 1, why: `按关键字和说话人认定；${near}` }
  const isClear = !second || second.command === first.command || first.score - second.score >= MARGIN
  if (first.score >= SURE && isClear) return { kind: 'one', match: first, confidence: first.score, why: near }
  if (first.score < SURE) {
    const likely = hinted(commands, speaker, slots, 'likely') ?? hinted(commands, speaker, slots, 'fallback')
    if (likely) return { kind: 'one', match: likely, confidence: SURE, why: `按说话人和内容判断；${near}` }
  }
  const plausible = matches
    .filter(match => match.score >= Math.max(FAINT, first.score - 2 * MARGIN))
    .slice(0, 3)
  if (plausible.length === 0) return { kind: 'none', confidence: first.score, why: near }
  return { kind: 'several', matches: plausible, why: near }
}

/** What it is for is known. */
function oneOf(commands: readonly Command[], intent: string): Decision {
  const command = commands.find(({ intents }) => intents[intent] !== undefined)
  const title = command?.intents[intent]?.title ?? ''
  if (!command) return { kind: 'none', confidence: 0, why: '没有这个功能' }
  const match = { command: command.name, intent, title, score: 1, example: title }
  return { kind: 'one', match, confidence: 1, why: `已经说了是“${title}”` }
}

function hinted(commands: readonly Command[], speaker: Speaker, slots: Slots, strength: Hint): Match | null {
  for (const command of commands) {
    for (const [name, intent] of Object.entries(command.intents)) {
      if (intent.hint?.(speaker, slots) === strength) {
        return { command: command.name, intent: name, title: intent.title, score: 0, example: '' }
      }
    }
  }
  return null
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
