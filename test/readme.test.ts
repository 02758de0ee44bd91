import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Host } from '../src/cli/host.ts'
import { runCommand } from '../src/cli/run.ts'
import { understanding } from '../src/runtime.ts'

it('prints the commands in the README as the commands themselves tell them', async () => {
  const lines: string[] = []
  const host = { ...understanding, out: (line: string) => lines.push(line) } as unknown as Host
  await runCommand(host, ['commands'])
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const printed = readme.match(/<!-- commands -->\n([\s\S]*?)\n?<!-- \/commands -->/)?.[1]
  expect(printed, 'paste the output of `npm run --silent cli -- commands` between the marks').toBe(
    lines.join('\n'),
  )
})
