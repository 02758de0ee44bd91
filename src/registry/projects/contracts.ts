import Big from 'big.js'
import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { contract } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { addMonths, type Day, dayOf } from '../../lib/time.ts'
import type { DutyScope } from '../../people/may.ts'
import { evaluate } from '../../rules/evaluate.ts'
import { parseFacts } from '../../rules/facts.ts'
import type { RuleVersion } from '../../rules/find-rule.ts'
import { type Change, keepChanges } from './changes.ts'
import { CONTRACT_DUTY } from './duty.ts'

type Row = typeof contract.$inferSelect

/** A signed project as it stood on a day. Amounts in 万元. */
export interface ContractOn
  extends DutyScope,
    Pick<
      Row,
      'id' | 'name' | 'batch' | 'investor' | 'tags' | 'projectId' | 'owner' | 'isManufacturing' | 'isDemo'
    > {
  on: Day
  total: Big
  attracted: Big
  region: string | null
  park: string | null
  signedOn: Day
  /** Null where it was not so on the day asked about. */
  landedOn: Day | null
  startedOn: Day | null
  producedOn: Day | null
  endedOn: Day | null
}

/** What was signed by a day, the newest batch first, then by size. One query. */
export async function contractsOn(db: Db, on: Day): Promise<ContractOn[]> {
  const past = (column: string) =>
    sql`case when c.${sql.raw(column)} <= ${on}::date then c.${sql.raw(column)}::text end`
  const rows = await rowsOf<
    Omit<ContractOn, 'total' | 'attracted' | 'on' | 'dutyUnitIds' | 'personIds'> & {
      total: string
      attracted: string
    }
  >(
    db,
    sql`select c.id, c.name, c.batch, c.investor, to_json(c.tags) as tags, c.project_id as "projectId", c.uscc,
        c.region_code as "regionCode", c.park_id as "parkId", c.chain, c.owner_unit_id as "ownerUnitId", c.owner,
        c.is_manufacturing as "isManufacturing", c.is_demo as "isDemo", c.total::text as total,
        c.attracted::text as attracted, r.name as region, k.name as park, c.signed_on::text as "signedOn",
        ${past('landed_on')} as "landedOn", ${past('started_on')} as "startedOn",
        ${past('produced_on')} as "producedOn", ${past('ended_on')} as "endedOn"
      from contract c left join region r on r.code = c.region_code left join park k on k.id = c.park_id
      where c.signed_on <= ${on}::date
      order by c.signed_on desc, c.total desc, c.id`,
  )
  return rows.map(row => ({
    ...row,
    on,
    total: new Big(row.total),
    attracted: new Big(row.attracted),
    dutyUnitIds: CONTRACT_DUTY,
    personIds: [],
  }))
}

/** 已落地, 已开工, 已投产: a later step means that the earlier ones were taken. */
export const hasLanded = ({ landedOn, startedOn, producedOn }: ContractOn): boolean =>
  (landedOn ?? startedOn ?? producedOn) !== null
export const hasStarted = ({ startedOn, producedOn }: ContractOn): boolean =>
  (startedOn ?? producedOn) !== null
export const hasProduced = ({ producedOn }: ContractOn): boolean => producedOn !== null

/** What can be counted of signed projects. Amounts in 万元; rates as R-CONTRACT works them out, null of none. */
export interface ContractFigures {
  signed: number
  total: Big
  attracted: Big
  manufacturing: number
  manufacturingTotal: Big
  landed: number
  started: number
  produced: number
  /** 终止; they stay among the signed. */
  ended: number
  /** 三类500强. */
  top500: number
  top500Total: Big
  top500Attracted: Big
  startRate: number | null
  produceRate: number | null
}

