import type { Db } from '../../db/client.ts'
import type { DispatchDeps } from '../chat/dispatch.ts'
import { Refusal } from '../lib/errors.ts'
import type { Logger } from '../lib/log.ts'
import type { Job } from '../schedule/job.ts'

/** What a command of the operator works with, whether in its own process or inside the running server. */
export interface Host extends DispatchDeps {
  db: Db
  jobs: readonly Job[]
  log: Logger
  /** The domain's present: the demo clock with demo data. */
  now(): Date
  out(line: string): void
  err(line: string): void
  readFile(path: string): Promise<Uint8Array>
  writeFile(path: string, bytes: Uint8Array): Promise<void>
  /** Something was queued to be sent; a running server sends it now. */
  changed(): void
}

/** An operator's command: reads its arguments, answers with an exit code. */
export type Verb = (host: Host, args: string[]) => Promise<number>

/** The command line itself is wrong: exit code 2 and one line saying what is expected. */
export class Misuse extends Error {
  override name = 'Misuse'
}

/** An instant from the command line; with no offset it is Shanghai time. */
export function parseInstant(value: string): Date {
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/.test(value)
  const hasTime = value.includes('T') || value.includes(' ')
  const at = new Date(hasOffset ? value : `${value.replace(' ', 'T')}${hasTime ? '' : 'T00:00:00'}+08:00`)
  if (Number.isNaN(at.getTime())) {
    throw new Misuse(`--at 应为 ISO 时间，例如 2023-11-20T09:00+08:00，现为“${value}”`)
  }
  return at
}

/** Each line of a file as JSON, with its number for error messages. */
export async function readLines(host: Host, path: string): Promise<{ line: number; value: unknown }[]> {
  const text = new TextDecoder().decode(await host.readFile(path))
  return text.split('\n').flatMap((content, index) => {
    if (content.trim() === '') return []
    try {
      return [{ line: index + 1, value: JSON.parse(content) as unknown }]
    } catch {
      throw new Misuse(`${path} 第 ${index + 1} 行不是有效的 JSON`)
    }
  })
}

/** Runs a body that may be refused; a refusal is an answer, not a failure. */
export async function orRefusal<T>(body: () => Promise<T>): Promise<T | { refusal: string }> {
  try {
    return await body()
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.message }
    throw error
  }
}
