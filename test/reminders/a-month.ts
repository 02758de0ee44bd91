import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import {
  agreement,
  campaign,
  contract,
  matter,
  matterEvent,
  milestone,
  project,
  projectStage,
  proposal,
  qualification,
  qualificationKind,
  rosterMember,
  statusPeriod,
  supportPlan,
} from '../../db/schema/index.ts'
import { instantOf } from '../../src/lib/time.ts'
import { addTown, codeOf } from '../liaison/a-town.ts'

const BEFORE = instantOf('2023-06-01')
const recorded = { recordedBy: 'office', recordedAt: BEFORE }

/** A town in which something of every kind is owed from the middle of November 2023 on. */
export async function addDuties(db: Db): Promise<void> {
  await addTown(db)
  const own = codeOf('大合新材料')
  await db.insert(rosterMember).values({ roster: '倍增名录', year: 2022, uscc: own })
  await db.insert(rosterMember).values({ roster: '应统未统', year: 2023, uscc: codeOf('恒飞电缆') })
  const [built] = await db
    .insert(project)
    .values({
      name: '年产5万吨铜箔项目',
      kinds: ['工业重点'],
      level: '市',
      uscc: own,
      regionCode: '430424',
      totalInvestment: '100000',
      createdBy: 'office',
      createdAt: BEFORE,
    })
    .returning()
  const projectId = built?.id ?? 0
  await db.insert(projectStage).values([
    { projectId, stage: '开工', plannedOn: '2023-05-01', actualOn: '2023-05-01' },
    { projectId, stage: '竣工', plannedOn: '2023-12-20' },
  ])
  await db.insert(milestone).values({
    projectId,
    title: '主厂房封顶',
    dueOn: '2023-11-22',
    owner: '陈平',
    ownerId: 'colleague',
    addedBy: 'office',
    addedAt: BEFORE,
  })
  await db.insert(contract).values({
    name: '智能电表项目',
    investor: '某某集团',
    regionCode: '430424',
    isManufacturing: true,
    total: '50000',
    attracted: '40000',
    signedOn: '2023-08-20',
    createdBy: 'office',
    createdAt: BEFORE,
  })
  await db.insert(agreement).values({
    uscc: own,
    title: '2022年工业用地监管协议',
    signedOn: '2022-01-01',
    promisedInvestment: '20000',
    investBy: '2023-12-15',
    ...recorded,
  })
  await db.insert(supportPlan).values({
    uscc: codeOf('福邦新材料'),
    measures: '续贷',
    owner: '陈平',
    ownerId: 'colleague',
    dueOn: '2023-11-24',
    writtenBy: 'office',
    writtenAt: BEFORE,
  })
  await db
    .insert(qualificationKind)
    .values({ name: '专精特新“小巨人”', source: 'test', isConfirmed: true })
    .onConflictDoNothing()
  await db.insert(qualification).values({
    uscc: own,
    kind: '专精特新“小巨人”',
    level: '省级',
    expiresOn: '2023-12-16',
    setBy: 'office',
    setAt: BEFORE,
  })
  await db.insert(proposal).values({
    kind: '政协提案',
    session: '市政协十三届二次会议',
    number: 72,
    topic: '关于支持产业链发展的建议',
    proposer: '民建衡阳市委',
    assignedOn: '2023-08-25',
    unitId: 'dept-industry',
    state: '办理中',
    createdBy: 'office',
    createdAt: BEFORE,
  })
  const [asked] = await db
    .insert(matter)
    .values({
      no: 'YS2023-001',
      kind: '兼并重组',
      title: '重组衡山纸厂',
      detail: '',
      state: '审核',
      unitId: 'dept-industry',
      proposedBy: 'office',
      proposedAt: instantOf('2023-10-20', '10:00'),
    })
    .returning()
  await db
    .insert(matterEvent)
    .values({ matterId: asked?.id ?? 0, state: '审核', by: 'office', at: instantOf('2023-10-20', '10:00') })
  await db.insert(campaign).values({
    id: 'relief',
    name: '纾困增效专项行动',
    startsOn: '2023-08-01',
    endsOn: '2023-11-30',
    cadres: 0,
    enterprises: 0,
    collected: 0,
    solved: 0,
  })
  await db.delete(statusPeriod).where(eq(statusPeriod.uscc, own))
}
