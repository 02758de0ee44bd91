import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import type { FileRef } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { identify } from '../people/identify.ts'
import type { Speaker } from '../people/roles.ts'
import type { Mention } from '../registry/resolve.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import type { Advice, Adviser } from './adviser.ts'
import { type Action, say } from './card.ts'
import type { Command, Context, Reply } from './command.ts'
import { dropConfirmations, dropLatest } from './confirm.ts'
import { type Memory, recall, sentCard } from './conversation.ts'
import { deedsOfMessage } from './deeds.ts'
import type { Answer } from './delivery.ts'
import { shownByClick } from './live.ts'
import type { ActionAnswer, Incoming, IncomingAction, IncomingMessage, IncomingRecall } from './message.ts'
import { NOTHING, type Outcome, placeReply } from './outcome.ts'
import { askWhich, findIntent, type Means, perform } from './perform.ts'
import { adviseOn, Puzzled } from './puzzled.ts'
import { readText } from './read.ts'
import { cleanText } from './slots.ts'
import type { UnderstandInput, Understanding } from './understand.ts'

/** Longer texts are not understood, only refused: nobody types a question of this length. */
const LONGEST_MESSAGE = 2000

export interface DispatchDeps {
  commands: readonly Command[]
  understand(input: UnderstandInput): Understanding
  findMention(db: Db, text: string): Promise<Mention[]>
  loadPolicies(db: Db): Promise<PolicySet>
  /** What takes files that are sent without words, or with words that are for something else. */
  filesTo(sent: FilesSent): { command: string; intent: string }
  /** What takes back a deed, given as `deed`. */
  undoBy: { command: string; intent: string }
  /** What answers words that mean nothing known. */
  unclearTo: { command: string; intent: string }
  /** Whom to ask what is meant where the examples cannot tell; none unless configured. */
  advise?: Adviser | undefined
}

/** Files as they came, and what there is to go by. */
export interface FilesSent {
  files: readonly FileRef[]
  speaker: Speaker
  /** What was said with them, cleaned. */
  text: string
  /** The message replies to a card about a case. */
  isOnCase: boolean
}

/** What comes with a message from outside of its transaction. */
export interface Along {
  files?: readonly FileRef[]
  /** What a language model thinks is meant; null where it could not say, undefined where it was not asked. */
  advice?: Advice | null | undefined
}

/** A private answer to what was asked in a group is gone on from in either chat. */
function memories(
  { from, chatKind }: { from: IncomingMessage | IncomingAction; chatKind: 'private' | 'group' },
  { focus, isPrivate }: Reply,
): Memory[] {
  if (!focus) return []
  const kinds = isPrivate && chatKind === 'group' ? (['group', 'private'] as const) : [chatKind]
  return kinds.map(kind => ({ place: placeOf(from, kind), focus }))
}

/**
 * Carries out one arrival inside the given transaction: who speaks, what is meant, may they, do it. A `Refusal`
 * leaves as an exception, so that the transaction rolls back; `refuse` words it afterwards. `onUnderstood` hears what
 * was meant in either case.
 */
export async function dispatch(
  db: Db,
  deps: DispatchDeps,
  incoming: Incoming,
  now: Date,
  causeId: number | null,
  onUnderstood: (understood: Understanding) => void = () => {},
  { files = [], advice }: Along = {},
): Promise<Outcome> {
  switch (incoming.kind) {
    case 'message':
      return dispatchMessage(db, deps, { message: incoming, files, advice }, now, causeId, onUnderstood)
    case 'action':
      return dispatchAction(db, deps, incoming, now, causeId)
    case 'recall':
      return dispatchRecall(db, deps, incoming, now, causeId)
  }
}

