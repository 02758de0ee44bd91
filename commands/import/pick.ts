import { inArray, or } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { enterprise } from '../../db/schema/index.ts'
import { Refusal } from '../../src/lib/errors.ts'
import type { DayRange } from '../../src/lib/find-range.ts'
import type { Speaker } from '../../src/people/roles.ts'
import type { Picked } from '../../src/registry/lists/export-list.ts'
import { type List, type ListRow, sayTable } from '../../src/registry/lists/list.ts'
import { placeCalled } from '../../src/registry/places.ts'

/** What is wanted of a list. */
export interface Wanted {
  /** Names of counties and parks. */
  places: readonly string[]
  range: DayRange | null
  /** Only what the speaker did. */
  isOwn: boolean
}

/**
 * Which rows of a list are wanted, in words; undefined for all of them.
 * @throws {Refusal} when its rows cannot be told apart by what was asked
 */
export async function pickOf(
  db: Db,
  list: List,
  speaker: Speaker,
  { places, range, isOwn }: Wanted,
): Promise<Picked | undefined> {
  const tests: ((row: ListRow) => boolean)[] = []
  const words: string[] = []
  if (isOwn && speaker.kind === 'person' && has(list, '走访人')) {
    words.push('我的')
    tests.push(row => row.走访人 === speaker.name)
  }
  if (places.length > 0) {
    if (!has(list, CODE))
      throw new Refusal(`${sayTable(list)}不能按县市区、园区分开导出，可以说“导出${sayTable(list)}”。`)
    const own = await firmsIn(db, places)
    words.push(places.join('、'))
    tests.push(row => own.has(String(row[CODE])))
  }
  if (range) {
    const column = list.columns.find(({ title, isRequired }) => isRequired && /日期$/.test(title))?.title
    if (!column) throw new Refusal(`${sayTable(list)}不能按时间分开导出，可以说“导出${sayTable(list)}”。`)
    words.push(range.from === range.to ? range.from : `${range.from}至${range.to}`)
    tests.push(row => isWithin(row[column], range))
  }
  if (tests.length === 0) return undefined
  return { words: words.join(' · '), isPicked: row => tests.every(test => test(row)) }
}

const CODE = '统一社会信用代码'
const has = ({ columns }: List, title: string) => columns.some(column => column.title === title)

function isWithin(cell: ListRow[string] | undefined, { from, to }: DayRange): boolean {
  const day = typeof cell === 'object' && cell !== null && 'day' in cell ? cell.day : String(cell ?? '')
  return day >= from && day <= to
}

async function firmsIn(db: Db, names: readonly string[]): Promise<Set<string>> {
  const ids = names.flatMap(name => placeCalled(name)?.id ?? [])
  const rows = await db
    .select({ uscc: enterprise.uscc })
    .from(enterprise)
    .where(
      or(
        inArray(enterprise.regionCode, ids),
        inArray(enterprise.parkId, ids),
        inArray(enterprise.assessUnitId, ids),
      ),
    )
  return new Set(rows.map(({ uscc }) => uscc))
}
