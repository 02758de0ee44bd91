import { inArray } from 'drizzle-orm'
import { ensureBaseData } from '../../db/base/load.ts'
import type { Db } from '../../db/client.ts'
import { enterprise, person as personTable, roleGrant } from '../../db/schema/index.ts'
import { instantOf } from '../../src/lib/time.ts'
import type { Grant, Person } from '../../src/people/roles.ts'
import type { RosterAct } from '../../src/registry/rosters/act.ts'

const NOW = instantOf('2023-11-15', '10:00')

const one = (id: string, name: string, ...grants: Grant[]): Person => ({
  kind: 'person',
  id,
  name,
  grants,
  isDemo: false,
})

/** Two of the office, one of 衡东县, one of an enterprise; whoever checks candidates. */
export const PEOPLE = {
  office: one('p-office', '李衡', { role: 'office', scopeId: '*' }),
  second: one('p-second', '王二', { role: 'office', scopeId: '*' }),
  county: one('p-county', '刘东', { role: 'county', scopeId: '430424' }),
  leader: one('p-leader', '周岳', { role: 'leader', scopeId: '*' }),
  liaison: one('p-liaison', '赵联', { role: 'liaison', scopeId: '91430424DEMA00000A' }),
  firm: one('p-firm', '何雁', { role: 'enterprise', scopeId: '91430424DEMA00000A' }),
  stats: one('p-stats', '统一', { role: 'department', scopeId: 'dept-stats' }),
  tax: one('p-tax', '税二', { role: 'department', scopeId: 'dept-tax' }),
  safety: one('p-safety', '应三', { role: 'department', scopeId: 'dept-safety' }),
  env: one('p-env', '环四', { role: 'department', scopeId: 'dept-env' }),
} as const

/** Firms A to F; A to C in 衡东县, the rest in 雁峰区. */
export const FIRMS = ['A', 'B', 'C', 'D', 'E', 'F'].map((letter, i) => ({
  uscc: `91430424DEMA00000${letter}`,
  name: `衡阳${'甲乙丙丁戊己'[i]}机械有限公司`,
  shortName: `${'甲乙丙丁戊己'[i]}机械`,
  regionCode: i < 3 ? '430424' : '430406',
  assessUnitId: i < 3 ? '430424' : '430406',
}))
export const codeOf = (letter: string) => `91430424DEMA00000${letter}`

/** The base data, the people with what they may, and the firms: industrial, not in the statistics. */
export async function addTown(db: Db): Promise<void> {
  await ensureBaseData(db)
  const people = Object.values(PEOPLE)
  await db.insert(personTable).values(people.map(({ id, name }) => ({ id, name })))
  await db
    .insert(roleGrant)
    .values(
      people.flatMap(({ id, grants }) =>
        grants.map(grant => ({ ...grant, personId: id, grantedBy: 'test', grantedAt: NOW })),
      ),
    )
  await db.insert(enterprise).values(
    FIRMS.map(firm => ({
      ...firm,
      isIndustrial: true,
      isDigital: false,
      isAboveScale: false,
      inStats: false,
      updatedAt: NOW,
    })),
  )
}

/** The office with only one person left who may decide. */
export async function withoutSecond(db: Db): Promise<void> {
  await db.delete(roleGrant).where(inArray(roleGrant.personId, [PEOPLE.second.id]))
}

export const by = (db: Db, speaker: Person, day = '2023-11-15'): RosterAct => ({
  db,
  now: instantOf(day, '10:00'),
  speaker,
  causeId: null,
})
