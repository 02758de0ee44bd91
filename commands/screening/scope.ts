import { inArray } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { unit } from '../../db/schema/index.ts'
import { hasRole, maySeeFigures, scopesOf } from '../../src/people/may.ts'
import type { Role, Speaker } from '../../src/people/roles.ts'
import type { ListedFirm } from '../../src/registry/fact-rows.ts'

/** Who may see the figures of many enterprises. */
export const OVERSEERS: readonly Role[] = ['office', 'leader', 'admin', 'county', 'chain']

/** Whose enterprises somebody is shown, and how that is said: 全市, 衡东县, 输变电产业链. */
export interface Scope {
  words: string
  among(firm: ListedFirm): boolean
}

export async function scopeOf(db: Db, speaker: Speaker): Promise<Scope> {
  const among = (firm: ListedFirm) => maySeeFigures(speaker, firm)
  const isCity = hasRole(speaker, 'office', 'admin') || scopesOf(speaker, 'leader').includes('*')
  if (isCity) return { words: '全市', among }
  const counties = scopesOf(speaker, 'county')
  const units =
    counties.length === 0
      ? []
      : await db.select({ name: unit.name }).from(unit).where(inArray(unit.id, counties))
  const chains = scopesOf(speaker, 'chain', 'leader').map(chain => `${chain}产业链`)
  return { words: [...units.map(({ name }) => name), ...chains].join('、') || '您负责的', among }
}
