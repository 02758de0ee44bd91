import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { exportTable } from '../registry/tables/export.ts'
import { type ImportReport, importTable, type TableKind, tableKinds } from '../registry/tables/import.ts'
import { readTable } from '../registry/tables/read.ts'
import { template as templateOf } from '../registry/tables/template.ts'
import { type Host, Misuse, orRefusal, type Verb } from './host.ts'

function kindAndFile(verb: string, positionals: string[]): { kind: TableKind; file: string } {
  const [kind, file] = positionals
  const known = tableKinds.find(name => name === kind)
  if (!known || !file) {
    throw new Misuse(`用法：${verb} <${tableKinds.join('|')}> <文件.xlsx 或 .csv>`)
  }
  return { kind: known, file }
}

/** `import`: takes a table of enterprises or figures; faulty rows are listed one by one and left out. */
export const importFile: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { as: { type: 'string', default: 'operator' }, json: { type: 'boolean' } },
  })
  const { kind, file } = kindAndFile('import', positionals)
  const report = await orRefusal(async () => {
    const table = await readTable(await readOr(host, file), basename(file))
    return host.db.transaction(tx =>
      importTable(tx as Host['db'], kind, table, { by: values.as, now: host.now() }),
    )
  })
  if ('refusal' in report) {
    host.out(values.json ? JSON.stringify(report) : report.refusal)
    return 0
  }
  if (values.json) host.out(JSON.stringify(report))
  else for (const line of describeImport(report)) host.out(line)
  return 0
}

function describeImport(report: ImportReport): string[] {
  return [
    `已导入 ${report.accepted} 行，有问题未导入 ${new Set(report.rejected.map(({ row }) => row)).size} 行。`,
    ...report.rejected.map(
      ({ row, column, problem }) => `第 ${row} 行${column ? `「${column}」` : ''}：${problem}`,
    ),
    ...report.warnings.map(warning => `提醒：第 ${warning.row} 行 ${warning.problem}`),
  ]
}

async function readOr(host: Host, file: string): Promise<Uint8Array> {
  return host.readFile(file).catch(() => {
    throw new Misuse(`读不到文件 ${file}，请检查路径和权限。`)
  })
}

/** `export`: writes what the registry holds as xlsx. */
export const exportFile: Verb = async (host, args) => {
  const { kind, file } = kindAndFile('export', args)
  await host.writeFile(file, await exportTable(host.db, kind))
  host.out(`已写入 ${file}`)
  return 0
}

/** `template`: writes an empty xlsx with the headings `import` understands, and examples. */
export const template: Verb = async (host, args) => {
  const { kind, file } = kindAndFile('template', args)
  await host.writeFile(file, await templateOf(kind))
  host.out(`已写入 ${file}，按表头填写后用 import ${kind} 导入。`)
  return 0
}
