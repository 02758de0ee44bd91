import type Big from 'big.js'
import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { figure, figureDoubt } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { mayReportFigures } from '../../people/may.ts'
import type { Speaker } from '../../people/roles.ts'
import { getEnterprise } from '../enterprises.ts'
import { openBook } from '../figure-book.ts'
import { currentFigures } from '../figures.ts'
import { INDICATORS, type Indicator, sayAmount } from '../indicators.ts'
import { hasEnded, type Period, sayPeriod } from '../period.ts'
import { retract } from '../retract.ts'
import type { SaidFigure } from './figures-in.ts'
import { type Doubt, doubtsOf } from './plausibility.ts'

/** Somebody reporting; `db` is the transaction of the message. */
export interface Reporter {
  db: Db
  now: Date
  speaker: Speaker
}

/** A figure about to be reported, next to what the firm reported before. */
export interface Reviewed extends SaidFigure {
  /** What the firm itself had reported of it. */
  standing: Big | null
  doubts: Doubt[]
}

const OWN = '企业自报' as const

/** What is odd about some figures that a firm reports together, by what is known; records nothing. */
export async function reviewReport(
  db: Db,
  uscc: string,
  period: Period,
  figures: readonly SaidFigure[],
): Promise<Reviewed[]> {
  const indicators = new Set<Indicator>(['output', 'tax', ...figures.map(({ indicator }) => indicator)])
  const book = await openBook(db, uscc, [...indicators])
  const sourcesOf = (indicator: Indicator, on: Period) => {
    const { chosen, others } = book.view(indicator, on)
    return [...(chosen ? [chosen] : []), ...others]
  }
  // What is reported together is looked at together: tax against the output beside it.
  const beside = (indicator: Indicator, on: Period) =>
    on.text === period.text ? figures.find(one => one.indicator === indicator)?.amount : undefined
  const said = (indicator: Indicator, on: Period) => {
    const known = sourcesOf(indicator, on)
    return beside(indicator, on) ?? (known.find(({ source }) => source === OWN) ?? known[0])?.amount ?? null
  }
  return figures.map(({ indicator, amount }) => {
    const known = sourcesOf(indicator, period)
    const official = known.find(({ source }) => source !== OWN) ?? null
    return {
      indicator,
      amount,
      standing: known.find(({ source, isSum }) => source === OWN && !isSum)?.amount ?? null,
      doubts: doubtsOf({ indicator, period, amount }, { said, official }),
    }
  })
}

/** What a firm itself has reported of a period by now. */
export async function ownFigures(
  db: Db,
  uscc: string,
  period: Period,
  indicators: readonly Indicator[],
): Promise<Map<Indicator, Big>> {
  const rows = await currentFigures(db, [uscc], indicators, [period.text])
  return new Map(
    rows.filter(({ source }) => source === OWN).map(({ indicator, amount }) => [indicator, amount]),
  )
}

/** What a firm hands in. */
export interface FigureReport {
  uscc: string
  period: Period
  figures: readonly SaidFigure[]
  /** Why figures reported before are replaced, and what explains odd ones. */
  reason: string | null
}

/**
 * 报数 of an enterprise, by itself or its liaison. Figures that stand already are left alone; others are added, and
 * take the place of what the firm had reported. Throws `Refusal` when somebody may not, the period is not over, a figure
 * is replaced or odd and nothing explains it. Gives what was added, with the rows' ids.
 */
export async function reportFigures(
  { db, now, speaker }: Reporter,
  { uscc, period, figures, reason }: FigureReport,
): Promise<{ changed: Reviewed[]; ids: number[] }> {
  const firm = await getEnterprise(db, uscc)
  if (!firm || speaker.kind !== 'person' || !mayReportFigures(speaker, firm))
    throw new Refusal('只有企业自己和它的联络员能报这家企业的数。如需代报，请让办公室把您设为它的联络员。')
  if (figures.length === 0)
    throw new Refusal('没有看到要报的数，请写明指标和数值，例如“报数：10月产值1260万 税38万”。')
  if (!hasEnded(period, now)) throw new Refusal(`${sayPeriod(period.text)}还没有结束，请在期满后再报。`)
  const reviewed = await reviewReport(db, uscc, period, figures)
  const changed = reviewed.filter(({ standing, amount }) => !standing?.eq(amount))
  if (changed.length === 0) throw new Refusal('这些数已经报过，数值相同，不用重复报。')
  assertExplained(changed, period, reason)
  const ids: number[] = []
  for (const one of changed) ids.push(await recordOne(db, { uscc, period, one, reason, by: speaker.id, now }))
  return { changed, ids }
}

