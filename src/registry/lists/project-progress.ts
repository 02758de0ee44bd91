import Big from 'big.js'
import type { Db } from '../../../db/client.ts'
import { project, projectProgress } from '../../../db/schema/index.ts'
import { readDay } from '../../lib/tables/cells.ts'
import type { Column, DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import { dayOf } from '../../lib/time.ts'
import type { Actor } from '../../people/roles.ts'
import { parsePeriod } from '../period.ts'
import { projectsOn } from '../projects/load.ts'
import { readMoney, readText } from './cells.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'
import { mayKeepLists, mayRead, PROJECT_COLUMN, readProject, readProjects } from './project-parts.ts'

interface ProgressRecord {
  projectId: number
  month: string
  cumulative: string | null
  equipment: string | null
  note: string | null
}

const COLUMNS: readonly Column[] = [
  PROJECT_COLUMN,
  { title: '月份', also: ['期间', '时间', '报告期'], isRequired: true, hint: '如 2023-10' },
  {
    title: '本年累计完成投资',
    also: ['累计完成投资', '完成投资', '1至本月完成投资'],
    unit: '万元',
    hint: '1月到当月的累计；只报形象进度可不填',
  },
  { title: '其中设备投资', also: ['设备投资', '累计设备投资'], unit: '万元', hint: '1月到当月的累计' },
  { title: '形象进度', also: ['进展情况', '工程进展', '进度'], hint: '如 主体封顶' },
]

/** 推进台账 by month; a row that says otherwise than before is another report, the earlier one stays. */
export const projectProgressList: List<ProgressRecord> = {
  kind: 'project-progress',
  title: '项目进度',
  called: /项目(?:推进|建设)?进[度展]/,
  columns: COLUMNS,
  examples: [
    {
      项目名称: '雁南机械智能压铸生产线项目',
      月份: '2023-10',
      本年累计完成投资: 9800,
      其中设备投资: 3200,
      形象进度: '设备进场安装',
    },
  ],
  tables: [projectProgress],
  mayImport: mayKeepLists,
  mayExport: mayKeepLists,
  async reader(db, { actor, now }) {
    const known = await readProjects(db)
    return (row, notes) => {
      const found = readProject(row, known, actor, notes)
      const month = readMonth(row, dayOf(now), notes)
      const cumulative = readMoney(row, '本年累计完成投资', notes)
      const equipment = readMoney(row, '其中设备投资', notes)
      const note = readText(row, '形象进度', notes, { longest: 300 })
      if (cumulative === null && equipment !== null)
        notes.reject('本年累计完成投资', '', '填了设备投资，也请填完成投资。')
      if (cumulative && equipment?.gt(cumulative))
        notes.warn('其中设备投资', equipment.toFixed(), '比完成投资还多，请核对。')
      if (cumulative === null && note === null) notes.reject('形象进度', '', '完成投资和形象进度至少填一项。')
      if (!found || !month) return null
      return {
        projectId: found.id,
        month,
        cumulative: cumulative?.toFixed(4) ?? null,
        equipment: equipment?.toFixed(4) ?? null,
        note,
      }
    }
  },
  keyOf: ({ projectId, month }) => `${projectId} ${month}`,
  save,
  rows,
}

function readMonth(row: DataRow, today: string, notes: RowNotes): string | null {
  const text = row.cell('月份')
  const period = parsePeriod(text)
  // Excel turns 2023-10 into the first day of that month.
  const day = period ? null : readDay(text)
  const month = period?.kind === 'month' ? period.text : day?.slice(0, 7)
  if (!month) notes.reject('月份', text, text === '' ? '没有填，请补上。' : '不是月份，请填成 2023-10 这样。')
  else if (month > today.slice(0, 7)) notes.reject('月份', text, '还没有到，不可能有进展，请核对。')
  return month ?? null
}

/** The report of each month that counts, by project. */
async function current(db: Db): Promise<Map<string, ProgressRecord>> {
  const rows = await db.select().from(projectProgress).orderBy(projectProgress.id)
  const found = new Map<string, ProgressRecord>()
  for (const { projectId, month, cumulative, equipment, note } of rows) {
    const key = `${projectId} ${month}`
    const before = found.get(key)
    // A later report that only says something leaves the amount as it was.
    found.set(key, {
      projectId,
      month,
      cumulative: cumulative ?? before?.cumulative ?? null,
      equipment: cumulative === null ? (before?.equipment ?? null) : equipment,
      note: note ?? before?.note ?? null,
    })
  }
  return found
}

async function save(db: Db, records: readonly ProgressRecord[], { by, now }: Importer): Promise<Saved> {
  const standing = await current(db)
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  for (const one of records) {
    const before = standing.get(`${one.projectId} ${one.month}`)
    const says = (key: 'cumulative' | 'equipment' | 'note') => one[key] !== null && one[key] !== before?.[key]
    if (before && !says('cumulative') && !says('equipment') && !says('note')) {
      saved.same += 1
      continue
    }
    await db.insert(projectProgress).values({
      ...one,
      equipment: one.equipment ?? (one.cumulative === null ? null : (before?.equipment ?? null)),
      reportedBy: by,
      reportedAt: now,
      reason: before ? '表格导入' : null,
    })
    if (before) saved.changed += 1
    else saved.added += 1
  }
  return saved
}

async function* rows(db: Db, actor: Actor): AsyncGenerator<ListRow> {
  const names = new Map(
    (await db.select({ id: project.id, name: project.name }).from(project)).map(({ id, name }) => [id, name]),
  )
  const readable = new Set(
    (await projectsOn(db, '9999-12-31')).filter(one => mayRead(actor, one)).map(({ id }) => id),
  )
  const number = (amount: string | null) => (amount === null ? null : Number(new Big(amount)))
  for (const one of (await current(db)).values()) {
    if (!readable.has(one.projectId)) continue
    yield {
      项目名称: names.get(one.projectId) ?? null,
      月份: one.month,
      本年累计完成投资: number(one.cumulative),
      其中设备投资: number(one.equipment),
      形象进度: one.note,
    }
  }
}
