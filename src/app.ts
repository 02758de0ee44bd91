import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type Db, whyNotReady } from '../db/client.ts'
import { renderClosed } from './bulletins/forms/frame.ts'
import type { Served } from './bulletins/serve.ts'
import type { Bot } from './chat/bot.ts'
import { findFile } from './chat/files.ts'
import type { Platform, Received } from './chat/platform.ts'
import { BadRequest } from './lib/errors.ts'
import { describeError, type Logger } from './lib/log.ts'
import type { Metrics } from './metrics.ts'

/** No platform sends events of this size. */
const LARGEST_BODY = 1024 * 1024

const NO_SUCH_LINK = '这个链接无效或已过期，请向机器人重新索取。'

export interface AppDeps {
  db: Db
  bot: Bot
  platforms: readonly Platform[]
  metrics: Metrics
  log: Logger
  /** What hangs behind a signed link; null when the link is forged, expired or unknown. */
  bulletin(token: string, part: string): Promise<Served | null>
  /** Runs work after the response, where the runtime needs to be told (Workers). */
  afterwards?(work: Promise<unknown>): void
}

/** All HTTP routes that are the same on Node and on Workers. */
export function createApp({ db, bot, platforms, metrics, log, bulletin, afterwards }: AppDeps): Hono {
  const app = new Hono()

  app.onError((error, c) => {
    if (error instanceof BadRequest) {
      log.warn({ path: c.req.path, status: error.status, reason: error.message }, 'refused a request')
      return c.json({ error: error.message }, error.status)
    }
    const requestId = crypto.randomUUID()
    log.error({ path: c.req.path, requestId, ...describeError(error) }, 'request failed')
    return c.json({ error: '系统暂时不可用，请稍后再试', requestId }, 503)
  })
  app.notFound(c => c.json({ error: '没有这个地址' }, 404))

  app.post(
    '/webhook/:platform',
    bodyLimit({ maxSize: LARGEST_BODY, onError: c => c.json({ error: 'body too large' }, 413) }),
    async c => {
      const started = performance.now()
      const platform = platforms.find(({ name }) => name === c.req.param('platform'))
      if (!platform) return c.json({ error: '这个平台没有接入' }, 404)
      const status = (code: number) =>
        metrics.webhook(platform.name, code, (performance.now() - started) / 1000)
      try {
        const received = await platform.receive(await c.req.text(), c.req.raw.headers)
        const body = await answer(platform, received)
        afterwards?.(bot.settled())
        status(200)
        return c.json(body)
      } catch (error) {
        status(error instanceof BadRequest ? error.status : 503)
        throw error
      }
    },
  )

  async function answer(platform: Platform, received: Received): Promise<object> {
    if (received.kind === 'reply') return received.body
    if (received.kind === 'ignored') {
      log.debug({ platform: platform.name, why: received.why }, 'nothing to do for an event')
      return {}
    }
    const clickAnswer = await bot.take(received.incoming)
    return clickAnswer ? platform.answer(clickAnswer) : {}
  }

  app.get('/healthz', c => c.json({ status: 'ok' }))
  app.get('/readyz', async c => {
    const fault = await whyNotReady(db)
    return c.json({ status: fault ?? 'ready' }, fault ? 503 : 200)
  })
  app.get('/metrics', async c => c.text(await metrics.text(db)))
  app.get('/b/:token/:part{.*}?', async c => {
    const served = await bulletin(c.req.param('token'), c.req.param('part') ?? '')
    const headers = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' }
    switch (served?.kind) {
      case undefined:
        return c.html(await renderClosed(NO_SUCH_LINK), 404, headers)
      case 'gone':
        return c.html(await renderClosed(served.words), 410, headers)
      case 'page':
        return c.html(served.html, 200, headers)
      case 'picture':
        return c.body(new Uint8Array(served.bytes), 200, { ...headers, 'content-type': 'image/png' })
      case 'file':
        return c.body(new Uint8Array(served.bytes), 200, attachment(served))
    }
  })

  app.get('/f/:id', async c => {
    const file = await findFile(db, c.req.param('id'))
    if (!file) return c.html(await renderClosed(NO_SUCH_LINK), 404)
    return c.body(new Uint8Array(file.bytes), 200, attachment(file))
  })

  return app
}

const attachment = ({ name, mime }: { name: string; mime: string }) => ({
  'content-type': mime,
  'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  'cache-control': 'private, no-store',
})
