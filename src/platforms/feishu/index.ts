import type { Platform, SendLimits } from '../../chat/platform.ts'
import { createClient, type Tokens } from './client.ts'
import { type Credentials, receive } from './receive.ts'
import { render } from './render.ts'

/** The platform's published limits; a repeated uuid is known for an hour, of which a little is kept back. */
const LIMITS: SendLimits = {
  appPerSecond: 50,
  appPerMinute: 1000,
  targetPerSecond: 5,
  idempotencyMs: 55 * 60_000,
}

export interface FeishuApp extends Credentials {
  appSecret: string
  baseUrl: string
}

export interface FeishuDeps {
  fetch: typeof fetch
  /** Where browsers reach this server: links in cards. */
  publicUrl: string
  tokens: Tokens
  limits?: SendLimits | undefined
}

const TOASTS = { info: 'info', good: 'success', warn: 'warning', bad: 'error' } as const

/** 飞书. */
export function createFeishu(app: FeishuApp, { fetch, publicUrl, tokens, limits }: FeishuDeps): Platform {
  const client = createClient(app, { fetch, tokens })
  return {
    name: 'feishu',
    appId: app.appId,
    limits: limits ?? LIMITS,
    canUpdate: true,
    receive: (raw, headers) => receive(raw, headers, app, client.self),
    answer: ({ toast, card }) => ({
      ...(toast && { toast: { type: TOASTS[toast.tone], content: toast.text } }),
      ...(card && { card: { type: 'raw', data: render(card, publicUrl) } }),
    }),
    send: (target, card, key) => client.send(target, render(card, publicUrl), key),
    sendFile: client.sendFile,
    download: client.download,
    update: (messageId, card) => client.update(messageId, render(card, publicUrl)),
  }
}
