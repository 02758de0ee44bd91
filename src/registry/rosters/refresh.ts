import type { Db } from '../../../db/client.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { evaluate } from '../../rules/evaluate.ts'
import type { Evaluation, Verdict } from '../../rules/evaluation.ts'
import { findRule, type RuleVersion } from '../../rules/find-rule.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { factRows, type ListedFirm } from '../fact-rows.ts'
import { factsOfMany } from '../facts.ts'
import { type Judgement, keepReceipts } from '../receipts.ts'
import { isWithinTenth, type NearMiss, type Screening, screen } from '../screening.ts'
import type { RosterAct } from './act.ts'
import { type RosterKey, sayRoster } from './kinds.ts'
import { membersOn, type Stay } from './members.ts'
import { type Proposed, proposeChanges, type Wanted } from './propose.ts'
import { reasonFor } from './reasons.ts'

/** A roster held against the rule that opens it. */
export interface Refresh {
  key: RosterKey
  version: RuleVersion
  screening: Screening
  /** Meet the rule and are not on it. */
  candidates: ListedFirm[]
  /** Are on it and no longer meet the rule. */
  leaving: Stay[]
  /** Are on it and cannot be judged for want of figures or by people. */
  open: Stay[]
  staying: number
  /** Neither on it nor to be judged for want of figures. */
  unjudged: number
  /** Not on it, and short of the rule by amounts of at most a tenth, nearest first. */
  near: (NearMiss & { firm: ListedFirm })[]
}

/**
 * Holds all enterprises, or those of `among`, against the rule of a pool on a day.
 * @throws {Refusal} for a roster no rule judges, and for one that is decided once a year
 */
export async function refresh(
  db: Db,
  policies: PolicySet,
  key: RosterKey,
  { on, among = () => true }: { on: Day; among?: (firm: ListedFirm) => boolean },
): Promise<Refresh> {
  const [rule] = key.kind.rules
  if (key.kind.isYearly)
    throw new Refusal(
      `${key.kind.title}每年年初评定，不按规则随时增减。可以发“名录评定到哪一步了”查看评定进展。`,
    )
  if (!rule) throw new Refusal(`${key.kind.title}没有可以计算的条件，由各单位逐家提出、附上依据。`)
  const version = findRule(policies.documents, rule, on)
  const screening = screen(await factRows(db, on, [version]), version, { among })
  const members = (await membersOn(db, key, on)).filter(member => among(member))
  const memberCodes = new Set(members.map(({ uscc }) => uscc))
  const verdictOf = verdictsByCode(screening)
  const withVerdict = (...verdicts: (Verdict | undefined)[]) =>
    members.filter(({ uscc }) => verdicts.includes(verdictOf.get(uscc)))
  const firmAt = (row: number) => screening.facts.firms[row]
  const outside = <T extends { row: number }>(list: readonly T[]) =>
    list.flatMap(one => {
      const firm = firmAt(one.row)
      return firm && !memberCodes.has(firm.uscc) ? [{ ...one, firm }] : []
    })
  return {
    key,
    version,
    screening,
    candidates: outside(screening.passing).map(({ firm }) => firm),
    leaving: withVerdict('fail'),
    open: withVerdict('unknown', 'manual', undefined),
    staying: withVerdict('pass').length,
    unjudged: outside(screening.waiting).length,
    near: outside(screening.near.filter(isWithinTenth)),
  }
}

const verdictsByCode = ({ verdicts, facts }: Screening): ReadonlyMap<string, Verdict> =>
  new Map([...verdicts].map(([row, verdict]) => [facts.firms[row]?.uscc ?? '', verdict]))

/**
 * 动态管理: proposes what a refresh found, candidates in and members out, each with the receipt of its judgement and the
 * reason in words.
 */
export async function proposeRefresh(
  act: RosterAct,
  policies: PolicySet,
  key: RosterKey,
  among: (firm: ListedFirm) => boolean,
): Promise<Proposed & { refresh: Refresh }> {
  const { db, now } = act
  const on = dayOf(now)
  const found = await refresh(db, policies, key, { on, among })
  const changing = [
    ...found.candidates.map(({ uscc }) => ({ uscc, operation: 'add' as const })),
    ...found.leaving.map(({ uscc }) => ({ uscc, operation: 'remove' as const })),
  ]
  if (changing.length === 0)
    throw new Refusal(`按${found.version.rule.title}重新核对，${sayRoster(key)}没有要增减的企业。`)
  const judged = await judgeFirms(
    act,
    found.version,
    changing.map(({ uscc }) => uscc),
    on,
  )
  const wanted = changing.flatMap(({ uscc, operation }): Wanted[] => {
    const one = judged.get(uscc)
    if (!one) return []
    const reason = reasonFor(operation, found.version, one.evaluation, on)
    return [{ uscc, operation, reason, receiptId: one.receiptId }]
  })
  return { ...(await proposeChanges(act, key, wanted, 'rule')), refresh: found }
}

/** Judges enterprises by a rule on a day and keeps the receipts. */
export async function judgeFirms(
  { db, now, speaker }: Pick<RosterAct, 'db' | 'now' | 'speaker'>,
  version: RuleVersion,
  usccs: readonly string[],
  on: Day,
): Promise<ReadonlyMap<string, { receiptId: number; evaluation: Evaluation }>> {
  const known = await factsOfMany(db, usccs, on)
  const judgements = usccs.flatMap((uscc): Judgement[] => {
    const found = known.get(uscc)
    return found ? [{ uscc, version, on, ...found, evaluation: evaluate(version, found.facts, { on }) }] : []
  })
  const by = speaker.kind === 'person' ? speaker.id : 'stranger'
  const ids = await keepReceipts(db, judgements, { purpose: 'assessment', by, now })
  return new Map(
    judgements.flatMap(({ uscc, evaluation }, i) => {
      const receiptId = ids[i]
      return uscc !== null && receiptId !== undefined ? [[uscc, { receiptId, evaluation }] as const] : []
    }),
  )
}
