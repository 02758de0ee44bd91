import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { freePort } from '../support/postgres.ts'
import { eventually } from '../support/town.ts'

const root = process.cwd()
const folder = mkdtempSync(join(tmpdir(), 'beizeng-server-'))
const data = join(folder, 'data')
const started: ChildProcess[] = []

interface Child {
  process: ChildProcess
  /** Everything it has printed. */
  said(): string
  ended: Promise<number | null>
}

function run(script: string, args: string[], env: Record<string, string>, cwd = root): Child {
  const child = spawn(
    process.execPath,
    ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), join(root, script), ...args],
    {
      cwd,
      env: { PATH: process.env.PATH ?? '', DATA_DIR: data, LOG_LEVEL: 'error', ...env },
    },
  )
  started.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', chunk => {
      said += chunk
    })
  }
  return { process: child, said: () => said, ended: new Promise(resolve => child.on('close', resolve)) }
}

async function startServer(port: number): Promise<Child> {
  const server = run('src/main.ts', [], { PORT: String(port) })
  await eventually(
    async () => {
      const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
      return response?.ok ? true : null
    },
    'the server',
    40_000,
  )
  return server
}

describe('a running server', () => {
  afterAll(() => {
    for (const child of started) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  it('carries out commands of another terminal, keeps others off its folder, ends cleanly and survives a crash', async () => {
    const port = await freePort()
    const server = await startServer(port)
    expect(server.said()).toContain(`http://localhost:${port}/sandbox`)

    writeFileSync(
      join(folder, 'figures.csv'),
      '统一社会信用代码,指标,期间,数值,来源\n91430400DEM000014F,营收,2019,77777,统计\n',
    )
    const imported = run('src/cli.ts', ['import', 'figures', 'figures.csv'], {}, folder)
    expect(await imported.ended).toBe(0)
    expect(imported.said()).toContain('已导入 1 行')
    const asked = run('src/cli.ts', ['say', '--as', 'ou_demo_office', '金杯电工 2019年营收多少'], {})
    expect(await asked.ended).toBe(0)
    expect(asked.said()).toMatch(/7\.78亿元|77777/)
    const wrong = run('src/cli.ts', ['nope'], {})
    expect(await wrong.ended).toBe(2)

    const second = run('src/main.ts', [], { PORT: String(await freePort()) })
    expect(await second.ended).toBe(1)
    expect(second.said()).toMatch(/正被正在运行的服务（进程 \d+）使用/)

    server.process.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(existsSync(join(data, 'beizeng.lock'))).toBe(false)

    const crashing = await startServer(port)
    crashing.process.kill('SIGKILL')
    await crashing.ended
    expect(existsSync(join(data, 'beizeng.lock'))).toBe(true)
    const again = await startServer(port)
    again.process.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  }, 120_000)

  it('says in one line a fault what is wrong with the environment or the port', async () => {
    const faulty = run('src/main.ts', [], { PORT: 'abc', SANDBOX: 'maybe' })
    expect(await faulty.ended).toBe(1)
    expect(faulty.said().trim().split('\n')).toHaveLength(2)
  })
})
