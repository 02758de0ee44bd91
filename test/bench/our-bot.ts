import { identity, person, roleGrant } from '../../db/schema/index.ts'
import { seedDemo } from '../../src/cli/seed.ts'
import { readConfig } from '../../src/config.ts'
import { createLogger, openDatabase } from '../../src/open.ts'
import { start } from '../../src/server.ts'
import { PEOPLE } from './people.ts'

/** The real thing with demo data, people who may ask, and the platform's own speed limits out of the way. */
const config = readConfig(process.env)
const open = await openDatabase(config, 'command')
await seedDemo(open.db)
const ids = PEOPLE.map(({ openId }) => openId)
await open.db.insert(person).values(ids.map(id => ({ id, name: id, isDemo: true })))
await open.db.insert(identity).values(ids.map(id => ({ platform: 'feishu', openId: id, personId: id })))
await open.db
  .insert(roleGrant)
  .values(ids.map(id => ({ personId: id, role: 'office', grantedBy: 'bench', grantedAt: new Date() })))
await open.close()

const unlimited = { appPerSecond: 1e6, appPerMinute: 1e6, targetPerSecond: 1e6, idempotencyMs: 3_000_000 }
const running = await start(config, createLogger(config.logLevel), { limits: unlimited })
process.on('SIGTERM', () => void running.stop().then(() => process.exit(0)))
