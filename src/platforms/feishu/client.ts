import type { Client } from '@larksuiteoapi/node-sdk'
import type { RemoteFile } from '../../chat/message.ts'
import type { FileOut, Target } from '../../chat/platform.ts'
import { PlatformError } from '../../lib/errors.ts'
import { isStaleToken } from './faults.ts'
import { createHttp } from './http.ts'
import type { FeishuCard } from './render.ts'
import type { Self } from './words.ts'

/** The name the bot goes by until its open id is known. */
const BOT_NAME = '倍增助手'

/** The platform takes 30 MB. */
const LARGEST_FILE = 30 * 1024 * 1024

/** What the platform answers for a file of more than the 100 MB it hands out. */
const TOO_LARGE = '234037'

export interface FeishuClient {
  /** Throws `PlatformError`, as all calls do. */
  send(target: Target, card: FeishuCard, key: string): Promise<{ messageId: string }>
  sendFile(target: Target, file: FileOut, key: string): Promise<{ messageId: string }>
  update(messageId: string, card: FeishuCard): Promise<void>
  download(messageId: string, file: RemoteFile, most: number): Promise<Uint8Array>
  /** Who the bot is; known by name alone while the platform cannot be asked. */
  self(): Promise<Self>
}

/** Access tokens by app; handed in where clients are short-lived and tokens should outlive them. */
export type Tokens = Map<string, { token: string; expires: number }>

export function createClient(
  app: { appId: string; appSecret: string; baseUrl: string },
  deps: { fetch: typeof fetch; tokens: Tokens; timeoutMs?: number },
): FeishuClient {
  const { tokens } = deps
  let loaded: Promise<Client> | null = null
  let known: Self | null = null

  /** The SDK is six megabytes: loaded when first needed. Its log would show tokens and message contents: silenced. */
  function sdk(): Promise<Client> {
    loaded ??= import('@larksuiteoapi/node-sdk').then(
      ({ Client }) =>
        new Client({
          appId: app.appId,
          appSecret: app.appSecret,
          domain: app.baseUrl,
          httpInstance: createHttp(deps.fetch, deps.timeoutMs),
          logger: { error() {}, warn() {}, info() {}, debug() {}, trace() {} },
          cache: {
            async get(key) {
              const entry = tokens.get(String(key))
              return entry && entry.expires > Date.now() ? entry.token : undefined
            },
            async set(key, value, expires) {
              tokens.set(String(key), { token: String(value), expires: expires ?? 0 })
              return true
            },
          },
        }),
    )
    return loaded
  }

  /** Carries out a call; when the token turns out stale it is dropped and the call made once more. */
  async function call<T>(body: (client: Client) => Promise<T>): Promise<T> {
    const client = await sdk()
    try {
      return await body(client)
    } catch (error) {
      if (!isStaleToken(error)) throw asPlatformError(error)
      tokens.clear()
    }
    return body(client).catch((error: unknown) => {
      throw asPlatformError(error)
    })
  }

  async function create(
    target: Target,
    message: { msg_type: 'interactive' | 'file'; content: string },
    key: string,
  ): Promise<{ messageId: string }> {
    const data = { ...message, uuid: key }
    const result = await call(client =>
      target.kind === 'reply'
        ? client.im.v1.message.reply({ path: { message_id: target.messageId }, data })
        : client.im.v1.message.create({
            params: { receive_id_type: target.kind === 'chat' ? 'chat_id' : 'open_id' },
            data: { ...data, receive_id: target.kind === 'chat' ? target.chatId : target.openId },
          }),
    )
    return { messageId: result.data?.message_id ?? '' }
  }

  return {
    send: (target, card, key) =>
      create(target, { msg_type: 'interactive', content: JSON.stringify(card) }, key),
    async sendFile(target, { name, bytes }, key) {
      if (bytes.length === 0 || bytes.length > LARGEST_FILE)
        throw new PlatformError('rejected', 'size', 'the platform takes files of 1 byte to 30 MB')
      const uploaded = await call(client =>
        client.im.v1.file.create({
          data: { file_type: typeOf(name), file_name: name, file: Buffer.from(bytes) },
        }),
      )
      const content = JSON.stringify({ file_key: uploaded?.file_key ?? '' })
      return create(target, { msg_type: 'file', content }, key)
    },
    async update(messageId, card) {
      await call(client =>
        client.im.v1.message.patch({
          path: { message_id: messageId },
          data: { content: JSON.stringify(card) },
        }),
      )
    },
    async download(messageId, { kind, key }, most) {
      const path = `/open-apis/im/v1/messages/${encodeURIComponent(messageId)}/resources/${encodeURIComponent(key)}`
      const answer = await call(client =>
        // Beside what the SDK knows of a request, our transport reads `mostBytes`.
        client.request<unknown>({ method: 'GET', url: path, params: { type: kind }, ...{ mostBytes: most } }),
      ).catch((error: unknown) => {
        const isTooLarge = error instanceof PlatformError && error.code === TOO_LARGE
        throw isTooLarge ? new PlatformError('rejected', 'size', error.message) : error
      })
      if (!(answer instanceof Uint8Array)) throw new PlatformError('rejected', 'resource', 'not a file')
      return answer
    },
    async self() {
      if (known) return known
      try {
        const answer = await call(client =>
          client.request<{ bot?: { open_id?: string; app_name?: string } }>({
            method: 'GET',
            url: '/open-apis/bot/v3/info',
          }),
        )
        const openId = answer.bot?.open_id
        if (openId) known = { openId, name: answer.bot?.app_name ?? BOT_NAME }
      } catch {
        // Without the platform nothing can be answered anyway; the next message asks again.
      }
      return known ?? { openId: null, name: BOT_NAME }
    },
  }
}

/** What the platform calls a file by its name; `stream` is anything. */
function typeOf(name: string): 'xls' | 'doc' | 'pdf' | 'stream' {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (ending === 'xlsx' || ending === 'xls' || ending === 'csv') return 'xls'
  if (ending === 'docx' || ending === 'doc') return 'doc'
  return ending === 'pdf' ? 'pdf' : 'stream'
}

/** What the SDK itself throws, e.g. when the token answer lacks the token, is a refusal of our credentials. */
function asPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error
  return new PlatformError('rejected', 'sdk', error instanceof Error ? error.message : String(error))
}
