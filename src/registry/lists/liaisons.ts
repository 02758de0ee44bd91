import { sql } from 'drizzle-orm'
import { insertMany } from '../../../db/bulk.ts'
import { type Db, rowsOf } from '../../../db/client.ts'
import { LIAISON_DUTIES, liaison } from '../../../db/schema/index.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { type EnterpriseScope, hasRole, mayAppointLiaison } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { grantLiaisons } from '../liaison/appoint.ts'
import type { Duty, InCharge } from '../liaison/people.ts'
import { readChoice, readDate, readText } from './cells.ts'
import { FIRM_COLUMNS, readFirm, readFirms } from './firms.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

interface LiaisonRecord {
  uscc: string
  duty: Duty
  name: string
  post: string | null
  phone: string | null
  fromOn: Day | null
  basis: string | null
}

const mayFor = (actor: Actor, firm: EnterpriseScope): boolean =>
  actor.kind === 'operator' || (actor.kind === 'person' && mayAppointLiaison(actor, firm))
const mayAtAll = (actor: Actor): boolean => actor.kind === 'operator' || hasRole(actor, 'office', 'county')

/** 联点人员: who is in charge of each enterprise, one row a duty. */
export const liaisons: List<LiaisonRecord> = {
  kind: 'liaisons',
  title: '联点人员',
  called: /联点|联络员(?:名单|表)|挂点(?:联系)?(?:安排|表|名单)/,
  columns: [
    ...FIRM_COLUMNS,
    {
      title: '职责',
      also: ['联点类型', '人员类别', '角色'],
      isRequired: true,
      hint: LIAISON_DUTIES.join('、'),
    },
    { title: '姓名', also: ['联点人', '联系人', '联络员姓名'], isRequired: true, hint: '全名' },
    { title: '单位及职务', also: ['职务', '单位职务', '工作单位'], hint: '如 衡东县科工信局副局长' },
    { title: '电话', also: ['联系电话', '手机'], hint: '可不填' },
    { title: '开始日期', also: ['联点日期', '起始日期', '起'], hint: '不填为导入当天' },
    { title: '依据', also: ['文件依据', '说明'], hint: '文件名或变更原因' },
  ],
  examples: [
    {
      统一社会信用代码: '91430400DEM000014F',
      企业名称: '衡阳金杯电工有限公司',
      职责: '联点领导',
      姓名: '周岳',
      单位及职务: '市领导',
      电话: null,
      开始日期: { day: '2023-01-01' },
      依据: '2023年联点安排',
    },
  ],
  tables: [liaison],
  mayImport: mayAtAll,
  mayExport: mayAtAll,
  async reader(db, { actor, now }) {
    const firms = await readFirms(db)
    const today = dayOf(now)
    return (row, notes) => {
      const firm = readFirm(row, firms, notes)
      const duty = readChoice<Duty>(row, '职责', LIAISON_DUTIES, notes, {
        领导: '联点领导',
        联系领导: '联点领导',
        市领导: '联点领导',
        科级中层干部: '科级干部',
        科级中级层干部: '科级干部',
        中层干部: '科级干部',
        驻企联络员: '联络员',
      })
      const name = readText(row, '姓名', notes, { longest: 20 })
      const post = readText(row, '单位及职务', notes, { longest: 60 })
      const phone = readText(row, '电话', notes, { longest: 30 })
      const fromOn = readDate(row, '开始日期', notes)
      const basis = readText(row, '依据', notes, { longest: 100 })
      if (fromOn && fromOn > today) notes.reject('开始日期', fromOn, '还没有到，到那天再导入。')
      if (name && name.length < 2) notes.reject('姓名', name, '请写全名。')
      if (firm && !mayFor(actor, firm))
        notes.reject('企业名称', firm.name, '不在您负责的范围内，请由它所在的县市区、园区或办公室导入。')
      if (!firm || !duty || !name) return null
      return { uscc: firm.uscc, duty, name, post, phone, fromOn, basis }
    }
  },
  keyOf: ({ uscc, duty }) => `${uscc} ${duty}`,
  save,
  rows: exportRows,
}

