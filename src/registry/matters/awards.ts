import Big from 'big.js'
import { desc, eq, getTableColumns, inArray } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { AWARD_KINDS, award, enterprise } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { exactWan } from '../../lib/money.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import type { DutyScope } from '../../people/may.ts'
import { evaluate } from '../../rules/evaluate.ts'
import { findRule } from '../../rules/find-rule.ts'
import { parameterOn } from '../../rules/parameters.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { factsFor } from '../facts.ts'
import { keepChanges } from '../projects/changes.ts'
import { AWARD_DUTY } from '../projects/duty.ts'
import { type Judgement, keepReceipts } from '../receipts.ts'
import { nextNumber } from './running-number.ts'

type Row = typeof award.$inferSelect
type AwardKind = Row['kind']

/** An entry of the 奖补台账. Amounts in 万元. */
export interface Award extends Omit<Row, 'amount'>, DutyScope {
  uscc: string
  amount: Big
  firm: string
}

/** The ledger: newest first; of some firms or one entry where asked. */
export async function awards(db: Db, only: { uscc?: string; id?: number } = {}): Promise<Award[]> {
  const rows = await db
    .select({
      ...getTableColumns(award),
      firm: enterprise.shortName,
      regionCode: enterprise.regionCode,
      parkId: enterprise.parkId,
      chain: enterprise.chain,
    })
    .from(award)
    .innerJoin(enterprise, eq(enterprise.uscc, award.uscc))
    .where(
      only.id !== undefined
        ? eq(award.id, only.id)
        : only.uscc !== undefined
          ? inArray(award.uscc, [only.uscc])
          : undefined,
    )
    .orderBy(desc(award.year), desc(award.id))
  return rows.map(row => ({
    ...row,
    amount: new Big(row.amount),
    ownerUnitId: null,
    personIds: [],
    dutyUnitIds: AWARD_DUTY,
  }))
}

/** A subsidy, which the veto on awards does not bar by its words: a person decides (R-VETO). */
const isSubsidy = (kind: AwardKind): boolean => kind === '贴息'

/** What is known against an award on a day. */
export interface AwardCheck {
  /** 一票否决: an accident of the year rewarded, or of this year, blocks awards. */
  isBlocked: boolean
  /** R-VETO could not be told for want of something. */
  isUnclear: boolean
  /** 贴息 beyond what is left under the year's cap, and how much is; null for what has no cap. */
  room: Big | null
  cap: Big | null
  granted: Big
  /** In words, the gravest first. */
  warnings: string[]
  judgement: Judgement
}

/** An act on an award. */
export interface AwardAct {
  db: Db
  policies: PolicySet
  /** Person id. */
  by: string
  now: Date
}

type Checked = Pick<Award, 'uscc' | 'year' | 'kind' | 'amount'> & { id?: number }

/**
 * Holds an award against R-VETO, on the last day of the year rewarded and on today (再核), and a subsidy against the
 * year's cap. Nothing is changed.
 */
export async function checkAward({ db, policies, now }: AwardAct, given: Checked): Promise<AwardCheck> {
  const today = dayOf(now)
  const yearEnd = `${given.year}-12-31`
  const days: Day[] = yearEnd < today ? [yearEnd, today] : [today]
  const judgements: Judgement[] = []
  for (const on of days) {
    const version = findRule(policies.documents, 'R-VETO', on)
    const { facts, sources } = await factsFor(db, given.uscc, on)
    const evaluation = evaluate(version, facts, { on })
    judgements.push({ uscc: given.uscc, version, on, facts, sources, evaluation })
  }
  const [first] = judgements
  if (!first) throw new Error('nothing was judged')
  const worst =
    judgements.find(({ evaluation }) => evaluation.verdict === 'pass') ?? judgements.at(-1) ?? first
  const isBlocked = worst.evaluation.verdict === 'pass'
  const isUnclear = !isBlocked && judgements.some(({ evaluation }) => evaluation.verdict !== 'fail')
  const granted = (await awards(db, { uscc: given.uscc }))
    .filter(
      one =>
        one.id !== given.id &&
        one.year === given.year &&
        one.kind === given.kind &&
        (one.state === '已决定' || one.state === '已兑付'),
    )
    .reduce((sum, one) => sum.plus(one.amount), new Big(0))
  const cap = isSubsidy(given.kind) ? capOn(policies, today) : null
  const room = cap && (cap.gt(granted) ? cap.minus(granted) : new Big(0))
  const warnings = [
    ...(isBlocked
      ? [
          `${worst.on.slice(0, 4)}年有较大及以上安全环保事故，按“一票否决”不予奖励${isSubsidy(given.kind) ? '；贴息是否适用须人工核定' : ''}`,
        ]
      : []),
    ...(isUnclear ? ['事故记录不全，一票否决不能断定，请向应急、生态环境部门核实'] : []),
    ...(room && cap && given.amount.gt(room)
      ? [`当年已获贴息${exactWan(granted)}，最高限额${exactWan(cap)}，还可给${exactWan(room)}`]
      : []),
  ]
  return { isBlocked, isUnclear, room, cap, granted, warnings, judgement: worst }
}

/** 单个企业贴息最高限额, as the clause of the day has it. */
function capOn({ documents }: PolicySet, on: Day): Big {
  const { document } = findRule(documents, 'R-SUBSIDY', on)
  return parameterOn(document, 'cap', on).number
}

/** An award as it is put down. */
export interface NewAward {
  uscc: string
  year: number
  kind: AwardKind
  amount: Big
  clause: string
  matterId: number | null
}

