import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import type { FileRef } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { identify } from '../people/identify.ts'
import { mayUse } from '../people/may.ts'
import type { Speaker } from '../people/roles.ts'
import type { Mention } from '../registry/resolve.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { buttons, type Card, say } from './card.ts'
import type { Command, Context, Intent, Reply } from './command.ts'
import { type Memory, recall, sentCard } from './conversation.ts'
import type { Answer, Destination } from './delivery.ts'
import { markDemo } from './demo-tag.ts'
import { shownByClick } from './live.ts'
import type { ActionAnswer, Incoming, IncomingAction, IncomingMessage } from './message.ts'
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

/** What is to be said because of an arrival; nothing has been sent yet. */
export interface Outcome {
  answers: Answer[]
  /** For a click: what it gets at once. */
  clickAnswer: ActionAnswer | null
  /** What this conversation is about from now on; null leaves it as it was. */
  remembered: Memory | null
  /** For logs and `say`: what was understood. */
  understood: Understanding | null
}

const NOTHING: Outcome = { answers: [], clickAnswer: null, remembered: null, understood: null }

const memory = (place: Memory['place'], { focus }: Reply): Memory | null => (focus ? { place, focus } : null)

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
  files: readonly FileRef[] = [],
): Promise<Outcome> {
  return incoming.kind === 'message'
    ? dispatchMessage(db, deps, { message: incoming, files }, now, causeId, onUnderstood)
    : dispatchAction(db, deps, incoming, now, causeId)
}

async function dispatchMessage(
  db: Db,
  deps: DispatchDeps,
  { message, files }: { message: IncomingMessage; files: readonly FileRef[] },
  now: Date,
  causeId: number | null,
  onUnderstood: (understood: Understanding) => void,
): Promise<Outcome> {
  const repliedTo = message.parentId ? await sentCard(db, message.platform, message.parentId) : null
  const isForUs = message.chatKind === 'private' || message.mentionsBot || repliedTo !== null
  if (!isForUs) return NOTHING
  const place = { platform: message.platform, chatId: message.chatId, openId: message.senderId }
  checkReadable(message)
  const text = cleanText(message.text)
  const [speaker, remembered, mentions, policies] = await Promise.all([
    identify(db, message.platform, message.senderId, now),
    recall(db, place),
    deps.findMention(db, text),
    deps.loadPolicies(db),
  ])
  const focus = repliedTo?.focus ?? remembered
  const said = deps.understand({ text, now, speaker, focus, mentions })
  const isOnCase = repliedTo?.focus.caseNo !== undefined
  const understood =
    files.length > 0 && !takesFiles(deps, said)
      ? filesSent(text, deps.filesTo({ files, speaker, text, isOnCase }))
      : said
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
  const reply = understood.kind === 'unsure' ? askWhich(understood) : await run(context, deps, understood)
  return {
    ...NOTHING,
    answers: placeReply(message, message.chatKind, reply),
    remembered: memory(place, reply),
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
    focus: card?.focus ?? {},
    text: '',
    files: [],
    causeId,
    commands: deps.commands,
  }
  const slots = { ...action.args, ...click.form }
  const reply = await run(context, deps, { ...action, slots })
  const place = { platform: click.platform, chatId: click.chatId, openId: click.operatorId }
  const inPlace = reply.replaces === true && !(reply.isPrivate && chatKind === 'group')
  const clickAnswer: ActionAnswer = {
    ...(reply.toast && { toast: reply.toast }),
    ...(inPlace && { card: reply.card }),
  }
  if (inPlace && reply.about) await shownByClick(db, click, reply.about, reply.card)
  const answers = inPlace ? [] : placeReply(click, chatKind, reply)
  return { answers, clickAnswer, remembered: memory(place, reply), understood: null }
}

function takesFiles({ commands }: DispatchDeps, said: Understanding): boolean {
  return said.kind === 'sure' && findIntent(commands, said.command, said.intent).takesFiles === true
}

