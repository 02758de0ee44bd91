import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { type Address, queueNotices } from '../../../db/notice.ts'
import { enterprise, RISK_KINDS, riskSignal } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { addMonths, type Day, dayOf } from '../../lib/time.ts'
import { mayRecordVisit } from '../../people/may.ts'
import { getEnterprise } from '../enterprises.ts'
import { type LiaisonAct, recorder } from './act.ts'

export type RiskKind = (typeof RISK_KINDS)[number]

/** Words that point to each kind, the gravest first. */
const KIND_WORDS: readonly [RiskKind, RegExp][] = [
  ['停产', /停产|停工|关门|关停|没开工|不生产|机器(?:都)?停/],
  ['欠薪', /欠薪|拖欠工资|发不出工资|没发工资|工资.{0,4}没发/],
  ['外迁', /外迁|搬走|搬迁到|迁出|迁到外|要搬/],
  ['资金链', /资金链|断贷|抽贷|还不上|债务|被起诉|查封|冻结/],
  ['用电骤降', /用电.{0,6}(?:下降|下滑|骤降|少了|降了)|电量.{0,6}(?:下降|降)/],
  ['订单下滑', /订单.{0,8}(?:少|减|下滑|下降|没有|取消|不足|不够)|没(?:有)?订单|没单/],
  ['安全环保', /安全隐患|环保.{0,4}(?:超标|处罚|问题)|责令停/],
]

/** What kind of trouble words tell of; null when of none. */
export const riskIn = (words: string): RiskKind | null =>
  KIND_WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null

/** What was seen. */
export interface Seen {
  uscc: string
  kind: RiskKind
  detail: string
  seenOn: Day
  formKey: string
}

/**
 * 报风险信号: records trouble seen at an enterprise and tells its unit and the office. It puts nobody on a roster. The
 * same form handed in twice records once; gives the id.
 * @throws {Refusal} when somebody may not, or what is said is incomplete
 */
export async function reportRisk(act: LiaisonAct, seen: Seen): Promise<number> {
  const { db, now, speaker, causeId } = act
  const today = dayOf(now)
  const detail = seen.detail.trim()
  const firm = await getEnterprise(db, seen.uscc)
  if (!firm || !mayRecordVisit(speaker, firm))
    throw new Refusal(`“${firm?.shortName ?? seen.uscc}”不在您联系或负责的范围内，风险信号没有记。`)
  if (!RISK_KINDS.includes(seen.kind)) throw new Refusal(`请选风险类型：${RISK_KINDS.join('、')}。`)
  if (detail.length < 2 || detail.length > 500) throw new Refusal('请写清看到的情况（2到500个字）。')
  if (seen.seenOn > today || seen.seenOn < addMonths(today, -12))
    throw new Refusal('发现日期应是今天或以前一年以内的一天。')
  const by = recorder(act)
  const [row] = await db
    .insert(riskSignal)
    .values({ ...seen, detail, reportedBy: by, reportedAt: now })
    .onConflictDoNothing({ target: riskSignal.formKey })
    .returning({ id: riskSignal.id })
  if (!row) {
    const [known] = await db
      .select({ id: riskSignal.id })
      .from(riskSignal)
      .where(eq(riskSignal.formKey, seen.formKey))
    return known?.id ?? 0
  }
  const rosters = await rostersOf(db, seen.uscc, today)
  const units = [...new Set([firm.assessUnitId ?? firm.regionCode, 'office'])].flatMap(id =>
    id === null ? [] : [`unit:${id}` as Address],
  )
  await queueNotices(
    db,
    units.map(to => ({
      kind: 'risk.signalled' as const,
      to,
      key: `risk.signalled:${row.id}:${to}`,
      data: {
        signalId: row.id,
        uscc: firm.uscc,
        enterprise: firm.shortName,
        kind: seen.kind,
        detail,
        seenOn: seen.seenOn,
        by: speaker.kind === 'person' ? speaker.name : by,
        rosters,
        isDemo: firm.isDemo,
      },
    })),
    causeId,
  )
  return row.id
}

async function rostersOf(db: Db, uscc: string, on: Day): Promise<string[]> {
  const rows = await rowsOf<{ roster: string }>(
    db,
    sql`select distinct m.roster from roster_member m where m.uscc = ${uscc}
      and coalesce(m.from_on, make_date(m.year, 1, 1)) <= ${on}::date and (m.to_on is null or m.to_on > ${on}::date)
      order by 1`,
  )
  return rows.map(({ roster }) => roster)
}

/** A risk signal. */
export interface Signal {
  id: number
  uscc: string
  enterprise: string
  isDemo: boolean
  kind: RiskKind
  detail: string
  seenOn: Day
  by: string
  settledOn: Day | null
  settledWords: string | null
}

/** Signals of enterprises, open ones first, the newest first. */
export const signalsOf = (db: Db, usccs: readonly string[], most = 20): Promise<Signal[]> =>
  usccs.length === 0
    ? Promise.resolve([])
    : rowsOf(
        db,
        sql`select r.id, r.uscc, e.short_name as enterprise, e.is_demo as "isDemo", r.kind, r.detail,
            r.seen_on::text as "seenOn", coalesce(p.name, r.reported_by) as by,
            (r.settled_at at time zone 'Asia/Shanghai')::date::text as "settledOn", r.settled_words as "settledWords"
          from risk_signal r join enterprise e on e.uscc = r.uscc left join person p on p.id = r.reported_by
          where r.uscc in ${[...usccs]} order by r.settled_at is not null, r.seen_on desc, r.id desc limit ${most}`,
      )

/**
 * 风险处置: somebody who looks after the enterprise says what came of it.
 * @throws {Refusal} when somebody may not, it is settled already, or no word says how
 */
export async function settleRisk(act: LiaisonAct, id: number, words: string): Promise<string> {
  const { db, now, speaker } = act
  if (words.trim().length < 4) throw new Refusal('请写清怎么处置的，例如“已恢复生产，列入每周走访”。')
  const [found] = await db
    .select({ uscc: riskSignal.uscc, firm: enterprise })
    .from(riskSignal)
    .innerJoin(enterprise, eq(enterprise.uscc, riskSignal.uscc))
    .where(eq(riskSignal.id, id))
  if (!found || !mayRecordVisit(speaker, found.firm)) throw new Refusal('这条风险信号不在您负责的范围内。')
  const [settled] = await db
    .update(riskSignal)
    .set({ settledBy: recorder(act), settledAt: now, settledWords: words.trim() })
    .where(and(eq(riskSignal.id, id), isNull(riskSignal.settledAt)))
    .returning({ id: riskSignal.id })
  if (!settled) throw new Refusal('这条风险信号已经处置过了。')
  return found.firm.shortName
}

/**
 * 撤回风险信号: whoever reported it takes it back as long as nobody settled it; it stays, as settled by that.
 * @throws {Refusal} when it is not theirs, or settled already
 */
export async function retractRisk(act: LiaisonAct, id: number): Promise<void> {
  const [row] = await act.db
    .update(riskSignal)
    .set({ settledBy: recorder(act), settledAt: act.now, settledWords: '报错，已由报送人撤回' })
    .where(and(eq(riskSignal.id, id), eq(riskSignal.reportedBy, recorder(act)), isNull(riskSignal.settledAt)))
    .returning({ id: riskSignal.id })
  if (!row) throw new Refusal('这条风险信号已经处置过，不用再撤回。')
}
