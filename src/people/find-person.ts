import { asc, ne, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { person, roleGrant } from '../../db/schema/index.ts'

/** Words by which somebody is addressed after the surname. */
export const TITLES =
  '(?:副?(?:主任|局长?|科长?|处长?|所长?|书记|县长|区长|市长|镇长|乡长|院长|站长|股长|部长|秘书长|主席|行长|经理)|老师|师傅|同志|工|总|姐|哥|局|科|处)'

/** A name as people say it: 小陈, 老王, 李主任, 周岳, 王建国局长. */
const SAID = new RegExp(`^([小老])?([\\u4e00-\\u9fff]{1,4}?)(${TITLES})?$`)

/** What a way of naming somebody says: the surname alone, or the name in full. */
function readName(said: string): { surname: string; full: string | null } | null {
  const match = SAID.exec(said.trim())
  const name = match?.[2]
  if (!name) return null
  const isFull = name.length >= 2 && !match[1]
  return { surname: name.slice(0, 1), full: isFull ? name : null }
}

/** Whether a name may be meant by words that say it in full or only the surname. */
export function mayBeCalled(name: string, said: string): boolean {
  const read = readName(said)
  if (!read) return false
  return read.full === null ? name.startsWith(read.surname) : name === read.full || name === said.trim()
}

/** Somebody by id who is an official; null for anybody else. */
export async function officialById(db: Db, id: string): Promise<{ id: string; name: string } | null> {
  return (await officials(db)).find(one => one.id === id) ?? null
}

/** Officials a name may mean; whoever speaks for an enterprise is none. */
export async function findOfficials(db: Db, said: string): Promise<{ id: string; name: string }[]> {
  return (await officials(db)).filter(({ name }) => mayBeCalled(name, said))
}

const officials = (db: Db): Promise<{ id: string; name: string }[]> =>
  db
    .selectDistinct({ id: person.id, name: person.name })
    .from(person)
    .innerJoin(roleGrant, sql`${roleGrant.personId} = ${person.id} and ${ne(roleGrant.role, 'enterprise')}`)
    .orderBy(asc(person.name), asc(person.id))
