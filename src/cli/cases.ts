import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { Db } from '../../db/client.ts'
import { loadCalendar } from '../ledger/calendar.ts'
import { conditionOf, type LedgerFilter } from '../ledger/filter.ts'
import { exportCases } from '../ledger/table/export.ts'
import { importCases } from '../ledger/table/import.ts'
import { caseTemplate } from '../ledger/table/template.ts'
import { readTable } from '../lib/tables/read.ts'
import { type Day, dayOf, isDay } from '../lib/time.ts'
import { Misuse, orMisuse, readNamed, type Verb, writeNamed } from './host.ts'
import { describeImport } from './import-report.ts'

/** `import cases`: takes over a ledger kept as a spreadsheet; `--dry` tells what would come of it and changes nothing. */
export const importCaseFile: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      as: { type: 'string', default: 'operator' },
      dry: { type: 'boolean', default: false },
      json: { type: 'boolean' },
    },
  })
  const file = oneFile(positionals, 'import cases <文件.xlsx|csv> [--as 用户] [--dry] [--json]')
  const bytes = await readNamed(host, file)
  const report = await orMisuse(async () => {
    const table = await readTable(bytes, basename(file))
    return host.db.transaction(tx =>
      importCases(tx as Db, table, { by: values.as, now: host.now(), dry: values.dry }),
    )
  })
  if (values.json) host.out(JSON.stringify(report))
  else
    for (const line of describeImport(report, values.dry ? '试算（没有写入）：可导入' : '已导入'))
      host.out(line)
  return 0
}

const STANDINGS = ['open', 'inHand', 'overdue', 'finished', 'solved', 'unsolved'] as const

/** `export cases`: the ledger as xlsx, narrowed by unit, region, category, standing and filing days. */
export const exportCaseFile: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      unit: { type: 'string', multiple: true },
      region: { type: 'string', multiple: true },
      category: { type: 'string', multiple: true },
      standing: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
    },
  })
  const usage = `export cases <文件.xlsx> [--unit 单位编号] [--region 区划] [--category 类别] [--standing ${STANDINGS.join('|')}] [--from 日期] [--to 日期]`
  const file = oneFile(positionals, usage)
  const standing = STANDINGS.find(one => one === values.standing)
  if (values.standing && !standing) throw new Misuse(`用法：${usage}`)
  const filter: LedgerFilter = {
    unitIds: values.unit,
    regionCodes: values.region,
    categories: values.category,
    standing,
    from: dayOrNone(values.from),
    to: dayOrNone(values.to),
  }
  const on = dayOf(host.now())
  const words = [values.unit, values.region, values.category, values.standing, values.from, values.to]
    .flat()
    .filter(Boolean)
  const { bytes, rows } = await orMisuse(async () =>
    exportCases(
      host.db,
      { where: conditionOf(filter, on), calendar: await loadCalendar(host.db), on },
      words.length > 0 ? words.join(' ') : '全部',
    ),
  )
  await writeNamed(host, file, bytes)
  host.out(`已写入 ${file}，共 ${rows} 件，截至 ${on}。`)
  return 0
}

/** `template cases`: an empty 台账 with the headings an import reads. */
export const caseTemplateFile: Verb = async (host, args) => {
  const file = oneFile(
    parseArgs({ args, allowPositionals: true, options: {} }).positionals,
    'template cases <文件.xlsx>',
  )
  await writeNamed(host, file, await caseTemplate())
  host.out(`已写入 ${file}，按表头填写后用 import cases 导入。`)
  return 0
}

function oneFile([file, ...rest]: string[], usage: string): string {
  if (!file || rest.length > 0) throw new Misuse(`用法：${usage}`)
  return file
}

function dayOrNone(day: string | undefined): Day | undefined {
  if (day !== undefined && !isDay(day)) throw new Misuse(`日期“${day}”要写成 2023-11-15。`)
  return day
}
