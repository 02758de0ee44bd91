import { and, count, countDistinct, eq, gte, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { type Address, queueNotices } from '../../db/notice.ts'
import { caseFile, enterprise, region, taskforce, unit } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { addDays, dayOf, instantOf } from '../lib/time.ts'
import { hasRole } from '../people/may.ts'
import { actorId } from '../people/roles.ts'
import type { Act } from './act.ts'
import { isCategory } from './categories.ts'
import { factsOf } from './facts.ts'
import { listCases } from './find.ts'
import type { LoadedCase } from './load.ts'
import { requireUnit } from './names.ts'
import { unitOf } from './notify.ts'
import { record } from './record.ts'
import { statesFor } from './transitions.ts'
import { requireText } from './wording.ts'

/**
 * R-TASKFORCE: so many open cases of one category in one region within so many days, from so many firms, suggest a
 * task force. The numbers are ours; no document gives any.
 */
export const SUGGESTED_FROM = { cases: 5, firms: 3, days: 30 } as const

/** Cases a task force begins with. */
const FEWEST = 2
const MOST = 200
/** Cases told of in the notice. */
const SHOWN = 10

/** One kind of problem in one place. A region of null is the whole city. */
export interface Kind {
  category: string
  regionCode: string | null
}

export interface Cluster extends Kind {
  region: string
  cases: number
  firms: number
}

const sinceOf = (now: Date) => instantOf(addDays(dayOf(now), -SUGGESTED_FROM.days))

/** Where one kind of problem has come up often enough in one region for a task force, most cases first. */
export async function suggestTaskforces(db: Db, now: Date): Promise<Cluster[]> {
  const firms = countDistinct(caseFile.uscc)
  const rows = await db
    .select({
      category: caseFile.category,
      regionCode: region.code,
      region: region.name,
      cases: count(),
      firms,
    })
    .from(caseFile)
    .innerJoin(enterprise, eq(enterprise.uscc, caseFile.uscc))
    .innerJoin(region, eq(region.code, enterprise.regionCode))
    .where(
      and(
        inArray(caseFile.state, statesFor(['join'])),
        isNull(caseFile.taskforceId),
        gte(caseFile.filedAt, sinceOf(now)),
      ),
    )
    .groupBy(caseFile.category, region.code, region.name)
    .having(sql`count(*) >= ${SUGGESTED_FROM.cases} and ${firms} >= ${SUGGESTED_FROM.firms}`)
  return rows.sort((a, b) => b.cases - a.cases)
}

/** Open cases of a kind of the last days that are in no task force, newest first. */
export function casesOfKind(db: Db, now: Date, { category, regionCode }: Kind): Promise<LoadedCase[]> {
  return listCases(
    db,
    {
      states: statesFor(['join']),
      category,
      since: sinceOf(now),
      isLoose: true,
      ...(regionCode !== null && { regionCode }),
    },
    MOST,
  )
}

/** How many cases, from how many firms. */
export const sizeOf = (cases: readonly LoadedCase[]) => ({
  cases: cases.length,
  firms: new Set(cases.map(({ row }) => row.uscc)).size,
})

export interface NewTaskforce extends Kind {
  leadUnitId: string
  name: string
}

/** 建专班: puts one unit in charge of a kind of problem; every open case of the kind joins. Those concerned are told once. */
export async function createTaskforce(act: Act, input: NewTaskforce): Promise<{ id: number; cases: number }> {
  requireOffice(act)
  const { category, regionCode, leadUnitId } = input
  if (!isCategory(category)) throw new Refusal(`没有“${category.slice(0, 20)}”这个诉求类别，请重新选择。`)
  await requireUnit(act.db, leadUnitId)
  const name = requireText(input.name, '专班名称', 4)
  const [existing] = await act.db
    .select({ name: taskforce.name })
    .from(taskforce)
    .where(
      and(
        eq(taskforce.category, category),
        regionCode === null ? isNull(taskforce.regionCode) : eq(taskforce.regionCode, regionCode),
        isNull(taskforce.closedAt),
      ),
    )
  if (existing)
    throw new Refusal(`“${existing.name}”已经在办这类问题，请发“专班有哪些”查看，新的诉求可以并进去。`)
  const cases = await casesOfKind(act.db, act.now, input)
  if (cases.length < FEWEST)
    throw new Refusal(`近${SUGGESTED_FROM.days}天在办的${category}诉求只有${cases.length}件，还不用建专班。`)
  const [created] = await act.db
    .insert(taskforce)
    .values({ name, category, regionCode, leadUnitId, createdBy: actorId(act.actor), createdAt: act.now })
    .returning({ id: taskforce.id })
  if (!created) throw new Error('the task force was not written')
  await joinAll(act, { id: created.id, name, category, leadUnitId }, cases)
  return { id: created.id, cases: cases.length }
}

/** Lets the cases of its kind that have come up since join a task force. */
export async function joinNewCases(act: Act, id: number): Promise<{ name: string; cases: number }> {
  requireOffice(act)
  const known = await requireTaskforce(act.db, id)
  const cases = await casesOfKind(act.db, act.now, known)
  if (cases.length === 0) throw new Refusal(`“${known.name}”没有新的同类诉求。`)
  await joinAll(act, known, cases)
  return { name: known.name, cases: cases.length }
}

/** 撤专班: its work is done; its cases stay where they are. */
export async function closeTaskforce(act: Act, id: number): Promise<string> {
  requireOffice(act)
  const known = await requireTaskforce(act.db, id)
  await act.db.update(taskforce).set({ closedAt: act.now }).where(eq(taskforce.id, id))
  return known.name
}

async function joinAll(
  act: Act,
  { id, name, category, leadUnitId }: { id: number; name: string; category: string; leadUnitId: string },
  cases: readonly LoadedCase[],
): Promise<void> {
  const joined: LoadedCase[] = []
  for (const target of cases)
    joined.push(await record(act, target, 'join', { taskforce: id, unitId: leadUnitId }))
  const unitName = await requireUnit(act.db, leadUnitId)
  const to = new Set<Address>([`unit:${leadUnitId}`, ...joined.flatMap(unitOf)])
  const facts = joined.slice(0, SHOWN).map(target => factsOf(target, act.calendar, act.now))
  const { firms } = sizeOf(joined)
  const data = { name, category, unit: unitName, total: joined.length, firms, cases: facts }
  const notices = [...to].map(address => ({
    kind: 'taskforce.created' as const,
    to: address,
    key: `taskforce:${id}:${joined[0]?.row.no ?? ''}:${address}`,
    // What another unit has in hand is for the lead unit to read.
    data:
      address === `unit:${leadUnitId}`
        ? data
        : { ...data, cases: facts.filter(one => address === `unit:${one.unitId}`) },
  }))
  await queueNotices(act.db, notices, act.causeId)
}

/** A task force that is at work, with how far its cases are. */
export interface TaskforceState extends Kind {
  id: number
  name: string
  region: string | null
  unit: string
  since: string
  total: number
  open: number
  firms: number
}

const IS_OPEN = sql`${caseFile.state} not in ('closed', 'withdrawn', 'declined')`

/** The task forces at work, newest first. */
export async function activeTaskforces(db: Db): Promise<TaskforceState[]> {
  const rows = await db
    .select({
      id: taskforce.id,
      name: taskforce.name,
      category: taskforce.category,
      regionCode: taskforce.regionCode,
      region: region.name,
      unit: unit.name,
      createdAt: taskforce.createdAt,
      total: count(caseFile.no),
      open: sql<number>`(count(${caseFile.no}) filter (where ${IS_OPEN}))::int`,
      firms: countDistinct(caseFile.uscc),
    })
    .from(taskforce)
    .innerJoin(unit, eq(unit.id, taskforce.leadUnitId))
    .leftJoin(region, eq(region.code, taskforce.regionCode))
    .leftJoin(caseFile, eq(caseFile.taskforceId, taskforce.id))
    .where(isNull(taskforce.closedAt))
    .groupBy(taskforce.id, region.name, unit.name)
  return rows
    .map(({ createdAt, ...rest }) => ({ ...rest, since: dayOf(createdAt) }))
    .sort((a, b) => b.id - a.id)
}

async function requireTaskforce(db: Db, id: number) {
  const [known] = await db
    .select()
    .from(taskforce)
    .where(and(eq(taskforce.id, id), isNull(taskforce.closedAt)))
  if (!known) throw new Refusal('这个专班已经撤销或不存在，请发“专班有哪些”查看现有的。')
  return known
}

function requireOffice({ actor }: Act): void {
  if (!hasRole(actor, 'office')) throw new Refusal('建专班、撤专班由领导小组办公室办理，您没有这项权限。')
}
