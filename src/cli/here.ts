import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { systemClock } from '../lib/time.ts'
import { createLogger, openDatabase } from '../open.ts'
import { builtIn, policyLoader, understanding } from '../runtime.ts'
import { hasDemoClock, openDemoClock } from '../schedule/demo-clock.ts'
import { runCommand } from './run.ts'

/** Carries a command out in this process, over the database it opens; gives the exit code. */
export async function runHere(
  config: Config,
  argv: string[],
  out: (line: string) => void,
  err: (line: string) => void,
): Promise<number> {
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
