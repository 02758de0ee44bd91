import { ensureBaseData } from '../../db/base/load.ts'
import type { Db } from '../../db/client.ts'
import { chatGroup, enterprise, identity, person as personTable, roleGrant } from '../../db/schema/index.ts'
import { instantOf } from '../../src/lib/time.ts'
import type { Grant, Person } from '../../src/people/roles.ts'
import type { LiaisonAct } from '../../src/registry/liaison/act.ts'

export const NOW = instantOf('2023-11-15', '10:00')

/** Made up, in the shape of a USCC. */
const code = (n: number) => `91430400DEMT${String(n).padStart(5, '0')}X`

/** Six enterprises: the first four in 衡东县, the fifth in 松木, the sixth in 雁峰区. */
export const FIRMS = (
  [
    ['大合新材料', '430424', null, '盐卤化工'],
    ['恒飞电缆', '430424', null, '输变电'],
    ['南岳电控', '430424', null, '新能源汽车'],
    ['福邦新材料', '430424', null, '盐卤化工'],
    ['建滔化工', '430407', 'park-songmu', '盐卤化工'],
    ['金杯电工', '430406', null, '输变电'],
  ] as const
).map(([shortName, regionCode, parkId, chain], n) => ({
  uscc: code(n),
  name: `衡阳${shortName}有限公司`,
  shortName,
  regionCode,
  parkId,
  assessUnitId: parkId ?? regionCode,
  chain,
}))
export const codeOf = (shortName: string): string => {
  const found = FIRMS.find(firm => firm.shortName === shortName)
  if (!found) throw new Error(`no firm ${shortName}`)
  return found.uscc
}

const one = (id: string, name: string, ...grants: Grant[]): Person => ({
  kind: 'person',
  id,
  name,
  grants,
  isDemo: false,
})
const grant = (role: Grant['role'], scopeId = '*'): Grant => ({ role, scopeId })

export const PEOPLE = {
  office: one('office', '李衡', grant('office')),
  mayor: one('mayor', '周岳', grant('leader')),
  county: one('county', '刘东', grant('county', '430424')),
  liaison: one(
    'liaison',
    '赵联',
    ...['大合新材料', '恒飞电缆', '南岳电控'].map(name => grant('liaison', codeOf(name))),
  ),
  colleague: one('colleague', '陈平', grant('department', 'dept-industry')),
  chain: one('chain', '王湘', grant('chain', '输变电')),
  contact: one('contact', '何雁', grant('enterprise', codeOf('大合新材料'))),
  rival: one('rival', '黄松', grant('enterprise', codeOf('建滔化工'))),
} as const
export type Who = keyof typeof PEOPLE

/** The base data, the enterprises, the people with what they may, a group of 衡东县 and one of nobody's. */
export async function addTown(db: Db): Promise<void> {
  await ensureBaseData(db)
  await db
    .insert(enterprise)
    .values(FIRMS.map(firm => ({ ...firm, isIndustrial: true, isAboveScale: true, updatedAt: NOW })))
  const people = Object.values(PEOPLE)
  await db.insert(personTable).values(people.map(({ id, name }) => ({ id, name })))
  await db
    .insert(identity)
    .values(people.map(({ id }) => ({ platform: 'feishu', openId: `ou_${id}`, personId: id })))
  await db
    .insert(roleGrant)
    .values(
      people.flatMap(({ id, grants }) =>
        grants.map(given => ({ ...given, personId: id, grantedBy: 'test', grantedAt: NOW })),
      ),
    )
  await db.insert(chatGroup).values([
    { platform: 'feishu', chatId: 'oc_county', name: '衡东县工作群', unitId: '430424' },
    { platform: 'feishu', chatId: 'oc_other', name: '企业交流群' },
  ])
}

/** Somebody acting at ten o'clock of a day. */
export const by = (db: Db, who: Who, day = '2023-11-15', time = '10:00'): LiaisonAct => ({
  db,
  now: instantOf(day, time),
  speaker: PEOPLE[who],
  causeId: null,
})
