import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import type { DispatchDeps } from '../chat/dispatch.ts'
import { Refusal } from '../lib/errors.ts'
import type { Logger } from '../lib/log.ts'
import { isDay } from '../lib/time.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import type { Job } from '../schedule/job.ts'

/** What a command of the operator works with, whether in its own process or inside the running server. */
export interface Host extends DispatchDeps {
  db: Db
  jobs: readonly Job[]
  /** The policies that come with the program; others are published. */
  builtIn: PolicySet
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

const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:?\d{2})?$/

/** An instant from the command line; with no offset it is Shanghai time, with no time the day's beginning. */
export function parseInstant(value: string): Date {
  const [, day = '', time = '00:00', offset = '+08:00'] = INSTANT.exec(value) ?? []
  const at = new Date(`${day}T${time}${offset}`)
  if (!isDay(day) || Number.isNaN(at.getTime())) {
    throw new Misuse(`--at 应为 ISO 时间，例如 2023-11-20T09:00+08:00，现为“${value}”`)
  }
  return at
}

/** An instant as a field of a `--lines` file. */
export const instant = z.string().transform(parseInstant)

/** A file the operator named; one that cannot be read is the operator's to mend. */
export async function readNamed(host: Host, path: string): Promise<Uint8Array> {
  return host.readFile(path).catch(() => {
    throw new Misuse(`读不到文件 ${path}，请检查路径和权限。`)
  })
}

/**
 * Answers each line of a file with one line of JSON, in order. All lines are checked before the first is answered; a
 * wrong one is a `Misuse` naming its number. `wanted` says in Chinese what a line should hold.
 */
export async function answerLines<T>(
  host: Host,
  path: string,
  { shape, wanted }: { shape: z.ZodType<T>; wanted: string },
  answer: (line: T) => Promise<unknown>,
): Promise<void> {
  const text = new TextDecoder().decode(await readNamed(host, path))
  const naming = async <R>(number: number, body: () => R | Promise<R>): Promise<R> => {
    try {
      return await body()
    } catch (error) {
      if (error instanceof Misuse) throw new Misuse(`${path} 第 ${number} 行：${error.message}`)
      throw error
    }
  }
  const lines: { number: number; line: T }[] = []
  for (const [index, content] of text.split('\n').entries()) {
    if (content.trim() === '') continue
    const number = index + 1
    lines.push({ number, line: await naming(number, () => parseLine(content, shape, wanted)) })
  }
  for (const { number, line } of lines) {
    host.out(JSON.stringify(await naming(number, () => answer(line))))
  }
}

function parseLine<T>(content: string, shape: z.ZodType<T>, wanted: string): T {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch {
    throw new Misuse('不是有效的 JSON')
  }
  const parsed = shape.safeParse(value)
  if (!parsed.success) throw new Misuse(wanted)
  return parsed.data
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

/** Runs a body whose refusal is the operator's fault: a wrong name, a file that is no table. */
export async function orMisuse<T>(body: () => Promise<T>): Promise<T> {
  const result = await orRefusal(body)
  if (typeof result === 'object' && result !== null && 'refusal' in result) {
    throw new Misuse(String(result.refusal))
  }
  return result as T
}

/** Writes a file an operator named. */
export async function writeNamed(host: Host, file: string, bytes: Uint8Array): Promise<void> {
  await host.writeFile(file, bytes).catch(() => {
    throw new Misuse(`写不了文件 ${file}，请检查文件夹是否存在、是否可写。`)
  })
}
