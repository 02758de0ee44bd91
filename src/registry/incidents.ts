import Big from 'big.js'
import { asc, eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { queueNotices } from '../../db/notice.ts'
import { enterprise, incident } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { addMonths, type Day, dayOf, isDay } from '../lib/time.ts'
import { accidentTypesOf, type EnterpriseScope } from '../people/may.ts'
import { type Person, requirePerson } from '../people/roles.ts'
import { levelDoubt } from '../rules/accidents.ts'
import { ACCIDENT_LEVELS } from '../rules/facts.ts'
import { findRule } from '../rules/find-rule.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { STANDS } from './accidents.ts'
import type { RosterAct } from './rosters/act.ts'
import { rosterCalled } from './rosters/kinds.ts'
import { staysOf } from './rosters/members.ts'

/** A registered accident, standing or not. */
export type Incident = typeof incident.$inferSelect

/** An accident as it is to be registered. Losses in 万元; what is not known is null. */
export interface IncidentInput {
  uscc: string
  happenedOn: Day
  type: Incident['type']
  level: Incident['level']
  dead: number | null
  injured: number | null
  loss: Big | null
  detail: string | null
}

/** What came of registering: it is in, or somebody has to look at its level once more. */
export type Registered = { kind: 'registered'; id: number } | { kind: 'doubted'; doubt: string }

/** How long ago an accident may be to be registered: older ones are a slip of the year. */
const YEARS_BACK = 5

/**
 * 登记事故. Where casualties or loss say another level (D-12), nothing is stored unless `isSure`: whoever registers it
 * stands by the level then, and that is kept. `replaces` is the accident it corrects, which is kept as it was.
 * @throws {Refusal} when the speaker may not register that type, something is impossible, or it is there already
 */
export async function registerIncident(
  act: RosterAct,
  policies: PolicySet,
  given: IncidentInput,
  { isSure, replaces, reason }: { isSure: boolean; replaces?: number | null; reason?: string | null },
): Promise<Registered> {
  const { db, now } = act
  const person = requireRegistrar(act, given.type)
  checkInput(given, dayOf(now))
  const [firm] = await db.select().from(enterprise).where(eq(enterprise.uscc, given.uscc))
  if (!firm) throw new Refusal('库里没有这家企业，请核对名称后再登记。')
  const old = replaces ? await standing(db, replaces) : null
  if (old) requireRegistrar(act, old.type)
  if (old && !reason?.trim()) throw new Refusal('更正事故登记要写明原因，例如“事故调查认定为一般事故”。')
  const same = (await incidentsOf(db, given.uscc)).find(
    one => one.id !== old?.id && one.happenedOn === given.happenedOn && one.type === given.type,
  )
  if (same)
    throw new Refusal(
      `“${firm.shortName}”${given.happenedOn}的${given.type}事故已经登记过（${same.level}，第${same.id}号）。有变化请更正那一条，例如“更正第${same.id}号事故 重伤改为5人”。`,
    )
  const doubt = doubtOf(policies, given, dayOf(now))
  if (doubt && !isSure) return { kind: 'doubted', doubt }
  const { loss, ...values } = given
  const [row] = await db
    .insert(incident)
    .values({
      ...values,
      loss: loss?.toFixed() ?? null,
      isLevelDoubted: doubt !== null,
      reportedBy: person.id,
      recordedAt: now,
      reason: reason?.trim() || null,
    })
    .returning()
  if (!row) throw new Error('the accident was not stored')
  if (old) await replace(db, old, row.id)
  await tellOffice(act, person, firm, row, old)
  return { kind: 'registered', id: row.id }
}

/**
 * 撤销登记: there was no such accident, or it was another enterprise's.
 * @throws {Refusal} when the speaker may not, no reason is given, or it was corrected already
 */
export async function withdrawIncident(act: RosterAct, id: number, reason: string): Promise<void> {
  const { db, now } = act
  const old = await standing(db, id)
  const person = requireRegistrar(act, old.type)
  if (reason.trim() === '') throw new Refusal('撤销事故登记要写明原因，例如“核实为另一家企业”。')
  const { id: _, replacedBy: __, ...copy } = old
  const [row] = await db
    .insert(incident)
    .values({ ...copy, isWithdrawn: true, reason: reason.trim(), reportedBy: person.id, recordedAt: now })
    .returning()
  if (!row) throw new Error('the withdrawal was not stored')
  await replace(db, old, row.id)
}

function requireRegistrar({ speaker }: RosterAct, type: Incident['type']): Person {
  const person = requirePerson(speaker)
  if (accidentTypesOf(person).includes(type)) return person
  throw new Refusal(
    `${type}事故由${type === '安全生产' ? '应急管理' : '生态环境'}部门和领导小组办公室登记，您没有这项权限，没有登记。`,
  )
}

function checkInput({ happenedOn, dead, injured, loss }: IncidentInput, today: Day): void {
  if (!isDay(happenedOn)) throw new Refusal(`“${happenedOn}”不是日期，请写成 2023-11-12 的样子。`)
  if (happenedOn > today) throw new Refusal(`${happenedOn}还没有到，请核对事故日期。`)
  if (happenedOn < addMonths(today, -12 * YEARS_BACK))
    throw new Refusal(`${happenedOn}是${YEARS_BACK}年以前，请核对事故日期。`)
  for (const [words, n] of [
    ['死亡', dead],
    ['重伤', injured],
  ] as const)
    if (n !== null && !(Number.isInteger(n) && n >= 0 && n <= 10_000))
      throw new Refusal(`${words}人数应是不小于 0 的整数。`)
  if (loss?.lt(0)) throw new Refusal('直接经济损失不能是负数。')
}

/** Why the level is doubtful, in a sentence, by the floors R-VETO carries; null when it is not. */
export function doubtOf(
  { documents }: PolicySet,
  { happenedOn, type, level, dead, injured, loss }: Omit<IncidentInput, 'uscc' | 'detail'>,
  today: Day,
): string | null {
  const { levelFloors = [] } = findRule(documents, 'R-VETO', today).rule
  return levelDoubt({ date: happenedOn, type, level, dead, injured, loss }, levelFloors)
}

/** The lowest level at which casualties and loss leave no doubt; null where they say nothing. */
export function levelFor(
  policies: PolicySet,
  given: Omit<IncidentInput, 'uscc' | 'detail' | 'level'>,
  today: Day,
): Incident['level'] | null {
  if ([given.dead, given.injured, given.loss].every(value => value === null)) return null
  return ACCIDENT_LEVELS.find(level => doubtOf(policies, { ...given, level }, today) === null) ?? null
}

async function replace(db: Db, old: Incident, by: number): Promise<void> {
  const marked = await db
    .update(incident)
    .set({ replacedBy: by })
    .where(sql`${incident.id} = ${old.id} and replaced_by is null`)
    .returning()
  if (marked.length === 0) throw new Refusal(`第${old.id}号事故刚刚有人更正过，请重新查看。`)
}

/** @throws {Refusal} when there is none of that number */
export async function findIncident(db: Db, id: number): Promise<Incident> {
  const [row] = await db.select().from(incident).where(eq(incident.id, id))
  if (row) return row
  throw new Refusal(`没有第${id}号事故登记，请核对编号。`)
}

/** @throws {Refusal} when there is none, or it was corrected or withdrawn already */
async function standing(db: Db, id: number): Promise<Incident> {
  const row = await findIncident(db, id)
  if (row.isWithdrawn || row.replacedBy !== null)
    throw new Refusal(
      `第${id}号事故登记已经${row.isWithdrawn ? '撤销' : `更正为第${row.replacedBy}号`}，不能再改。`,
    )
  return row
}

/** Accidents of one enterprise that stand, oldest first. */
export const incidentsOf = (db: Db, uscc: string): Promise<Incident[]> =>
  db
    .select()
    .from(incident)
    .where(sql`${incident.uscc} = ${uscc} and ${STANDS}`)
    .orderBy(asc(incident.happenedOn), asc(incident.id))

/** An accident with its enterprise. */
export interface ListedIncident extends EnterpriseScope {
  id: number
  shortName: string
  isDemo: boolean
  happenedOn: Day
  type: Incident['type']
  level: Incident['level']
  dead: number | null
  injured: number | null
  /** 万元. */
  loss: string | null
  detail: string | null
  isLevelDoubted: boolean
  reportedBy: string
  recordedAt: string
  /** On the 倍增名录 of the year in which it happened. */
  isListed: boolean
}

/** Accidents that stand and happened in a range of days, newest first. */
export const incidentsIn = (db: Db, { from, to }: { from: Day; to: Day }): Promise<ListedIncident[]> =>
  rowsOf(
    db,
    sql`select i.id, i.happened_on::text as "happenedOn", i.type, i.level, i.dead, i.injured,
        i.loss::text, i.detail, i.is_level_doubted as "isLevelDoubted", i.reported_by as "reportedBy",
        i.recorded_at::text as "recordedAt", e.uscc, e.short_name as "shortName", e.is_demo as "isDemo",
        e.region_code as "regionCode", e.assess_unit_id as "assessUnitId", e.chain,
        exists (select 1 from roster_member m where m.uscc = i.uscc and m.roster = '倍增名录'
          and m.year = extract(year from i.happened_on)) as "isListed"
      from incident i join enterprise e on e.uscc = i.uscc
      where i.happened_on between ${from}::date and ${to}::date and ${STANDS}
      order by i.happened_on desc, i.id desc`,
  )

/** What an accident was registered as before it was what it is, newest first. */
export async function correctionsOf(db: Db, id: number): Promise<Incident[]> {
  return rowsOf<Incident>(
    db,
    sql`with recursive chain as (
        select i.*, 0 as depth from incident i where i.id = ${id}
        union all select o.*, c.depth + 1 from incident o join chain c on o.replaced_by = c.id)
      select id, uscc, happened_on::text as "happenedOn", type, level, dead, injured, loss::text, detail,
        is_level_doubted as "isLevelDoubted", reported_by as "reportedBy", recorded_at as "recordedAt", reason,
        replaced_by as "replacedBy", is_withdrawn as "isWithdrawn"
      from chain where depth > 0 order by depth`,
  )
}

const isSerious = ({ level }: Pick<Incident, 'level'>) => ACCIDENT_LEVELS.indexOf(level) >= 1

/** The office hears of what is serious, and of what no longer is. */
async function tellOffice(
  { db, causeId }: RosterAct,
  person: Person,
  firm: typeof enterprise.$inferSelect,
  row: Incident,
  old: Incident | null,
): Promise<void> {
  if (!isSerious(row) && !(old && isSerious(old))) return
  const stays = await staysOf(db, row.uscc)
  const year = Number(row.happenedOn.slice(0, 4))
  const isListed = stays.some(({ roster, year: of }) => roster === '倍增名录' && of === year)
  const others = stays.filter(({ roster, until }) => roster !== '倍增名录' && until === null)
  await queueNotices(
    db,
    [
      {
        kind: 'incident.serious',
        to: 'unit:office',
        key: `incident.serious:${row.id}`,
        data: {
          incidentId: row.id,
          enterprise: firm.shortName,
          day: row.happenedOn,
          type: row.type,
          level: row.level,
          isListed,
          rosters: [...new Set(others.map(({ roster }) => rosterCalled(roster)?.title ?? roster))],
          was: old && old.level !== row.level ? old.level : null,
          by: person.name,
          isDemo: firm.isDemo,
        },
      },
    ],
    causeId,
  )
}

/** An amount as it was stored. */
export const lossOf = ({ loss }: { loss: string | null }): Big | null =>
  loss === null ? null : new Big(loss)
