import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { writeWorkbook } from '../../lib/tables/write.ts'
import { INDICATORS, type Indicator } from '../indicators.ts'
import { ENTERPRISE_COLUMNS } from './enterprise-columns.ts'
import { FIGURE_COLUMNS } from './figures.ts'
import type { TableKind } from './import.ts'

/** Everything of a kind as xlsx, in the shape an import takes: importing it again changes nothing. */
export async function exportTable(db: Db, kind: TableKind): Promise<Uint8Array> {
  return kind === 'enterprises' ? exportEnterprises(db) : exportFigures(db)
}

interface EnterpriseOut {
  name: string
  uscc: string
  short: string
  aliases: string | null
  region: string | null
  park: string | null
  chain: string | null
  industry: string | null
  industrial: boolean | null
  digital: boolean | null
  above: boolean | null
  since: string | null
  stats: boolean | null
}

async function exportEnterprises(db: Db): Promise<Uint8Array> {
  const rows = await rowsOf<EnterpriseOut>(
    db,
    sql`select e.name, e.uscc, e.short_name as short, r.name as region, p.name as park, e.chain,
        e.industry_code as industry, e.is_industrial as industrial, e.is_digital as digital,
        e.is_above_scale as above, e.first_above_scale_on::text as since, e.in_stats as stats,
        (select string_agg(alias, '、' order by alias) from enterprise_alias a where a.uscc = e.uscc) as aliases
      from enterprise e
      left join region r on r.code = e.region_code
      left join park p on p.id = e.park_id
      order by e.uscc`,
  )
  const say = (flag: boolean | null) => (flag === null ? null : flag ? '是' : '否')
  return writeWorkbook([
    {
      name: '企业',
      headings: ENTERPRISE_COLUMNS.map(({ title }) => title),
      rows: rows.map(row => [
        row.name,
        row.uscc,
        row.short,
        row.aliases,
        row.region,
        row.park,
        row.chain,
        row.industry,
        say(row.industrial),
        say(row.digital),
        say(row.above),
        row.since,
        say(row.stats),
      ]),
    },
  ])
}

interface FigureOut {
  uscc: string
  name: string
  indicator: Indicator
  period: string
  amount: string
  source: string
}

/** The newest version of every figure; the ones it replaced stay behind. */
async function exportFigures(db: Db): Promise<Uint8Array> {
  const rows = await rowsOf<FigureOut>(
    db,
    sql`select distinct on (f.uscc, f.indicator, f.period, f.source)
        f.uscc, e.name, f.indicator, f.period, f.amount::text as amount, f.source
      from figure f join enterprise e using (uscc)
      order by f.uscc, f.indicator, f.period, f.source, f.id desc`,
  )
  return writeWorkbook([
    {
      name: '数据',
      headings: FIGURE_COLUMNS.map(({ title }) => (title === '数值' ? '数值（万元）' : title)),
      rows: rows.map(({ uscc, name, indicator, period, amount, source }) => [
        uscc,
        name,
        INDICATORS[indicator].heading,
        period,
        Number(amount),
        source,
      ]),
    },
  ])
}
