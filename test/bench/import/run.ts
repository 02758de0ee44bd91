import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { enterprisesCsv, FIRMS, figureRows } from './tables.ts'
import { workbookOf } from './workbook.ts'

/**
 * A city's figures of a year from one file into PGlite, each import in a process of its own, as from the command line.
 * `BENCH_FIRMS` makes it shorter. The mark: under 60 s, and the process under 1 GB with the database inside it.
 */
const SECONDS = 60
const MEGABYTES = 1000

const measured = z.object({
  seconds: z.number(),
  checking: z.number(),
  opened: z.number(),
  peak: z.number(),
  added: z.number(),
  same: z.number(),
  faulty: z.number(),
})

const folder = mkdtempSync(join(tmpdir(), 'beizeng-import-'))

function run(what: string, kind: string, file: string) {
  const told = execFileSync(
    process.execPath,
    ['--import', 'tsx', 'test/bench/import/worker.ts', join(folder, 'data'), kind, file],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const one = measured.parse(JSON.parse(told))
  console.log(
    `${what.padEnd(34)} ${one.seconds.toFixed(1).padStart(6)} s (checking ${one.checking.toFixed(1)})  ` +
      `peak ${one.peak.toFixed(0)} MB (${one.opened.toFixed(0)} before)  ` +
      `new ${one.added}, same ${one.same}, faulty ${one.faulty}`,
  )
  return one
}

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

function* lines(): Generator<string> {
  for (const row of figureRows()) yield `${row.join(',')}\n`
}

try {
  console.log(`${FIRMS.toLocaleString('en')} enterprises, 12 months, 4 figures`)
  run('enterprises, CSV', 'enterprises', file('enterprises.csv', enterprisesCsv()))
  // Once more into a database that is there already: a new one takes twice the memory to be made.
  run('enterprises, CSV, the same again', 'enterprises', file('enterprises.csv', enterprisesCsv()))
  const csv = file('figures.csv', [...lines()].join(''))
  const first = run('figures, CSV', 'figures', csv)
  const again = run('figures, CSV, the same again', 'figures', csv)
  const workbook = file('figures.xlsx', workbookOf(figureRows(), 3))
  const sheets = run('figures, xlsx, the same again', 'figures', workbook)
  const all = [first, again, sheets]
  const isMet = all.every(({ seconds, peak }) => seconds < SECONDS && peak < MEGABYTES)
  console.log(`under ${SECONDS} s and ${MEGABYTES} MB: ${isMet ? 'met' : 'MISSED'}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
