import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { term } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { hasRole } from '../people/may.ts'
import { type LiaisonAct, recorder } from './liaison/act.ts'

/** 词条 as it stands or stood. */
export interface Term {
  id: number
  name: string
  aliases: string[]
  /** Null: the documents do not say. */
  meaning: string | null
  source: string
  status: (typeof term.$inferSelect)['status']
  askUnitId: string
  askUnit: string | null
  by: string
  at: Date
}

const COLUMNS = sql`t.id, t.name, to_json(t.aliases) as aliases, t.meaning, t.source, t.status,
  t.ask_unit_id as "askUnitId", u.name as "askUnit", coalesce(p.name, t.set_by) as by, to_json(t.set_at) as at`

const read = async (rows: Promise<(Omit<Term, 'at'> & { at: string })[]>): Promise<Term[]> =>
  (await rows).map(row => ({ ...row, at: new Date(row.at) }))

/** The newest version of every term. */
export const terms = (db: Db): Promise<Term[]> =>
  read(
    rowsOf(
      db,
      sql`select ${COLUMNS} from (select distinct on (name) * from term order by name, id desc) t
        left join unit u on u.id = t.ask_unit_id left join person p on p.id = t.set_by order by t.name`,
    ),
  )

/** Every version of a term, the newest first. */
export const versionsOfTerm = (db: Db, name: string): Promise<Term[]> =>
  read(
    rowsOf(
      db,
      sql`select ${COLUMNS} from term t
        left join unit u on u.id = t.ask_unit_id left join person p on p.id = t.set_by
        where t.name = ${name} order by t.id desc`,
    ),
  )

const plain = (text: string) => text.replace(/[“”"'‘’《》\s]/g, '').toLowerCase()

/** The term a text names by its name or another it goes by; the longest counts. */
export function termIn(all: readonly Term[], text: string): Term | null {
  const said = plain(text)
  const named = all.flatMap(one => [one.name, ...one.aliases].map(word => ({ one, word: plain(word) })))
  const found = named
    .filter(({ word }) => word.length >= 2 && said.includes(word))
    .sort((a, b) => b.word.length - a.word.length)
  return found[0]?.one ?? null
}

/** What a term is now said to mean. */
export interface NewTerm {
  name: string
  aliases?: readonly string[] | undefined
  meaning: string
  source: string
  status: '待确认' | '已确认'
  askUnitId?: string | undefined
}

/**
 * 填词条: adds a version with its source; what was said before is kept. False when it says so already.
 * @throws {Refusal} when somebody may not, or the meaning comes without a source
 */
export async function defineTerm(act: LiaisonAct, given: NewTerm): Promise<boolean> {
  const { db, now, speaker } = act
  if (!hasRole(speaker, 'office', 'admin')) throw new Refusal('词条由领导小组办公室填写。')
  const name = given.name.trim()
  const meaning = given.meaning.trim()
  const source = given.source.trim()
  if (name.length < 2 || name.length > 40) throw new Refusal('请写清是哪个词（2到40个字）。')
  if (meaning.length < 4 || meaning.length > 1000) throw new Refusal('请写清它的意思（4到1000个字）。')
  if (source.length < 4) throw new Refusal('请写明出处，例如文件名和文号；没有出处的不登记。')
  const [standing] = await versionsOfTerm(db, name)
  if (standing?.meaning === meaning && standing.source === source && standing.status === given.status)
    return false
  await db.insert(term).values({
    name,
    aliases: [...(given.aliases ?? standing?.aliases ?? [])],
    meaning,
    source,
    status: given.status,
    askUnitId: given.askUnitId ?? standing?.askUnitId ?? 'office',
    setBy: recorder({ speaker }),
    setAt: now,
  })
  return true
}
