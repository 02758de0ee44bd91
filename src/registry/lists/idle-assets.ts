import { eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { idleAsset } from '../../../db/schema/index.ts'
import { dayOf } from '../../lib/time.ts'
import type { Actor } from '../../people/roles.ts'
import { idleAssets } from '../projects/idle-assets.ts'
import { readChoice, readDate, readText } from './cells.ts'
import { openFields } from './fields.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'
import { mayKeepLists, mayRead, PLACE_COLUMNS, readArea, readKnown, readPlace } from './project-parts.ts'
import { saveEach } from './save-each.ts'

type Row = typeof idleAsset.$inferSelect

interface IdleRecord {
  kind: Row['kind']
  name: string
  regionCode: string
  fields: Partial<
    Pick<
      Row,
      'parkId' | 'area' | 'areaUnit' | 'idleSince' | 'state' | 'reuse' | 'reusedOn' | 'reusedArea' | 'owner'
    >
  >
}

const KINDS = ['闲置用地', '闲置厂房', '僵尸企业'] as const
const UNITS = ['亩', '平方米'] as const
const TITLES = {
  parkId: '园区',
  area: '面积',
  areaUnit: '面积单位',
  idleSince: '闲置起始时间',
  state: '状态',
  reuse: '盘活方式',
  reusedOn: '盘活时间',
  reusedArea: '盘活面积',
  owner: '责任人',
}

/** 闲置用地、闲置厂房和僵尸企业清单. */
export const idleAssetList: List<IdleRecord> = {
  kind: 'idle-assets',
  title: '闲置资产',
  columns: [
    { title: '类别', also: ['资产类别'], isRequired: true, hint: KINDS.join('、') },
    {
      title: '名称',
      also: ['资产名称', '地块名称', '厂房名称', '企业名称'],
      isRequired: true,
      hint: '地块、厂房或企业名称',
    },
    ...PLACE_COLUMNS.map(column => (column.title === '所属区域' ? { ...column, isRequired: true } : column)),
    { title: '面积', hint: '数字；土地按亩，厂房按平方米' },
    { title: '面积单位', hint: '亩 或 平方米；不填土地按亩，其他按平方米' },
    { title: '闲置起始时间', also: ['闲置时间', '闲置起始'], hint: '如 2021-06-01' },
    { title: '状态', hint: '闲置、处置中 或 已盘活；不填按闲置' },
    { title: '盘活方式', also: ['处置方式', '盘活措施'], hint: '已盘活的必填' },
    { title: '盘活时间', hint: '如 2023-08-01' },
    { title: '盘活面积', hint: '数字，单位同面积' },
    { title: '责任人', hint: '填姓名' },
  ],
  examples: [
    {
      类别: '闲置厂房',
      名称: '某某老厂区2号厂房',
      所属区域: '石鼓区',
      面积: 12000,
      面积单位: '平方米',
      闲置起始时间: '2021-06-01',
      状态: '闲置',
      责任人: '王工',
    },
  ],
  tables: [idleAsset],
  mayImport: mayKeepLists,
  mayExport: mayKeepLists,
  async reader(db, { actor, now }) {
    const known = await readKnown(db, actor)
    const today = dayOf(now)
    return (row, notes) => {
      const kind = readChoice(row, '类别', KINDS, notes, { 闲置土地: '闲置用地' })
      const name = readText(row, '名称', notes, { longest: 100 })
      const { regionCode, parkId } = readPlace(row, known, notes)
      const fields: IdleRecord['fields'] = {}
      const put = openFields(fields)
      put('parkId', parkId)
      put('area', readArea(row, '面积', notes))
      put('areaUnit', readChoice(row, '面积单位', UNITS, notes, { '㎡': '平方米', m2: '平方米' }))
      put('idleSince', readDate(row, '闲置起始时间', notes))
      put('state', readChoice(row, '状态', ['闲置', '处置中', '已盘活'] as const, notes))
      put('reuse', readText(row, '盘活方式', notes))
      const reusedOn = readDate(row, '盘活时间', notes)
      if (reusedOn && reusedOn > today) notes.reject('盘活时间', reusedOn, '还没有到，请核对。')
      put('reusedOn', reusedOn)
      put('reusedArea', readArea(row, '盘活面积', notes))
      put('owner', readText(row, '责任人', notes, { longest: 30 }))
      if (fields.area && fields.reusedArea && Number(fields.reusedArea) > Number(fields.area))
        notes.reject('盘活面积', fields.reusedArea, '比原有面积还大，请核对。')
      if (fields.state === '已盘活' && !fields.reuse)
        notes.reject('盘活方式', '', '已盘活的请写明怎么盘活的。')
      return kind && name && regionCode ? { kind, name, regionCode, fields } : null
    }
  },
  keyOf,
  save,
  rows,
}

function keyOf({ regionCode, kind, name }: Pick<IdleRecord, 'regionCode' | 'kind' | 'name'>): string {
  return `${regionCode} ${kind} ${name}`
}

async function save(db: Db, records: readonly IdleRecord[], importer: Importer): Promise<Saved> {
  const standing = new Map((await db.select().from(idleAsset)).map(row => [keyOf(row), row]))
  const created = { createdBy: importer.by, createdAt: importer.now }
  const table = {
    record: 'idle_asset',
    titles: TITLES,
    find: (row: IdleRecord) => standing.get(keyOf(row)),
    add: ({ kind, name, regionCode, fields }: IdleRecord) => {
      const areaUnit = fields.areaUnit ?? (kind === '闲置用地' ? '亩' : '平方米')
      const row = { state: '闲置', ...fields, areaUnit, kind, name, regionCode } as const
      return db.insert(idleAsset).values({ ...row, ...created })
    },
    change: (id: number, fields: IdleRecord['fields']) =>
      db.update(idleAsset).set(fields).where(eq(idleAsset.id, id)),
  } as const
  return saveEach(db, records, table, importer)
}

async function* rows(db: Db, actor: Actor): AsyncGenerator<ListRow> {
  for (const one of await idleAssets(db)) {
    if (!mayRead(actor, one)) continue
    yield {
      类别: one.kind,
      名称: one.name,
      所属区域: one.region,
      园区: one.park,
      面积: one.area && Number(one.area),
      面积单位: one.areaUnit,
      闲置起始时间: one.idleSince && { day: one.idleSince },
      状态: one.state,
      盘活方式: one.reuse,
      盘活时间: one.reusedOn && { day: one.reusedOn },
      盘活面积: one.reusedArea && Number(one.reusedArea),
      责任人: one.owner,
    }
  }
}
