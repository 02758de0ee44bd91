import type { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { Missing, Refusal } from '../lib/errors.ts'
import { mayUse } from '../people/may.ts'
import type { Speaker } from '../people/roles.ts'
import { type Action, buttons, type Card, type Field, say } from './card.ts'
import type { Command, Confirmed, Context, Intent, Reply, Wanted } from './command.ts'
import { confirmCard, openConfirmation } from './confirm.ts'
import { keepDeed, withUndo } from './deeds.ts'
import { markDemo } from './demo-tag.ts'
import type { Understanding } from './understand.ts'

/** How something came to be wanted. What was only said may have been misread. */
export type How = 'said' | 'commanded' | 'pressed'

/** What doing needs besides the context. */
export interface Means {
  commands: readonly Command[]
  /** Understands a sentence anew, in this conversation. */
  reread(text: string): Promise<Understanding>
}

/** Steps from one thing to another that was really meant; more is a circle. */
const MOST_STEPS = 4

/**
 * Does what is wanted and whatever that turns out to mean. What was only said is tried out first: where it would change
 * what is kept, all of it is undone and shown for confirmation. What was done is written down with the way to take it
 * back. Throws `Refusal`.
 */
export async function perform(context: Context, means: Means, action: Action, how: How): Promise<Reply> {
  let [now, wanted, manner] = [context, action, how]
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = await openIntent(now, means, wanted).goesOn()
    if (next === null) {
      const reply = manner === 'said' ? await tryOut(now, means, wanted) : await doIt(now, means, wanted)
      return inMind(now, means, wanted, reply)
    }
    if ('confirmed' in next)
      return inMind(now, means, next.confirmed.wanted, await doConfirmed(now, means, next.confirmed))
    if ('said' in next) {
      const meant = await means.reread(next.said)
      now = { ...now, text: next.said }
      if (meant.kind === 'unsure') return askWhich(now, meant)
      wanted = { command: meant.command, intent: meant.intent, args: meant.slots }
      manner = 'said'
    } else {
      now = { ...now, text: next.text ?? '' }
      wanted = next.action
      manner = next.text === undefined ? 'pressed' : 'said'
    }
  }
  throw new Error(`${action.command} ${action.intent} goes on for ever`)
}

/**
 * What is talked about after an answer: what it says, else what was before. A sentence is kept to be said anew; for a
 * button stands what it is called.
 */
function inMind({ focus, text }: Context, { commands }: Means, wanted: Action, reply: Reply): Reply {
  const { awaits: _, confirmation: __, said: before, ...rest } = focus
  const { isAside, examples, title } = findIntent(commands, wanted.command, wanted.intent)
  const said = isAside ? before : text || (examples.length > 0 ? title : before)
  return { ...reply, focus: { ...(said !== undefined && { said }), ...(reply.focus ?? rest) } }
}

/** Carries the reply that shows what would have been done, past the savepoint that undoes it. */
class TriedOut extends Error {
  readonly reply: Reply & { did: NonNullable<Reply['did']> }

  constructor(reply: Reply & { did: NonNullable<Reply['did']> }) {
    super('tried out')
    this.reply = reply
  }
}

/** Runs it in a savepoint; what changes something is undone and asked about. */
async function tryOut(context: Context, means: Means, action: Action): Promise<Reply> {
  try {
    const reply = await inSavepoint(context, async inner => {
      const tried = await openIntent(inner, means, action).run()
      if (tried.did) throw new TriedOut({ ...tried, did: tried.did })
      return tried
    })
    return offerForm(context, reply)
  } catch (error) {
    if (error instanceof Missing) return askFor(context, action, error)
    if (!(error instanceof TriedOut)) throw error
    return askToConfirm(context, wantedNow(context, action), error.reply)
  }
}

/** Does what was confirmed; where it would now come to something else than was read, that is asked about instead. */
async function doConfirmed(
  context: Context,
  means: Means,
  { wanted, words, saidId }: Confirmed,
): Promise<Reply> {
  const { text, focus, files, isReply } = wanted
  const then: Context = { ...context, text, focus, files, isReply }
  try {
    const reply = await inSavepoint(then, async inner => {
      const done = await openIntent(inner, means, wanted).run()
      if (words !== null && done.did && done.did.words !== words)
        throw new TriedOut({ ...done, did: done.did })
      return done
    })
    return {
      toast: { tone: 'good', text: '已办' },
      ...(await noteDown(context, reply, saidId)),
      replaces: true,
    }
  } catch (error) {
    if (!(error instanceof TriedOut)) throw error
    return askToConfirm(context, wanted, error.reply, '情况有变，请再看一眼。')
  }
}

async function doIt(context: Context, means: Means, action: Action): Promise<Reply> {
  const reply = await openIntent(context, means, action).run()
  return noteDown(context, { ...reply, ...untold(means, action, reply) }, null)
}