/** 拟定: nothing is granted yet. */
export async function proposeAward({ db, by, now }: AwardAct, given: NewAward): Promise<Award> {
  if (!AWARD_KINDS.includes(given.kind)) throw new Refusal(`没有“${given.kind}”这类奖补。`)
  if (given.amount.lte(0)) throw new Refusal('奖补金额要大于0，请核对。')
  if (!given.clause.trim()) throw new Refusal('请写明依据的条款。')
  const year = Number(dayOf(now).slice(0, 4))
  if (given.year > year || given.year < 2021) throw new Refusal(`奖补年度${given.year}不对，请核对。`)
  const no = await nextNumber(db, { table: 'award', prefix: `JB${year}-`, digits: 4 })
  const [row] = await db
    .insert(award)
    .values({
      ...given,
      clause: given.clause.trim(),
      amount: given.amount.toFixed(4),
      no,
      state: '拟定',
      proposedBy: by,
      proposedAt: now,
    })
    .returning({ id: award.id })
  return found(db, row?.id ?? 0)
}

async function found(db: Db, id: number): Promise<Award> {
  const [one] = await awards(db, { id })
  if (!one) throw new Refusal('没有找到这笔奖补，请重新查一次。')
  return one
}

/** The award kept from others, and its firm's besides: two grants at once must not both fit under one cap. */
async function locked(db: Db, id: number): Promise<Award> {
  const { uscc } = await found(db, id)
  await db.select({ id: enterprise.uscc }).from(enterprise).where(eq(enterprise.uscc, uscc)).for('update')
  return found(db, id)
}

/**
 * 决定: after the checks, which are kept as a receipt.
 * @throws {Refusal} when an award is blocked, the cap is passed, or a subsidy goes against a warning without a reason
 */
export async function decideAward(act: AwardAct, id: number, reason: string | null): Promise<Award> {
  const { db, by, now } = act
  const one = await locked(db, id)
  if (one.state !== '拟定') throw new Refusal(`${one.no}现在是“${one.state}”，不用再决定。`)
  const check = await checkAward(act, one)
  refuseIfBarred(one, check, reason, '决定')
  const [receiptId = null] = await keepReceipts(db, [check.judgement], { purpose: 'assessment', by, now })
  await db
    .update(award)
    .set({
      state: '已决定',
      decidedOn: dayOf(now),
      decidedBy: by,
      decidedReceiptId: receiptId,
      reason: reason?.trim() || null,
    })
    .where(eq(award.id, id))
  await keepChanges(db, 'award', id, [{ field: '状态', before: one.state, after: '已决定' }], {
    by,
    now,
    reason,
  })
  return found(db, id)
}

/**
 * 兑付: checked again before the money goes, because an accident may have happened since.
 * @throws {Refusal} as `decideAward`, and when there is no voucher
 */
export async function payAward(
  act: AwardAct,
  id: number,
  { voucher, paidOn, reason }: { voucher: string; paidOn: Day; reason: string | null },
): Promise<Award> {
  const { db, by, now } = act
  const one = await locked(db, id)
  if (one.state !== '已决定') throw new Refusal(`${one.no}现在是“${one.state}”，决定以后才能登记兑付。`)
  if (!voucher.trim()) throw new Refusal('请填拨付凭证号。')
  if (paidOn > dayOf(now) || paidOn < (one.decidedOn ?? paidOn))
    throw new Refusal(`兑付时间${paidOn}要在决定（${one.decidedOn}）之后、今天之前，请核对。`)
  const check = await checkAward(act, one)
  refuseIfBarred(one, check, reason, '兑付')
  const [receiptId = null] = await keepReceipts(db, [check.judgement], { purpose: 'assessment', by, now })
  await db
    .update(award)
    .set({
      state: '已兑付',
      paidOn,
      paidBy: by,
      paidReceiptId: receiptId,
      voucher: voucher.trim(),
      reason: reason?.trim() || one.reason,
    })
    .where(eq(award.id, id))
  await keepChanges(db, 'award', id, [{ field: '状态', before: one.state, after: '已兑付' }], {
    by,
    now,
    reason,
  })
  return found(db, id)
}

/** 取消: what was paid is not taken back here. */
export async function cancelAward(
  { db, by, now }: AwardAct,
  id: number,
  reason: string | null,
): Promise<Award> {
  const one = await locked(db, id)
  if (one.state === '已兑付') throw new Refusal(`${one.no}已经兑付，不能取消；收回资金请走财政程序。`)
  if (one.state === '取消') throw new Refusal(`${one.no}已经取消了。`)
  if (!reason?.trim()) throw new Refusal('取消请写明原因。')
  await db.update(award).set({ state: '取消', reason: reason.trim() }).where(eq(award.id, id))
  await keepChanges(db, 'award', id, [{ field: '状态', before: one.state, after: '取消' }], {
    by,
    now,
    reason,
  })
  return found(db, id)
}

function refuseIfBarred(one: Award, check: AwardCheck, reason: string | null, doing: string): void {
  const said = check.warnings.join('；')
  if (check.isBlocked && !isSubsidy(one.kind)) throw new Refusal(`${one.no}不能${doing}：${said}。`)
  if (check.room && one.amount.gt(check.room)) throw new Refusal(`${one.no}不能${doing}：${said}。`)
  if (check.warnings.length > 0 && !reason?.trim())
    throw new Refusal(`${said}。人工核定后仍要${doing}的，请写明核定理由。`)
}
