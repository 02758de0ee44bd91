import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'

/** One command typed in another terminal. */
export interface RemoteCommand {
  argv: string[]
  /** Relative file names are meant from here. */
  cwd: string
}

/** What comes back, line by line. */
type Frame = { out: string } | { err: string } | { exit: number }

export type RunRemote = (
  command: RemoteCommand,
  out: (line: string) => void,
  err: (line: string) => void,
) => Promise<number>

const commandShape = z.object({ argv: z.array(z.string()), cwd: z.string() })

/** Listens for commands of the same machine's user, who alone may open the socket. */
export function serveCommands(path: string, run: RunRemote): Promise<Server> {
  rmSync(path, { force: true })
  const server = createServer(socket => {
    socket.on('error', () => socket.destroy())
    createInterface({ input: socket }).once('line', line => {
      void answer(socket, line, run)
    })
  })
  const before = process.umask(0o177)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      process.umask(before)
      resolve(server)
    })
  })
}

async function answer(socket: Socket, line: string, run: RunRemote): Promise<void> {
  const send = (frame: Frame) => socket.write(`${JSON.stringify(frame)}\n`)
  try {
    const command = commandShape.parse(JSON.parse(line))
    const exit = await run(
      command,
      out => send({ out }),
      err => send({ err }),
    )
    send({ exit })
  } catch (error) {
    send({ err: `命令没有完成：${error instanceof Error ? error.message : String(error)}` })
    send({ exit: 2 })
  }
  socket.end()
}

/** A server that is starting up does not listen yet. */
const STARTING_MS = 60_000
const AGAIN_MS = 200

/** Connects to a server, once it listens; `isThere` says whether it still runs. */
async function reach(path: string, isThere: () => boolean): Promise<Socket> {
  const until = Date.now() + STARTING_MS
  for (;;) {
    const socket = connect(path)
    try {
      await once(socket, 'connect')
      return socket
    } catch {
      if (Date.now() > until || !isThere()) throw new Error('服务正在启动或停止，请过几秒再试。')
      await setTimeout(AGAIN_MS)
    }
  }
}

/** Has a running server carry out a command; resolves with its exit code. */
export async function sendCommand(
  { path, isThere }: { path: string; isThere(): boolean },
  command: RemoteCommand,
  out: (line: string) => void,
  err: (line: string) => void,
): Promise<number> {
  const socket = await reach(path, isThere)
  socket.write(`${JSON.stringify(command)}\n`)
  let exit: number | null = null
  try {
    for await (const line of createInterface({ input: socket })) {
      const frame = JSON.parse(line) as Frame
      if ('out' in frame) out(frame.out)
      else if ('err' in frame) err(frame.err)
      else exit = frame.exit
    }
  } catch {
    // The server is gone: what is said below.
  }
  if (exit === null) throw new Error('服务在执行命令途中退出了，结果不明，请重试。')
  return exit
}
