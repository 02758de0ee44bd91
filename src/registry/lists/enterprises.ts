import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import {
  ENTERPRISE_SIZES,
  enterprise,
  enterpriseAlias,
  enterpriseChange,
  statusPeriod,
} from '../../../db/schema/index.ts'
import { shortNameOf } from '../../lib/names.ts'
import type { DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { mayExportLists, mayKeepEnterprise, mayKeepEnterprises, maySeeFigures } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { type ChainInVersion, CITY, chainNames, tagOf } from '../chains/names.ts'
import { industryClass } from '../enterprise/industry.ts'
import type { SaidOfStatus } from '../enterprise/periods.ts'
import { type Alias, readRegistered } from '../enterprise/read.ts'
import { afterSaid, type Said, type SaidFields } from '../enterprise/said.ts'
import { writeEnterprises } from '../enterprise/write.ts'
import { readArea, readChoice, readDate, readText, readTick, readUscc, readWords } from './cells.ts'
import { ENTERPRISE_COLUMNS, ENTERPRISE_EXAMPLES } from './enterprise-columns.ts'
import { type Firms, readFirms } from './firms.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'
import { assessUnitOf, findPlace, type Places, readPlaces } from './places.ts'

const ORIGINS = ['央企省企', '老衡企', '独角兽', '新衡企'] as const

/** What rows are checked against. */
interface Known {
  places: Places
  firms: Firms
  chains: readonly ChainInVersion[]
  actor: Actor
  today: Day
}

/** 企业: who there is, where it belongs, and where it stands. */
export const enterprises: List<Said> = {
  kind: 'enterprises',
  title: '企业',
  called: /企业(?:名单|库|表|清单|信息表|基本情况)|规上企业名单/,
  columns: ENTERPRISE_COLUMNS,
  examples: ENTERPRISE_EXAMPLES,
  tables: [enterprise, enterpriseAlias, enterpriseChange, statusPeriod],
  mayImport: mayKeepEnterprises,
  mayExport: mayExportLists,
  async reader(db, { actor, now }) {
    const [places, firms, chains] = [await readPlaces(db), await readFirms(db), await chainNames(db)]
    const known = { places, firms, chains, actor, today: dayOf(now) }
    return (row, notes) => readEnterprise(row, known, notes)
  },
  keyOf: ({ uscc }) => uscc,
  save,
  rows: exportRows,
}

/** In the order of the columns, so that faults of a row are listed as they stand in it. */
function readEnterprise(row: DataRow, known: Known, notes: RowNotes): Said | null {
  const { places } = known
  const name = readName(row, notes)
  const uscc = readUscc(row, notes)
  const [shortName = null, ...shorts] = readWords(row, '简称')
  const alsoAs = (kind: Alias['kind'], words: string[]) => words.map(alias => ({ alias, kind }))
  const aliases = [
    ...alsoAs('简称', shorts),
    ...alsoAs('曾用名', readWords(row, '曾用名')),
    ...alsoAs('俗称', readWords(row, '俗称')),
  ]
  const place = {
    regionCode: readPlace(row, '所属区域', places.regions, places.regionNames, notes),
    parkId: readPlace(row, '园区', places.parks, places.parkNames, notes),
    assessUnitId: readPlace(row, '考核单位', places.assessUnits, places.assessUnitNames, notes),
  }
  const fields = filled({
    name,
    shortName,
    ...place,
    chain: readChain(row, known.chains, notes),
    industryCode: readIndustry(row, notes),
    originClass: readChoice(row, '企业类别', ORIGINS, notes),
    size: readSize(row, notes),
    landMu: readArea(row, '用地亩数', notes)?.toFixed(2) ?? null,
    listingStage: readText(row, '上市阶段', notes, { longest: 20 }),
    isIndustrial: readTick(row, '是否工业企业', notes),
    isDigital: readTick(row, '是否数字经济企业', notes),
  })
  const aboveScale = readScale(row, known.today, notes)
  const inStats = readTick(row, '是否入统', notes)
  if (!name || !uscc) return null
  checkOwn(uscc, place, known, notes)
  checkRenamed(uscc, name, known.firms, notes)
  return { uscc, fields, aliases, aboveScale, inStats }
}

/** Only what is said: an empty cell leaves what stands. */
function filled(fields: { [K in keyof SaidFields]-?: SaidFields[K] | null }): SaidFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as SaidFields
}