async function dispatchMessage(
  db: Db,
  deps: DispatchDeps,
  { message, files, advice }: { message: IncomingMessage; files: readonly FileRef[] } & Pick<Along, 'advice'>,
  now: Date,
  causeId: number | null,
  onUnderstood: (understood: Understanding) => void,
): Promise<Outcome> {
  const repliedTo = message.parentId ? await sentCard(db, message.platform, message.parentId) : null
  const isForUs = message.chatKind === 'private' || message.mentionsBot || repliedTo !== null
  if (!isForUs) return NOTHING
  checkReadable(message)
  const text = cleanText(message.text)
  const [speaker, remembered, mentions, policies] = await Promise.all([
    identify(db, message.platform, message.senderId, now),
    recall(db, placeOf(message, message.chatKind)),
    deps.findMention(db, text),
    deps.loadPolicies(db),
  ])
  const focus = repliedTo?.focus ?? remembered
  const input = { text, now, speaker, focus, mentions }
  const read = await readText(db, deps, input)
  if (isPuzzling(read) && deps.advise && advice === undefined && files.length === 0)
    throw new Puzzled({ text: read.text, now, speaker, mentions: await deps.findMention(db, read.text) })
  const said = read.kind === 'unsure' && advice ? adviseOn(read, advice, input, deps) : read
  const isOnCase = repliedTo?.focus.caseNo !== undefined
  const understood =
    files.length > 0 && !takesFiles(deps, said)
      ? filesSent(text, deps.filesTo({ files, speaker, text, isOnCase }))
      : orUnclear(said, deps)
  onUnderstood(understood)
  const context: Context = {
    db,
    now,
    policies,
    speaker,
    chat: { platform: message.platform, chatId: message.chatId, kind: message.chatKind },
    openId: message.senderId,
    focus,
    isReply: repliedTo !== null,
    text: understood.text,
    files,
    causeId,
    commands: deps.commands,
  }
  const reply =
    understood.kind === 'unsure'
      ? askWhich(context, understood)
      : await perform(context, meansOf(deps, context), actionOf(understood), understood.how)
  return {
    ...NOTHING,
    answers: placeReply(message, message.chatKind, reply),
    remembered: memories({ from: message, chatKind: message.chatKind }, reply),
    understood,
  }
}

async function dispatchAction(
  db: Db,
  deps: DispatchDeps,
  click: IncomingAction,
  now: Date,
  causeId: number | null,
): Promise<Outcome> {
  const action = parseAction(click.action)
  const [speaker, card, policies] = await Promise.all([
    identify(db, click.platform, click.operatorId, now),
    sentCard(db, click.platform, click.messageId),
    deps.loadPolicies(db),
  ])
  // A card we have no record of may hang in a group: better to answer in private than to leak.
  const chatKind = click.chatKind ?? card?.chatKind ?? 'group'
  const context: Context = {
    db,
    now,
    policies,
    speaker,
    chat: { platform: click.platform, chatId: click.chatId, kind: chatKind },
    openId: click.operatorId,
    focus: card?.focus ?? (await recall(db, placeOf(click, chatKind))),
    text: '',
    files: [],
    causeId,
    commands: deps.commands,
  }
  const slots = { ...action.args, ...click.form }
  const reply = await perform(context, meansOf(deps, context), { ...action, args: slots }, 'pressed')
  const inPlace = reply.replaces === true && !(reply.isPrivate && chatKind === 'group')
  const clickAnswer: ActionAnswer = {
    ...(reply.toast && { toast: reply.toast }),
    ...(inPlace && { card: reply.card }),
  }
  if (inPlace && reply.about) await shownByClick(db, click, reply.about, reply.card)
  const answers = inPlace ? [] : placeReply(click, chatKind, reply)
  return { answers, clickAnswer, remembered: memories({ from: click, chatKind }, reply), understood: null }
}

/** What came of a message that was taken back is undone, newest first; what cannot be is told to its sender. */
async function dispatchRecall(
  db: Db,
  deps: DispatchDeps,
  recalled: IncomingRecall,
  now: Date,
  causeId: number | null,
): Promise<Outcome> {
  const { platform, chatId } = recalled
  await dropConfirmations(db, recalled)
  const answers: Answer[] = []
  for (const { id, openId } of await deedsOfMessage(db, recalled)) {
    const context: Context = {
      db,
      now,
      policies: await deps.loadPolicies(db),
      speaker: await identify(db, platform, openId, now),
      chat: { platform, chatId, kind: 'private' },
      openId,
      focus: {},
      text: '',
      files: [],
      causeId,
      commands: deps.commands,
    }
    const action = { ...deps.undoBy, args: { deed: id } }
    const reply = await undoAlone(context, meansOf(deps, context), action)
    answers.push({ destination: { to: 'person', openId }, card: reply.card, focus: reply.focus })
  }
  return { ...NOTHING, answers }
}

