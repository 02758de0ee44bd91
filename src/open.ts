import { join } from 'node:path'
import { pino } from 'pino'
import { ensureBaseData } from '../db/base/load.ts'
import { type OpenDb, openServer } from '../db/client.ts'
import { migrateServer, openEmbedded } from '../db/embedded.ts'
import { CannotOpen } from './cannot-open.ts'
import type { Config } from './config.ts'
import type { Logger } from './lib/log.ts'
import { type Holder, Locked, lockFolder } from './lock.ts'

/**
 * Opens the database the configuration names, migrated and with its base data; an embedded one is locked first.
 * Throws `Locked` or `CannotOpen`.
 */
export async function openDatabase(config: Config, kind: Holder['kind']): Promise<OpenDb> {
  try {
    return await open(config, kind)
  } catch (error) {
    if (error instanceof Locked) throw error
    const where = config.databaseUrl ? 'DATABASE_URL 指向的数据库' : `数据目录 ${config.dataDir}`
    throw new CannotOpen(`打不开 ${where}，请检查：${reason(error)}`, { cause: error })
  }
}

/** The innermost cause, which is the one an operator can act on; a refused connection has a code and no words. */
function reason(error: unknown): string {
  if (error instanceof Error && error.cause instanceof Error) return reason(error.cause)
  if (error instanceof AggregateError && error.message === '') return reason(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

async function open(config: Config, kind: Holder['kind']): Promise<OpenDb> {
  if (config.databaseUrl) {
    const { role } = await migrateServer(config.databaseUrl)
    const open = openServer(config.databaseUrl, { role })
    await ensureBaseData(open.db)
    return open
  }
  const unlock = lockFolder(config.dataDir, kind)
  try {
    const open = await openEmbedded(join(config.dataDir, 'postgres'))
    await ensureBaseData(open.db)
    return {
      ...open,
      async close() {
        await open.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** JSON lines on stderr; whatever may hold a secret or a person's words is cut out. */
export function createLogger(level: Config['logLevel']): Logger {
  const redact = ['appSecret', 'encryptKey', 'verificationToken', 'authorization', 'token', 'content', 'text']
  const paths = redact.flatMap(name => [name, `*.${name}`])
  const logger = pino({ level, redact: { paths, censor: '[redacted]' } }, pino.destination(2))
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  }
}
