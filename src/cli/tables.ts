import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { readTable } from '../lib/tables/read.ts'
import type { ImportReport } from '../lib/tables/report.ts'
import { exportList } from '../registry/lists/export-list.ts'
import { importList } from '../registry/lists/import-list.ts'
import { lists } from '../registry/lists/index.ts'
import type { List } from '../registry/lists/list.ts'
import { templateOf } from '../registry/lists/template.ts'
import { importCalendar } from './calendar.ts'
import { type Host, Misuse, orMisuse, readNamed, type Verb } from './host.ts'

function listAndFile(verb: string, positionals: string[]): { list: List; file: string } {
  const [kind, file] = positionals
  const list = lists.find(one => one.kind === kind)
  if (!list || !file || positionals.length > 2) {
    throw new Misuse(`用法：${verb} <${lists.map(one => one.kind).join('|')}> <文件.xlsx 或 .csv>`)
  }
  return { list, file }
}

const positionalsOf = (args: string[]) => parseArgs({ args, allowPositionals: true, options: {} }).positionals

/** `import`: takes a table of enterprises or figures; faulty rows are listed one by one and left out. */
export const importFile: Verb = async (host, args) => {
  if (args[0] === 'calendar') return importCalendar(host, args.slice(1))
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { as: { type: 'string', default: 'operator' }, json: { type: 'boolean' } },
  })
  const { list, file } = listAndFile('import', positionals)
  const bytes = await readNamed(host, file)
  const report = await orMisuse(async () => {
    const table = await readTable(bytes, basename(file))
    return host.db.transaction(tx =>
      importList(tx as Host['db'], list, table, {
        actor: { kind: 'operator' },
        by: values.as,
        now: host.now(),
        batchId: null,
      }),
    )
  })
  if (values.json) host.out(JSON.stringify(report))
  else for (const line of describeImport(report)) host.out(line)
  return 0
}

function describeImport({ accepted, rejected, warnings }: ImportReport): string[] {
  const bad = new Map<number, string[]>()
  for (const { row, column, problem } of rejected) {
    bad.set(row, [...(bad.get(row) ?? []), `${column ? `「${column}」` : ''}${problem}`])
  }
  return [
    `已导入 ${accepted} 行，有问题未导入 ${bad.size} 行。`,
    ...[...bad].map(([row, problems]) => `第 ${row} 行：${problems.join(' ')}`),
    ...warnings.map(({ row, problem }) => `提醒：第 ${row} 行 ${problem}`),
  ]
}

async function write(host: Host, file: string, bytes: Uint8Array): Promise<void> {
  await host.writeFile(file, bytes).catch(() => {
    throw new Misuse(`写不了文件 ${file}，请检查文件夹是否存在、是否可写。`)
  })
}

/** `export`: writes what the registry holds as xlsx. */
export const exportFile: Verb = async (host, args) => {
  const { list, file } = listAndFile('export', positionalsOf(args))
  await write(host, file, await exportList(host.db, list, { kind: 'operator' }))
  host.out(`已写入 ${file}`)
  return 0
}

/** `template`: writes an empty xlsx with the headings `import` understands, and examples. */
export const template: Verb = async (host, args) => {
  const { list, file } = listAndFile('template', positionalsOf(args))
  await write(host, file, await templateOf(list))
  host.out(`已写入 ${file}，按表头填写后用 import ${list.kind} 导入。`)
  return 0
}
