import type { Db } from '../../db/client.ts'
import type { Host } from '../../src/cli/host.ts'
import { runCommand } from '../../src/cli/run.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { builtIn, policyLoader, understanding } from '../../src/runtime.ts'

/** An operator's command carried out in this process, on a database of the test; `files` are what it finds on disk and leaves there. */
export async function operate(
  db: Db,
  argv: string[],
  {
    files = {},
    now = new Date('2023-11-15T10:00:00+08:00'),
  }: { files?: Record<string, unknown>; now?: Date } = {},
): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = []
  const err: string[] = []
  const host: Host = {
    ...understanding,
    builtIn,
    loadPolicies: policyLoader(silentLogger),
    db,
    log: silentLogger,
    now: () => now,
    out: line => void out.push(line),
    err: line => void err.push(line),
    async readFile(path) {
      if (!Object.hasOwn(files, path)) throw new Error('no such file')
      const content = files[path]
      if (content instanceof Uint8Array) return content
      return new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content))
    },
    async writeFile(path, bytes) {
      files[path] = bytes
    },
    changed() {},
  }
  const code = await runCommand(host, argv)
  return { code, out: out.join('\n'), err: err.join('\n') }
}
