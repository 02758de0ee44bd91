import type Big from 'big.js'
import type { Db } from '../../../db/client.ts'
import { project, projectStage } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { formatWan } from '../../lib/money.ts'
import type { Day } from '../../lib/time.ts'
import { type Change, keepChanges } from './changes.ts'

type New = typeof project.$inferInsert

/** A project as it comes on the list. Amounts in 万元. */
export interface NewProject
  extends Pick<New, 'name' | 'kinds' | 'level' | 'sector' | 'uscc' | 'regionCode' | 'parkId' | 'chain'> {
  ownerUnitId: string | null
  /** 责任人: 责任落实到人. */
  owner: string
  total: Big
  plannedStart: Day | null
  isDemo: boolean
}

/** @throws {Refusal} when it has no name or owner, its investment is none, or one of that name is there */
export async function createProject(db: Db, given: NewProject, change: Change): Promise<number> {
  const { total, plannedStart, ...row } = given
  const name = row.name.trim()
  if (name.length < 4) throw new Refusal('请写项目全称，例如“XX公司年产5万吨铜箔项目”。')
  if (!row.owner.trim()) throw new Refusal('请写明责任人（责任落实到人）。')
  if (total.lte(0)) throw new Refusal('总投资要大于0，请核对。')
  const [added] = await db
    .insert(project)
    .values({
      ...row,
      name,
      owner: row.owner.trim(),
      totalInvestment: total.toFixed(4),
      createdBy: change.by,
      createdAt: change.now,
    })
    .onConflictDoNothing({ target: project.name })
    .returning({ id: project.id })
  if (!added) throw new Refusal(`已经有叫“${name}”的项目，请直接查询，或换一个能区分的名称。`)
  if (plannedStart)
    await db.insert(projectStage).values({ projectId: added.id, stage: '开工', plannedOn: plannedStart })
  await keepChanges(
    db,
    'project',
    added.id,
    [{ field: '入库', before: null, after: `总投资${formatWan(total)}` }],
    change,
  )
  return added.id
}
