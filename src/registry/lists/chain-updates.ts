import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { chainUpdate } from '../../../db/schema/index.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { hasRole, mayKeepChain } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { checklists } from '../chains/lists.ts'
import { chainNames, tagOf } from '../chains/names.ts'
import { readChoice, readDate, readText } from './cells.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

interface UpdateRecord {
  chainId: string
  item: string
  updatedOn: Day
  note: string | null
}

const mayAtAll = (actor: Actor): boolean => actor.kind === 'operator' || hasRole(actor, 'office', 'chain')
const mayFor = (actor: Actor, chain: string): boolean =>
  actor.kind === 'operator' || (actor.kind === 'person' && mayKeepChain(actor, chain))

/** 产业链清单更新: when which list of a chain was brought up to date; only ever added. */
export const chainUpdates: List<UpdateRecord> = {
  kind: 'chain-updates',
  title: '产业链清单更新',
  columns: [
    { title: '产业链', also: ['链名', '产业链名称'], isRequired: true, hint: '新旧名称都认' },
    { title: '清单', also: ['清单名称', '图谱'], isRequired: true, hint: '如 发展目标清单' },
    { title: '更新日期', also: ['更新时间', '日期'], isRequired: true, hint: '如 2023-11-10' },
    { title: '更新内容', also: ['说明', '备注'], hint: '可不填' },
  ],
  examples: [
    { 产业链: '输变电', 清单: '发展目标清单', 更新日期: { day: '2023-11-10' }, 更新内容: '新增两个目标' },
  ],
  tables: [chainUpdate],
  mayImport: mayAtAll,
  mayExport: mayAtAll,
  async reader(db, { actor, now }) {
    const names = await chainNames(db)
    const items = (await checklists(db)).map(({ title }) => title)
    const today = dayOf(now)
    return (row, notes) => {
      const said = row
        .cell('产业链')
        .replace(/(?:产业)?链$/, '')
        .trim()
      const chain = names.find(one => one.name === said || one.aliases.includes(said))
      if (!chain) notes.reject('产业链', row.cell('产业链'), '没有这条产业链，请写名单里的名称。')
      const item = readChoice(row, '清单', items, notes)
      const updatedOn = readDate(row, '更新日期', notes)
      const note = readText(row, '更新内容', notes, { longest: 300 })
      if (updatedOn && updatedOn > today) notes.reject('更新日期', updatedOn, '还没有到，请核对。')
      if (chain && !mayFor(actor, tagOf(names, chain.id)))
        notes.reject('产业链', chain.name, '不是您所在链办的产业链。')
      if (!chain || !item || !updatedOn) return null
      return { chainId: chain.id, item, updatedOn, note }
    }
  },
  keyOf: ({ chainId, item, updatedOn }) => [chainId, item, updatedOn].join(' '),
  save,
  rows: exportRows,
}

async function save(db: Db, records: readonly UpdateRecord[], { by, now }: Importer): Promise<Saved> {
  const known = new Map(
    (await standing(db)).map(row => [[row.chainId, row.item, row.updatedOn].join(' '), row.note]),
  )
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  for (const record of records) {
    const key = [record.chainId, record.item, record.updatedOn].join(' ')
    if (known.has(key) && (record.note === null || record.note === known.get(key))) {
      saved.same++
      continue
    }
    await db.insert(chainUpdate).values({ ...record, reportedBy: by, reportedAt: now })
    saved[known.has(key) ? 'changed' : 'added']++
  }
  return saved
}

/** What was last said of each list and day. */
const standing = (db: Db): Promise<UpdateRecord[]> =>
  rowsOf(
    db,
    sql`select distinct on (chain_id, item, updated_on) chain_id as "chainId", item, updated_on::text as "updatedOn", note
      from chain_update order by chain_id, item, updated_on, id desc`,
  )

async function* exportRows(db: Db, actor: Actor): AsyncIterable<ListRow> {
  const names = await chainNames(db)
  for (const { chainId, item, updatedOn, note } of await standing(db)) {
    const chain = tagOf(names, chainId)
    if (mayFor(actor, chain))
      yield { 产业链: chain, 清单: item, 更新日期: { day: updatedOn }, 更新内容: note }
  }
}
