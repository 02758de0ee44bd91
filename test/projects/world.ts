import { PARKS, REGIONS } from '../../db/base/places.ts'
import type { Db } from '../../db/client.ts'
import {
  contract,
  identity,
  milestone,
  park,
  person,
  project,
  projectMember,
  projectPlan,
  projectProgress,
  projectStage,
  region,
  roleGrant,
} from '../../db/schema/index.ts'
import type { Grant } from '../../src/people/roles.ts'
import type { ProjectStage } from '../../src/registry/projects/stages.ts'
import { buildWorld, FIRM, NOW, RIVAL_FIRM } from '../ledger/world.ts'

/** People besides those of the ledger's world; they speak as `ou_<id>`. */
const MORE: Record<string, Grant[]> = {
  county: [{ role: 'county', scopeId: '430424' }],
  othercounty: [{ role: 'county', scopeId: '430426' }],
  chain: [{ role: 'chain', scopeId: '输变电' }],
  commerce: [{ role: 'department', scopeId: 'dept-commerce' }],
  reform: [{ role: 'department', scopeId: 'dept-reform' }],
  fiscal: [{ role: 'department', scopeId: 'dept-fiscal' }],
  observer: [{ role: 'observer', scopeId: '*' }],
  member: [{ role: 'department', scopeId: 'dept-education' }],
}
export const WHO = (name: string): string => `ou_${name}`

const stage = (name: ProjectStage, plannedOn: string | null, actualOn: string | null = null) => ({
  stage: name,
  plannedOn,
  actualOn,
})

/** Projects an official would know at a glance; the day is 2023-11-15, ten months of the year are over. */
export async function buildProjects(db: Db): Promise<void> {
  await buildWorld(db)
  await db.insert(region).values(REGIONS)
  await db.insert(park).values(PARKS)
  await db.insert(person).values(Object.keys(MORE).map(id => ({ id, name: id, isDemo: true })))
  await db
    .insert(identity)
    .values(Object.keys(MORE).map(id => ({ platform: 'feishu', openId: WHO(id), personId: id })))
  await db
    .insert(roleGrant)
    .values(
      Object.entries(MORE).flatMap(([personId, grants]) =>
        grants.map(grant => ({ ...grant, personId, grantedBy: 'test', grantedAt: NOW })),
      ),
    )
  const base = { level: '市', createdBy: 'import', createdAt: NOW, regionCode: '430424' } as const
  await db.insert(project).values([
    {
      ...base,
      name: '雁南机械智能压铸生产线项目',
      aliases: ['压铸线'],
      kinds: ['技改', '工业重点'],
      uscc: FIRM,
      chain: '输变电',
      owner: '王工',
      ownerUnitId: 'dept-land',
      totalInvestment: '20000',
      expectedOutput: '50000',
      expectedTax: '1500',
    },
    {
      ...base,
      name: '衡岳纸业新厂区项目',
      kinds: ['工业重点'],
      uscc: RIVAL_FIRM,
      owner: '李工',
      totalInvestment: '36000',
      parkId: 'park-hengdong',
      tags: ['三类500强'],
    },
    {
      ...base,
      name: '铜箔产业园项目',
      kinds: ['工业重点'],
      owner: '赵工',
      totalInvestment: '120000',
      regionCode: '430426',
    },
    {
      ...base,
      name: '氢能装备储备项目',
      kinds: ['工业重点'],
      owner: '钱工',
      totalInvestment: '80000',
    },
    { ...base, name: '精密铸造小项目', kinds: ['技改'], owner: '孙工', totalInvestment: '9999.9999' },
  ])
  await db.insert(projectStage).values([
    { projectId: 1, ...stage('签约', null, '2022-10-01') },
    { projectId: 1, ...stage('开工', '2023-02-01', '2023-02-10') },
    { projectId: 1, ...stage('投产', '2023-12-20') },
    { projectId: 2, ...stage('开工', '2023-08-01') },
    { projectId: 2, ...stage('签约', null, '2023-01-05') },
    { projectId: 3, ...stage('签约', null, '2022-01-01') },
    { projectId: 3, ...stage('开工', '2022-06-01', '2022-06-01') },
    { projectId: 5, ...stage('开工', null, '2023-03-01') },
  ])
  const plan = (projectId: number, investment: string) => ({
    projectId,
    year: 2023,
    investment,
    recordedBy: 'import',
    recordedAt: NOW,
  })
  await db.insert(projectPlan).values([plan(1, '12000'), plan(2, '10000'), plan(3, '60000')])
  const told = (projectId: number, month: string, cumulative: string | null, note: string | null = null) => ({
    projectId,
    month,
    cumulative,
    note,
    reportedBy: 'import',
    reportedAt: NOW,
  })
  await db
    .insert(projectProgress)
    .values([
      told(1, '2023-09', '8000'),
      told(1, '2023-10', '9800', '厂房主体完工'),
      told(3, '2022-12', '30000'),
      told(3, '2023-10', '33000'),
    ])
  const node = (projectId: number, title: string, dueOn: string, doneOn: string | null = null) => ({
    projectId,
    title,
    dueOn,
    doneOn,
    owner: '王工',
    addedBy: 'import',
    addedAt: NOW,
  })
  await db
    .insert(milestone)
    .values([
      node(1, '主体封顶', '2023-11-20'),
      node(1, '设备安装', '2023-12-10'),
      node(3, '一期主体封顶', '2023-10-20'),
    ])
  await db.insert(projectMember).values([{ projectId: 3, duty: '成员', name: '老周', personId: 'member' }])
  const signed = (name: string, days: Partial<typeof contract.$inferInsert>) => ({
    name,
    batch: '2022-05-11集中签约',
    investor: `${name}投资方`,
    regionCode: '430424',
    isManufacturing: true,
    total: '10000',
    attracted: '8000',
    signedOn: '2022-05-11',
    createdBy: 'import',
    createdAt: NOW,
    ...days,
  })
  await db.insert(contract).values([
    signed('磁性材料项目', {
      landedOn: '2022-07-01',
      startedOn: '2022-09-01',
      producedOn: '2023-06-01',
    }),
    signed('光伏支架项目', { landedOn: '2022-08-01', startedOn: '2023-03-01' }),
    signed('连接器项目', { landedOn: '2022-10-01', isManufacturing: false }),
    signed('轮毂项目', { total: '40000', tags: ['三类500强'] }),
    signed('冷链物流项目', {
      batch: null,
      signedOn: '2023-06-15',
      isManufacturing: false,
      regionCode: '430426',
    }),
  ])
}
