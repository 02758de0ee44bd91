import { parseArgs } from 'node:util'
import { askedOf } from '../../commands/ledger/asked.ts'
import { loadCalendar } from '../ledger/calendar.ts'
import { conditionOf } from '../ledger/filter.ts'
import { exportCases } from '../ledger/table/export.ts'
import { type Day, dayOf, isDay } from '../lib/time.ts'
import { type Host, Misuse, orMisuse, type Verb, writeNamed } from './host.ts'

const EXPORT_USAGE =
  'export cases <文件.xlsx> [--region 县市区或园区] [--unit 单位] [--enterprise 企业] [--category 类别] [--chain 产业链] [--status 状态] [--period 2023-11] [--from 日期] [--to 日期]'

/** `export cases`: the ledger as xlsx, narrowed by the names people call things by, as in chat. */
export const exportCaseFile: Verb = async (host, args) => {
  const many = { type: 'string', multiple: true } as const
  const one = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      region: many,
      category: many,
      unit: one,
      enterprise: one,
      chain: one,
      status: one,
      period: one,
      from: one,
      to: one,
    },
  })
  const file = oneFile(positionals, EXPORT_USAGE)
  const { db } = host
  const now = host.now()
  const { bytes, rows } = await orMisuse(async () => {
    const { filter, words } = await askedOf(
      { db, now, speaker: { kind: 'operator' } },
      {
        regions: values.region,
        categories: values.category,
        dept: values.unit,
        chain: values.chain,
        status: values.status,
        period: values.period,
        range: rangeOf(values.from, values.to, dayOf(now)),
        ...(values.enterprise && (await firmNamed(host, values.enterprise))),
      },
    )
    const on = dayOf(now)
    const where = conditionOf(filter, on)
    return exportCases(db, { where, calendar: await loadCalendar(db), on }, words || '全部')
  })
  await writeNamed(host, file, bytes)
  host.out(`已写入 ${file}，共 ${rows} 件，截至 ${dayOf(now)}。`)
  return 0
}

/** Both days counted; from the beginning, or until today, where one is missing. */
function rangeOf(from: string | undefined, to: string | undefined, today: Day): string | undefined {
  for (const day of [from, to])
    if (day !== undefined && !isDay(day)) throw new Misuse(`日期“${day}”要写成 2023-11-15。`)
  return from || to ? `${from ?? '2000-01-01'}..${to ?? today}` : undefined
}

async function firmNamed({ db, findMention }: Host, name: string) {
  const [mention] = await findMention(db, name)
  const [first, second] = mention?.candidates ?? []
  if (!first) throw new Misuse(`没有找到企业“${name}”，请写全称、简称或统一社会信用代码。`)
  if (second && !mention?.exact)
    throw new Misuse(`名字像“${name}”的有几家：${first.name}、${second.name}。请写全称。`)
  return { uscc: first.uscc, enterprise: first.shortName }
}

function oneFile([file, ...rest]: string[], usage: string): string {
  if (!file || rest.length > 0) throw new Misuse(`用法：${usage}`)
  return file
}
