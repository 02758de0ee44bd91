import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Who has the embedded database of a folder open. */
export interface Holder {
  pid: number
  /** `server` answers commands over its socket; `command` is done soon. */
  kind: 'server' | 'command'
}

/** The folder is in use by another process. */
export class Locked extends Error {
  override name = 'Locked'
  readonly holder: Holder
  constructor(holder: Holder, folder: string) {
    const who = holder.kind === 'server' ? '正在运行的服务' : '另一条命令'
    super(`数据目录 ${folder} 正被${who}（进程 ${holder.pid}）使用。请等它结束，或用 DATA_DIR 换一个目录。`)
    this.holder = holder
  }
}

const lockFile = (folder: string) => join(folder, 'beizeng.lock')

/** Where the server of a folder listens for commands; outside the folder, because socket paths must be short. */
export function socketPath(folder: string): string {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)
  return join(tmpdir(), `beizeng-${name}.sock`)
}

/** Who holds a folder now; null when nobody does or the holder is dead. */
export function holderOf(folder: string): Holder | null {
  let holder: Holder
  try {
    holder = JSON.parse(readFileSync(lockFile(folder), 'utf8')) as Holder
  } catch {
    // No file, or one torn by a crash: nobody holds it.
    return null
  }
  return holder.pid !== process.pid && isRunning(holder.pid) ? holder : null
}

/**
 * Takes a folder for this process, because two on one embedded database destroy it. Throws `Locked`. Returns how to
 * let go; a crash lets go by itself.
 */
export function lockFolder(folder: string, kind: Holder['kind']): () => void {
  mkdirSync(folder, { recursive: true })
  const holder = holderOf(folder)
  if (holder) throw new Locked(holder, folder)
  // Left by a process that died.
  rmSync(lockFile(folder), { force: true })
  try {
    writeFileSync(lockFile(folder), JSON.stringify({ pid: process.pid, kind } satisfies Holder), {
      flag: 'wx',
    })
    if (holderOf(folder)) throw new Error('taken over')
  } catch {
    // Somebody was quicker between the check and the write.
    throw new Locked(holderOf(folder) ?? { pid: 0, kind: 'command' }, folder)
  }
  return () => rmSync(lockFile(folder), { force: true })
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
