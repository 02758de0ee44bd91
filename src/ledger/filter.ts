import { and, eq, gte, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { type CaseState, caseFile, enterprise, type Outcome } from '../../db/schema/index.ts'
import { addDays, type Day, instantOf } from '../lib/time.ts'
import { RUNNING } from './facts.ts'

/** How far a case has got, as people ask for it. */
export type Standing =
  /** Something is still to be done, by anybody: not closed yet. */
  | 'open'
  /** Not through review yet. */
  | 'unfinished'
  /** With a unit, its clock running or standing. */
  | 'inHand'
  /** With a unit and past its due day; a case that is held is not. */
  | 'overdue'
  /** With a unit and due within the days of `SOON`. */
  | 'dueSoon'
  /** 办结: through review. */
  | 'finished'
  /** 解决: 办结 and 已解决. */
  | 'solved'
  /** 收集了还没有解决. */
  | 'unsolved'

/** Stages of 办结: the result is through review. */
export const FINISHED: readonly CaseState[] = ['rating', 'closed']
/** Stages in which a unit has it. */
export const IN_HAND: readonly CaseState[] = ['assigned', 'handling', 'held', 'shelved']
/** Stages in which something is still to be done. */
export const STILL_OPEN: readonly CaseState[] = ['filed', ...IN_HAND, 'reviewing', 'rating', 'merged']
/** Stages of 未办结: something is to be done before it is through review. */
const UNFINISHED = STILL_OPEN.filter(state => !FINISHED.includes(state))
const SOLVED: Outcome = '已解决'

/** Calendar days ahead in which a case is due soon. */
export const SOON = 7

/** 解决. A case sent round again has no outcome until it is finished anew, and does not count meanwhile. */
export const IS_SOLVED = sql`(${inArray(caseFile.state, [...FINISHED])} and ${caseFile.outcome} is not distinct from ${SOLVED})`

/** What of the ledger is asked for. Absent conditions do not narrow. */
export interface LedgerFilter {
  unitIds?: readonly string[] | undefined
  regionCodes?: readonly string[] | undefined
  parkIds?: readonly string[] | undefined
  usccs?: readonly string[] | undefined
  chain?: string | undefined
  categories?: readonly string[] | undefined
  states?: readonly CaseState[] | undefined
  standing?: Standing | undefined
  /** Filed within these days, both counted. */
  from?: Day | undefined
  to?: Day | undefined
}

/** A filter as a condition over `case_file` joined with `enterprise`, as of a day. */
export function conditionOf(filter: LedgerFilter, on: Day): SQL | undefined {
  const { unitIds, regionCodes, parkIds, usccs, chain, categories, states, standing, from, to } = filter
  return and(
    unitIds && inArray(caseFile.leadUnitId, [...unitIds]),
    placed(regionCodes, parkIds),
    usccs && inArray(caseFile.uscc, [...usccs]),
    chain === undefined ? undefined : eq(enterprise.chain, chain),
    categories && inArray(caseFile.category, [...categories]),
    states && inArray(caseFile.state, [...states]),
    standing && standingCondition(standing, on),
    from === undefined ? undefined : gte(caseFile.filedAt, instantOf(from)),
    to === undefined ? undefined : lt(caseFile.filedAt, instantOf(addDays(to, 1))),
  )
}

/** In any of the counties or parks named. */
function placed(
  regionCodes: readonly string[] | undefined,
  parkIds: readonly string[] | undefined,
): SQL | undefined {
  return or(
    regionCodes && inArray(enterprise.regionCode, [...regionCodes]),
    parkIds && inArray(enterprise.parkId, [...parkIds]),
  )
}

function standingCondition(standing: Standing, on: Day): SQL | undefined {
  switch (standing) {
    case 'open':
      return inArray(caseFile.state, [...STILL_OPEN])
    case 'unfinished':
      return inArray(caseFile.state, UNFINISHED)
    case 'inHand':
      return inArray(caseFile.state, [...IN_HAND])
    case 'overdue':
      return and(inArray(caseFile.state, [...RUNNING]), lt(caseFile.dueOn, on))
    case 'dueSoon':
      return and(
        inArray(caseFile.state, [...RUNNING]),
        gte(caseFile.dueOn, on),
        lte(caseFile.dueOn, addDays(on, SOON)),
      )
    case 'finished':
      return inArray(caseFile.state, [...FINISHED])
    case 'solved':
      return IS_SOLVED
    case 'unsolved':
      return sql`not ${IS_SOLVED}`
  }
}
