import type Big from 'big.js'
import { eq, inArray } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { PROJECT_KINDS, project, projectPlan, projectStage, unit } from '../../../db/schema/index.ts'
import type { DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import type { Actor } from '../../people/roles.ts'
import { type ChangedField, keepChanges } from '../projects/changes.ts'
import { type ProjectOn, projectsOn } from '../projects/load.ts'
import type { ProjectStage } from '../projects/stages.ts'
import { readChoice, readMoney, readText, readWords } from './cells.ts'
import { changedFields, openFields } from './fields.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'
import { PLANNED_THIS_YEAR, PROJECT_COLUMNS, PROJECT_EXAMPLES, PROJECT_TITLES } from './project-columns.ts'
import {
  bareName,
  type Known,
  mayKeep,
  mayKeepLists,
  mayRead,
  readKnown,
  readOptionalFirm,
  readPlace,
  readProjects,
  readTags,
  readUnit,
  STAGE_COLUMNS,
} from './project-parts.ts'
import { readStage } from './project-stages.ts'

type Row = typeof project.$inferSelect

/** What a row says of a project; null says nothing of it. */
interface ProjectRecord {
  name: string
  fields: Partial<Pick<Row, 'kinds' | 'level' | 'sector' | 'uscc' | 'regionCode' | 'parkId' | 'chain'>> &
    Partial<
      Pick<
        Row,
        | 'ownerUnitId'
        | 'owner'
        | 'totalInvestment'
        | 'expectedOutput'
        | 'expectedTax'
        | 'tags'
        | 'approval'
        | 'content'
      >
    >
  stages: { stage: ProjectStage; plannedOn: Day | null; actualOn: Day | null }[]
  plan: { year: number; investment: string } | null
}

/** 项目清单: what is built, by whom, when; progress and nodes are lists of their own. */
export const projects: List<ProjectRecord> = {
  kind: 'projects',
  title: '项目',
  called: /(?:重点|亿元|产业)?项目(?:台账|库|表|名单|清单)/,
  columns: PROJECT_COLUMNS,
  examples: PROJECT_EXAMPLES,
  tables: [project, projectStage, projectPlan],
  mayImport: mayKeepLists,
  mayExport: mayKeepLists,
  async reader(db, { actor, now }) {
    const known = await readKnown(db, actor)
    const standing = await readProjects(db)
    const today = dayOf(now)
    return (row, notes) => {
      const record = readRecord(row, known, today, notes)
      const old = record && standing.get(bareName(record.name))
      if (old && !mayKeep(actor, old))
        notes.reject('项目名称', old.name, '不是本县市区、园区的项目，请交市领导小组办公室导入。')
      return record
    }
  },
  keyOf: ({ name }) => name,
  save,
  rows,
}

function readRecord(row: DataRow, known: Known, today: Day, notes: RowNotes): ProjectRecord | null {
  const name = readText(row, '项目名称', notes, { longest: 120, isRequired: true })
  const firm = readOptionalFirm(row, known, notes)
  const kinds = readWords(row, '类别').flatMap(word => {
    const found = PROJECT_KINDS.find(kind => kind === word || (kind === '技改' && /技术改造/.test(word)))
    if (!found) notes.reject('类别', word, `请填其中之一：${PROJECT_KINDS.join('、')}。`)
    return found ? [found] : []
  })
  const place = readPlace(row, known, notes)
  const total = readMoney(row, '总投资', notes)
  if (total?.eq(0)) notes.reject('总投资', '0', '要大于 0，请核对。')
  const fields: ProjectRecord['fields'] = {}
  const put = openFields(fields)
  put('kinds', kinds.length > 0 ? kinds : null)
  put(
    'level',
    readChoice(row, '级别', ['省', '市', '县'] as const, notes, { 省级: '省', 市级: '市', 县级: '县' }),
  )
  put('sector', readChoice(row, '领域', ['工业', '农林牧渔', '建筑业', '服务业', '其他'] as const, notes))
  put('uscc', firm?.uscc ?? null)
  put('regionCode', place.regionCode)
  put('parkId', place.parkId)
  put('chain', readText(row, '产业链', notes, { longest: 30 }))
  put('ownerUnitId', readUnit(row, known, notes))
  put('owner', readText(row, '责任人', notes, { longest: 30 }))
  put('totalInvestment', money(total))
  put('expectedOutput', money(readMoney(row, '预计年产值', notes)))
  put('expectedTax', money(readMoney(row, '预计年税收', notes)))
  const tags = readTags(readWords(row, '投资方标签'), notes)
  put('tags', tags.length > 0 ? tags : null)
  put('approval', readChoice(row, '审批方式', ['核准', '备案', '先建后验'] as const, notes))
  put('content', readText(row, '建设内容', notes, { longest: 500 }))
  return name === null
    ? null
    : {
        name,
        fields,
        stages: STAGE_COLUMNS.flatMap(({ stage, ...columns }) => {
          const dates = readStage(row, columns, today, notes)
          return dates.plannedOn || dates.actualOn ? [{ stage, ...dates }] : []
        }),
        plan: readPlan(row, Number(today.slice(0, 4)), total, notes),
      }
}

const money = (amount: Big | null) => amount?.toFixed(4) ?? null

function readPlan(row: DataRow, thisYear: number, total: Big | null, notes: RowNotes): ProjectRecord['plan'] {
  const investment = readMoney(row, PLANNED_THIS_YEAR, notes)
  if (investment === null || investment.eq(0)) return null
  const said = row.cell('计划年度') || (/20\d\d(?=年)/.exec(row.written(PLANNED_THIS_YEAR))?.[0] ?? '')
  const year = said === '' ? thisYear : Number(/^(20\d\d)年?$/.exec(said)?.[1])
  if (!year) notes.reject('计划年度', said, '请填年份，如 2023。')
  if (total && investment.gt(total))
    notes.reject(PLANNED_THIS_YEAR, investment.toFixed(), '比总投资还多，请核对。')
  return year ? { year, investment: investment.toFixed(4) } : null
}

const REASON = '表格导入'

async function save(db: Db, records: readonly ProjectRecord[], { by, now }: Importer): Promise<Saved> {
  const names = records.map(({ name }) => name)
  const standing = await db.select().from(project).where(inArray(project.name, names)).for('update')
  const byName = new Map(standing.map(row => [row.name, row]))
  const ids = standing.map(({ id }) => id)
  const stages =
    ids.length === 0 ? [] : await db.select().from(projectStage).where(inArray(projectStage.projectId, ids))
  const plans =
    ids.length === 0 ? [] : await db.select().from(projectPlan).where(inArray(projectPlan.projectId, ids))
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  for (const record of records) {
    const old = byName.get(record.name)
    const id = old?.id ?? (await add(db, record, { by, now }))
    const changes = old ? changedFields(old, record.fields, PROJECT_TITLES) : []
    if (old && changes.length > 0) await db.update(project).set(record.fields).where(eq(project.id, old.id))
    const moved: ChangedField[] = []
    for (const one of record.stages) {
      const was = stages.find(row => row.projectId === id && row.stage === one.stage)
      const next = {
        plannedOn: one.plannedOn ?? was?.plannedOn ?? null,
        actualOn: one.actualOn ?? was?.actualOn ?? null,
      }
      if (was && was.plannedOn === next.plannedOn && was.actualOn === next.actualOn) continue
      await db
        .insert(projectStage)
        .values({ projectId: id, stage: one.stage, ...next })
        .onConflictDoUpdate({ target: [projectStage.projectId, projectStage.stage], set: next })
      moved.push(
        { field: `计划${one.stage}时间`, before: was?.plannedOn ?? null, after: next.plannedOn },
        { field: `实际${one.stage}时间`, before: was?.actualOn ?? null, after: next.actualOn },
      )
    }
    const { plan } = record
    const current =
      plan &&
      plans.filter(row => row.projectId === id && row.year === plan.year).sort((a, b) => b.id - a.id)[0]
    const isPlanned = plan !== null && current?.investment !== plan.investment
    if (isPlanned)
      await db
        .insert(projectPlan)
        .values({ projectId: id, ...plan, recordedBy: by, recordedAt: now, reason: REASON })
    if (!old) saved.added += 1
    else if (changes.length + moved.length > 0 || isPlanned) saved.changed += 1
    else saved.same += 1
    if (old) await keepChanges(db, 'project', id, [...changes, ...moved], { by, now, reason: REASON })
  }
  return saved
}

async function add(
  db: Db,
  { name, fields }: ProjectRecord,
  { by, now }: Pick<Importer, 'by' | 'now'>,
): Promise<number> {
  const [row] = await db
    .insert(project)
    .values({
      kinds: ['其他'],
      level: '市',
      totalInvestment: '0',
      ...fields,
      name,
      createdBy: by,
      createdAt: now,
    })
    .returning({ id: project.id })
  if (!row) throw new Error(`project ${name} was not added`)
  return row.id
}

/** Days far enough ahead that everything planned and reached is in: an export tells all of it. */
async function* rows(db: Db, actor: Actor): AsyncGenerator<ListRow> {
  const units = new Map(
    (await db.select({ id: unit.id, name: unit.name }).from(unit)).map(({ id, name }) => [id, name]),
  )
  const plans = await db.select().from(projectPlan)
  for (const one of await projectsOn(db, LATEST)) {
    if (mayRead(actor, one)) yield rowOf(one, units, newestPlan(plans, one.id))
  }
}

const LATEST = '9999-12-31'

const newestPlan = (plans: readonly (typeof projectPlan.$inferSelect)[], id: number) =>
  plans.filter(({ projectId }) => projectId === id).sort((a, b) => b.year - a.year || b.id - a.id)[0]

function rowOf(
  one: ProjectOn,
  units: ReadonlyMap<string, string>,
  plan: ReturnType<typeof newestPlan>,
): ListRow {
  const dates = Object.fromEntries(
    STAGE_COLUMNS.flatMap(({ stage, planned, actual }) => {
      const found = one.stages.find(row => row.stage === stage)
      return [
        [planned, found?.plannedOn ? { day: found.plannedOn } : null],
        [actual, found?.actualOn ? { day: found.actualOn } : null],
      ]
    }),
  )
  return {
    项目名称: one.name,
    统一社会信用代码: one.uscc,
    企业名称: one.firm,
    类别: one.kinds.join('、'),
    级别: one.level,
    领域: one.sector,
    所属区域: one.region,
    园区: one.park,
    产业链: one.chain,
    责任单位: one.ownerUnitId ? (units.get(one.ownerUnitId) ?? null) : null,
    责任人: one.owner,
    总投资: Number(one.total),
    计划年度: plan ? plan.year : null,
    年度计划投资: plan ? Number(plan.investment) : null,
    预计年产值: one.expectedOutput ? Number(one.expectedOutput) : null,
    预计年税收: one.expectedTax ? Number(one.expectedTax) : null,
    投资方标签: one.tags.join('、') || null,
    审批方式: one.approval,
    ...dates,
    建设内容: one.content,
  }
}
