import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { schedule } from 'node-cron'
import type { OpenDb } from '../db/client.ts'
import { createApp } from './app.ts'
import type { PaintBox } from './bulletins/picture/paint.ts'
import type { Bot } from './chat/bot.ts'
import type { Incoming } from './chat/message.ts'
import type { Platform, SendLimits } from './chat/platform.ts'
import type { Config } from './config.ts'
import { type RemoteCommand, serveCommands } from './control-socket.ts'
import { describeError, type Logger } from './lib/log.ts'
import { type Clock, systemClock } from './lib/time.ts'
import { socketPath } from './lock.ts'
import { createMetrics } from './metrics.ts'
import { openDatabase } from './open.ts'
import { createPlatforms } from './platforms/index.ts'
import { builtIn, createRuntime, policyLoader, understanding } from './runtime.ts'
import { runDueJobs } from './schedule/run.ts'

/** How often rows written by other processes, or left by a crash, are looked for. */
const SWEEP_MS = 1000
/** How long open connections may go on once the server is to stop. */
const GRACE_MS = 1000
/** Messages handled at once: PGlite has one connection, a server's pool ten, of which arrivals need some. */
const CONCURRENCY = { embedded: 1, server: 6 }

/** A started server; tests and benchmarks start and stop it as the command line does. */
export interface Running {
  url: string
  stop(): Promise<void>
}

/** `limits`: other than the platform's published ones, for benchmarks against a stand-in. */
export async function start(
  config: Config,
  log: Logger,
  {
    opening = openDatabase(config, 'server'),
    limits,
  }: { opening?: Promise<OpenDb>; limits?: SendLimits } = {},
): Promise<Running> {
  const open = await opening
  const { db } = open
  const sandbox = config.sandbox
    ? await (await import('./sandbox-mode.ts')).prepareSandbox(db, config, log)
    : null
  const clock: Clock = sandbox?.clock ?? systemClock
  const platforms = createPlatforms(sandbox?.platforms ?? config.platforms, {
    fetch,
    publicUrl: config.publicUrl,
    ...(limits && { limits }),
  })
  const { bot, bulletin } = createRuntime({
    db,
    platforms,
    clock,
    log,
    concurrency: CONCURRENCY[open.kind],
    paintBox,
    model: config.model,
  })
  const app = createApp({ db, bot, platforms, metrics: createMetrics(), log, bulletin })
  if (sandbox) app.route('/', sandbox.app)

  const server = serve({ fetch: app.fetch, port: config.port })
  await new Promise<void>((done, fail) => server.once('listening', done).once('error', fail))
  const sweep = repeat(SWEEP_MS, () => bot.drain(), log)
  const loadPolicies = policyLoader(log)
  const tick = () =>
    runDueJobs({ db, log, loadPolicies, ...understanding }, clock.now()).then(() => bot.drain())
  const ticks = schedule(
    '* * * * *',
    () => void tick().catch(error => log.error(describeError(error), 'tick')),
  )
  sandbox?.onClockMoved(tick)
  await tick()
  const control = config.databaseUrl
    ? null
    : await serveCommands(socketPath(config.dataDir), (command, out, err) => remote(command, out, err))
  const closeSocket = await openLongConnection(config, bot, platforms, log)

  // One after the other: two sentences said at once in one conversation would get in each other's way.
  let lastCommand: Promise<unknown> = Promise.resolve()
  function remote(...command: Parameters<typeof carryOut>): Promise<number> {
    const mine = lastCommand.then(() => carryOut(...command))
    lastCommand = mine.catch(() => {})
    return mine
  }

  async function carryOut(command: RemoteCommand, out: (line: string) => void, err: (line: string) => void) {
    // With what it needs for spreadsheets, a fifth of the start-up time: loaded when somebody types something.
    const { runCommand } = await import('./cli/run.ts')
    const host = {
      ...understanding,
      builtIn,
      loadPolicies,
      db,
      log,
      now: () => clock.now(),
      out,
      err,
      readFile: (path: string) => readFile(resolve(command.cwd, path)),
      writeFile: (path: string, bytes: Uint8Array) => writeFile(resolve(command.cwd, path), bytes),
      changed: () => void bot.drain().catch(error => log.error(describeError(error), 'drain')),
    }
    return runCommand(host, command.argv)
  }

  return {
    url: config.publicUrl,
    async stop() {
      await ticks.stop()
      sweep.stop()
      closeSocket()
      control?.close()
      const closed = new Promise(done => server.close(done))
      // An open page listens for ever; requests under way get a moment to finish.
      setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE_MS).unref()
      await closed
      await bot.settled()
      await sandbox?.close()
      await open.close()
    },
  }
}

/** What pictures are painted with, from this program's own files. */
async function paintBox(): Promise<PaintBox> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
  const font = new URL('./bulletins/picture/noto-sans-sc.woff2', import.meta.url)
  return { wasm: await readFile(wasm), font: await readFile(font) }
}

/** With FEISHU_MODE=websocket events come over a connection we open, instead of the webhook. */
async function openLongConnection(
  { platforms: { feishu } }: Config,
  bot: Bot,
  platforms: readonly Platform[],
  log: Logger,
): Promise<() => void> {
  if (feishu?.mode !== 'websocket') return () => {}
  const { startFeishuSocket } = await import('./platforms/feishu/socket.ts')
  const platform = platforms.find(({ name }) => name === 'feishu')
  const take = async (incoming: Incoming) => {
    const answer = await bot.take(incoming)
    return answer && platform ? platform.answer(answer) : {}
  }
  return startFeishuSocket(feishu, take, log)
}

/** Runs a body again and again, `ms` after the last run ended. */
function repeat(ms: number, body: () => Promise<void>, log: Logger): { stop(): void } {
  let timer: NodeJS.Timeout
  let stopped = false
  const next = () => {
    timer = setTimeout(() => {
      void body()
        .catch(error => log.error(describeError(error), 'sweep failed'))
        .then(() => stopped || next())
    }, ms)
  }
  next()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
