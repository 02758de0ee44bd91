import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'

/** Says what units, regions, parks and people are called; an id nobody has a name for stays as it is. */
export async function namesOf(db: Db): Promise<(id: string) => string> {
  const rows = await rowsOf<{ id: string; name: string }>(
    db,
    sql`select id, name from unit union all select code, name from region
      union all select id, name from park union all select id, name from person`,
  )
  const names = new Map([...MACHINES, ...rows.map(({ id, name }): [string, string] => [id, name])])
  return id => names.get(id) ?? id
}

const MACHINES: [string, string][] = [
  ['demo', '演示数据'],
  ['import', '表格导入'],
  ['operator', '管理员'],
]
