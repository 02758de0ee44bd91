import type { Db } from '../../../db/client.ts'
import { term, unit } from '../../../db/schema/index.ts'
import { scopesOf } from '../../people/may.ts'
import { terms as standingTerms, type Term } from '../terms.ts'
import { readChoice, readText, readWords } from './cells.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

type TermRecord = Pick<Term, 'name' | 'aliases' | 'meaning' | 'source' | 'status' | 'askUnitId'>

const STATES = ['未展开', '待确认', '已确认'] as const

/** 词条: the words of the documents as they stand. */
export const terms: List<TermRecord> = {
  kind: 'terms',
  title: '词条',
  called: /词条|名词/,
  columns: [
    { title: '词语', also: ['词条', '名称'], isRequired: true, hint: '文件里的说法' },
    { title: '别的叫法', also: ['简称', '别名'], hint: '用、分开' },
    { title: '意思', also: ['含义', '解释'], hint: '文件没有展开的不填' },
    { title: '出处', also: ['来源', '文件'], isRequired: true, hint: '文件名、文号' },
    { title: '状态', hint: STATES.join('、') },
    { title: '主管部门', also: ['问谁'], hint: '单位名称' },
  ],
  examples: [
    {
      词语: '四到四零',
      别的叫法: null,
      意思: null,
      出处: '2021年提案答复',
      状态: '未展开',
      主管部门: '市司法局（优化办）',
    },
  ],
  tables: [term],
  mayImport: actor => actor.kind === 'operator' || scopesOf(actor, 'office', 'admin').length > 0,
  mayExport: actor => actor.kind === 'operator' || actor.kind === 'person',
  async reader(db) {
    const units = await db.select().from(unit)
    const byName = new Map(
      units.flatMap(({ id, name, aliases }) => [name, ...aliases].map(word => [word, id] as const)),
    )
    return (row, notes) => {
      const name = readText(row, '词语', notes, { longest: 40 })
      const meaning = readText(row, '意思', notes, { longest: 1000 })
      const source = readText(row, '出处', notes, { longest: 200 })
      const said = readText(row, '主管部门', notes, { longest: 40 })
      const askUnitId = said === null ? 'office' : byName.get(said)
      if (said !== null && !askUnitId) notes.reject('主管部门', said, '没有登记过这个单位，请写单位全称。')
      const status = readChoice(row, '状态', STATES, notes) ?? (meaning === null ? '未展开' : '待确认')
      if (meaning === null && status !== '未展开') notes.reject('意思', '', `状态是“${status}”，请写明意思。`)
      if (meaning !== null && status === '未展开')
        notes.reject('状态', status, '写了意思的，状态应是待确认或已确认。')
      if (!name || !source || !askUnitId) return null
      return { name, aliases: readWords(row, '别的叫法'), meaning, source, status, askUnitId }
    }
  },
  keyOf: ({ name }) => name,
  save,
  rows: exportRows,
}

async function save(db: Db, records: readonly TermRecord[], { by, now }: Importer): Promise<Saved> {
  const known = new Map((await standingTerms(db)).map(one => [one.name, one]))
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  for (const record of records) {
    const old = known.get(record.name)
    if (old && isSame(old, record)) {
      saved.same++
      continue
    }
    await db.insert(term).values({ ...record, setBy: by, setAt: now })
    saved[old ? 'changed' : 'added']++
  }
  return saved
}

const isSame = (old: Term, next: TermRecord): boolean =>
  old.meaning === next.meaning &&
  old.source === next.source &&
  old.status === next.status &&
  old.askUnitId === next.askUnitId &&
  old.aliases.join('、') === next.aliases.join('、')

async function* exportRows(db: Db): AsyncIterable<ListRow> {
  for (const one of await standingTerms(db))
    yield {
      词语: one.name,
      别的叫法: one.aliases.join('、') || null,
      意思: one.meaning,
      出处: one.source,
      状态: one.status,
      主管部门: one.askUnit,
    }
}
