import { asc, notInArray } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { unit } from '../../db/schema/index.ts'

/** A unit as it is chosen. */
export interface NamedUnit {
  id: string
  name: string
  aliases: string[]
  kind: (typeof unit.$inferSelect)['kind']
}

/** A place in a text where a unit is named. */
export interface UnitMention {
  unit: NamedUnit
  start: number
  end: number
}

/** Units that can be given a case: all but the office and the leaders, departments and utilities first. */
export async function handlingUnits(db: Db): Promise<NamedUnit[]> {
  const units = await db
    .select({ id: unit.id, name: unit.name, aliases: unit.aliases, kind: unit.kind })
    .from(unit)
    .where(notInArray(unit.kind, ['office', 'leaders']))
    .orderBy(asc(unit.id))
  const rank = ({ kind }: NamedUnit) => ['department', 'utility', 'county', 'park'].indexOf(kind)
  return units.sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id))
}

/**
 * Units named in a text by name, alias or name without `市`, in order of appearance; at one place the longest name
 * counts. A county's bureau (衡东县自然资源局) is the county, which hands it on.
 */
export function findUnits(units: readonly NamedUnit[], text: string): UnitMention[] {
  const names = units
    .flatMap(one =>
      [...new Set([one.name, one.name.replace(/^市/, ''), ...one.aliases])].map(name => [one, name] as const),
    )
    .filter(([, name]) => name.length >= 2)
    .sort(([, a], [, b]) => b.length - a.length)
  const found: UnitMention[] = []
  for (const [one, name] of names) {
    for (let start = text.indexOf(name); start >= 0; start = text.indexOf(name, start + 1)) {
      const end = start + name.length
      if (found.every(other => other.end <= start || end <= other.start))
        found.push({ unit: one, start, end })
    }
  }
  const inOrder = found.sort((a, b) => a.start - b.start)
  return inOrder.filter((mention, i) => {
    const before = inOrder[i - 1]
    const isCountysOwn = before?.unit.kind === 'county' && before.end === mention.start
    return !(isCountysOwn && mention.unit.kind === 'department')
  })
}
