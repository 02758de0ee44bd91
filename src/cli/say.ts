import { parseArgs } from 'node:util'
import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { identity, outbox } from '../../db/schema/index.ts'
import type { Card } from '../chat/card.ts'
import { cardText } from '../chat/card-text.ts'
import type { KeptFile } from '../chat/files.ts'
import { type Handled, handle } from '../chat/handle.ts'
import { accept } from '../chat/inbox.ts'
import type { ActionAnswer, Incoming } from '../chat/message.ts'
import { cardOfNotice } from '../chat/notices/index.ts'
import { causedBy } from '../chat/outbox.ts'
import { answerLines, type Host, instant, Misuse, parseInstant, readNamed, type Verb } from './host.ts'

/** What somebody says, as flags or as one line of a `--lines` file. */
const saying = z.object({
  as: z.string(),
  text: z.string().default(''),
  /** A file sent along, by its path. */
  file: z.string().optional(),
  chat: z.string().optional(),
  group: z.boolean().optional(),
  at: instant.optional(),
  dry: z.boolean().optional(),
})
type Saying = z.infer<typeof saying>

interface SaidMessage {
  to: string
  kind: string
  /** What was said; a file has none. */
  card?: Card
  file?: { name: string; size: number }
  text: string
}

/** `say`: talks to the bot as somebody, through the very path of a platform message. In a group the bot counts as mentioned. */
export const say: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      chat: { type: 'string' },
      group: { type: 'boolean' },
      at: { type: 'string' },
      dry: { type: 'boolean' },
      json: { type: 'boolean' },
      lines: { type: 'string' },
      file: { type: 'string' },
    },
  })
  const { lines, json, ...flags } = values
  if (lines) {
    const shape = z.preprocess(line => ({ ...flags, ...(line as object) }), saying)
    await answerLines(
      host,
      lines,
      { shape, wanted: '要有 as（用户）和 text（要说的话），其余同命令行参数' },
      line => sayOnce(host, line),
    )
    return 0
  }
  const parsed = saying.safeParse({ ...flags, text: positionals.join(' ') })
  if (!parsed.success || (positionals.length === 0 && !flags.file))
    throw new Misuse('用法：say --as <用户> [--group] [--file <文件>] "<要说的话>"')
  const said = await sayOnce(host, parsed.data)
  host.out(json ? JSON.stringify(said) : said.messages.map(message => message.text).join('\n\n'))
  return 0
}

async function sayOnce(host: Host, saying: Saying) {
  const now = saying.at ?? host.now()
  return inDatabase(host, saying.dry ?? false, async db => {
    const platform = await platformOf(db, saying.as)
    const bytes = saying.file ? await readNamed(host, saying.file) : null
    const platforms = bytes ? [{ name: platform, download: async () => bytes }] : []
    const { handled, messages } = await deliver({ ...host, db, platforms }, now, {
      kind: 'message',
      platform,
      appId: 'terminal',
      messageId: `terminal:${crypto.randomUUID()}`,
      chatId: saying.chat ?? `private:${saying.as}`,
      chatKind: saying.group ? 'group' : 'private',
      senderId: saying.as,
      text: saying.text,
      mentionsBot: true,
      sentAt: now.toISOString(),
      ...(saying.file && { files: [{ kind: 'file' as const, key: saying.file, name: saying.file }] }),
    })
    const { understood } = handled
    const meant = understood?.kind === 'unsure' ? understood.meant : understood
    return {
      command: meant?.command ?? null,
      action: meant?.intent ?? null,
      slots: meant?.slots ?? {},
      confidence: understood?.confidence ?? 0,
      messages,
    }
  })
}

const acting = z.object({
  command: z.string(),
  intent: z.string(),
  args: z.record(z.string(), z.unknown()).default({}),
  form: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
})

/** `act`: clicks a button of a card as somebody; the JSON is the button's `action`, plus `form` when it is a form's. */
export const act: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { as: { type: 'string' }, json: { type: 'boolean' }, at: { type: 'string' } },
  })
  const action = acting.safeParse(parseJson(positionals.join(' ')))
  if (!values.as || !action.success) {
    throw new Misuse('用法：act --as <用户> \'{"command":"case","intent":"case.sign","args":{…}}\'')
  }
  const as = values.as
  const { form, ...clicked } = action.data
  const now = values.at ? parseInstant(values.at) : host.now()
  const { handled, messages } = await deliver({ ...host, platforms: [] }, now, {
    kind: 'action',
    platform: await platformOf(host.db, as),
    appId: 'terminal',
    eventId: `terminal:${crypto.randomUUID()}`,
    messageId: 'terminal',
    chatId: `private:${as}`,
    chatKind: 'private',
    operatorId: as,
    action: clicked,
    form,
  })
  const answer: ActionAnswer = handled.clickAnswer ?? {}
  const shown = [
    answer.toast?.text,
    answer.card && cardText(answer.card),
    ...messages.map(({ text }) => text),
  ]
  host.out(values.json ? JSON.stringify({ ...answer, messages }) : shown.filter(Boolean).join('\n\n'))
  return 0
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The path of a platform message from the durable row on; the terminal itself is where the answers arrive. */
async function deliver(
  host: Host & Pick<Parameters<typeof handle>[0], 'platforms'>,
  now: Date,
  incoming: Incoming,
): Promise<{ handled: Handled['outcome']; messages: SaidMessage[] }> {
  const accepted = await accept(host.db, incoming)
  if (accepted.state !== 'mine') {
    throw new Misuse('这个会话里还有没处理完的话，这一句已排在后面，由运行中的服务接着处理。')
  }
  // Leased, so that a running server does not send what is shown here.
  const { outcome } = await handle(host, accepted.row, now, true)
  await host.db
    .update(outbox)
    .set({ state: 'sent', sentAt: new Date(), leaseUntil: null })
    .where(and(eq(outbox.causeId, accepted.row.id), inArray(outbox.kind, ['card', 'file'])))
  const queued = await causedBy(host.db, accepted.row.id)
  host.changed()
  const messages = queued.map(({ to, kind, payload }): SaidMessage => {
    if (kind === 'file') {
      const { name, size } = payload as KeptFile
      return { to, kind, file: { name, size }, text: `［文件］${name}` }
    }
    const card = kind === 'card' ? (payload as Card) : cardOfNotice(kind, payload)
    return { to, kind, card, text: cardText(card) }
  })
  return { handled: outcome, messages }
}

class DryRun extends Error {}

/** With `dry` everything happens and is then rolled back. */
async function inDatabase<T>(host: Host, dry: boolean, body: (db: Db) => Promise<T>): Promise<T> {
  if (!dry) return body(host.db)
  let result: T | undefined
  await host.db
    .transaction(async tx => {
      result = await body(tx as Db)
      throw new DryRun()
    })
    .catch((error: unknown) => {
      if (!(error instanceof DryRun)) throw error
    })
  return result as T
}

export async function platformOf(db: Db, openId: string): Promise<string> {
  const [row] = await db
    .select({ platform: identity.platform })
    .from(identity)
    .where(eq(identity.openId, openId))
    .limit(1)
  return row?.platform ?? 'feishu'
}
