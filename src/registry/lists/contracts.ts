import { eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { contract, unit } from '../../../db/schema/index.ts'
import type { Column } from '../../lib/tables/headings.ts'
import { dayOf } from '../../lib/time.ts'
import type { Actor } from '../../people/roles.ts'
import { contractsOn } from '../projects/contracts.ts'
import { readDate, readMoney, readText, readTick, readWords } from './cells.ts'
import { openFields } from './fields.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'
import {
  mayKeep,
  mayKeepLists,
  mayRead,
  OWNER_COLUMNS,
  PLACE_COLUMNS,
  readKnown,
  readPlace,
  readTags,
  readUnit,
} from './project-parts.ts'
import { saveEach } from './save-each.ts'

type Row = typeof contract.$inferSelect

interface ContractRecord {
  name: string
  signedOn: string
  fields: Partial<
    Omit<Row, 'id' | 'name' | 'signedOn' | 'createdBy' | 'createdAt' | 'isDemo' | 'projectId' | 'uscc'>
  >
}

const DAYS = [
  ['落地时间', 'landedOn', '落地日期'],
  ['开工时间', 'startedOn', '开工日期'],
  ['投产时间', 'producedOn', '投产日期'],
  ['终止时间', 'endedOn', '终止日期'],
] as const

const COLUMNS: readonly Column[] = [
  { title: '项目名称', also: ['签约项目', '项目'], isRequired: true, hint: '签约项目全称' },
  { title: '签约时间', also: ['签约日期'], isRequired: true, hint: '如 2022-05-11' },
  { title: '批次', also: ['签约批次', '签约活动'], hint: '集中签约的批次，如 2022-05-11集中签约' },
  { title: '投资方', also: ['投资单位', '投资主体', '客商'], isRequired: true, hint: '投资企业名称' },
  { title: '投资方标签', also: ['投资方类型'], hint: '三类500强、湘商回归 等，可填多个' },
  { title: '是否制造业', also: ['制造业', '是否工业'], isRequired: true, hint: '是 或 否' },
  { title: '总投资', also: ['总投资额'], isRequired: true, unit: '万元', hint: '单位不同请写在表头里' },
  { title: '引资额', also: ['引进资金', '引资'], isRequired: true, unit: '万元', hint: '引进的市外资金' },
  ...PLACE_COLUMNS,
  { title: '产业链', also: ['所属产业链'], hint: '如 输变电' },
  ...OWNER_COLUMNS,
  ...DAYS.map(([title, , also]): Column => ({ title, also: [also], hint: '没到不填' })),
]

const TITLES: { readonly [K in keyof ContractRecord['fields']]?: string } = {
  batch: '批次',
  investor: '投资方',
  tags: '投资方标签',
  isManufacturing: '是否制造业',
  total: '总投资',
  attracted: '引资额',
  regionCode: '所属区域',
  parkId: '园区',
  chain: '产业链',
  ownerUnitId: '责任单位',
  owner: '责任人',
  landedOn: '落地时间',
  startedOn: '开工时间',
  producedOn: '投产时间',
  endedOn: '终止时间',
}

/** 招商签约台账. */
export const contracts: List<ContractRecord> = {
  kind: 'contracts',
  title: '招商签约',
  called: /签约|招商/,
  columns: COLUMNS,
  examples: [
    {
      项目名称: '某某磁性材料生产基地项目',
      签约时间: '2022-05-11',
      批次: '2022-05-11集中签约',
      投资方: '某某磁材股份有限公司',
      投资方标签: '三类500强',
      是否制造业: '是',
      总投资: 65000,
      引资额: 60000,
      所属区域: '衡东县',
      园区: '衡东经开区',
      责任单位: '市商务局',
      责任人: '王工',
      落地时间: '2022-08-01',
    },
  ],
  tables: [contract],
  mayImport: mayKeepLists,
  mayExport: mayKeepLists,
  async reader(db, { actor, now }) {
    const known = await readKnown(db, actor)
    const today = dayOf(now)
    const standing = new Map((await contractsOn(db, LATEST)).map(one => [keyOf(one), one]))
    return (row, notes) => {
      const name = readText(row, '项目名称', notes, { longest: 120, isRequired: true })
      const signedOn = readDate(row, '签约时间', notes)
      const fields: ContractRecord['fields'] = {}
      const put = openFields(fields)
      put('batch', readText(row, '批次', notes, { longest: 60 }))
      put('investor', readText(row, '投资方', notes, { longest: 100, isRequired: true }))
      const tags = readTags(readWords(row, '投资方标签'), notes)
      put('tags', tags.length > 0 ? tags : null)
      put('isManufacturing', readTick(row, '是否制造业', notes))
      for (const [title, key] of [
        ['总投资', 'total'],
        ['引资额', 'attracted'],
      ] as const) {
        const amount = readMoney(row, title, notes)
        put(key, amount?.toFixed(4) ?? null)
      }
      const place = readPlace(row, known, notes)
      put('regionCode', place.regionCode)
      put('parkId', place.parkId)
      put('chain', readText(row, '产业链', notes, { longest: 30 }))
      put('ownerUnitId', readUnit(row, known, notes))
      put('owner', readText(row, '责任人', notes, { longest: 30 }))
      for (const [title, key] of DAYS) {
        const day = readDate(row, title, notes)
        if (day && (day > today || (signedOn && day < signedOn)))
          notes.reject(title, day, '要在签约之后、今天之前，请核对。')
        put(key, day)
      }
      if (signedOn && signedOn > today) notes.reject('签约时间', signedOn, '还没有到，请核对。')
      const old = name && signedOn ? standing.get(keyOf({ name, signedOn })) : undefined
      if (old && !mayKeep(actor, old))
        notes.reject('项目名称', old.name, '不是本县市区、园区的签约项目，请交市领导小组办公室导入。')
      return name && signedOn ? { name, signedOn, fields } : null
    }
  },
  keyOf,
  save,
  rows,
}

const LATEST = '9999-12-31'

function keyOf({ name, signedOn }: Pick<ContractRecord, 'name' | 'signedOn'>): string {
  return `${name} ${signedOn}`
}

async function save(db: Db, records: readonly ContractRecord[], importer: Importer): Promise<Saved> {
  const standing = new Map((await db.select().from(contract)).map(row => [keyOf(row), row]))
  const created = { createdBy: importer.by, createdAt: importer.now }
  const table = {
    record: 'contract',
    titles: TITLES,
    find: (row: ContractRecord) => standing.get(keyOf(row)),
    add: ({ name, signedOn, fields }: ContractRecord) => {
      const { investor = '', isManufacturing = false, total = '0', attracted = '0', ...rest } = fields
      const row = { ...rest, name, signedOn, investor, isManufacturing, total, attracted }
      return db.insert(contract).values({ ...row, ...created })
    },
    change: (id: number, fields: ContractRecord['fields']) =>
      db.update(contract).set(fields).where(eq(contract.id, id)),
  } as const
  return saveEach(db, records, table, importer)
}

async function* rows(db: Db, actor: Actor): AsyncGenerator<ListRow> {
  const units = new Map(
    (await db.select({ id: unit.id, name: unit.name }).from(unit)).map(({ id, name }) => [id, name]),
  )
  const date = (day: string | null) => day && { day }
  for (const one of await contractsOn(db, LATEST)) {
    if (!mayRead(actor, one)) continue
    yield {
      项目名称: one.name,
      签约时间: { day: one.signedOn },
      批次: one.batch,
      投资方: one.investor,
      投资方标签: one.tags.join('、') || null,
      是否制造业: one.isManufacturing ? '是' : '否',
      总投资: Number(one.total),
      引资额: Number(one.attracted),
      所属区域: one.region,
      园区: one.park,
      产业链: one.chain,
      责任单位: one.ownerUnitId ? (units.get(one.ownerUnitId) ?? null) : null,
      责任人: one.owner,
      落地时间: date(one.landedOn),
      开工时间: date(one.startedOn),
      投产时间: date(one.producedOn),
      终止时间: date(one.endedOn),
    }
  }
}