/** 撤回报数: figures just reported no longer count; doubts about what they replaced are open again. */
export async function retractFigures(
  db: Db,
  ids: readonly number[],
  { by, now }: { by: string; now: Date },
): Promise<void> {
  if (ids.length === 0) return
  const rows = await db
    .select()
    .from(figure)
    .where(inArray(figure.id, [...ids]))
  await retract(db, 'figure', ids, { by, now })
  await db
    .update(figureDoubt)
    .set({ state: 'corrected', settledBy: by, settledAt: now })
    .where(inArray(figureDoubt.figureId, [...ids]))
  for (const { uscc, indicator, period, recordedAt } of rows)
    await db
      .update(figureDoubt)
      .set({
        state: sql`case when ${figureDoubt.explanation} is null then 'open' else 'explained' end`,
        settledBy: null,
        settledAt: null,
      })
      .where(
        and(
          eq(figureDoubt.uscc, uscc),
          eq(figureDoubt.indicator, indicator),
          eq(figureDoubt.period, period),
          eq(figureDoubt.state, 'corrected'),
          eq(figureDoubt.settledAt, recordedAt),
        ),
      )
}

function assertExplained(changed: readonly Reviewed[], period: Period, reason: string | null): void {
  if (reason !== null && reason.trim().length >= 2) return
  const replaced = changed.find(({ standing }) => standing !== null)
  if (replaced?.standing) {
    const { indicator, standing } = replaced
    throw new Refusal(
      `${sayPeriod(period.text)}${INDICATORS[indicator].title}原来报的是${sayAmount(indicator, standing)}，要更正请在“情况说明”里写明原因。`,
    )
  }
  const odd = changed.find(({ doubts }) => doubts.length > 0)
  if (odd)
    throw new Refusal(
      `${INDICATORS[odd.indicator].title}有点反常：${odd.doubts[0]?.words}如确认无误，请在“情况说明”里写明原因再提交。`,
    )
}

async function recordOne(
  db: Db,
  given: { uscc: string; period: Period; one: Reviewed; reason: string | null; by: string; now: Date },
): Promise<number> {
  const { uscc, period, one, reason, by, now } = given
  const { indicator, amount, standing, doubts } = one
  const words = reason?.trim() || null
  const [row] = await db
    .insert(figure)
    .values({
      uscc,
      indicator,
      period: period.text,
      amount: amount.toFixed(),
      source: OWN,
      reportedBy: by,
      recordedAt: now,
      reason: standing === null ? null : words,
    })
    .returning({ id: figure.id })
  if (!row) throw new Error('the figure was not stored')
  // Whoever doubted the figure before has now another one.
  await db
    .update(figureDoubt)
    .set({ state: 'corrected', settledBy: by, settledAt: now })
    .where(
      and(
        eq(figureDoubt.uscc, uscc),
        eq(figureDoubt.indicator, indicator),
        eq(figureDoubt.period, period.text),
        inArray(figureDoubt.state, ['open', 'explained']),
        lt(figureDoubt.figureId, row.id),
      ),
    )
  if (doubts.length === 0) return row.id
  await db.insert(figureDoubt).values(
    doubts.map(doubt => ({
      figureId: row.id,
      uscc,
      indicator,
      period: period.text,
      check: doubt.check,
      words: doubt.words,
      state: 'explained' as const,
      raisedBy: 'check',
      raisedAt: now,
      explanation: words,
      explainedBy: by,
      explainedAt: now,
    })),
  )
  return row.id
}
