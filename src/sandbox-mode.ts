import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Db } from '../db/client.ts'
import { demoDirectory } from '../db/demo/directory.ts'
import { wakeWaiting } from './chat/outbox.ts'
import { seedDemo } from './cli/seed.ts'
import type { Config } from './config.ts'
import { loadCalendar } from './ledger/calendar.ts'
import type { Logger } from './lib/log.ts'
import { isWorkday } from './lib/working-days.ts'
import { createSandbox } from './sandbox/index.ts'
import { type DemoClock, hasDemoClock, openDemoClock } from './schedule/demo-clock.ts'

/** What running on the stand-in platform adds: demo data, the demo clock, the web chat. */
export interface SandboxMode {
  app: Hono
  platforms: Config['platforms']
  clock: DemoClock
  onClockMoved(then: () => Promise<void>): void
  close(): Promise<void>
}

/** Fills a fresh database with demo data and builds the stand-in, whose secrets live as long as the process. */
export async function prepareSandbox(db: Db, config: Config, log: Logger): Promise<SandboxMode> {
  if (!(await hasDemoClock(db))) await seedDemo(db)
  const clock = await openDemoClock(db, true)
  let moved = async (): Promise<void> => {}
  const secrets = {
    appId: 'cli_5a0db0c000000001',
    appSecret: randomUUID(),
    encryptKey: randomUUID(),
    verificationToken: randomUUID(),
  }
  const calendar = await loadCalendar(db)
  const own = `http://127.0.0.1:${config.port}`
  const sandbox = createSandbox({
    ...secrets,
    webhookUrl: `${own}/webhook/feishu`,
    directory: demoDirectory(),
    isWorkday: day => isWorkday(calendar, day),
    clock: {
      now: () => clock.now(),
      async set(at) {
        await clock.set(at)
        await wakeWaiting(db)
        await moved()
      },
    },
    ...(config.databaseUrl === undefined && { storeFile: join(config.dataDir, 'sandbox-chats.json') }),
    log,
  })
  return {
    app: sandbox.app,
    clock,
    platforms: { feishu: { ...secrets, baseUrl: `${own}/sandbox/platform`, mode: 'webhook' } },
    onClockMoved(then) {
      moved = then
    },
    async close() {
      await clock.save()
      await sandbox.close()
    },
  }
}
