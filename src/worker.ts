import wasm from '@resvg/resvg-wasm/index_bg.wasm'
import { openServer } from '../db/client.ts'
import { createApp } from './app.ts'
import font from './bulletins/picture/noto-sans-sc.woff2'
import type { PaintBox } from './bulletins/picture/paint.ts'
import { readConfig } from './config.ts'
import type { Logger } from './lib/log.ts'
import { systemClock } from './lib/time.ts'
import { createMetrics } from './metrics.ts'
import { createPlatforms } from './platforms/index.ts'
import { createRuntime, policyLoader, understanding } from './runtime.ts'
import { runDueJobs } from './schedule/run.ts'

/** Variables and secrets as in the README, and the Hyperdrive binding. */
type Env = Record<string, string> & { HYPERDRIVE: { connectionString: string } }

/** The least of the platform's execution context that is used here. */
interface Execution {
  waitUntil(work: Promise<unknown>): void
}

/** What pictures are painted with, bundled with the worker. */
const paintBox = async (): Promise<PaintBox> => ({ wasm, font })

const metrics = createMetrics()
/** Tokens outlive a request. */
const tokens = new Map<string, { token: string; expires: number }>()

/** JSON lines for the platform's own log. */
const log: Logger = {
  debug() {},
  info: (fields, message) => print('info', fields, message),
  warn: (fields, message) => print('warn', fields, message),
  error: (fields, message) => print('error', fields, message),
}

function print(level: 'info' | 'warn' | 'error', fields: Record<string, unknown>, message: string): void {
  // biome-ignore lint/suspicious/noConsole: the console is the log of this runtime
  console[level](JSON.stringify({ level, message, ...fields }))
}

/** A request may not use another's sockets here, so each opens its own few; Hyperdrive keeps the real pool. */
async function open(env: Env) {
  const { HYPERDRIVE, ...variables } = env
  const config = readConfig(variables)
  const { db, close } = openServer(HYPERDRIVE.connectionString, { max: 5 })
  const platforms = createPlatforms(config.platforms, { fetch, publicUrl: config.publicUrl, tokens })
  const runtime = createRuntime({
    db,
    platforms,
    clock: systemClock,
    log,
    concurrency: 3,
    paintBox,
    model: config.model,
  })
  return { db, close, platforms, ...runtime }
}

export default {
  async fetch(request: Request, env: Env, execution: Execution): Promise<Response> {
    const { db, close, bot, platforms, bulletin } = await open(env)
    const app = createApp({ db, bot, platforms, metrics, log, bulletin })
    const response = await app.fetch(request)
    execution.waitUntil(bot.settled().finally(close))
    return response
  },

  async scheduled(_event: unknown, env: Env, execution: Execution): Promise<void> {
    const { db, close, bot } = await open(env)
    const work = runDueJobs(
      { db, log, loadPolicies: policyLoader(log), ...understanding },
      systemClock.now(),
    ).then(() => bot.drain())
    execution.waitUntil(work.finally(close))
    await work
  },
}
