import { readFileSync } from 'node:fs'
import { ensureBaseData } from '../../../db/base/load.ts'
import type { Db } from '../../../db/client.ts'
import { openEmbedded } from '../../../db/embedded.ts'
import { importFile } from '../../../src/registry/lists/batch.ts'
import { lists } from '../../../src/registry/lists/index.ts'
import { builtIn } from '../../support/policies.ts'

/** Imports one file into the database of a folder, as the command line does, and tells time and memory as JSON. */
const [folder = '', kind = '', file = ''] = process.argv.slice(2)
const { db, close } = await openEmbedded(folder)
await ensureBaseData(db)
const list = lists.find(one => one.kind === kind)
if (!list) throw new Error(`no list ${kind}`)
const opened = process.memoryUsage.rss()
const sender = {
  actor: { kind: 'operator' },
  by: 'operator',
  policies: builtIn,
  now: new Date('2023-11-15T10:00:00+08:00'),
} as const
const began = performance.now()
let checked = began
const { added, unchanged, faulty } = await db.transaction(tx =>
  importFile(tx as Db, list, { name: file, bytes: readFileSync(file) }, sender, {
    onRead: () => {
      checked = performance.now()
    },
  }),
)
console.log(
  JSON.stringify({
    seconds: (performance.now() - began) / 1000,
    checking: (checked - began) / 1000,
    opened: opened / 1e6,
    // In kilobytes on Linux and macOS.
    peak: process.resourceUsage().maxRSS / 1e3,
    added,
    same: unchanged,
    faulty,
  }),
)
await close()