/** A button that did something without saying how it is undone: so that nothing older is taken for it. */
function untold({ commands }: Means, action: Action, { did, toast }: Reply): Pick<Reply, 'did'> {
  const { title, isAside } = findIntent(commands, action.command, action.intent)
  if (did || isAside || toast?.tone !== 'good') return {}
  return { did: { words: title, undo: { never: '请在原来的卡片上改正，或联系领导小组办公室。' } } }
}

const inSavepoint = <T>(context: Context, body: (inner: Context) => Promise<T>): Promise<T> =>
  context.db.transaction(tx => body({ ...context, db: tx as Db }))

async function noteDown(context: Context, reply: Reply, saidId: number | null): Promise<Reply> {
  if (!reply.did) return reply
  const id = await keepDeed(context, reply.did, saidId)
  return 'never' in reply.did.undo ? reply : { ...reply, card: withUndo(reply.card, id) }
}

const wantedNow = (context: Context, action: Action): Wanted => ({
  command: action.command,
  intent: action.intent,
  args: action.args,
  text: context.text,
  focus: context.focus,
  files: context.files,
  isReply: context.isReply ?? false,
})

/** The card that asks, in the place of what was tried out. */
async function askToConfirm(
  context: Context,
  wanted: Wanted,
  { did, card: { tags }, isPrivate = false, focus }: TriedOut['reply'],
  toast?: string,
): Promise<Reply> {
  const { words } = did
  const id = await openConfirmation(context, { wanted, words, isPrivate })
  return {
    card: { ...confirmCard(words, id), ...(tags && { tags }) },
    isPrivate,
    focus: { ...focus, confirmation: id },
    ...(toast && { toast: { tone: 'info', text: toast }, replaces: true }),
  }
}

/** A form with nothing left to fill in can be handed in by word as well. */
async function offerForm(context: Context, reply: Reply): Promise<Reply> {
  const handedIn = completeForm(reply.card)
  if (!handedIn) return reply
  const wanted = { ...wantedNow(context, handedIn), text: '', isReply: false }
  const id = await openConfirmation(context, { wanted, words: null, isPrivate: reply.isPrivate ?? false })
  return { ...reply, focus: { ...reply.focus, confirmation: id } }
}

/** What handing in the only form of a card as it stands would do; null where something is still to be filled in. */
function completeForm({ blocks }: Card): Action | null {
  const [form, other] = blocks.filter(block => block.kind === 'form')
  if (!form?.submit.action || other) return null
  if (form.fields.some(field => field.required && isEmpty(field))) return null
  const values = form.fields.flatMap(field => (isEmpty(field) ? [] : [[field.name, field.value]]))
  const { command, intent, args } = form.submit.action
  return { command, intent, args: { ...args, ...Object.fromEntries(values) } }
}

const isEmpty = ({ value }: Field): boolean => value === undefined || value.length === 0

/** One thing was left out: it is asked for, and the next words are the answer. */
function askFor({ focus, text }: Context, { command, intent }: Action, { what, message }: Missing): Reply {
  return {
    card: say('还差一项', message, 'plain'),
    focus: { ...focus, said: text, awaits: { what, command, intent } },
  }
}

/** The readings of unclear words, a button each; the words themselves go along, so that nothing of them is lost. */
export function askWhich(
  { focus }: Pick<Context, 'focus'>,
  { choices, question, text }: Extract<Understanding, { kind: 'unsure' }>,
): Reply {
  if (choices.length === 0) throw new Refusal('改了以后没听明白，请把要查的、要办的完整说一遍。')
  const options = choices.map(choice => ({ ...choice, text }))
  const list = options.map(({ label, ...meant }) => ({
    label,
    action: { command: 'dialogue', intent: 'meta.disambiguate', args: meant },
  }))
  return {
    card: say('请您确认', question, 'plain', buttons(...list)),
    focus: { ...focus, options },
  }
}

/** Finds the intent, checks access and slots. Throws `Refusal`. */
function openIntent(context: Context, { commands }: Means, wanted: Action) {
  const intent = findIntent(commands, wanted.command, wanted.intent)
  if (!mayUse(context.speaker, intent.access)) throw new Refusal(noAccess(context.speaker, intent))
  const slots = intent.slots.safeParse(wanted.args)
  if (!slots.success) throw new Refusal(slotFault(slots.error))
  // The schema that parsed the slots is the one `run` was declared with (see `intent()`).
  const data = slots.data as never
  return {
    goesOn: async () => (await intent.goesOn?.(context, data)) ?? null,
    run: async () => {
      const reply = await markDemo(context.db, intent, await intent.run(context, data))
      return intent.inPrivate ? { ...reply, isPrivate: true } : reply
    },
  }
}

export function findIntent(commands: readonly Command[], command: string, intent: string): Intent {
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
