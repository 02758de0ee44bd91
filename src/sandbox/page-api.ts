import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { addDays, dayOf, instantOf, weekdayOf } from '../lib/time.ts'
import type { Chats } from './chats.ts'
import type { Clicking } from './click.ts'
import { FAULT_KINDS, type Faults } from './faults.ts'
import type { Files } from './files.ts'
import { imageType } from './image-type.ts'
import type { Live } from './live.ts'
import type { SandboxOptions } from './options.ts'
import { NotPossible, type Posted, type Said } from './post.ts'
import type { Store } from './store.ts'
import { chatsFor, messagesFor, unreadFor } from './views.ts'
import type { ClockReading, PersonSummary } from './wire.ts'

const PING_MS = 15_000
const LARGEST_UPLOAD = 100 * 1024 * 1024

const saidShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().trim().min(1) }),
  z.object({
    type: z.literal('post'),
    title: z.string(),
    lines: z.array(z.string()),
    images: z.array(z.string()).optional(),
  }),
  z.object({ type: z.literal('image'), key: z.string() }),
  z.object({ type: z.literal('file'), key: z.string() }),
])
const sayShape = z.object({
  person: z.string(),
  chat: z.string(),
  said: saidShape,
  parentId: z.string().optional(),
})
const clickShape = z.object({
  person: z.string(),
  messageId: z.string(),
  action: z.object({
    tag: z.string(),
    name: z.string().optional(),
    value: z.unknown().optional(),
    form_value: z.record(z.string(), z.unknown()).optional(),
    option: z.string().optional(),
    options: z.array(z.string()).optional(),
    input_value: z.string().optional(),
    checked: z.boolean().optional(),
  }),
})
const uploadShape = z.object({ kind: z.enum(['image', 'file']), name: z.string().min(1) })
const readShape = z.object({ person: z.string(), chat: z.string() })
const clockShape = z.union([
  z.object({ preset: z.enum(['next-day', 'next-workday']) }),
  z.object({ at: z.iso.datetime({ offset: true }) }),
])
const faultShape = z.object({
  kind: z.enum(FAULT_KINDS),
  count: z.number().int().min(1).max(1000).default(1),
})

/** What the page asks for and does, under `/sandbox/api`. */
export function pageApi(parts: {
  options: SandboxOptions
  chats: Chats
  store: Store
  files: Files
  live: Live
  clicking: Clicking
  faults: Faults
  say(from: string, where: string, said: Said, parentId?: string): Promise<Posted>
  closing: AbortSignal
}): Hono {
  const { options, chats, store, files, live, clicking, faults, say, closing } = parts
  const app = new Hono()
  const reading = (): ClockReading => ({ now: options.clock.now().toISOString() })

  app.onError((error, c) => {
    if (error instanceof NotPossible) return c.json({ error: error.message }, 404)
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return c.json({ error: `请求内容不正确：${error.message}` }, 400)
    throw error
  })
  /** A foreign page can post forms here but neither JSON nor bytes: that would need our leave. */
  app.post('*', async (c, next) => {
    const wanted = c.req.path.endsWith('/uploads') ? 'application/octet-stream' : 'application/json'
    if (!c.req.header('content-type')?.startsWith(wanted)) return c.json({ error: `只接受 ${wanted}` }, 415)
    return next()
  })

  app.get('/people', async c => {
    const people = await chats.people()
    const summaries = people.map(
      async (person): Promise<PersonSummary> => ({
        ...person,
        unread: unreadFor(store, person.openId, await chats.of(person.openId)),
      }),
    )
    return c.json(await Promise.all(summaries))
  })
  app.get('/chats', async c => {
    const person = c.req.query('person') ?? ''
    return c.json(chatsFor(store, person, await chats.of(person)))
  })
  app.get('/messages', async c => {
    const { person, chat } = readShape.parse(c.req.query())
    const known = (await chats.of(person)).find(({ chatId }) => chatId === chat)
    if (!known) throw new NotPossible('这个人不在这个会话里。')
    return c.json(messagesFor(store, known))
  })
  app.post('/messages', async c => {
    const body = sayShape.parse(await c.req.json())
    const { message } = await say(body.person, body.chat, body.said, body.parentId)
    return c.json(message)
  })
  app.post('/actions', async c => {
    const { person, messageId, action } = clickShape.parse(await c.req.json())
    return c.json(await clicking.click(person, messageId, defined(action)))
  })
  app.post(
    '/uploads',
    bodyLimit({
      maxSize: LARGEST_UPLOAD,
      onError: c => c.json({ error: '文件超过 100MB，发不出去。' }, 413),
    }),
    async c => {
      const { kind, name } = uploadShape.parse(c.req.query())
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      if (bytes.length === 0) return c.json({ error: '这个文件是空的，发不出去。' }, 400)
      return c.json({ key: files.add({ name, bytes }, kind) })
    },
  )
  app.get('/files/:key', c => {
    const file = files.get(c.req.param('key'))
    if (!file) return c.json({ error: '这个文件已经不在了。' }, 404)
    return c.body(new Uint8Array(file.bytes), 200, {
      'content-type': imageType(file.bytes) ?? 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
    })
  })
  app.post('/read', async c => {
    const { person, chat } = readShape.parse(await c.req.json())
    store.markRead(person, chat)
    live.tell({ kind: 'read', person })
    return c.json({})
  })
  app.get('/clock', c => c.json(reading()))
  app.post('/clock', async c => {
    const wish = clockShape.parse(await c.req.json())
    const to = 'at' in wish ? new Date(wish.at) : preset(wish.preset, options)
    await options.clock.set(to)
    live.tell({ kind: 'clock', clock: reading() })
    return c.json(reading())
  })
  app.post('/faults', async c => {
    const { kind, count } = faultShape.parse(await c.req.json())
    faults.add(kind, count)
    return c.json({ kind, count })
  })

  app.get('/live', c =>
    streamSSE(c, async stream => {
      const stop = live.listen(event => void stream.writeSSE({ data: JSON.stringify(event) }))
      const tick = () => void stream.writeSSE({ data: JSON.stringify({ kind: 'clock', clock: reading() }) })
      tick()
      const timer = setInterval(tick, PING_MS)
      await new Promise<void>(resolve => {
        stream.onAbort(resolve)
        if (closing.aborted) resolve()
        closing.addEventListener('abort', () => resolve(), { once: true })
      })
      clearInterval(timer)
      stop()
    }),
  )
  return app
}

/** Drops absent keys, which zod keeps as `undefined`. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return JSON.parse(JSON.stringify(value)) as { [K in keyof T]: Exclude<T[K], undefined> }
}

function preset(kind: 'next-day' | 'next-workday', { clock, isWorkday }: SandboxOptions): Date {
  const now = clock.now()
  if (kind === 'next-day') return new Date(now.getTime() + 86_400_000)
  const isWork = isWorkday ?? (day => weekdayOf(day) % 6 !== 0)
  let day = addDays(dayOf(now), 1)
  while (!isWork(day)) day = addDays(day, 1)
  return instantOf(day, '09:00')
}
