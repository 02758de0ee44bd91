import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Faults } from './faults.ts'
import type { Files, StoredFile } from './files.ts'
import { BOT_NAME, BOT_OPEN_ID, newId, TENANT_KEY } from './ids.ts'
import type { RateLimiter } from './limits.ts'
import type { SandboxOptions } from './options.ts'
import { PlatformRefusal } from './platform-error.ts'
import { resource } from './resource.ts'
import type { Sending } from './send.ts'
import type { Store } from './store.ts'
import type { Tokens } from './tokens.ts'
import type { Message } from './wire.ts'

const appShape = z.object({ app_id: z.string(), app_secret: z.string() })

/** The platform's HTTP API as a bot sees it, under `/open-apis`. */
export function platformApi(parts: {
  options: SandboxOptions
  tokens: Tokens
  store: Store
  sending: Sending
  files: Files
  limiter: RateLimiter
  faults: Faults
  /** Aborts when the sandbox closes; lets go of hanging calls. */
  closing: AbortSignal
}): Hono {
  const { options, tokens, store, sending, files, limiter, faults, closing } = parts
  const app = new Hono()

  app.onError((error, c) => {
    if (error instanceof PlatformRefusal) {
      const body = { code: error.code, msg: error.message, error: { log_id: newId('') } }
      return c.json(body, error.status, error.headers)
    }
    throw error
  })
  app.notFound(c => c.json({ code: 99991404, msg: `the stand-in has no ${c.req.method} ${c.req.path}` }, 404))

  app.post('/auth/v3/tenant_access_token/internal', async c => {
    const body = appShape.safeParse(await json(c))
    if (!body.success) return c.json({ code: 10003, msg: 'invalid param' }, 400)
    if (body.data.app_id !== options.appId || body.data.app_secret !== options.appSecret)
      return c.json({ code: 10014, msg: 'app secret invalid' })
    const { token, expire } = tokens.issue()
    return c.json({ code: 0, msg: 'ok', tenant_access_token: token, expire })
  })

  app.use('*', async (c, next) => {
    if (faults.take('hang')) return hang(c, closing)
    if (faults.take('server-error')) return c.text('Internal Server Error', 500)
    checkToken(c)
    checkRate(c)
    await next()
    if (faults.take('lost-answer')) loseAnswer(c)
    return undefined
  })

  function checkToken(c: Context): void {
    const token = (c.req.header('authorization') ?? '').replace(/^Bearer /, '')
    const expired = (status: 200 | 400) => {
      tokens.revoke(token)
      return new PlatformRefusal(
        99991663,
        'Invalid access token for authorization. Please make a test attempt.',
        status,
      )
    }
    if (token === '') throw new PlatformRefusal(99991661, 'Missing access token for authorization.')
    if (faults.take('expired-token')) throw expired(400)
    if (faults.take('expired-token-200')) throw expired(200)
    if (!tokens.isValid(token)) throw expired(400)
  }

  /** The limits hold per API: a path with its ids taken out. */
  function checkRate(c: Context): void {
    const api = `${c.req.method} ${c.req.path.replace(/(om|img|file)_\w+/g, ':id')}`
    const wait = faults.take('rate-limit') ? 1 : limiter.app(api)
    if (wait > 0)
      throw new PlatformRefusal(99991400, 'request trigger frequency limit', 429, {
        'x-ogw-ratelimit-limit': '50',
        'x-ogw-ratelimit-reset': String(wait),
      })
  }

  app.get('/bot/v3/info', c =>
    c.json({
      code: 0,
      msg: 'ok',
      bot: {
        activate_status: 2,
        app_name: BOT_NAME,
        avatar_url: '',
        ip_white_list: [],
        open_id: BOT_OPEN_ID,
      },
    }),
  )

  const shown = (message: Message) => describe(message, options.appId)

  app.post('/im/v1/messages', async c => {
    const message = await sending.create(c.req.query('receive_id_type') ?? '', await json(c))
    return c.json({ code: 0, msg: 'success', data: shown(message) })
  })
  app.post('/im/v1/messages/:id/reply', async c => {
    const message = await sending.reply(c.req.param('id'), await json(c))
    return c.json({ code: 0, msg: 'success', data: shown(message) })
  })
  app.patch('/im/v1/messages/:id', async c => {
    sending.patch(c.req.param('id'), await json(c))
    return c.json({ code: 0, msg: 'success', data: {} })
  })
  app.delete('/im/v1/messages/:id', c => {
    sending.recall(c.req.param('id'))
    return c.json({ code: 0, msg: 'success', data: {} })
  })
  app.get('/im/v1/messages/:id', c =>
    c.json({ code: 0, msg: 'success', data: { items: [shown(sending.existing(c.req.param('id')))] } }),
  )
  app.get('/im/v1/messages/:id/resources/:key', c => {
    const { name, mime, bytes } = resource(store, files, {
      ...c.req.param(),
      type: c.req.query('type') ?? '',
    })
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': mime,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    })
  })
  app.post('/im/v1/files', async c => {
    const file = await uploaded(await c.req.parseBody().catch(() => ({})))
    return c.json({ code: 0, msg: 'success', data: { file_key: files.add(file) } })
  })
  app.post('/interactive/v1/card/update', async c => {
    sending.updateByToken(await json(c))
    return c.json({ code: 0, msg: 'ok' })
  })
  return app
}

const FILE_TYPES = ['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream']
const LARGEST_FILE = 30 * 1024 * 1024

/** An upload, checked as the platform does. */
async function uploaded(form: Record<string, unknown>): Promise<StoredFile> {
  const { file, file_name: name, file_type: type } = form
  if (!(file instanceof File) || typeof name !== 'string' || !FILE_TYPES.includes(String(type)))
    throw new PlatformRefusal(234001, 'Invalid request param.')
  if (file.size === 0) throw new PlatformRefusal(234010, "File's size can't be 0.")
  if (file.size > LARGEST_FILE) throw new PlatformRefusal(234006, 'The file size exceed the max value.')
  return { name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

const json = (c: Context): Promise<unknown> => c.req.json().catch(() => undefined)

/** Keeps the caller waiting until it, or the sandbox, goes away. */
async function hang(c: Context, closing: AbortSignal): Promise<Response> {
  const gone = AbortSignal.any([c.req.raw.signal, closing])
  if (!gone.aborted) await new Promise(resolve => gone.addEventListener('abort', resolve, { once: true }))
  return c.body(null, 500)
}

/** Breaks the connection off before the answer, after the call was carried out. */
function loseAnswer(c: Context): void {
  const { incoming } = c.env as { incoming?: { socket: { destroy(): void } } }
  incoming?.socket.destroy()
}

/** A message as the platform's answers show it: a mention's id is a plain text here. */
function describe(message: Message, appId: string) {
  const fromBot = message.senderId === BOT_OPEN_ID
  return {
    message_id: message.id,
    ...(message.parentId && { root_id: message.rootId, parent_id: message.parentId }),
    msg_type: message.type,
    create_time: String(message.createdAt),
    update_time: String(message.updatedAt),
    deleted: message.recalled === true,
    updated: message.updatedAt !== message.createdAt,
    chat_id: message.chatId,
    sender: {
      id: fromBot ? appId : message.senderId,
      id_type: fromBot ? 'app_id' : 'open_id',
      sender_type: fromBot ? 'app' : 'user',
      tenant_key: TENANT_KEY,
    },
    body: { content: message.content },
    mentions: message.mentions.map(({ key, openId, name }) => ({
      key,
      id: openId,
      id_type: 'open_id',
      name,
      tenant_key: TENANT_KEY,
    })),
  }
}
