import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { supportPlan } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'
import { type EnterpriseScope, hasRole, mayPlanFor } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { findPersonNamed, plansOf } from '../rosters/plans.ts'
import { readDate, readText } from './cells.ts'
import { FIRM_COLUMNS, readFirm, readFirms } from './firms.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

interface PlanRecord {
  uscc: string
  problems: string | null
  measures: string
  owner: string
  dueOn: Day
}

const mayFor = (actor: Actor, firm: EnterpriseScope): boolean =>
  actor.kind === 'operator' || (actor.kind === 'person' && mayPlanFor(actor, firm))
const mayAtAll = (actor: Actor): boolean =>
  actor.kind === 'operator' || hasRole(actor, 'office', 'county', 'liaison')

/** 一企一策: the plan that stands of each enterprise. */
export const plans: List<PlanRecord> = {
  kind: 'plans',
  title: '一企一策',
  called: /一企一策/,
  columns: [
    ...FIRM_COLUMNS,
    { title: '存在问题', also: ['问题', '企业问题', '问题清单'], hint: '没有写“暂无”' },
    { title: '帮扶措施', also: ['措施', '帮扶举措'], isRequired: true, hint: '要做的事' },
    { title: '责任人', also: ['帮扶责任人', '负责人'], isRequired: true, hint: '姓名' },
    { title: '完成时限', also: ['时限', '完成时间', '截止日期'], isRequired: true, hint: '如 2024-03-31' },
  ],
  examples: [
    {
      统一社会信用代码: '91430405DEM000217C',
      企业名称: '衡阳衡岳纸业有限公司',
      存在问题: '流动资金不足',
      帮扶措施: '对接续贷',
      责任人: '赵联',
      完成时限: { day: '2024-03-31' },
    },
  ],
  tables: [supportPlan],
  mayImport: mayAtAll,
  mayExport: mayAtAll,
  async reader(db, { actor }) {
    const firms = await readFirms(db)
    return (row, notes) => {
      const firm = readFirm(row, firms, notes)
      const problems = readText(row, '存在问题', notes, { longest: 1000 })
      const measures = readText(row, '帮扶措施', notes, { longest: 1000 })
      const owner = readText(row, '责任人', notes, { longest: 40 })
      const dueOn = readDate(row, '完成时限', notes)
      if (firm && !mayFor(actor, firm))
        notes.reject('企业名称', firm.name, '不在您的职责范围内，请由它的联络员或所在县市区填报。')
      if (!firm || !measures || !owner || !dueOn) return null
      return { uscc: firm.uscc, problems, measures, owner, dueOn }
    }
  },
  keyOf: ({ uscc }) => uscc,
  save,
  rows: exportRows,
}

/** A plan that says the same is left; another one takes its place and the old one is kept. */
async function save(db: Db, records: readonly PlanRecord[], { by, now }: Importer): Promise<Saved> {
  const known = await plansOf(
    db,
    records.map(({ uscc }) => uscc),
  )
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  for (const record of records) {
    const old = known.get(record.uscc)?.plan
    const problems = record.problems ?? old?.problems ?? null
    if (
      old &&
      old.measures === record.measures &&
      old.owner === record.owner &&
      old.dueOn === record.dueOn &&
      old.problems === problems
    ) {
      saved.same++
      continue
    }
    const ownerId = await findPersonNamed(db, record.owner)
    await db.insert(supportPlan).values({ ...record, problems, ownerId, writtenBy: by, writtenAt: now })
    saved[old ? 'changed' : 'added']++
  }
  return saved
}

async function* exportRows(db: Db, actor: Actor): AsyncIterable<ListRow> {
  const rows = await rowsOf<PlanRecord & EnterpriseScope & { name: string }>(
    db,
    sql`select distinct on (p.uscc) p.uscc, e.name, e.region_code as "regionCode",
        e.assess_unit_id as "assessUnitId", e.chain, p.problems, p.measures, p.owner, p.due_on::text as "dueOn"
      from support_plan p join enterprise e on e.uscc = p.uscc order by p.uscc, p.id desc`,
  )
  for (const row of rows)
    if (mayFor(actor, row))
      yield {
        统一社会信用代码: row.uscc,
        企业名称: row.name,
        存在问题: row.problems,
        帮扶措施: row.measures,
        责任人: row.owner,
        完成时限: { day: row.dueOn },
      }
}
