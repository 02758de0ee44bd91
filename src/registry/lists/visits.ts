import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { VISIT_MEANS, VISIT_OUTCOMES, visit } from '../../../db/schema/index.ts'
import type { DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { type EnterpriseScope, hasRole, mayRecordVisit } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { COUNTS, type Visit } from '../liaison/visits.ts'
import { readChoice, readDate, readText } from './cells.ts'
import { FIRM_COLUMNS, readFirm, readFirms } from './firms.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

type VisitRecord = Pick<Visit, 'uscc' | 'visitedOn' | 'visitor' | 'means' | 'outcome' | 'note'>

const mayFor = (actor: Actor, firm: EnterpriseScope): boolean =>
  actor.kind === 'operator' || (actor.kind === 'person' && mayRecordVisit(actor, firm))
const mayAtAll = (actor: Actor): boolean =>
  actor.kind === 'operator' || hasRole(actor, 'office', 'county', 'liaison', 'leader', 'chain')

/** 走访台账: every visit that counts. A row that differs in anything is another visit; corrections are made one by one. */
export const visits: List<VisitRecord> = {
  kind: 'visits',
  title: '走访台账',
  called: /走访(?:登记)?(?:台账|记录|表|情况)/,
  columns: [
    ...FIRM_COLUMNS,
    { title: '走访日期', also: ['日期', '走访时间'], isRequired: true, hint: '如 2023-11-14' },
    { title: '走访人', also: ['走访人员', '走访干部', '联络员'], isRequired: true, hint: '姓名' },
    { title: '走访方式', also: ['方式'], hint: '上门、电话；不填为上门' },
    { title: '结果', also: ['走访结果'], hint: `${VISIT_OUTCOMES.join('、')}；不填为正常` },
    {
      title: '走访情况',
      also: ['情况', '走访内容', '备注'],
      isRequired: true,
      unless: '存在问题',
      hint: '一句话',
    },
    {
      title: '存在问题',
      also: ['反映问题', '主要问题', '问题诉求', '存在困难'],
      hint: '企业反映的问题，记在走访情况后面；没有不填',
    },
  ],
  examples: [
    {
      统一社会信用代码: '91430400DEM000014F',
      企业名称: '衡阳金杯电工有限公司',
      走访日期: { day: '2023-11-14' },
      走访人: '赵联',
      走访方式: '上门',
      结果: '正常',
      走访情况: '订单饱满，情况正常',
    },
  ],
  tables: [visit],
  mayImport: mayAtAll,
  mayExport: mayAtAll,
  async reader(db, { actor, now }) {
    const firms = await readFirms(db)
    const today = dayOf(now)
    return (row, notes) => {
      const firm = readFirm(row, firms, notes)
      const visitedOn = readDate(row, '走访日期', notes)
      const visitor = readText(row, '走访人', notes, { longest: 40 })
      const means =
        readChoice(row, '走访方式', VISIT_MEANS, notes, { 实地: '上门', 微信: '电话', 线上: '电话' }) ??
        '上门'
      const said = readText(row, '走访情况', notes, { longest: 500 })
      const problem = readProblem(row, notes)
      const note = said && problem ? `${said}；存在问题：${problem}` : (said ?? problem)
      if (note === null) notes.reject('走访情况', '', '没有填，请补上。')
      const outcome =
        readChoice(row, '结果', VISIT_OUTCOMES, notes, { 反映问题: '有问题', 无问题: '正常' }) ??
        (problem ? '有问题' : '正常')
      if (visitedOn && visitedOn > today) notes.reject('走访日期', visitedOn, '还没有到，走访完再记。')
      if (firm && !mayFor(actor, firm)) notes.reject('企业名称', firm.name, '不在您联系或负责的范围内。')
      if (!firm || !visitedOn || !visitor || !note) return null
      return { uscc: firm.uscc, visitedOn, visitor, means, outcome, note }
    }
  },
  keyOf: ({ uscc, visitedOn, visitor, note }) => [uscc, visitedOn, visitor, note].join(' '),
  save,
  rows: exportRows,
}

function readProblem(row: DataRow, notes: RowNotes): string | null {
  const problem = readText(row, '存在问题', notes, { longest: 500 })
  return problem !== null && /^(?:无|没有|暂无|无问题)[。.]?$/.test(problem) ? null : problem
}

async function save(db: Db, records: readonly VisitRecord[], { by, now }: Importer): Promise<Saved> {
  const json = JSON.stringify(records)
  const [row] = await rowsOf<{ added: number }>(
    db,
    sql`with given as (
        select * from json_to_recordset(${json}::text::json)
          as x(uscc text, "visitedOn" date, visitor text, means text, outcome text, note text)),
      fresh as (
        select g.*, (select min(p.id) from person p where p.name = g.visitor
            and exists (select from role_grant r where r.person_id = p.id and r.role <> 'enterprise')
            having count(*) = 1) as person_id
        from given g
        where not exists (select from visit v where ${COUNTS} and v.uscc = g.uscc and v.visited_on = g."visitedOn"
          and v.visitor = g.visitor and v.note = g.note and v.means = g.means and v.outcome = g.outcome)),
      added as (
        insert into visit (uscc, visited_on, means, outcome, visitor, visitor_id, duty, note, recorded_by, recorded_at)
        select f.uscc, f."visitedOn", f.means, f.outcome, f.visitor, f.person_id,
          (select l.duty from liaison l where l.uscc = f.uscc and l.name = f.visitor and l.from_on <= f."visitedOn"
            and (l.to_on is null or l.to_on > f."visitedOn") limit 1),
          f.note, ${by}, ${now.toISOString()}::timestamptz from fresh f
        returning 1)
      select count(*)::int as added from added`,
  )
  const added = row?.added ?? 0
  return { added, changed: 0, same: records.length - added }
}

async function* exportRows(db: Db, actor: Actor): AsyncIterable<ListRow> {
  const rows = await rowsOf<VisitRecord & EnterpriseScope & { firm: string; visitedOn: Day }>(
    db,
    sql`select v.uscc, e.name as firm, e.region_code as "regionCode", e.assess_unit_id as "assessUnitId", e.chain,
        v.visited_on::text as "visitedOn", v.visitor, v.means, v.outcome, v.note
      from visit v join enterprise e on e.uscc = v.uscc where ${COUNTS} order by v.visited_on, v.id`,
  )
  for (const row of rows)
    if (mayFor(actor, row))
      yield {
        统一社会信用代码: row.uscc,
        企业名称: row.firm,
        走访日期: { day: row.visitedOn },
        走访人: row.visitor,
        走访方式: row.means,
        结果: row.outcome,
        走访情况: row.note,
      }
}
