import Big from 'big.js'
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { type Address, queueNotices } from '../../../db/notice.ts'
import { enterprise, figure, figureDoubt, roleGrant } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { hasRole, mayReportFigures, maySeeFigures } from '../../people/may.ts'
import type { Person, Speaker } from '../../people/roles.ts'
import { INDICATORS, type Indicator, sayAmount } from '../indicators.ts'
import { monthPeriod, type Period, sayPeriod } from '../period.ts'
import { stands } from '../retract.ts'
import { JUMP } from './plausibility.ts'
import type { Reporter } from './report.ts'

/** 存疑 of a figure as it is shown. */
export interface ShownDoubt {
  id: number
  uscc: string
  enterprise: string
  indicator: Indicator
  period: string
  amount: Big
  check: string
  words: string
  state: 'open' | 'explained' | 'settled' | 'corrected'
  explanation: string | null
}

/** A figure that changed more from one month to the next than is usual. */
export interface Jump {
  figureId: number
  uscc: string
  enterprise: string
  amount: Big
  before: Big
}

/**
 * 环比异常: firms whose own figure of a month is three times that of the month before or a third of it, by what each
 * reported last; the strongest first. Nothing for January and February, which the statistics merge.
 */
export async function jumpsIn(
  db: Db,
  { indicator, period, region }: { indicator: Indicator; period: Period; region: string | null },
): Promise<Jump[]> {
  if (period.kind !== 'month' || period.month <= 3) return []
  const before = monthPeriod(period.year, period.month - 1).text
  const rows = await rowsOf<{ id: string; uscc: string; name: string; amount: string; before: string }>(
    db,
    sql`with latest as (
        select distinct on (uscc, period) id, uscc, period, amount from figure
        where indicator = ${indicator} and source = '企业自报' and period in (${before}, ${period.text})
          and ${stands('figure', sql`id`)}
        order by uscc, period, id desc)
      select a.id, a.uscc, e.short_name as name, a.amount::text as amount, b.amount::text as before
      from latest a join latest b on b.uscc = a.uscc and b.period = ${before} join enterprise e on e.uscc = a.uscc
      where a.period = ${period.text} and a.amount > 0 and b.amount > 0
        and (a.amount >= b.amount * ${JUMP} or a.amount * ${JUMP} <= b.amount)
        ${region === null ? sql`` : sql`and (e.region_code = ${region} or e.assess_unit_id = ${region})`}
      order by greatest(a.amount / b.amount, b.amount / a.amount) desc, a.uscc`,
  )
  return rows.map(({ id, name, amount, before: last, uscc }) => ({
    figureId: Number(id),
    uscc,
    enterprise: name,
    amount: new Big(amount),
    before: new Big(last),
  }))
}

/** What somebody finds odd about a firm's figure. */
export interface Flag {
  uscc: string
  indicator: Indicator
  period: Period
  words: string
}

/**
 * 标记数据: asks a firm to explain a figure; the figure itself stays as it is. Doubting the same twice changes nothing.
 * Throws `Refusal` when somebody may not see the figure, or there is none. Says whom it asked.
 */
export async function flagFigure(by: Reporter, flag: Flag): Promise<{ asked: number; isNew: boolean }> {
  const { db, now, speaker } = by
  const firm = await firmOf(db, flag.uscc)
  const official = requireOfficial(speaker)
  if (!maySeeFigures(speaker, firm)) throw new Refusal('这家企业的数据不在您的查看范围内，不能标记。')
  const [row] = await db
    .select({ id: figure.id, amount: figure.amount })
    .from(figure)
    .where(
      and(
        eq(figure.uscc, flag.uscc),
        eq(figure.indicator, flag.indicator),
        eq(figure.period, flag.period.text),
        eq(figure.source, '企业自报'),
        stands('figure', sql`${figure.id}`),
      ),
    )
    .orderBy(desc(figure.id))
    .limit(1)
  if (!row)
    throw new Refusal(
      `${firm.shortName}没有自报过${sayPeriod(flag.period.text)}${INDICATORS[flag.indicator].title}，没有可标记的数。`,
    )
  const { uscc, indicator, period, words } = flag
  const [doubt] = await db
    .insert(figureDoubt)
    .values({
      figureId: row.id,
      uscc,
      indicator,
      period: period.text,
      check: 'official',
      words: words.slice(0, 200),
      state: 'open',
      raisedBy: official.id,
      raisedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: figureDoubt.id })
  if (!doubt) return { asked: 0, isNew: false }
  const to = await whoExplains(db, uscc)
  await queueNotices(
    db,
    to.map(address => ({
      kind: 'figure.doubted',
      to: address,
      key: `figure.doubted:${doubt.id}:${address}`,
      data: {
        doubtId: doubt.id,
        uscc,
        enterprise: firm.shortName,
        indicator,
        period: period.text,
        amount: row.amount,
        words: words.slice(0, 200),
        by: official.name,
      },
    })),
  )
  return { asked: to.length, isNew: true }
}

/** The firm's own contacts; where it has none, its liaisons. */
async function whoExplains(db: Db, uscc: string): Promise<Address[]> {
  const grants = await db
    .selectDistinct({ personId: roleGrant.personId, role: roleGrant.role })
    .from(roleGrant)
    .where(and(inArray(roleGrant.role, ['enterprise', 'liaison']), eq(roleGrant.scopeId, uscc)))
  const contacts = grants.filter(({ role }) => role === 'enterprise')
  const asked = contacts.length > 0 ? contacts : grants
  return [...new Set(asked.map(({ personId }) => personId))].sort().map((id): Address => `person:${id}`)
}

