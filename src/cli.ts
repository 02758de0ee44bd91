import { CannotOpen } from './cannot-open.ts'
import { ConfigError, readConfig } from './config.ts'
import { sendCommand } from './control-socket.ts'
import { holderOf, Locked, socketPath } from './lock.ts'

const out = (line: string) => void process.stdout.write(`${line}\n`)
const err = (line: string) => void process.stderr.write(`${line}\n`)

/** Carries a command out: in the running server if that holds the embedded database, else here. */
async function main(argv: string[]): Promise<number> {
  const config = readConfig(process.env)
  const isServed = () => !config.databaseUrl && holderOf(config.dataDir)?.kind === 'server'
  if (isServed()) {
    const server = { path: socketPath(config.dataDir), isThere: isServed }
    return sendCommand(server, { argv, cwd: process.cwd() }, out, err)
  }
  // The bot is loaded only where it is needed: a command for the running server is there at once.
  const { runHere } = await import('./cli/here.ts')
  return runHere(config, argv, out, err)
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
