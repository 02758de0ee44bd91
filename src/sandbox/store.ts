import { existsSync, readFileSync, renameSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { describeError, type Logger } from '../lib/log.ts'
import type { Message } from './wire.ts'

const SAVE_AFTER_MS = 300

const savedShape = z.object({
  version: z.literal(1),
  messages: z.array(z.custom<Message>(value => typeof value === 'object' && value !== null)),
  reads: z.record(z.string(), z.number()),
})

/** All chats, and how far each person has read; in memory, and in a file when one is given. */
export interface Store {
  /** Adds a message and gives it its place in the order. */
  add(message: Omit<Message, 'seq'>): Message
  /** Changes a message in place. */
  change(message: Message, change: Partial<Omit<Message, 'seq' | 'id'>>): void
  get(id: string): Message | undefined
  inChat(chatId: string): readonly Message[]
  /** A bot's message sent under an idempotency key since a real time. */
  sentUnder(uuid: string, sinceReal: number): Message | undefined
  markRead(personId: string, chatId: string): void
  readUpTo(personId: string, chatId: string): number
  /** Forgets everything. */
  clear(): void
  close(): Promise<void>
}

export function openStore(file: string | undefined, log: Logger): Store {
  const saved = file ? load(file, log) : null
  const byId = new Map<string, Message>()
  const byChat = new Map<string, Message[]>()
  const byUuid = new Map<string, Message>()
  const reads = new Map<string, number>(Object.entries(saved?.reads ?? {}))
  let seq = 0
  for (const message of saved?.messages ?? []) index(message)

  let timer: NodeJS.Timeout | undefined
  let saving: Promise<void> = Promise.resolve()

  function index(message: Message): void {
    seq = Math.max(seq, message.seq)
    byId.set(message.id, message)
    if (message.uuid) byUuid.set(message.uuid, message)
    const chat = byChat.get(message.chatId)
    if (chat) chat.push(message)
    else byChat.set(message.chatId, [message])
  }

  function save(): Promise<void> {
    if (!file) return saving
    const target = file
    saving = saving
      .then(async () => {
        const data = { version: 1, messages: [...byId.values()], reads: Object.fromEntries(reads) }
        await mkdir(dirname(target), { recursive: true })
        await writeFile(`${target}.new`, JSON.stringify(data))
        await rename(`${target}.new`, target)
      })
      .catch((error: unknown) => log.error({ ...describeError(error), file }, 'sandbox chats not saved'))
    return saving
  }

  function saveSoon(): void {
    if (!file || timer) return
    timer = setTimeout(() => {
      timer = undefined
      void save()
    }, SAVE_AFTER_MS)
    timer.unref()
  }

  return {
    add(message) {
      const placed = { seq: seq + 1, ...message }
      index(placed)
      saveSoon()
      return placed
    },
    change(message, change) {
      Object.assign(message, change)
      saveSoon()
    },
    get: id => byId.get(id),
    inChat: chatId => byChat.get(chatId) ?? [],
    sentUnder(uuid, sinceReal) {
      const message = byUuid.get(uuid)
      return message && (message.sentAtReal ?? 0) > sinceReal ? message : undefined
    },
    markRead(personId, chatId) {
      const last = byChat.get(chatId)?.at(-1)
      if (last) reads.set(`${personId} ${chatId}`, last.seq)
      saveSoon()
    },
    readUpTo: (personId, chatId) => reads.get(`${personId} ${chatId}`) ?? 0,
    clear() {
      for (const map of [byId, byChat, byUuid, reads]) map.clear()
      saveSoon()
    },
    async close() {
      clearTimeout(timer)
      await save()
    },
  }
}

/** What was saved; null when there is nothing, or nothing readable (which is put aside, not lost). */
function load(file: string, log: Logger): z.infer<typeof savedShape> | null {
  if (!existsSync(file)) return null
  try {
    return savedShape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    renameSync(file, `${file}.unreadable`)
    log.warn({ ...describeError(error), file }, 'sandbox chats were unreadable and put aside')
    return null
  }
}
