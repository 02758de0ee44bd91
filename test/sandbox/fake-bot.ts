import { createDecipheriv, createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Client, LoggerLevel } from '@larksuiteoapi/node-sdk'
import { Hono } from 'hono'
import { silentLogger } from '../../src/lib/log.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import type { SandboxOptions } from '../../src/sandbox/options.ts'
import type { Directory } from '../../src/sandbox/wire.ts'

const SECRETS = {
  appId: 'cli_5a0db0c000000001',
  appSecret: 'the app secret',
  encryptKey: 'the encrypt key',
  verificationToken: 'the verification token',
}

const DIRECTORY: Directory = {
  people: [
    { openId: 'ou_demo_office', name: '欧阳办', title: '领导小组办公室' },
    { openId: 'ou_demo_land', name: '陆地', title: '市自然资源和规划局 承办人' },
    { openId: 'ou_demo_enterprise', name: '金经理', title: '金杯电工 联系人' },
  ],
  groups: [
    { chatId: 'oc_land', name: '自然资源承办群', members: ['ou_demo_office', 'ou_demo_land'] },
    { chatId: 'oc_office', name: '倍增办工作群', members: ['ou_demo_office'] },
  ],
}

/** An event as the bot got it, checked and opened by code that shares nothing with the stand-in's. */
interface Got {
  type: string
  eventId: string
  createTime: string
  /** The whole decrypted event, for what a test wants to look into. */
  event: {
    sender?: { sender_id: { open_id: string } }
    message?: {
      message_id: string
      chat_id: string
      chat_type: string
      message_type: string
      content: string
      create_time: string
      parent_id?: string
      mentions?: { key: string; id: { open_id: string }; name: string }[]
    }
    operator?: { open_id: string }
    token?: string
    action?: Record<string, unknown>
    context?: { open_message_id: string; open_chat_id: string }
  }
}

type Answer = { status?: number; body?: unknown }

const sha256 = (text: string) => createHash('sha256').update(text)

export function decrypt(base64: string, key: string): string {
  const bytes = Buffer.from(base64, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', sha256(key).digest(), bytes.subarray(0, 16))
  return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8')
}

export interface World {
  sandbox: Sandbox
  origin: string
  client: Client
  got: Got[]
  /** How the bot answers from now on. */
  answers(handler: (got: Got) => Answer | Promise<Answer>): void
  clock: { at: Date }
  close(): Promise<void>
}

/** The stand-in and a tiny bot on one real port of this machine. */
export async function openWorld(options: Partial<SandboxOptions> = {}): Promise<World> {
  const app = new Hono()
  const got: Got[] = []
  let handler: (got: Got) => Answer | Promise<Answer> = () => ({})
  const clock = { at: new Date('2023-11-15T10:00:00+08:00') }

  app.post('/webhook/feishu', async c => {
    const raw = await c.req.text()
    const opened = JSON.parse(decrypt(JSON.parse(raw).encrypt, SECRETS.encryptKey))
    if (opened.type === 'url_verification') {
      return c.json({ challenge: opened.token === SECRETS.verificationToken ? opened.challenge : '' })
    }
    const signed =
      (c.req.header('x-lark-request-timestamp') ?? '') +
      (c.req.header('x-lark-request-nonce') ?? '') +
      SECRETS.encryptKey +
      raw
    const isGenuine =
      sha256(signed).digest('hex') === c.req.header('x-lark-signature') &&
      opened.header.token === SECRETS.verificationToken &&
      opened.header.app_id === SECRETS.appId
    if (!isGenuine) return c.json({}, 401)
    const one: Got = {
      type: opened.header.event_type,
      eventId: opened.header.event_id,
      createTime: opened.header.create_time,
      event: opened.event,
    }
    got.push(one)
    const { status = 200, body = {} } = await handler(one)
    return new Response(JSON.stringify(body), { status })
  })

  const server = await new Promise<ReturnType<typeof serve>>(resolve => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started))
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const sandbox = createSandbox({
    ...SECRETS,
    webhookUrl: `${origin}/webhook/feishu`,
    directory: DIRECTORY,
    clock: {
      now: () => clock.at,
      async set(at) {
        clock.at = at
      },
    },
    log: silentLogger,
    ...options,
  })
  app.route('/', sandbox.app)
  return {
    sandbox,
    origin,
    got,
    clock,
    client: newClient(origin),
    answers(next) {
      handler = next
    },
    async close() {
      await sandbox.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** The official client, pointed at the stand-in, with a token cache of its own. */
export function newClient(origin: string, appSecret = SECRETS.appSecret): Client {
  const cache = new Map<string, { value: unknown; until: number }>()
  return new Client({
    appId: SECRETS.appId,
    appSecret,
    domain: `${origin}/sandbox/platform`,
    loggerLevel: LoggerLevel.fatal,
    logger: { error() {}, warn() {}, info() {}, debug() {}, trace() {} },
    cache: {
      async get(key) {
        const entry = cache.get(key.toString())
        return entry && entry.until > Date.now() ? entry.value : undefined
      },
      async set(key, value, until) {
        cache.set(key.toString(), { value, until: until ?? Number.POSITIVE_INFINITY })
        return true
      },
    },
  })
}

/** What the platform said to a refused call. */
export async function refusalOf(call: Promise<unknown>) {
  try {
    const value = (await call) as { code?: number; msg?: string }
    return { status: 200, code: value.code, msg: value.msg ?? '', headers: {} as Record<string, string> }
  } catch (error) {
    const { response } = error as {
      response: { status: number; data: { code: number; msg: string }; headers: Record<string, string> }
    }
    return { status: response.status, ...response.data, headers: response.headers }
  }
}

/** Waits for something the machine is about to do; fails after five seconds. */
export async function until(met: () => boolean): Promise<void> {
  for (let waited = 0; !met(); waited += 10) {
    if (waited > 5_000) throw new Error('waited five seconds in vain')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

export const textTo = (openId: string, text: string, uuid?: string) => ({
  params: { receive_id_type: 'open_id' as const },
  data: {
    receive_id: openId,
    msg_type: 'text',
    content: JSON.stringify({ text }),
    ...(uuid !== undefined && { uuid }),
  },
})

export const cardTo = (openId: string, card: unknown) => ({
  params: { receive_id_type: 'open_id' as const },
  data: { receive_id: openId, msg_type: 'interactive', content: JSON.stringify(card) },
})

export const cardOf = (...elements: unknown[]) => ({
  schema: '2.0',
  config: { update_multi: true },
  header: { title: { tag: 'plain_text', content: '标题' }, template: 'blue' },
  body: { elements },
})
