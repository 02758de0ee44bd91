import type { z } from 'zod'
import type { Db } from '../../db/client.ts'
import type { FileRef } from '../../db/schema/index.ts'
import type { Missing } from '../lib/errors.ts'
import type { Access, Speaker } from '../people/roles.ts'
import type { Mention } from '../registry/resolve.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import type { Action, Card } from './card.ts'
import type { KeptFile } from './files.ts'
import type { About } from './live.ts'
import type { ActionAnswer } from './message.ts'
import type { Slots } from './slots.ts'

/** What a conversation is about; a later `它`, `第二个` or `0032` is read against it. */
export interface Focus {
  uscc?: string
  caseNo?: string
  bulletinId?: number
  /** The version of it that was shown (第几稿). */
  bulletinVersion?: number
  projectId?: number
  /** The rule last told, which `这条谁负责` asks about. */
  ruleId?: string
  /** A question over the whole, which `跟去年同期比` goes on with. */
  asked?: Action
  /** Name of a 产业链 in the newest list. */
  chain?: string
  /** Choices last offered, in order. */
  options?: Option[]
  /** It was asked which case is meant: what a number typed next does. */
  whichCase?: Action
  /** The sentence it came from: `换成衡东`, `不是这家` and an answer to a question say it anew. */
  said?: string
  /** Something was left out of that sentence and asked for; what the next words tell is for this intent. */
  awaits?: { what: Missing['what']; command: string; intent: string }
  /** What waits for 确认 on that card. */
  confirmation?: number
}

/** A choice and what it does. */
interface Option extends Action {
  label: string
  /** The words it is a reading of: it is then done as if they had been clear, else as a button is. */
  text?: string
}

/** What a command is given. `db` is the transaction of this one message: throw, and nothing has happened. */
export interface Context {
  db: Db
  /** The moment of the message. */
  now: Date
  /** What rules are looked up in. */
  policies: PolicySet
  speaker: Speaker
  chat: { platform: string; chatId: string; kind: 'private' | 'group' }
  openId: string
  focus: Focus
  /** It replies to a card of ours: the focus is what that card was about, not a guess. */
  isReply?: boolean
  /** What was typed, cleaned; empty for a click. */
  text: string
  /** Files that came with the message, kept by now. */
  files: readonly FileRef[]
  /** The inbox row that caused this, for notices. */
  causeId: number | null
  /** The commands there are, for help. */
  commands: readonly Command[]
}

export interface Reply {
  card: Card
  /** It changed what is kept. What was only said is then undone and shown for confirmation first (`perform.ts`). */
  did?: Deed
  /** Holds private figures though its intent may be answered in a group: the speaker gets it in private. */
  isPrivate?: boolean
  /** For a click: what the clicker sees at once. */
  toast?: ActionAnswer['toast']
  /** For a click: put `card` in the place of the one clicked, instead of sending a new one. */
  replaces?: boolean
  focus?: Focus
  /** The one case it shows, as of which event: it is then the live card of the chat. */
  about?: About
  /** Sent after the card, to the same place; not with `replaces`. */
  file?: KeptFile
}

/** Something done, in words that are checked before and recognised afterwards: `催办 0032（用地）`. */
export interface Deed {
  words: string
  /** How it is taken back while it is fresh; where it cannot be, why not and what to do instead. */
  undo: Undo | { never: string }
}

/** A way of undoing (`commands/undo/ways.ts`) and what it needs. */
export interface Undo {
  kind: string
  ref: Record<string, unknown>
}

/** What is really meant: a choice, with the words it is a reading of; something confirmed; or a sentence said anew. */
export type GoOn = { action: Action; text?: string } | { confirmed: Confirmed } | { said: string }

/** What was confirmed, as it was understood when it was said. */
export interface Confirmed {
  wanted: Wanted
  words: string | null
  saidId: number | null
}

/** Something to be done, with all that was known when it was said; as data, to be kept until it is confirmed. */
export interface Wanted extends Action {
  /** Empty for what a button or a form does. */
  text: string
  focus: Focus
  files: readonly FileRef[]
  isReply: boolean
}

/** A text as an intent reads it. */
export interface Said {
  text: string
  /** The text without the case number and the enterprise found in it. */
  rest: string
  /** What every intent is given. */
  slots: Slots
  /** Enterprises named in the text, in order. */
  mentions: readonly Mention[]
  now: Date
  speaker: Speaker
  focus: Focus
}

/** One thing a command does: reached by text like its examples, or by a button. */
export interface Intent {
  title: string
  /** What people type for it: learned by the classifier, shown by help, printed in the README. None: buttons only. */
  examples: readonly string[]
  access: Access
  /** What is sent along belongs to it: a report with its photo, progress with its proof. */
  takesFiles?: boolean
  /** About the conversation itself: what was talked about before still is. */
  isAside?: boolean
  /** Only ever answered in private: asked in a group, the answer goes to the asker and the group is told so. */
  inPrivate?: boolean
  /** What this intent alone reads out of a text: a due day, a unit, a reason. Goes before what all are given. */
  read?(said: Said): Record<string, unknown>
  slots: z.ZodType
  /** Another thing that is meant by it here and now, done instead of `run`. */
  goesOn?(context: Context, slots: never): Promise<GoOn | null>
  run(context: Context, slots: never): Promise<Reply>
}

/** One thing a person can say or click; one file each in `commands/`. */
export interface Command {
  name: string
  /** Chinese name, also typed as `/名称`. */
  title: string
  aliases: readonly string[]
  summary: string
  intents: Record<string, Intent>
}

/** Ties an intent's `run` to the type of its slots; the commands list then holds intents of every type. */
export function intent<S extends z.ZodType>(definition: {
  title: string
  examples: readonly string[]
  access: Access
  takesFiles?: boolean
  isAside?: boolean
  inPrivate?: boolean
  read?(said: Said): Record<string, unknown>
  slots: S
  goesOn?(context: Context, slots: z.infer<S>): Promise<GoOn | null>
  run(context: Context, slots: z.infer<S>): Promise<Reply>
}): Intent {
  return definition
}
