import { eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { milestone } from '../../../db/schema/index.ts'
import { dayOf } from '../../lib/time.ts'
import type { Actor } from '../../people/roles.ts'
import { projectsOn } from '../projects/load.ts'
import { readDate, readText } from './cells.ts'
import { openFields } from './fields.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'
import { mayKeepLists, mayRead, PROJECT_COLUMN, readProject, readProjects } from './project-parts.ts'
import { saveEach } from './save-each.ts'

type Row = typeof milestone.$inferSelect

interface MilestoneRecord {
  projectId: number
  title: string
  fields: Partial<Pick<Row, 'dueOn' | 'owner' | 'doneOn'>>
}

const TITLES = { dueOn: '完成时限', owner: '责任人', doneOn: '完成时间' }

/** 项目节点: what, by when, who (责任落实到人), done when. */
export const milestones: List<MilestoneRecord> = {
  kind: 'milestones',
  title: '项目节点',
  called: /项目节点|里程碑/,
  columns: [
    PROJECT_COLUMN,
    { title: '节点', also: ['节点任务', '节点名称', '工作任务'], isRequired: true, hint: '如 主体封顶' },
    {
      title: '完成时限',
      also: ['时限', '计划完成时间', '计划时间'],
      isRequired: true,
      hint: '如 2023-11-20',
    },
    { title: '责任人', also: ['节点责任人'], isRequired: true, hint: '落实到人，填姓名' },
    { title: '完成时间', also: ['实际完成时间', '实际时间'], hint: '完成了再填' },
  ],
  examples: [
    { 项目名称: '雁南机械智能压铸生产线项目', 节点: '主体封顶', 完成时限: '2023-11-20', 责任人: '王工' },
  ],
  tables: [milestone],
  mayImport: mayKeepLists,
  mayExport: mayKeepLists,
  async reader(db, { actor, now }) {
    const known = await readProjects(db)
    const today = dayOf(now)
    return (row, notes) => {
      const found = readProject(row, known, actor, notes)
      const title = readText(row, '节点', notes, { longest: 60, isRequired: true })
      const fields: MilestoneRecord['fields'] = {}
      const put = openFields(fields)
      put('dueOn', readDate(row, '完成时限', notes))
      put('owner', readText(row, '责任人', notes, { longest: 30, isRequired: true }))
      const doneOn = readDate(row, '完成时间', notes)
      put('doneOn', doneOn)
      if (doneOn && doneOn > today) notes.reject('完成时间', doneOn, '还没有到，请核对。')
      return found && title ? { projectId: found.id, title, fields } : null
    }
  },
  keyOf: ({ projectId, title }) => `${projectId} ${title}`,
  save,
  rows,
}

async function save(db: Db, records: readonly MilestoneRecord[], importer: Importer): Promise<Saved> {
  const keyOf = ({ projectId, title }: { projectId: number | null; title: string }) => `${projectId} ${title}`
  const standing = new Map((await db.select().from(milestone)).map(row => [keyOf(row), row]))
  const added = { addedBy: importer.by, addedAt: importer.now }
  const table = {
    record: 'milestone',
    titles: TITLES,
    find: (row: MilestoneRecord) => standing.get(keyOf(row)),
    add: ({ projectId, title, fields }: MilestoneRecord) => {
      const { dueOn = '', owner = '', doneOn = null } = fields
      return db.insert(milestone).values({ projectId, title, dueOn, owner, doneOn, ...added })
    },
    change: (id: number, fields: MilestoneRecord['fields']) =>
      db.update(milestone).set(fields).where(eq(milestone.id, id)),
  } as const
  return saveEach(db, records, table, importer)
}

async function* rows(db: Db, actor: Actor): AsyncGenerator<ListRow> {
  for (const one of await projectsOn(db, '9999-12-31')) {
    if (!mayRead(actor, one)) continue
    for (const { title, dueOn, owner, doneOn } of one.milestones)
      yield {
        项目名称: one.name,
        节点: title,
        完成时限: { day: dueOn },
        责任人: owner,
        完成时间: doneOn && { day: doneOn },
      }
  }
}