/** 履约率 and 投产率 by the rule, beside what they are worked out from. */
export function contractFigures(
  version: RuleVersion,
  contracts: readonly ContractOn[],
  on: Day,
): ContractFigures {
  const sum = (some: readonly ContractOn[], amount: 'total' | 'attracted') =>
    some.reduce((all, one) => all.plus(one[amount]), new Big(0))
  const manufacturing = contracts.filter(one => one.isManufacturing)
  const top500 = contracts.filter(({ tags }) => tags.includes('三类500强'))
  const counts = {
    signed: contracts.length,
    started: contracts.filter(hasStarted).length,
    produced: contracts.filter(hasProduced).length,
  }
  const facts = parseFacts({
    contracts_signed: counts.signed,
    contracts_started: counts.started,
    contracts_produced: counts.produced,
  })
  const { result } = evaluate(version, facts, { on })
  const rate = (name: string) => (typeof result[name] === 'number' ? result[name] : null)
  return {
    ...counts,
    total: sum(contracts, 'total'),
    attracted: sum(contracts, 'attracted'),
    manufacturing: manufacturing.length,
    manufacturingTotal: sum(manufacturing, 'total'),
    landed: contracts.filter(hasLanded).length,
    ended: contracts.filter(({ endedOn }) => endedOn !== null).length,
    top500: top500.length,
    top500Total: sum(top500, 'total'),
    top500Attracted: sum(top500, 'attracted'),
    startRate: rate('start_rate'),
    produceRate: rate('produce_rate'),
  }
}

/** A signed project that should be asked after: not started, three, six or twelve months after signing. */
export interface FollowUp {
  contract: ContractOn
  months: number
  /** As the rule names it: `第二次（满6个月）`. */
  reminder: string
}

/** 签约后3、6、12个月未开工, the longest signed first. */
export function followUps(version: RuleVersion, contracts: readonly ContractOn[]): FollowUp[] {
  return contracts
    .filter(({ endedOn }) => endedOn === null)
    .flatMap((one): FollowUp[] => {
      const months = monthsSince(one.signedOn, one.on)
      const facts = parseFacts({ is_started: hasStarted(one), months_since_signing: months })
      const { reminder } = evaluate(version, facts, { on: one.on }).result
      return typeof reminder === 'string' ? [{ contract: one, months, reminder }] : []
    })
    .sort((a, b) => a.contract.signedOn.localeCompare(b.contract.signedOn) || a.contract.id - b.contract.id)
}

/** Whole months from one day to another. */
function monthsSince(from: Day, to: Day): number {
  let months = 0
  while (addMonths(from, months + 1) <= to) months += 1
  return months
}

/** Steps of a signed project, as people call them. */
export const CONTRACT_STEPS = {
  落地: 'landedOn',
  开工: 'startedOn',
  投产: 'producedOn',
  终止: 'endedOn',
} as const
export type ContractStep = keyof typeof CONTRACT_STEPS

/**
 * 落地、开工、投产、终止 of a signed project.
 * @throws {Refusal} when the day is still to come or before signing, or changes one that stands without a reason
 */
export async function setContractStep(
  db: Db,
  id: number,
  { step, day }: { step: ContractStep; day: Day },
  change: Change,
): Promise<Row> {
  const [old] = await db.select().from(contract).where(eq(contract.id, id)).for('update')
  if (!old) throw new Refusal('没有找到这个签约项目，请重新查一次。')
  if (day > dayOf(change.now)) throw new Refusal(`${step}时间${day}还没到，不能登记。`)
  if (day < old.signedOn) throw new Refusal(`${step}时间${day}早于签约时间${old.signedOn}，请核对。`)
  const before = old[CONTRACT_STEPS[step]]
  if (before !== null && before !== day && !change.reason?.trim())
    throw new Refusal(`${step}时间已登记为${before}，更正请写明原因。`)
  if (step === '终止' && !change.reason?.trim()) throw new Refusal('终止请写明原因。')
  await db
    .update(contract)
    .set({ [CONTRACT_STEPS[step]]: day })
    .where(eq(contract.id, id))
  await keepChanges(db, 'contract', id, [{ field: `${step}时间`, before, after: day }], change)
  return { ...old, [CONTRACT_STEPS[step]]: day }
}