async function undoAlone(context: Context, means: Means, action: Action): Promise<Reply> {
  try {
    return await context.db.transaction(tx => perform({ ...context, db: tx as Db }, means, action, 'pressed'))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { card: say('消息撤回了，事情没有撤回', error.message, 'warn') }
  }
}

const actionOf = ({ command, intent, slots }: Extract<Understanding, { kind: 'sure' }>): Action => ({
  command,
  intent,
  args: slots,
})

/** What it is for is unclear, not only whom it is about. */
const isPuzzling = (read: Understanding) => read.kind === 'unsure' && read.meant === undefined

/** A sentence said anew is understood with nothing on screen but itself. */
const meansOf = (deps: DispatchDeps, { db, now, speaker, focus }: Context): Means => ({
  commands: deps.commands,
  reread: async text => {
    const mentions = await deps.findMention(db, text)
    return deps.understand({ text, now, speaker, focus: { ...focus, options: [] }, mentions })
  },
})

function takesFiles({ commands }: DispatchDeps, said: Understanding): boolean {
  return said.kind === 'sure' && findIntent(commands, said.command, said.intent).takesFiles === true
}

/** Words that mean nothing known are answered, too: with what might have been meant, and whom to ask. */
function orUnclear(said: Understanding, { unclearTo }: DispatchDeps): Understanding {
  if (said.kind === 'sure' || said.choices.length > 0) return said
  const { text, confidence, why } = said
  return { kind: 'sure', text, ...unclearTo, slots: {}, confidence, why, how: 'said' }
}

/** They go to the intent that asks what they are for, with whatever was said beside. */
function filesSent(text: string, { command, intent }: { command: string; intent: string }): Understanding {
  return {
    kind: 'sure',
    text,
    command,
    intent,
    slots: { text },
    confidence: 1,
    why: '发来了文件',
    // What it is for is either named beyond doubt or asked.
    how: 'commanded',
  }
}

function checkReadable(message: IncomingMessage): void {
  if (message.unreadable) {
    throw new Refusal(
      message.unreadable === 'audio'
        ? '我听不懂语音。请把要说的事打成文字发给我，例如“园区又停电了，耽误交货”。'
        : '我看不懂这种消息。可以发文字、图片和文件，例如“园区又停电了，耽误交货”。',
    )
  }
  if (message.text.length > LONGEST_MESSAGE) {
    throw new Refusal(
      `这条消息有 ${message.text.length} 个字，太长了，没有处理。请压缩到 ${LONGEST_MESSAGE} 字以内，只写清企业、事情和诉求。`,
    )
  }
}

const actionShape = z.object({
  command: z.string().max(50),
  intent: z.string().max(50),
  args: z.record(z.string(), z.unknown()).default({}),
})

function parseAction(value: unknown): z.infer<typeof actionShape> {
  const parsed = actionShape.safeParse(value)
  if (!parsed.success) throw new Refusal('这个按钮已经失效，请重新发一次您的问题。')
  return parsed.data
}

/** A sentence that was refused is still what `不是这家 是建滔` goes on from. */
export async function saidInVain(
  db: Db,
  { commands }: DispatchDeps,
  from: Incoming,
  understood: Understanding | null,
): Promise<Memory[]> {
  if (from.kind !== 'message' || understood?.kind !== 'sure') return []
  // What was read wrongly must not be confirmed, though what was right cannot be done either.
  if (understood.intent === 'meta.correct') await dropLatest(db, from)
  if (findIntent(commands, understood.command, understood.intent).isAside) return []
  const place = placeOf(from, from.chatKind)
  return [{ place, focus: { ...(await recall(db, place)), said: understood.text } }]
}

/** Whether what was meant is for nobody else to read, a refusal of it included. */
export const isInPrivate = ({ commands }: DispatchDeps, understood: Understanding | null): boolean =>
  understood?.kind === 'sure' &&
  findIntent(commands, understood.command, understood.intent).inPrivate === true

/** The chat of two, whatever the platform calls it: it is not told with a message in a group. */
const PRIVATE = 'private'

function placeOf(from: IncomingMessage | IncomingAction, chatKind: 'private' | 'group'): Memory['place'] {
  const openId = from.kind === 'message' ? from.senderId : from.operatorId
  return { platform: from.platform, chatId: chatKind === 'private' ? PRIVATE : from.chatId, openId }
}
