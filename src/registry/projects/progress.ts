import Big from 'big.js'
import { and, desc, eq, isNotNull, lt, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { project, projectProgress } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { exactWan, formatWan } from '../../lib/money.ts'
import { dayOf } from '../../lib/time.ts'
import { parsePeriod, sayPeriod } from '../period.ts'
import { stands } from '../retract.ts'
import type { Change } from './changes.ts'

/** 口径 in which an amount is told: of the year so far, of the month alone, or since the project began. */
export const BASES = ['本年累计', '本月新增', '开工以来累计'] as const
export type Basis = (typeof BASES)[number]

/** What was said of a project's month. Amounts in 万元. */
export interface Report {
  projectId: number
  /** `2023-10`. */
  month: string
  amount: Big | null
  basis: Basis
  /** Bought for equipment, on the same basis. */
  equipment: Big | null
  note: string | null
}

/** A report made whole: what it comes to for the year, and what is odd about it. */
export interface Weighed {
  month: string
  cumulative: Big | null
  equipment: Big | null
  note: string | null
  /** What the month stands at now. */
  replaces: Big | null
  /** What a reader should look at again: Chinese sentences. */
  doubts: string[]
}

type Row = typeof projectProgress.$inferSelect

/** The newest reported amount of a year up to a month; of that month alone where `alone`. */
async function latest(db: Db, projectId: number, month: string, alone: boolean): Promise<Row | null> {
  const [row] = await db
    .select()
    .from(projectProgress)
    .where(
      and(
        eq(projectProgress.projectId, projectId),
        alone
          ? eq(projectProgress.month, month)
          : and(
              lt(projectProgress.month, month),
              sql`left(${projectProgress.month}, 4) = ${month.slice(0, 4)}`,
            ),
        isNotNull(projectProgress.cumulative),
        stands('project_progress', sql`${projectProgress.id}`),
      ),
    )
    .orderBy(desc(projectProgress.month), desc(projectProgress.id))
    .limit(1)
  return row ?? null
}

const big = (amount: string | null | undefined): Big | null =>
  amount === null || amount === undefined ? null : new Big(amount)

/**
 * Works a report out against what is known, and says what is odd about it.
 * @throws {Refusal} when the month is none or still to come, nothing is said, or an amount is impossible
 */
export async function weigh(db: Db, now: Date, report: Report): Promise<Weighed> {
  const { projectId, month, note } = report
  if (parsePeriod(month)?.kind !== 'month' || !/^\d{4}-\d{2}$/.test(month))
    throw new Refusal('请写明是哪个月的进展，例如“2023-10”。')
  if (month > dayOf(now).slice(0, 7)) throw new Refusal(`${sayPeriod(month)}还没到，不能填报。`)
  if (report.amount === null && report.equipment === null && !note)
    throw new Refusal('没有看到进展内容，请写明完成投资或形象进度，例如“10月完成投资3200万 设备已进场”。')
  if (report.amount?.lt(0) || report.equipment?.lt(0)) throw new Refusal('投资额不能是负数，请核对后重填。')
  if (report.amount === null && report.equipment !== null)
    throw new Refusal('填了设备投资，也请填完成投资总额。')
  const [own, before, sums] = [
    await latest(db, projectId, month, true),
    await latest(db, projectId, month, false),
    await totals(db, projectId, month),
  ]
  const isNewMonth = report.basis === '本月新增'
  const isSinceStart = report.basis === '开工以来累计'
  const base = (sum: Big, last: string | null | undefined) =>
    isNewMonth ? new Big(last ?? 0) : isSinceStart ? sum.neg() : new Big(0)
  const cumulative = report.amount?.plus(base(sums.investedBefore, before?.cumulative)) ?? null
  const equipment = report.equipment?.plus(base(sums.equipmentBefore, before?.equipment)) ?? null
  if (cumulative?.lt(0))
    throw new Refusal(
      `开工以来累计${exactWan(report.amount ?? new Big(0))}，比往年已报的${exactWan(sums.investedBefore)}还少，请核对口径。`,
    )
  return {
    month,
    cumulative,
    equipment,
    note,
    replaces: big(own?.cumulative),
    doubts: cumulative === null ? [] : doubtsOf({ cumulative, equipment }, before, sums),
  }
}

interface Totals {
  total: Big
  investedBefore: Big
  equipmentBefore: Big
}

async function totals(db: Db, projectId: number, month: string): Promise<Totals> {
  const [row] = await rowsOf<{ total: string; invested: string; equipment: string }>(
    db,
    sql`select p.total_investment::text as total, coalesce(sum(l.cumulative), 0)::text as invested,
        coalesce(sum(l.equipment), 0)::text as equipment
      from project p left join lateral (
        select distinct on (left(g.month, 4)) g.cumulative, g.equipment from project_progress g
        where g.project_id = p.id and g.month < ${`${month.slice(0, 4)}-01`} and g.cumulative is not null
          and ${stands('project_progress', sql`g.id`)}
        order by left(g.month, 4), g.month desc, g.id desc) l on true
      where p.id = ${projectId} group by p.id`,
  )
  if (!row) throw new Refusal('没有找到这个项目，请重新查一次。')
  return {
    total: new Big(row.total),
    investedBefore: new Big(row.invested),
    equipmentBefore: new Big(row.equipment),
  }
}

function doubtsOf(
  { cumulative, equipment }: { cumulative: Big; equipment: Big | null },
  before: Row | null,
  { total, investedBefore }: Totals,
): string[] {
  const last = big(before?.cumulative)
  const all = investedBefore.plus(cumulative)
  return [
    ...(last && before && cumulative.lt(last)
      ? [`比${sayPeriod(before.month)}已报的累计${formatWan(last)}还少`]
      : []),
    ...(all.gt(total) ? [`开工以来共${formatWan(all)}，超过总投资${formatWan(total)}`] : []),
    ...(equipment?.gt(cumulative) ? ['设备投资比完成投资还多'] : []),
  ]
}

/**
 * Adds a report to the ledger; nothing is overwritten, a newer one of the month counts. Two at once come one after
 * another.
 * @throws {Refusal} when it replaces an amount or is odd and nobody says why
 */
export async function addProgress(
  db: Db,
  report: Report,
  { by, now, reason }: Change,
): Promise<Weighed & { id: number }> {
  await db.select({ id: project.id }).from(project).where(eq(project.id, report.projectId)).for('update')
  const weighed = await weigh(db, now, report)
  const { cumulative, equipment, note, replaces, doubts } = weighed
  const isSame = cumulative !== null && replaces?.eq(cumulative) === true
  const mustExplain = cumulative !== null && !isSame && (replaces !== null || doubts.length > 0)
  if (mustExplain && !reason?.trim())
    throw new Refusal(
      replaces !== null
        ? `${sayPeriod(report.month)}已报累计${exactWan(replaces)}，要改成${exactWan(cumulative)}请写明更正原因。`
        : `${doubts.join('；')}。数字没错的话，请在“说明原因”里写一句再提交。`,
    )
  const [row] = await db
    .insert(projectProgress)
    .values({
      projectId: report.projectId,
      month: report.month,
      cumulative: cumulative?.toFixed() ?? null,
      equipment: equipment?.toFixed() ?? null,
      note,
      reportedBy: by,
      reportedAt: now,
      reason: reason?.trim() || null,
    })
    .returning({ id: projectProgress.id })
  if (!row) throw new Error('the progress was not stored')
  return { ...weighed, id: row.id }
}

/** 推进台账: everything reported of a project and not taken back, the newest month first; what was replaced stands there too. */
export const progressOf = (db: Db, projectId: number, most = 24): Promise<Row[]> =>
  db
    .select()
    .from(projectProgress)
    .where(
      and(eq(projectProgress.projectId, projectId), stands('project_progress', sql`${projectProgress.id}`)),
    )
    .orderBy(desc(projectProgress.month), desc(projectProgress.id))
    .limit(most)
