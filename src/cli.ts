import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { runCommand } from './cli/run.ts'
import { ConfigError, readConfig } from './config.ts'
import { sendCommand } from './control-socket.ts'
import { systemClock } from './lib/time.ts'
import { holderOf, Locked, socketPath } from './lock.ts'
import { CannotOpen, createLogger, openDatabase } from './open.ts'
import { builtIn, policyLoader, understanding } from './runtime.ts'
import { hasDemoClock, openDemoClock } from './schedule/demo-clock.ts'

const out = (line: string) => void process.stdout.write(`${line}\n`)
const err = (line: string) => void process.stderr.write(`${line}\n`)

/** Carries a command out: in the running server if that holds the embedded database, else here. */
async function main(argv: string[]): Promise<number> {
  const config = readConfig(process.env)
  if (!config.databaseUrl && holderOf(config.dataDir)?.kind === 'server') {
    return sendCommand(socketPath(config.dataDir), { argv, cwd: process.cwd() }, out, err)
  }
  const open = await openDatabase(config, 'command')
  try {
    const clock = (await hasDemoClock(open.db)) ? await openDemoClock(open.db, false) : systemClock
    // An operator reads answers, not the log of how they came about.
    const log = createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel)
    return await runCommand(
      {
        ...understanding,
        builtIn,
        loadPolicies: policyLoader(log),
        db: open.db,
        log,
        now: () => clock.now(),
        out,
        err,
        readFile: path => readFile(resolve(path)),
        writeFile: (path, bytes) => writeFile(resolve(path), bytes),
        changed() {},
      },
      argv,
    )
  } finally {
    await open.close()
  }
}

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code
  },
  (error: unknown) => {
    if (error instanceof ConfigError) for (const line of error.lines) err(line)
    else if (error instanceof Locked || error instanceof CannotOpen) err(error.message)
    else err(`命令没有完成：${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 2
  },
)
