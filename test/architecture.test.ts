import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsOf } from './support/imports.ts'
import { forbiddenImports, MAY_IMPORT, roomOf } from './support/rooms.ts'

const read = (path: string) => readFileSync(path, 'utf8')
const sources = ['src', 'commands', 'jobs', 'db']
  .flatMap(top => readdirSync(top, { recursive: true, encoding: 'utf8' }).map(path => `${top}/${path}`))
  .filter(path => /\.tsx?$/.test(path))

describe('the rooms', () => {
  test('there are sources in every top-level folder', () => {
    for (const top of ['src/', 'commands/', 'jobs/', 'db/']) {
      expect(sources.filter(path => path.startsWith(top)).length, top).toBeGreaterThan(0)
    }
  })

  test('every import goes the way the table allows', () => {
    expect(sources.flatMap(path => forbiddenImports(path, read(path)))).toEqual([])
  })

  test('docs/architecture.md tells the same table', () => {
    const told = Object.fromEntries(
      [...read('docs/architecture.md').matchAll(/^\| (`(?:src|db|commands|jobs).*?) \|.*\| (.*) \|$/gm)].map(
        row => {
          const room = /`([^`]+)`/.exec(row[1] ?? '')?.[1] ?? ''
          return [room, targetsOf(row[2] ?? '')]
        },
      ),
    )
    const held = Object.entries(MAY_IMPORT).map(([room, targets]) => [room, [...targets].sort()])
    expect(told).toEqual(Object.fromEntries(held))
  })
})

/** What the last column of the table says, as rooms. */
function targetsOf(words: string): string[] {
  const rooms = Object.keys(MAY_IMPORT)
  const inSrc = rooms.filter(room => room.startsWith('src/') && !room.includes('*'))
  const roomOfWord = (word: string) => (rooms.includes(word) ? word : `src/${word}`)
  if (words === 'nothing') return []
  if (words === 'everything') return rooms.filter(room => !room.includes('*')).sort()
  const [, listed = words, but] = /^(.*), all `src` rooms but (.*)$/.exec(words) ?? []
  const exceptions = but?.split(', ').map(roomOfWord) ?? inSrc
  return [...listed.split(', ').map(roomOfWord), ...inSrc.filter(room => !exceptions.includes(room))].sort()
}

describe('the checker', () => {
  const planted: [string, string, string][] = [
    ['a static import', 'src/lib/a.ts', `import { x } from '../people/may.ts'`],
    ['an import for its effect', 'src/lib/a.ts', `import '../people/may.ts'`],
    ['a type import', 'src/ledger/a.ts', `import type { Card } from '../chat/card.ts'`],
    ['an inline type import', 'src/ledger/a.ts', `import { type Card } from '../chat/card.ts'`],
    [
      'an import over several lines',
      'src/ledger/a.ts',
      `import {\n  type Card,\n  say,\n}\n  from\n  '../chat/card.ts'`,
    ],
    ['a re-export', 'src/rules/a.ts', `export { x } from '../policies/index.ts'`],
    ['a re-export of everything', 'src/rules/a.ts', `export * as x from '../policies/index.ts'`],
    ['a type re-export', 'src/rules/a.ts', `export type { X } from '../policies/index.ts'`],
    ['a dynamic import', 'src/registry/a.ts', `const x = await import('../bulletins/page.ts')`],
    ['a dynamic import in a template', 'src/registry/a.ts', 'void import(`../bulletins/page.ts`)'],
    ['a computed import', 'src/registry/a.ts', `const x = (name: string) => import('../' + name)`],
    ['an import in a type', 'src/registry/a.ts', `type X = import('../bulletins/page.ts').X`],
    ['a typeof import', 'src/registry/a.ts', `type X = typeof import('../bulletins/page.ts')`],
    ['an import assignment', 'src/registry/a.ts', `import x = require('../bulletins/page.ts')`],
    ['a require', 'src/registry/a.ts', `const x = require('../bulletins/page.ts')`],
    [
      'an import in JSX code',
      'src/lib/a.tsx',
      `import { x } from '../people/may.ts'\nexport const y = <p>{x}</p>`,
    ],
    ['a command from the chat', 'src/chat/dispatch.ts', `import { help } from '../../commands/help.ts'`],
    ['a platform from a command', 'commands/help.ts', `import { x } from '../src/platforms/feishu/index.ts'`],
    ['the wiring from a room', 'src/people/a.ts', `import { readConfig } from '../config.ts'`],
    ['a test from a room', 'src/people/a.ts', `import { x } from '../../test/support/database.ts'`],
    ['a bulletin from the chat', 'src/chat/outbox.ts', `import { x } from '../bulletins/words.ts'`],
    ['one platform from another', 'src/platforms/feishu/a.ts', `import { x } from '../dingtalk/render.ts'`],
    ['a Node module in shared code', 'src/chat/a.ts', `import { readFileSync } from 'node:fs'`],
    ['a Node module without its prefix', 'src/chat/a.ts', `import { readFileSync } from 'fs'`],
    ['a Node-only file in shared code', 'src/worker.ts', `import { openEmbedded } from '../db/embedded.ts'`],
  ]
  test.each(planted)('%s that is forbidden is found', (_what, path, source) => {
    expect(forbiddenImports(path, `export const first = 1\n${source}\n`)).toHaveLength(1)
  })

  const allowed: [string, string, string][] = [
    ['the own room', 'src/platforms/feishu/a.ts', `import { x } from './render.ts'`],
    ['a room of the table', 'src/ledger/a.ts', `import { x } from '../../db/client.ts'`],
    [
      'words of a bulletin in a notice',
      'src/chat/notices/a.ts',
      `import { x } from '../../bulletins/words.ts'`,
    ],
    ['a package', 'src/lib/a.ts', `import Big from 'big.js'`],
    ['node:crypto', 'src/bulletins/a.ts', `import { createHmac } from 'node:crypto'`],
    ['a Node module where Node runs', 'src/main.ts', `import { readFileSync } from 'node:fs'`],
    ['the type of a Node-only file', 'src/runtime.ts', `import type { Holder } from './lock.ts'`],
    [
      'an import in a comment',
      'src/lib/a.ts',
      `// import '../people/may.ts'\n/* import '../people/may.ts' */`,
    ],
    ['an import in a text', 'src/lib/a.ts', `export const x = "import '../people/may.ts'"`],
  ]
  test.each(allowed)('%s is let through', (_what, path, source) => {
    expect(forbiddenImports(path, source)).toEqual([])
  })

  test('a fault names the file, its line and why', () => {
    const source = `const one = 1\n\nimport { may } from '../people/may.ts'\n`
    expect(forbiddenImports('src/lib/money.ts', source)).toEqual([
      'src/lib/money.ts:3 imports src/people/may.ts: src/lib may not import src/people',
    ])
  })

  test('a file that cannot be parsed is not passed over', () => {
    expect(() => importsOf('src/lib/a.ts', 'import {')).toThrow(/src\/lib\/a\.ts/)
  })

  test('a new folder under src needs a line in the table', () => {
    expect(roomOf('src/helpers/a.ts')).toBeNull()
    expect(forbiddenImports('src/helpers/a.ts', '')).toEqual(['src/helpers/a.ts belongs to no room'])
  })
})

describe('the documents', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync('docs').map(name => `docs/${name}`),
  ].filter(path => path.endsWith('.md') && existsSync(path))

  test.each(documents)('every path named in %s exists', document => {
    expect(pathsIn(document, read(document)).filter(path => !isThere(path))).toEqual([])
  })

  test('a path that is not there is found, linked or in code', () => {
    const words = 'see [x](gone.md#part) and `src/gone/a.ts`, not [y](https://a.cn/b) or `src/*.ts`'
    expect(pathsIn('docs/a.md', words)).toEqual(['docs/gone.md', 'src/gone/a.ts'])
    expect(isThere('src/gone/a.ts')).toBe(false)
  })
})

/** Relative links of a document, and paths of the project in its code spans; patterns and addresses are left out. */
function pathsIn(document: string, words: string): string[] {
  const links = [...words.matchAll(/\]\((?!\w+:|#|\/)([^)#\s]+)/g)].map(link =>
    posix.join(posix.dirname(document), link[1] ?? ''),
  )
  const named = [...words.matchAll(/(?:src|commands|jobs|db|test|docs|\.ci)\/[\w./-]*[\w/]/g)]
    .filter(({ index }) => !/[\w./<*-]/.test(words[index - 1] ?? ' '))
    .filter(({ index, 0: path }) => !/^[/.-]?[*<{]/.test(words.slice(index + path.length)))
    .map(([path]) => path)
  return [...new Set([...links, ...named])]
}

const isThere = (path: string) => ['', '.ts', '.tsx'].some(ending => existsSync(`${path}${ending}`))
