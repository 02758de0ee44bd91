import { eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { checklistItem } from '../../../db/schema/index.ts'
import { scopesOf } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { type ChecklistItem, checklists as standingItems } from '../chains/lists.ts'
import { readText, readTick } from './cells.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

type ItemRecord = Pick<ChecklistItem, 'checklist' | 'title' | 'source'> & {
  place: number | null
  isConfirmed: boolean | null
}

const mayEdit = (actor: Actor): boolean =>
  actor.kind === 'operator' || scopesOf(actor, 'office', 'admin').length > 0

/** 产业链清单项: what every chain has to keep, and whether an office has confirmed it. */
export const checklists: List<ItemRecord> = {
  kind: 'checklists',
  title: '产业链清单项',
  columns: [
    { title: '清单组', isRequired: true, hint: '如 五单一图谱' },
    { title: '清单', also: ['名称'], isRequired: true, hint: '如 发展目标清单' },
    { title: '顺序', also: ['序号'], hint: '数字' },
    { title: '出处', also: ['来源'], isRequired: true, hint: '文件名' },
    { title: '已确认', hint: '是＝主管部门已确认' },
  ],
  examples: [
    { 清单组: '五单一图谱', 清单: '发展目标清单', 顺序: 1, 出处: '湖南日报2022年8月10日报道', 已确认: '否' },
  ],
  tables: [checklistItem],
  mayImport: mayEdit,
  mayExport: mayEdit,
  async reader() {
    return (row, notes) => {
      const checklist = readText(row, '清单组', notes, { longest: 40 })
      const title = readText(row, '清单', notes, { longest: 40 })
      const source = readText(row, '出处', notes, { longest: 200 })
      const isConfirmed = readTick(row, '已确认', notes)
      const order = row.cell('顺序').normalize('NFKC').trim()
      const place = /^\d{1,3}(?:\.0+)?$/.test(order) ? Math.trunc(Number(order)) : null
      if (order !== '' && place === null) notes.reject('顺序', row.cell('顺序'), '请填数字。')
      if (!checklist || !title || !source) return null
      return { checklist, title, source, place, isConfirmed }
    }
  },
  keyOf: ({ checklist, title }) => `${checklist} ${title}`,
  save,
  rows: exportRows,
}

async function save(db: Db, records: readonly ItemRecord[], { by, now }: Importer): Promise<Saved> {
  const known = await standingItems(db)
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  for (const record of records) {
    const old = known.find(one => one.checklist === record.checklist && one.title === record.title)
    const last = Math.max(
      0,
      ...known.filter(one => one.checklist === record.checklist).map(({ place }) => place),
    )
    const next = {
      checklist: record.checklist,
      title: record.title,
      source: record.source,
      place: record.place ?? old?.place ?? last + 1,
      isConfirmed: record.isConfirmed ?? old?.isConfirmed ?? false,
    }
    if (
      old &&
      old.source === next.source &&
      old.place === next.place &&
      old.isConfirmed === next.isConfirmed
    ) {
      saved.same++
      continue
    }
    if (old)
      await db.update(checklistItem).set({ endedBy: by, endedAt: now }).where(eq(checklistItem.id, old.id))
    await db.insert(checklistItem).values({ ...next, setBy: by, setAt: now })
    saved[old ? 'changed' : 'added']++
  }
  return saved
}

async function* exportRows(db: Db): AsyncIterable<ListRow> {
  for (const { checklist, title, place, source, isConfirmed } of await standingItems(db))
    yield { 清单组: checklist, 清单: title, 顺序: place, 出处: source, 已确认: isConfirmed ? '是' : '否' }
}
