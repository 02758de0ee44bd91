import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { enterprise, enterpriseAlias } from '../../../db/schema/index.ts'
import { shortNameOf } from '../../lib/names.ts'
import type { DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import {
  type EnterpriseScope,
  mayExportLists,
  mayKeepEnterprise,
  mayKeepEnterprises,
  maySeeFigures,
} from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { readDate, readText, readTick, readUscc, readWords } from './cells.ts'
import { CHAINS, ENTERPRISE_COLUMNS, ENTERPRISE_EXAMPLES } from './enterprise-columns.ts'
import { type Firms, readFirms } from './firms.ts'
import type { List, ListRow } from './list.ts'
import { assessUnitOf, findPlace, type Places, readPlaces } from './places.ts'
import { type EnterpriseRow, saveEnterprises } from './save-enterprises.ts'

/** 企业: who there is, where it belongs, and where it stands. */
export const enterprises: List<EnterpriseRow> = {
  kind: 'enterprises',
  title: '企业',
  columns: ENTERPRISE_COLUMNS,
  examples: ENTERPRISE_EXAMPLES,
  tables: [enterprise, enterpriseAlias],
  mayImport: mayKeepEnterprises,
  mayExport: mayExportLists,
  async reader(db, { actor }) {
    const places = await readPlaces(db)
    const firms = await readFirms(db)
    return (row, notes) => {
      const read = readEnterprise(row, places, notes)
      if (read) checkOwn(read, actor, firms, notes)
      return read
    }
  },
  keyOf: ({ uscc }) => uscc,
  save: saveEnterprises,
  rows: exportRows,
}

/** In the order of the columns, so that faults of a row are listed as they stand in it. */
function readEnterprise(row: DataRow, places: Places, notes: RowNotes): EnterpriseRow | null {
  const name = readName(row, notes)
  const uscc = readUscc(row, notes)
  const [shortName = null, ...otherShorts] = readWords(row, '简称')
  const read = {
    shortName,
    aliases: [...new Set([...otherShorts, ...readWords(row, '曾用名')])],
    regionCode: readPlace(row, '所属区域', places.regions, places.regionNames, notes),
    parkId: readPlace(row, '园区', places.parks, places.parkNames, notes),
    chain: readChain(row, notes),
    industryCode: readIndustry(row, notes),
    isIndustrial: readTick(row, '是否工业企业', notes),
    isDigital: readTick(row, '是否数字经济企业', notes),
    isAboveScale: readTick(row, '是否规上', notes),
    firstAboveScaleOn: readDate(row, '首次入规日期', notes),
    inStats: readTick(row, '是否入统', notes),
  }
  return name && uscc ? { name, uscc, ...read } : null
}

/** A county or park keeps its own enterprises: those it has, and those it adds where it is. */
function checkOwn(read: EnterpriseRow, actor: Actor, { byCode }: Firms, notes: RowNotes): void {
  const { uscc, regionCode, parkId, chain } = read
  const known = byCode.get(uscc)
  const said: EnterpriseScope = { uscc, regionCode, assessUnitId: assessUnitOf(regionCode, parkId), chain }
  const isMoved = regionCode !== null || parkId !== null
  if (known && !mayKeepEnterprise(actor, known))
    notes.reject(
      '统一社会信用代码',
      uscc,
      `“${known.name}”不是本县市区、园区的企业，请交市领导小组办公室导入。`,
    )
  else if ((isMoved || !known) && !mayKeepEnterprise(actor, said))
    notes.reject('所属区域', '', '只能导入本县市区、园区的企业，请核对所属区域和园区。')
}

function readName(row: DataRow, notes: RowNotes): string | null {
  const name = readText(row, '企业名称', notes, { longest: 100, isRequired: true })
  if (name === null) return null
  if (!/[\p{Script=Han}A-Za-z]/u.test(name)) notes.reject('企业名称', name, '不像企业名称，请核对。')
  else if (shortNameOf(name).length < 2) notes.reject('企业名称', name, '太短，请填营业执照上的全称。')
  return name
}

function readPlace(
  row: DataRow,
  column: string,
  known: Map<string, string>,
  names: string[],
  notes: RowNotes,
): string | null {
  const text = row.cell(column)
  if (text === '') return null
  const found = findPlace(known, text)
  if (!found) notes.reject(column, text, `没有登记过，请填其中之一：${names.join('、')}。`)
  return found ?? null
}

function readChain(row: DataRow, notes: RowNotes): string | null {
  const text = row.cell('产业链').replace(/产业链$|链$/, '')
  if (text === '') return null
  const found = Object.entries(CHAINS).find(([name, also]) => name === text || also.includes(text))
  if (!found)
    notes.reject('产业链', text, `不在产业链名单里，请填其中之一：${Object.keys(CHAINS).join('、')}。`)
  return found?.[0] ?? null
}

function readIndustry(row: DataRow, notes: RowNotes): string | null {
  const text = row.cell('行业代码').normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (text === '') return null
  if (/^[A-T]?\d{2,4}$/.test(text)) return text
  notes.reject('行业代码', text, '不是国民经济行业代码，请填成 C3831 这样。')
  return null
}

interface EnterpriseOut extends EnterpriseScope {
  name: string
  short: string
  aliases: string | null
  region: string | null
  park: string | null
  industry: string | null
  industrial: boolean | null
  digital: boolean | null
  above: boolean | null
  since: string | null
  stats: boolean | null
}

async function* exportRows(db: Db, actor: Actor): AsyncGenerator<ListRow> {
  const rows = await rowsOf<EnterpriseOut>(
    db,
    sql`select e.name, e.uscc, e.short_name as short, r.name as region, p.name as park, e.chain,
        e.region_code as "regionCode", e.assess_unit_id as "assessUnitId",
        e.industry_code as industry, e.is_industrial as industrial, e.is_digital as digital,
        e.is_above_scale as above, e.first_above_scale_on::text as since, e.in_stats as stats,
        (select string_agg(alias, '、' order by alias) from enterprise_alias a where a.uscc = e.uscc) as aliases
      from enterprise e
      left join region r on r.code = e.region_code
      left join park p on p.id = e.park_id
      order by e.uscc`,
  )
  const say = (flag: boolean | null) => (flag === null ? null : flag ? '是' : '否')
  for (const row of rows) {
    if (!maySeeFigures(actor, row)) continue
    yield {
      企业名称: row.name,
      统一社会信用代码: row.uscc,
      简称: row.short,
      曾用名: row.aliases,
      所属区域: row.region,
      园区: row.park,
      产业链: row.chain,
      行业代码: row.industry,
      是否工业企业: say(row.industrial),
      是否数字经济企业: say(row.digital),
      是否规上: say(row.above),
      首次入规日期: row.since && { day: row.since },
      是否入统: say(row.stats),
    }
  }
}
