import { rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
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

/** Has a running server carry out a command; resolves with its exit code. */
export function sendCommand(
  path: string,
  command: RemoteCommand,
  out: (line: string) => void,
  err: (line: string) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => socket.write(`${JSON.stringify(command)}\n`))
    let exit: number | null = null
    socket.on('error', () => reject(new Error('服务正在启动或停止，请过几秒再试。')))
    createInterface({ input: socket }).on('line', line => {
      const frame = JSON.parse(line) as Frame
      if ('out' in frame) out(frame.out)
      else if ('err' in frame) err(frame.err)
      else exit = frame.exit
    })
    socket.on('close', () => {
      if (exit === null) reject(new Error('服务在执行命令途中退出了，结果不明，请重试。'))
      else resolve(exit)
    })
  })
}
