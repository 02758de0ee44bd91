import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { silentLogger } from '../../src/lib/log.ts'
import { BOT_OPEN_ID, privateChatId } from '../../src/sandbox/ids.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { freePort, startPostgres } from '../support/postgres.ts'
import { PEOPLE } from './people.ts'

/**
 * From webhook to reply for one question, beside a bare bot, against the same stand-in of the platform and in the same
 * run. First as fast as it goes, then at a steady pace, where the webhook's own answer is timed too.
 */
const BURST = Number(process.env.BENCH_MESSAGES ?? 2000)
const AT_ONCE = 64
const STEADY_PER_SECOND = 50
const STEADY_SECONDS = Number(process.env.BENCH_SECONDS ?? 10)
const QUESTION = '查一下金杯电工'

interface Result {
  name: string
  perSecond: number
  reply: Quantiles
  webhook: Quantiles
}
interface Quantiles {
  p50: number
  p99: number
}

async function measure(name: string, script: string, env: Record<string, string>): Promise<Result> {
  const [platformPort, botPort] = [await freePort(), await freePort()]
  const secrets = {
    appId: 'cli_0000000000000be1',
    appSecret: 'bench-secret',
    encryptKey: 'bench-key',
    verificationToken: 'bench-token',
  }
  const sandbox = createSandbox({
    ...secrets,
    webhookUrl: `http://127.0.0.1:${botPort}/webhook/feishu`,
    directory: { people: PEOPLE, groups: [] },
    clock: { now: () => new Date(), set: async () => {} },
    log: silentLogger,
    limits: 'off',
  })
  const platform = serve({ fetch: sandbox.app.fetch, port: platformPort, hostname: '127.0.0.1' })
  const bot = await startBot(script, {
    ...env,
    PORT: String(botPort),
    FEISHU_APP_ID: secrets.appId,
    FEISHU_APP_SECRET: secrets.appSecret,
    FEISHU_ENCRYPT_KEY: secrets.encryptKey,
    FEISHU_VERIFICATION_TOKEN: secrets.verificationToken,
    FEISHU_BASE_URL: `http://127.0.0.1:${platformPort}/sandbox/platform`,
    LOG_LEVEL: 'error',
  })
  try {
    const replies = watchReplies(sandbox)
    await burst(sandbox, replies, 300)
    const perSecond = await burst(sandbox, replies, BURST)
    const steady = await steadily(sandbox, replies)
    return { name, perSecond, ...steady }
  } finally {
    bot.kill('SIGTERM')
    await new Promise(done => bot.once('exit', done))
    await sandbox.close()
    await new Promise(done => platform.close(done))
  }
}

type Sandbox = ReturnType<typeof createSandbox>
interface Replies {
  /** Resolves with the moment of the next reply in somebody's private chat. */
  next(openId: string): Promise<number>
}

function watchReplies(sandbox: Sandbox): Replies {
  const waiting = new Map<string, ((at: number) => void)[]>()
  sandbox.listen(event => {
    if (event.kind !== 'message' || event.message.senderId !== BOT_OPEN_ID) return
    waiting.get(event.message.chatId)?.shift()?.(performance.now())
  })
  return {
    next: openId =>
      new Promise((resolve, reject) => {
        const chat = privateChatId(openId)
        const queue = waiting.get(chat) ?? []
        waiting.set(chat, queue)
        const timer = setTimeout(() => reject(new Error(`no reply to ${openId} in 60 s`)), 60_000)
        queue.push(at => {
          clearTimeout(timer)
          resolve(at)
        })
      }),
  }
}

async function burst(sandbox: Sandbox, replies: Replies, count: number): Promise<number> {
  const started = performance.now()
  let next = 0
  let last = started
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let i = next++; i < count; i = next++) {
        const who = PEOPLE[i % PEOPLE.length]?.openId ?? ''
        const reply = replies.next(who)
        await sandbox.say(who, 'p2p', QUESTION)
        last = Math.max(last, await reply)
      }
    }),
  )
  return count / ((last - started) / 1000)
}

async function steadily(
  sandbox: Sandbox,
  replies: Replies,
): Promise<{ reply: Quantiles; webhook: Quantiles }> {
  const total = STEADY_PER_SECOND * STEADY_SECONDS
  const replyTimes: number[] = []
  const webhookTimes: number[] = []
  const started = performance.now()
  await Promise.all(
    Array.from({ length: total }, async (_, i) => {
      await new Promise(done =>
        setTimeout(done, started + (i * 1000) / STEADY_PER_SECOND - performance.now()),
      )
      const who = PEOPLE[i % PEOPLE.length]?.openId ?? ''
      const reply = replies.next(who)
      const at = performance.now()
      await sandbox.say(who, 'p2p', QUESTION)
      webhookTimes.push(performance.now() - at)
      replyTimes.push((await reply) - at)
    }),
  )
  return { reply: quantiles(replyTimes), webhook: quantiles(webhookTimes) }
}

function quantiles(times: number[]): Quantiles {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}

async function startBot(script: string, env: Record<string, string>): Promise<ChildProcess> {
  const bot = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  for (let i = 0; i < 600; i += 1) {
    const isReady = await fetch(`http://127.0.0.1:${env.PORT}/readyz`).then(
      response => response.ok,
      () => false,
    )
    if (isReady) return bot
    if (bot.exitCode !== null) throw new Error(`${script} did not start`)
    await new Promise(done => setTimeout(done, 100))
  }
  throw new Error(`${script} was not ready in 60 s`)
}

const folder = mkdtempSync(join(tmpdir(), 'beizeng-bench-'))
const postgres = await startPostgres()
try {
  const results = [
    await measure('bare bot', 'test/bench/bare-bot.ts', {}),
    await measure('beizeng on PGlite', 'test/bench/our-bot.ts', { DATA_DIR: folder }),
    await measure('beizeng on Postgres', 'test/bench/our-bot.ts', {
      DATABASE_URL: postgres.url,
      DATA_DIR: folder,
    }),
  ]
  const ms = (value: number) => value.toFixed(1).padStart(8)
  const bare = results[0]?.perSecond ?? 1
  console.log(
    `\n"${QUESTION}": burst of ${BURST}; steady ${STEADY_PER_SECOND}/s for ${STEADY_SECONDS} s (times in ms)`,
  )
  console.log('                      events/s    ratio   reply p50      p99   webhook p50    p99')
  for (const { name, perSecond, reply, webhook } of results) {
    console.log(
      `${name.padEnd(20)} ${perSecond.toFixed(0).padStart(9)} ${(perSecond / bare).toFixed(2).padStart(8)} ` +
        `${ms(reply.p50)}   ${ms(reply.p99)}  ${ms(webhook.p50)} ${ms(webhook.p99)}`,
    )
  }
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
