import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenDb, openServer } from '../db/client.ts'
import { demoDirectory } from '../db/demo/directory.ts'
import { jobRun } from '../db/schema/index.ts'
import { seedDemo } from '../src/cli/seed.ts'
import { silentLogger } from '../src/lib/log.ts'
import { BOT_OPEN_ID } from '../src/sandbox/ids.ts'
import { createSandbox, type Sandbox } from '../src/sandbox/index.ts'
import { DEMO_START } from '../src/schedule/demo-clock.ts'
import { writeSetting } from '../src/schedule/settings.ts'
import { freePort, type RealPostgres, startPostgres } from './support/postgres.ts'
import { eventually } from './support/town.ts'

const wrangler = createRequire(import.meta.url).resolve('wrangler/bin/wrangler.js')
const secrets = {
  appId: 'cli_00000000000000aa',
  appSecret: 'workers-secret',
  encryptKey: 'workers-key',
  verificationToken: 'workers-token',
}

/** The same bot in the Workers runtime: a short journey, so that nothing Node-only creeps into shared code. */
describe('on Workers', () => {
  let postgres: RealPostgres
  let open: OpenDb
  let sandbox: Sandbox
  let platform: ReturnType<typeof serve>
  let worker: ChildProcess
  let url: string

  beforeAll(async () => {
    postgres = await startPostgres()
    open = openServer(postgres.url, postgres)
    await seedDemo(open.db)
    const [platformPort, port] = [await freePort(), await freePort()]
    url = `http://127.0.0.1:${port}`
    sandbox = createSandbox({
      ...secrets,
      webhookUrl: `${url}/webhook/feishu`,
      directory: demoDirectory(),
      clock: { now: () => DEMO_START, set: async () => {} },
      log: silentLogger,
      answerWithinMs: 20_000,
    })
    platform = serve({ fetch: sandbox.app.fetch, port: platformPort, hostname: '127.0.0.1' })
    const variables = {
      FEISHU_APP_ID: secrets.appId,
      FEISHU_APP_SECRET: secrets.appSecret,
      FEISHU_ENCRYPT_KEY: secrets.encryptKey,
      FEISHU_VERIFICATION_TOKEN: secrets.verificationToken,
      FEISHU_BASE_URL: `http://127.0.0.1:${platformPort}/sandbox/platform`,
    }
    const flags = Object.entries(variables).flatMap(([name, value]) => ['--var', `${name}:${value}`])
    worker = spawn(
      process.execPath,
      [wrangler, 'dev', '--ip', '127.0.0.1', '--port', String(port), '--test-scheduled', ...flags],
      {
        env: {
          ...process.env,
          WRANGLER_SEND_METRICS: 'false',
          WRANGLER_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: postgres.url,
          CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: postgres.url,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let told = ''
    worker.stdout?.on('data', chunk => {
      told += chunk
    })
    worker.stderr?.on('data', chunk => {
      told += chunk
    })
    await eventually(
      async () => {
        if (worker.exitCode !== null) throw new Error(`wrangler stopped: ${told}`)
        const ready = await fetch(`${url}/readyz`).then(
          response => response.ok,
          () => false,
        )
        return ready || null
      },
      'the worker',
      60_000,
    ).catch(error => {
      throw new Error(`${error}\n${told}`)
    })
  }, 120_000)

  afterAll(async () => {
    worker?.kill('SIGTERM')
    await sandbox?.close()
    platform?.close()
    await open?.close()
    await postgres?.stop()
  })

  it('answers the URL check', async () => {
    expect(await sandbox.checkUrl()).toBe(true)
  })

  it('answers a question', async () => {
    await sandbox.say('ou_demo_office', 'p2p', '查一下金杯电工 去年产值税收')
    const answer = await eventually(async () => {
      const heard = sandbox.messages('ou_demo_office').filter(({ senderId }) => senderId === BOT_OPEN_ID)
      return heard[0]?.content ?? null
    }, 'an answer')
    expect(answer).toContain('金杯电工')
  })

  it('runs the clock', async () => {
    await writeSetting(open.db, 'schedule-since', new Date(Date.now() - 2 * 86_400_000).toISOString())
    expect((await fetch(`${url}/__scheduled?cron=*+*+*+*+*`)).status).toBe(200)
    await eventually(async () => {
      const runs = await open.db.select().from(jobRun)
      return runs.length > 0 ? runs : null
    }, 'a job run')
  })
})