/** A county or park keeps its own enterprises: those it has, and those it adds where it is. */
function checkOwn(
  uscc: string,
  { regionCode, parkId }: { regionCode: string | null; parkId: string | null },
  { firms, actor }: Known,
  notes: RowNotes,
): void {
  const known = firms.byCode.get(uscc)
  const said = { uscc, regionCode, assessUnitId: assessUnitOf(regionCode, parkId), chain: null }
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

function checkRenamed(uscc: string, name: string, { byCode }: Firms, notes: RowNotes): void {
  const known = byCode.get(uscc)
  if (known && known.name !== name)
    notes.warn('企业名称', name, `登记的名称是“${known.name}”，将改为这里的名称，原名记作曾用名。`)
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
  if (text === '' || (column === '园区' && /^(?:无|不在园区|园区外|-|—|\/)$/.test(text))) return null
  const found = findPlace(known, text)
  if (!found) notes.reject(column, text, `没有登记过，请填其中之一：${names.join('、')}。`)
  return found ?? null
}

function readChain(row: DataRow, chains: readonly ChainInVersion[], notes: RowNotes): string | null {
  const text = row.cell('产业链').replace(/产业链$|链$/, '')
  if (text === '') return null
  const city = chains.filter(({ scope }) => scope === CITY)
  const found = city.find(({ name, aliases }) => name === text || aliases.includes(text))
  if (found) return tagOf(city, found.id)
  const names = [...new Set(city.map(({ id }) => tagOf(city, id)))]
  notes.reject('产业链', row.cell('产业链'), `不在产业链名单里，请填其中之一：${names.join('、')}。`)
  return null
}

function readIndustry(row: DataRow, notes: RowNotes): string | null {
  const text = row.cell('行业代码')
  const code = text === '' ? null : industryClass(text)
  if (text !== '' && !code) notes.reject('行业代码', text, '不是国民经济行业代码，请填成 C3831 这样。')
  return code
}

const readSize = (row: DataRow, notes: RowNotes) =>
  readChoice(row, '企业规模', ENTERPRISE_SIZES, notes, {
    大型: '大',
    大型企业: '大',
    中型: '中',
    中型企业: '中',
    小型: '小',
    小型企业: '小',
    微型: '微',
    微型企业: '微',
  })

function readScale(row: DataRow, today: Day, notes: RowNotes): SaidOfStatus {
  const isIn = readTick(row, '是否规上', notes)
  const firstOn = readDate(row, '首次入规日期', notes)
  const leftOn = readDate(row, '退规日期', notes)
  const exitReason = readText(row, '退规原因', notes, { longest: 100 })
  if (firstOn && firstOn > today) notes.reject('首次入规日期', firstOn, '还没有到，请核对。')
  if (leftOn && leftOn > today) notes.reject('退规日期', leftOn, '还没有到，请核对。')
  if (firstOn && leftOn && leftOn < firstOn)
    notes.reject('退规日期', leftOn, `早于首次入规日期 ${firstOn}，请核对。`)
  if (isIn && leftOn) notes.reject('退规日期', leftOn, '填了退规日期，“是否规上”又填了“是”，请改一处。')
  return { isIn, firstOn, leftOn, exitReason }
}

async function save(db: Db, said: readonly Said[], { by, now, batchId }: Importer): Promise<Saved> {
  const before = await readRegistered(
    db,
    said.map(({ uscc }) => uscc),
    { isLocked: true },
  )
  const rewrites = said.map(one => {
    const old = before.get(one.uscc) ?? null
    return { before: old, after: afterSaid(old, one, dayOf(now)) }
  })
  const effects = await writeEnterprises(db, rewrites, { by, now, reason: null, batchId })
  const count = (effect: string) => effects.filter(one => one === effect).length
  return { added: count('added'), changed: count('changed'), same: count('same') }
}

/** Enterprises read at a time. */
const PAGE = 2000

async function* exportRows(db: Db, actor: Actor): AsyncGenerator<ListRow> {
  const { nameOf } = await readPlaces(db)
  const named = (id: string | null) => (id === null ? null : (nameOf.get(id) ?? id))
  const tick = (flag: boolean | null) => (flag === null ? null : flag ? '是' : '否')
  const day = (on: Day | null) => on && { day: on }
  const codes = await rowsOf<{ uscc: string }>(db, sql`select uscc from enterprise order by uscc`)
  for (let from = 0; from < codes.length; from += PAGE) {
    const page = codes.slice(from, from + PAGE).map(({ uscc }) => uscc)
    for (const { uscc, fields, aliases, standing } of (await readRegistered(db, page)).values()) {
      if (!maySeeFigures(actor, { uscc, ...fields })) continue
      const also = (kind: Alias['kind']) => aliases.filter(one => one.kind === kind).map(({ alias }) => alias)
      const last = fields.isAboveScale === false ? standing.规上.periods.at(-1) : undefined
      yield {
        企业名称: fields.name,
        统一社会信用代码: uscc,
        简称: [fields.shortName, ...also('简称')].join('、'),
        曾用名: also('曾用名').join('、'),
        俗称: also('俗称').join('、'),
        所属区域: named(fields.regionCode),
        园区: named(fields.parkId),
        考核单位: named(fields.assessUnitId),
        产业链: fields.chain,
        行业代码: fields.industryCode,
        企业类别: fields.originClass,
        企业规模: fields.size,
        用地亩数: fields.landMu === null ? null : new Big(fields.landMu).toNumber(),
        上市阶段: fields.listingStage,
        是否工业企业: tick(fields.isIndustrial),
        是否数字经济企业: tick(fields.isDigital),
        是否规上: tick(fields.isAboveScale),
        首次入规日期: day(fields.firstAboveScaleOn),
        退规日期: day(last?.toOn ?? null),
        退规原因: last?.exitReason ?? null,
        是否入统: tick(fields.inStats),
      }
    }
  }
}