/** They go to the intent that asks what they are for, with whatever was said beside. */
function filesSent(text: string, { command, intent }: { command: string; intent: string }): Understanding {
  return { kind: 'sure', text, command, intent, slots: { text }, confidence: 1, why: '发来了文件' }
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

/** Finds the intent, checks access and slots, runs it. */
async function run(
  context: Context,
  deps: DispatchDeps,
  wanted: { command: string; intent: string; slots: Record<string, unknown> },
): Promise<Reply> {
  const intent = findIntent(deps.commands, wanted.command, wanted.intent)
  if (!mayUse(context.speaker, intent.access)) throw new Refusal(noAccess(context.speaker, intent))
  const slots = intent.slots.safeParse(wanted.slots)
  if (!slots.success) throw new Refusal(slotFault(slots.error))
  // The schema that parsed the slots is the one `run` was declared with (see `intent()`).
  return markDemo(context.db, intent, await intent.run(context, slots.data as never))
}

function findIntent(commands: readonly Command[], command: string, intent: string): Intent {
  const found = commands.find(({ name }) => name === command)?.intents[intent]
  if (!found) throw new Refusal('这个功能已经调整，请发“帮助”看看现在能做什么。')
  return found
}

function noAccess(speaker: Speaker, intent: Intent): string {
  if (speaker.kind === 'stranger') {
    return `您还没有绑定身份，暂时只能查询公开政策。要使用“${intent.title}”，企业请发“绑定企业 统一社会信用代码”，干部请联系领导小组办公室开通。`
  }
  return `“${intent.title}”不在您的职责范围内，没有办理。如确需办理，请联系领导小组办公室。`
}

/** zod messages in our schemas are written for people; anything else gets a general sentence. */
function slotFault(error: z.ZodError): string {
  const message = error.issues[0]?.message ?? ''
  return /[\u4e00-\u9fff]/.test(message) ? message : '缺少必要的内容，没有处理。请补充完整后再发一次。'
}

function askWhich(understood: Extract<Understanding, { kind: 'unsure' }>): Reply {
  const options = understood.choices
  if (options.length === 0) {
    throw new Refusal('没太明白您的意思。可以发“帮助”看看我能做什么，或者换个说法再试一次。')
  }
  return {
    card: say(
      '请您确认',
      understood.question,
      'plain',
      buttons(...options.map(({ label, ...action }) => ({ label, action }))),
    ),
    focus: { options },
  }
}

/** Private figures never go into a group: the speaker gets them alone and the group is told so. */
function placeReply(from: Incoming, chatKind: 'private' | 'group', reply: Reply): Answer[] {
  const speaker = from.kind === 'message' ? from.senderId : from.operatorId
  const here: Destination =
    chatKind === 'private'
      ? { to: 'person', openId: speaker }
      : from.kind === 'message'
        ? { to: 'reply', chatId: from.chatId, messageId: from.messageId }
        : { to: 'chat', chatId: from.chatId, chatKind }
  const answer: Answer = {
    destination: here,
    card: reply.card,
    focus: reply.focus,
    about: reply.about,
    file: reply.file,
  }
  if (!reply.isPrivate || chatKind === 'private') return [answer]
  // Whoever clicked sees the toast: the group need not be told.
  if (from.kind === 'action' && reply.toast)
    return [{ ...answer, destination: { to: 'person', openId: speaker } }]
  const pointer = say('已私信发送', '内容涉及企业数据，已私信发给您，不在群里展示。')
  return [
    { ...answer, destination: { to: 'person', openId: speaker } },
    { destination: here, card: pointer, focus: undefined },
  ]
}

/** The answer to somebody who was refused: the sentence itself, where they asked. */
export function refuse(from: Incoming, sentence: string): Outcome {
  if (from.kind === 'action') {
    return { ...NOTHING, clickAnswer: { toast: { tone: 'warn', text: sentence } } }
  }
  return { ...NOTHING, answers: placeReply(from, from.chatKind, { card: say('没有办成', sentence, 'warn') }) }
}

/** The honest apology for a fault of ours; `reference` is what the log is found by. */
export function apologise(from: Incoming, reference: string): Outcome {
  const sentence = `抱歉，系统出了问题，这件事没有办成，已记录（编号 ${reference}）。请稍后再试；如仍不行，请把编号告诉领导小组办公室。`
  if (from.kind === 'action') {
    return { ...NOTHING, clickAnswer: { toast: { tone: 'bad', text: sentence } } }
  }
  const card: Card = say('系统出错', sentence, 'bad')
  return { ...NOTHING, answers: placeReply(from, from.chatKind, { card }) }
}