/** Whoever has the duty already by the same name stays; another takes it from the day said on, and the old is kept. */
async function save(db: Db, records: readonly LiaisonRecord[], { by, now }: Importer): Promise<Saved> {
  const today = dayOf(now)
  const codes = JSON.stringify([...new Set(records.map(({ uscc }) => uscc))])
  const standing = await rowsOf<InCharge>(
    db,
    sql`select l.id, l.uscc, l.duty, l.name, l.post, l.phone, l.person_id as "personId", l.from_on::text as "fromOn",
        l.basis from liaison l
      where l.to_on is null and l.uscc in (select json_array_elements_text(${codes}::text::json)) for update`,
  )
  const known = new Map(standing.map(row => [`${row.uscc} ${row.duty}`, row]))
  const people = await officialsByName(db)
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  const ended: { id: number; to_on: Day; reason: string }[] = []
  const fresh: Record<string, unknown>[] = []
  for (const record of records) {
    const old = known.get(`${record.uscc} ${record.duty}`)
    if (old && saysSame(old, record)) {
      saved.same++
      continue
    }
    const from = record.fromOn ?? today
    const begins = old && old.fromOn > from ? old.fromOn : from
    const isSamePerson = old?.name === record.name
    if (old) ended.push({ id: old.id, to_on: begins, reason: record.basis ?? '按联点人员表更新' })
    fresh.push({
      uscc: record.uscc,
      duty: record.duty,
      name: record.name,
      post: record.post ?? (isSamePerson ? old.post : null),
      phone: record.phone ?? (isSamePerson ? old.phone : null),
      person_id: people.get(record.name) ?? null,
      from_on: begins,
      basis: record.basis ?? (isSamePerson ? old.basis : '联点人员表'),
      set_by: by,
      set_at: now.toISOString(),
    })
    saved[old ? 'changed' : 'added']++
  }
  if (ended.length > 0)
    await db.execute(
      sql`update liaison l set to_on = x.to_on, ended_by = ${by}, end_reason = x.reason
        from json_to_recordset(${JSON.stringify(ended)}::text::json) as x(id int, to_on date, reason text) where l.id = x.id`,
    )
  await insertMany(db, liaison, fresh)
  if (fresh.length > 0) await grantLiaisons(db, null, { by, now })
  return saved
}

/** An empty cell says nothing. */
const saysSame = (old: InCharge, { name, post, phone, fromOn, basis }: LiaisonRecord): boolean =>
  old.name === name &&
  (post === null || post === old.post) &&
  (phone === null || phone === old.phone) &&
  (fromOn === null || fromOn === old.fromOn) &&
  (basis === null || basis === old.basis)

/** Officials the bot knows by a name no other has. */
async function officialsByName(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await rowsOf<{ name: string; id: string }>(
    db,
    sql`select p.name, min(p.id) as id from person p
      where exists (select from role_grant g where g.person_id = p.id and g.role <> 'enterprise')
      group by p.name having count(*) = 1`,
  )
  return new Map(rows.map(({ name, id }) => [name, id]))
}

async function* exportRows(db: Db, actor: Actor): AsyncIterable<ListRow> {
  const rows = await rowsOf<InCharge & EnterpriseScope & { firm: string }>(
    db,
    sql`select l.uscc, e.name as firm, e.region_code as "regionCode", e.assess_unit_id as "assessUnitId", e.chain,
        l.duty, l.name, l.post, l.phone, l.from_on::text as "fromOn", l.basis
      from liaison l join enterprise e on e.uscc = l.uscc where l.to_on is null
      order by l.uscc, array_position(array['联点领导', '科级干部', '联络员'], l.duty)`,
  )
  for (const row of rows)
    if (mayFor(actor, row))
      yield {
        统一社会信用代码: row.uscc,
        企业名称: row.firm,
        职责: row.duty,
        姓名: row.name,
        单位及职务: row.post,
        电话: row.phone,
        开始日期: { day: row.fromOn },
        依据: row.basis,
      }
}