/** 说明情况 by the firm or its liaison. Throws `Refusal` when somebody may not, or it is settled already. */
export async function explainDoubt(by: Reporter, doubtId: number, explanation: string): Promise<ShownDoubt> {
  const { db, now, speaker } = by
  const words = explanation.trim()
  if (words.length < 4)
    throw new Refusal('请把情况说明写具体一点，例如“8月设备检修停产半个月，9月集中交货”。')
  const doubt = await loadDoubt(db, doubtId)
  if (speaker.kind !== 'person' || !mayReportFigures(speaker, doubt))
    throw new Refusal('只有企业自己和它的联络员能说明这个数。')
  if (doubt.state !== 'open') throw new Refusal('这个数已经说明过或更正过了，不用再填。')
  const [row] = await db
    .update(figureDoubt)
    .set({ state: 'explained', explanation: words, explainedBy: speaker.id, explainedAt: now })
    .where(and(eq(figureDoubt.id, doubtId), eq(figureDoubt.state, 'open')))
    .returning({ raisedBy: figureDoubt.raisedBy })
  if (!row) throw new Refusal('这个数已经说明过或更正过了，不用再填。')
  const after = { ...doubt, state: 'explained' as const, explanation: words }
  if (row.raisedBy !== 'check')
    await queueNotices(db, [
      {
        kind: 'figure.explained',
        to: `person:${row.raisedBy}`,
        key: `figure.explained:${doubtId}`,
        data: { ...plain(after), by: speaker.name },
      },
    ])
  return after
}

/** 采信说明: the official is content with what was explained. */
export async function settleDoubt({ db, now, speaker }: Reporter, doubtId: number): Promise<ShownDoubt> {
  const official = requireOfficial(speaker)
  const doubt = await loadDoubt(db, doubtId)
  if (!maySeeFigures(speaker, await firmOf(db, doubt.uscc)))
    throw new Refusal('这家企业的数据不在您的查看范围内。')
  const [row] = await db
    .update(figureDoubt)
    .set({ state: 'settled', settledBy: official.id, settledAt: now })
    .where(and(eq(figureDoubt.id, doubtId), inArray(figureDoubt.state, ['open', 'explained'])))
    .returning({ id: figureDoubt.id })
  if (!row) throw new Refusal('这个疑问已经处理过了。')
  return { ...doubt, state: 'settled' }
}

/** Figures that somebody has still to explain or settle, of a county, park or the whole city, the oldest first. */
export async function openDoubts(db: Db, region: string | null): Promise<ShownDoubt[]> {
  const rows = await selectDoubts(db)
    .where(
      and(
        inArray(figureDoubt.state, ['open', 'explained']),
        region === null
          ? undefined
          : sql`(${enterprise.regionCode} = ${region} or ${enterprise.assessUnitId} = ${region})`,
      ),
    )
    .orderBy(asc(figureDoubt.id))
  return rows.map(shown)
}

async function loadDoubt(db: Db, id: number): Promise<ShownDoubt> {
  const [row] = await selectDoubts(db).where(eq(figureDoubt.id, id))
  if (!row) throw new Refusal('没有找到这条数据疑问。')
  return shown(row)
}

function selectDoubts(db: Db) {
  return db
    .select({ doubt: figureDoubt, amount: figure.amount, enterprise: enterprise.shortName })
    .from(figureDoubt)
    .innerJoin(figure, eq(figure.id, figureDoubt.figureId))
    .innerJoin(enterprise, eq(enterprise.uscc, figureDoubt.uscc))
    .$dynamic()
}

function shown(row: Awaited<ReturnType<typeof selectDoubts>>[number]): ShownDoubt {
  const { id, uscc, indicator, period, check, words, state, explanation } = row.doubt
  const amount = new Big(row.amount)
  return { id, uscc, enterprise: row.enterprise, indicator, period, amount, check, words, state, explanation }
}

/** What a notice carries of a doubt. */
const plain = ({
  id,
  uscc,
  enterprise: name,
  indicator,
  period,
  amount,
  words,
  explanation,
}: ShownDoubt) => ({
  doubtId: id,
  uscc,
  enterprise: name,
  indicator,
  period,
  amount: amount.toFixed(),
  words,
  explanation: explanation ?? '',
})

/** A figure in words: 2023年10月工业产值1260万元. */
export const sayFigure = ({
  indicator,
  period,
  amount,
}: Pick<ShownDoubt, 'indicator' | 'period'> & { amount: Big }): string =>
  `${sayPeriod(period)}${INDICATORS[indicator].title}${sayAmount(indicator, amount)}`

async function firmOf(db: Db, uscc: string) {
  const [firm] = await db.select().from(enterprise).where(eq(enterprise.uscc, uscc))
  if (!firm) throw new Refusal('库里没有这家企业。')
  return firm
}

function requireOfficial(speaker: Speaker): Person {
  if (!hasRole(speaker, 'office', 'county', 'department', 'admin'))
    throw new Refusal('标记和采信数据由领导小组办公室、县市区园区和数据主管部门来做。')
  return speaker
}
