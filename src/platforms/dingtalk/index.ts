import { buttons, say } from '../../chat/card.ts'
import type { Platform, SendLimits } from '../../chat/platform.ts'
import { PlatformError } from '../../lib/errors.ts'
import { createClient, type DingtalkApp } from './client.ts'
import { receive } from './receive.ts'
import { render } from './render.ts'

/** Card calls are limited to 40 a second; robot messages have no published figure, so half of that. No idempotency key. */
const LIMITS: SendLimits = { appPerSecond: 20, appPerMinute: 1000, targetPerSecond: 1, idempotencyMs: 0 }

/** 钉钉, by HTTP. Messages cannot be changed afterwards and have no buttons; everything can be said in words. */
export function createDingtalk(
  app: DingtalkApp,
  deps: {
    fetch: typeof fetch
    publicUrl: string
    tokens: Map<string, { token: string; expires: number }>
    limits?: SendLimits | undefined
  },
): Platform {
  const client = createClient(app, deps)
  return {
    name: 'dingtalk',
    appId: app.clientId,
    limits: deps.limits ?? LIMITS,
    canUpdate: false,
    receive: async (raw, headers) => receive(raw, headers, app, new Date()),
    answer: () => ({ msgtype: 'empty' }),
    send: (target, card) => client.send(target, render(card, deps.publicUrl)),
    // Robot messages take no files from us: the link is honest, and the same file.
    sendFile: (target, { name, path }) => {
      const card = say(
        name,
        '点开下面的链接下载，7天内有效。',
        'info',
        buttons({ label: '下载', href: path }),
      )
      return client.send(target, render(card, deps.publicUrl))
    },
    download: (_, file, most) => client.download(file, most),
    update: async () => {
      throw new PlatformError('rejected', 'update', 'a sent message cannot be changed')
    },
  }
}
