import { sql } from 'drizzle-orm'
import { insertMany } from '../bulk.ts'
import type { Db } from '../client.ts'
import {
  agreement,
  award,
  campaignReport,
  chainSlot,
  chainUpdate,
  contract,
  idleAsset,
  indicatorValue,
  landRequest,
  liaison,
  milestone,
  planProgress,
  project,
  projectMember,
  projectPlan,
  projectProgress,
  projectStage,
  proposal,
  qualification,
  supportPlan,
  target,
  visit,
} from '../schema/index.ts'
import { chainSlotRows, chainUpdateRows } from './chains.ts'
import { contractRows } from './contracts.ts'
import { demoFirms } from './firms.ts'
import { liaisonRows, visitRows } from './liaisons.ts'
import { macroRows } from './macro.ts'
import { agreementRows, awardRows, idleAssetRows, landRequestRows, proposalRows } from './papers.ts'
import { planProgressRows, planRows as supportPlanRows } from './plans.ts'
import { buildingProjects, planRows, progressRows, projectRows, stageRows, teamRows } from './projects.ts'
import { specialisedFirms, specialisedOn } from './rosters.ts'
import { targetRows } from './targets.ts'

const SMALL_GIANT = '专精特新“小巨人”'

/**
 * Loads what the registry keeps of the demo enterprises besides: projects, contracts, chains, people in charge and their
 * visits, targets, macro indicators, plans, qualifications, papers. Needs `loadDemo` of the same size before.
 */
export async function loadDemoWork(db: Db, size: number): Promise<void> {
  const firms = demoFirms(size)
  const building = buildingProjects(firms)
  await insertMany(db, project, projectRows(building))
  const numbered = await db.select({ id: project.id, name: project.name }).from(project)
  const ids = new Map(numbered.map(({ id, name }) => [name, id]))
  const projects = building.map(one => ({ ...one, id: ids.get(one.name) ?? 0 }))
  const { milestones, members } = teamRows(projects)
  await insertMany(db, projectStage, stageRows(projects))
  await insertMany(db, projectPlan, planRows(projects))
  await insertMany(db, projectProgress, progressRows(projects))
  await insertMany(db, milestone, milestones)
  await insertMany(db, projectMember, members)
  await insertMany(db, contract, contractRows())
  await insertMany(db, chainSlot, chainSlotRows())
  await insertMany(db, chainUpdate, chainUpdateRows())
  await insertMany(db, liaison, liaisonRows(firms))
  await insertMany(db, visit, visitRows(firms))
  await insertMany(db, target, targetRows())
  await insertMany(db, indicatorValue, macroRows())
  await insertMany(db, supportPlan, supportPlanRows(firms))
  const plans = await db.select({ id: supportPlan.id }).from(supportPlan).orderBy(supportPlan.id)
  await insertMany(db, planProgress, planProgressRows(plans.map(({ id }) => id)))
  await insertMany(db, proposal, proposalRows())
  await insertMany(db, landRequest, landRequestRows(firms))
  await insertMany(db, agreement, agreementRows(firms))
  await insertMany(db, award, awardRows(firms))
  await insertMany(db, idleAsset, idleAssetRows())
  await insertMany(
    db,
    qualification,
    specialisedFirms(firms).map(({ uscc, year, stage }) => ({
      uscc,
      kind: SMALL_GIANT,
      level: stage === '国家级小巨人' ? '国家级' : '省级',
      from_on: specialisedOn(year),
      expires_on: specialisedOn(year).replace(String(year), String(year + 3)),
      set_by: 'demo',
      set_at: `${specialisedOn(year)}T09:00:00+08:00`,
    })),
  )
  await db.insert(campaignReport).values({
    campaignId: 'hundred-days-2022',
    cadres: 3369,
    enterprises: 31_300,
    collected: 5676,
    solved: 5561,
    source: '领导小组办公室汇总（演示）',
    reportedBy: 'demo-office',
    reportedAt: new Date('2022-11-30T10:00:00+08:00'),
  })
  await db.execute(sql`analyze project, contract, liaison, visit, chain_slot, target`)
}
