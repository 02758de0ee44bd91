import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { tables } from '../../commands/import/tables.ts'
import type { Db } from '../../db/client.ts'
import { identify } from '../people/identify.ts'
import { importFile as importNow, type Sender } from '../registry/lists/batch.ts'
import { exportList } from '../registry/lists/export-list.ts'
import { type List, sayTable } from '../registry/lists/list.ts'
import { templateOf } from '../registry/lists/template.ts'
import { importCalendar } from './calendar.ts'
import { exportCaseFile } from './cases.ts'
import { type Host, Misuse, orMisuse, readNamed, type Verb, writeNamed } from './host.ts'
import { describeImport } from './import-report.ts'
import { platformOf } from './say.ts'

function listAndFile(verb: string, positionals: string[]): { list: List; file: string } {
  const [kind, file] = positionals
  const list = tables.find(one => one.kind === kind)
  const isRead = verb === 'import'
  if (!list || !file || positionals.length > 2) {
    const kinds = tables.map(one => `  ${one.kind.padEnd(17)}${sayTable(one)}`)
    throw new Misuse(
      [`用法：${verb} <表> <文件.xlsx${isRead ? ' 或 .csv' : ''}>，表有：`, ...kinds].join('\n'),
    )
  }
  if (!isRead && !/\.xlsx$/i.test(file)) throw new Misuse(`写出的是 .xlsx，请把“${file}”的后缀改成 .xlsx。`)
  return { list, file }
}

const positionalsOf = (args: string[]) => parseArgs({ args, allowPositionals: true, options: {} }).positionals

/** `import`: takes a table into a list; faulty rows are listed one by one and left out. */
export const importFile: Verb = async (host, args) => {
  if (args[0] === 'calendar') return importCalendar(host, args.slice(1))
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      as: { type: 'string', default: 'operator' },
      dry: { type: 'boolean', default: false },
      json: { type: 'boolean' },
    },
  })
  const { list, file } = listAndFile('import', positionals)
  const bytes = await readNamed(host, file)
  const sender = await senderOf(host, values.as)
  const report = await orMisuse(() =>
    host.db.transaction(tx =>
      importNow(tx as Db, list, { name: basename(file), bytes }, sender, {
        dry: values.dry,
        onRead: rows => tell(host, rows, `已核对 ${rows} 行…`),
        onSaved: (records, of) => tell(host, records, `已写入 ${records} / ${of} 行…`),
      }),
    ),
  )
  if (values.json) host.out(JSON.stringify(report))
  else
    for (const line of describeImport(report, values.dry ? '试算（没有写入）：可导入' : '已导入'))
      host.out(line)
  return 0
}

/** Rows after which a long import says how far it is. */
const TOLD_EVERY = 100_000

function tell(host: Host, count: number, words: string): void {
  if (count % TOLD_EVERY === 0) host.err(words)
}

/** Somebody the bot knows imports with their own rights; any other name is whom the operator does it for. */
async function senderOf(host: Host, as: string): Promise<Sender> {
  const now = host.now()
  const policies = await host.loadPolicies(host.db)
  const speaker = await identify(host.db, await platformOf(host.db, as), as, now)
  return speaker.kind === 'person'
    ? { actor: speaker, by: speaker.id, now, policies }
    : { actor: { kind: 'operator' }, by: as, now, policies }
}

/** `export`: writes what the registry holds as xlsx. */
export const exportFile: Verb = async (host, args) => {
  if (args[0] === 'cases') return exportCaseFile(host, args.slice(1))
  const { list, file } = listAndFile('export', positionalsOf(args))
  const { bytes, rows } = await exportList(host.db, list, { kind: 'operator' })
  await writeNamed(host, file, bytes)
  host.out(`已写入 ${file}，共 ${rows} 行。`)
  return 0
}

/** `template`: writes an empty xlsx with the headings `import` understands, and examples. */
export const template: Verb = async (host, args) => {
  const { list, file } = listAndFile('template', positionalsOf(args))
  await writeNamed(host, file, await templateOf(list))
  host.out(`已写入 ${file}，按表头填写后用 import ${list.kind} 导入。`)
  return 0
}
