import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { INVESTOR_TAGS, PROJECT_STAGES, unit } from '../../../db/schema/index.ts'
import type { Column, DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import { type DutyScope, hasRole, maySeeDuty, scopesOf } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { type Firms, type KnownFirm, readFirms } from './firms.ts'
import { findPlace, type Places, readPlaces } from './places.ts'

/** What the lists about projects, contracts, awards and the like are read with. */
export interface Known {
  firms: Firms
  places: Places
  /** Units by every name they go by. */
  units: ReadonlyMap<string, string>
  actor: Actor
}

export async function readKnown(db: Db, actor: Actor): Promise<Known> {
  const rows = await db.select({ id: unit.id, name: unit.name, aliases: unit.aliases }).from(unit)
  const units = new Map(
    rows.flatMap(({ id, name, aliases }) =>
      [id, name, name.replace(/^市/, ''), ...aliases].map(word => [word, id]),
    ),
  )
  return { firms: await readFirms(db), places: await readPlaces(db), units, actor }
}

/** Whether somebody keeps lists at all: the office and the operator, counties and parks for their own. */
export const mayKeepLists = (actor: Actor): boolean =>
  actor.kind === 'operator' || hasRole(actor, 'office', 'county')

const isOffice = (actor: Actor): boolean => actor.kind === 'operator' || hasRole(actor, 'office')

/** Whether a record is theirs to keep. */
export const mayKeep = (actor: Actor, scope: Pick<DutyScope, 'regionCode' | 'parkId'>): boolean =>
  isOffice(actor) || scopesOf(actor, 'county').some(own => own === scope.regionCode || own === scope.parkId)

/** Whether a record goes into somebody's export. */
export const mayRead = (actor: Actor, scope: DutyScope): boolean =>
  actor.kind === 'operator' || (actor.kind === 'person' && maySeeDuty(actor, scope))

/** Where and whose: columns that several of these lists have. */
export const PLACE_COLUMNS: readonly Column[] = [
  { title: '所属区域', also: ['区域', '县市区', '属地', '所在县市区'], hint: '县市区名称，如 衡东县' },
  { title: '园区', also: ['所属园区', '所在园区'], hint: '园区名称；不在园区的不填' },
]
export const OWNER_COLUMNS: readonly Column[] = [
  { title: '责任单位', also: ['牵头单位', '承办单位'], hint: '单位名称或常用简称，如 市商务局' },
  { title: '责任人', also: ['责任人姓名', '项目责任人'], hint: '落实到人，填姓名' },
]
/** Optional here: not every project has a firm of ours behind it. */
export const OPTIONAL_FIRM_COLUMNS: readonly Column[] = [
  {
    title: '统一社会信用代码',
    also: ['信用代码', '社会信用代码', '业主信用代码'],
    hint: '业主企业的 18 位代码；没有在库企业的不填',
  },
  {
    title: '企业名称',
    also: ['业主', '业主单位', '业主企业', '项目业主', '建设单位'],
    hint: '没有代码时按全称认企业',
  },
]

export interface ReadPlace {
  regionCode: string | null
  parkId: string | null
}

/** County and park of a row, which have to be the actor's own; a park tells its county. */
export function readPlace(row: DataRow, { places, actor }: Known, notes: RowNotes): ReadPlace {
  const find = (column: string, known: Map<string, string>, names: readonly string[]) => {
    const text = row.cell(column)
    if (text === '') return null
    const found = findPlace(known, text)
    if (!found) notes.reject(column, text, `没有登记过，请填其中之一：${names.join('、')}。`)
    return found ?? null
  }
  const place = {
    regionCode: find('所属区域', places.regions, places.regionNames),
    parkId: find('园区', places.parks, places.parkNames),
  }
  if (!isOffice(actor) && !mayKeep(actor, place))
    notes.reject('所属区域', row.cell('所属区域'), '只能导入本县市区、园区的，请核对所属区域和园区。')
  return place
}

/** A county or park stands in our lists as the place it governs. */
const OFFICE_OF = /(?:管理委员会|管委会|人民政府|政府)$/

export function readUnit(
  row: DataRow,
  { units }: Known,
  notes: RowNotes,
  column = '责任单位',
): string | null {
  const text = row.cell(column).replace(/\s/g, '')
  if (text === '') return null
  const short = text.replace(/^(?:衡阳市|市)/, '')
  const found = units.get(text) ?? units.get(short) ?? units.get(short.replace(OFFICE_OF, ''))
  if (!found) notes.reject(column, text, '不认识这个单位，请填单位全称或常用简称。')
  return found ?? null
}

/** The firm of a row where one is named; one that is named and not known is rejected. */
export function readOptionalFirm(row: DataRow, { firms }: Known, notes: RowNotes): KnownFirm | null {
  const code = row.cell('统一社会信用代码').replace(/\s/g, '').toUpperCase()
  const name = row.cell('企业名称').normalize('NFKC').replace(/\s/g, '')
  if (code !== '') {
    const firm = firms.byCode.get(code)
    if (!firm) notes.reject('统一社会信用代码', code, '库里没有这家企业，请先导入企业名单，或核对代码。')
    return firm ?? null
  }
  if (name === '') return null
  const firm = firms.byName.get(name)
  if (firm === null) notes.reject('企业名称', name, '有几家企业都叫这个名字，请填统一社会信用代码。')
  if (firm === undefined)
    notes.warn('企业名称', name, '不在企业库，已不关联企业导入；要关联请先导入企业名单。')
  return firm ?? null
}

/** Investor tags of a cell; what is none is rejected. */
export function readTags(words: readonly string[], notes: RowNotes): (typeof INVESTOR_TAGS)[number][] {
  return words.flatMap(word => {
    const found = INVESTOR_TAGS.find(tag => tag === word || (tag === '三类500强' && /500强/.test(word)))
    if (!found) notes.reject('投资方标签', word, `请填其中之一：${INVESTOR_TAGS.join('、')}。`)
    return found ? [found] : []
  })
}

/** Stages with their two columns of days. */
export const STAGE_COLUMNS = PROJECT_STAGES.filter(stage => stage !== '储备').map(stage => ({
  stage,
  planned: `计划${stage}时间`,
  actual: `实际${stage}时间`,
}))

/** A project a row may be about, with what deciding about it needs. */
export interface KnownProject extends DutyScope {
  id: number
  name: string
}

/** A name as it is compared: without blanks, half-width. */
export const bareName = (name: string) => name.normalize('NFKC').replace(/\s/g, '')

/** All projects by name, for lists that say something of them. */
export async function readProjects(db: Db): Promise<ReadonlyMap<string, KnownProject>> {
  const rows = await rowsOf<KnownProject>(
    db,
    sql`select p.id, p.name, p.uscc, p.region_code as "regionCode", p.park_id as "parkId", p.chain,
        p.owner_unit_id as "ownerUnitId", '[]'::json as "personIds", '[]'::json as "dutyUnitIds"
      from project p where p.removed_on is null`,
  )
  return new Map(rows.map(row => [bareName(row.name), row]))
}

export const PROJECT_COLUMN: Column = {
  title: '项目名称',
  also: ['项目', '名称'],
  isRequired: true,
  hint: '项目全称，须已在项目清单里',
}

/** The project a row is about; null when it was rejected. */
export function readProject(
  row: DataRow,
  projects: ReadonlyMap<string, KnownProject>,
  actor: Actor,
  notes: RowNotes,
): KnownProject | null {
  const name = row.cell('项目名称')
  const found = projects.get(bareName(name))
  if (!found) {
    notes.reject(
      '项目名称',
      name,
      name === '' ? '没有填，请补上。' : '项目清单里没有，请先导入项目，或核对名称。',
    )
    return null
  }
  if (!mayKeep(actor, found)) {
    notes.reject('项目名称', name, '不是本县市区、园区的项目，请交市领导小组办公室导入。')
    return null
  }
  return found
}

/** An area as text with two decimals, whatever unit stands behind it; null for an empty cell. */
export function readArea(row: DataRow, column: string, notes: RowNotes): string | null {
  const text = row.cell(column).normalize('NFKC').replace(/[\s,]/g, '')
  if (text === '') return null
  const number = /^(\d{1,10}(?:\.\d+)?)(?:亩|平方米|㎡|m2)?$/.exec(text)?.[1]
  if (number === undefined || Number(number) === 0) {
    notes.reject(column, text, '不是面积，请只填大于 0 的数字。')
    return null
  }
  return Number(number).toFixed(2)
}
