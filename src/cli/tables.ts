import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { readTable } from '../lib/tables/read.ts'
import { exportTable } from '../registry/tables/export.ts'
import { importTable, type TableKind, tableKinds } from '../registry/tables/import.ts'
import { template as templateOf } from '../registry/tables/template.ts'
import { importCalendar } from './calendar.ts'
import { caseTemplateFile, exportCaseFile, importCaseFile } from './cases.ts'
import { type Host, Misuse, orMisuse, readNamed, type Verb, writeNamed } from './host.ts'
import { describeImport } from './import-report.ts'

function kindAndFile(verb: string, positionals: string[]): { kind: TableKind; file: string } {
  const [kind, file] = positionals
  const known = tableKinds.find(name => name === kind)
  if (!known || !file || positionals.length > 2) {
    throw new Misuse(`用法：${verb} <${[...tableKinds, 'cases'].join('|')}> <文件.xlsx 或 .csv>`)
  }
  return { kind: known, file }
}

const positionalsOf = (args: string[]) => parseArgs({ args, allowPositionals: true, options: {} }).positionals

/** `import`: takes a table of enterprises or figures; faulty rows are listed one by one and left out. */
export const importFile: Verb = async (host, args) => {
  if (args[0] === 'calendar') return importCalendar(host, args.slice(1))
  if (args[0] === 'cases') return importCaseFile(host, args.slice(1))
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { as: { type: 'string', default: 'operator' }, json: { type: 'boolean' } },
  })
  const { kind, file } = kindAndFile('import', positionals)
  const bytes = await readNamed(host, file)
  const report = await orMisuse(async () => {
    const table = await readTable(bytes, basename(file))
    return host.db.transaction(tx =>
      importTable(tx as Host['db'], kind, table, { by: values.as, now: host.now() }),
    )
  })
  if (values.json) host.out(JSON.stringify(report))
  else for (const line of describeImport(report)) host.out(line)
  return 0
}

/** `export`: writes what the registry holds as xlsx. */
export const exportFile: Verb = async (host, args) => {
  if (args[0] === 'cases') return exportCaseFile(host, args.slice(1))
  const { kind, file } = kindAndFile('export', positionalsOf(args))
  await writeNamed(host, file, await exportTable(host.db, kind))
  host.out(`已写入 ${file}`)
  return 0
}

/** `template`: writes an empty xlsx with the headings `import` understands, and examples. */
export const template: Verb = async (host, args) => {
  if (args[0] === 'cases') return caseTemplateFile(host, args.slice(1))
  const { kind, file } = kindAndFile('template', positionalsOf(args))
  await writeNamed(host, file, await templateOf(kind))
  host.out(`已写入 ${file}，按表头填写后用 import ${kind} 导入。`)
  return 0
}
