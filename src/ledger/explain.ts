import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { caseFile } from '../../db/schema/index.ts'
import { IS_SOLVED } from './filter.ts'
import { STANDING } from './standing.ts'

/** 解决率 at a moment. */
interface SolveRate {
  collected: number
  solved: number
}

/** A case that counted as solved then and does not now. */
interface LostCase {
  /** Null for those who may not read the case; neither are they told the reason. */
  no: string | null
  category: string
  unit: string | null
  /** What undid it. */
  verb: 'reject' | 'reopen' | 'withdraw' | null
  reason: string | null
}

/** Why 解决率 is another than it was: `after` = `before` + `fresh` + `won` - `lost`. */
export interface RateChange {
  before: SolveRate
  after: SolveRate
  /** Collected since, and how many of those are solved. */
  fresh: SolveRate
  /** Older ones solved since. */
  won: number
  lost: LostCase[]
  /** Collected since and not solved yet, by category and unit, most first. */
  freshUnsolved: { category: string; unit: string | null; count: number }[]
}

/** Events after which a case is, or is no longer, through review. */
const TURNS = sql`('finish', 'return', 'pass', 'answer', 'accept', 'lapse', 'reject', 'reopen', 'withdraw', 'decline', 'merge')`

/**
 * Compares 解决率 now with a moment before, case by case. `where` and `readable` are conditions over `case_file` joined
 * with `enterprise`: which cases are counted, and which of them may be named.
 */
export async function explainSolveRate(
  db: Db,
  { where, readable, since }: { where: SQL | undefined; readable: SQL; since: Date },
): Promise<RateChange> {
  const moment = sql`${since.toISOString()}::timestamptz`
  const cases = sql`
    select ${caseFile.no} as no, ${caseFile.category} as category, unit.name as unit, ${readable} as is_readable,
      ${caseFile.filedAt} > ${moment} as is_fresh, ${IS_SOLVED} as is_solved,
      coalesce(earlier.turn in ('pass', 'answer', 'accept', 'lapse') and earlier.outcome = '已解决', false)
        as was_solved,
      undone.turn as verb, undone.reason
    from case_file join enterprise using (uscc)
    left join unit on unit.id = ${caseFile.leadUnitId}
    left join (
      select case_no, (array_agg(type order by seq desc))[1] as turn,
        (array_agg(data->>'outcome' order by seq desc) filter (where type in ('finish', 'answer')))[1] as outcome
      from ${STANDING} as event where type in ${TURNS} and at <= ${moment} group by case_no
    ) as earlier on earlier.case_no = ${caseFile.no}
    left join (
      select distinct on (case_no) case_no, type as turn, data->>'reason' as reason
      from ${STANDING} as event where type in ('reject', 'reopen', 'withdraw') and at > ${moment} order by case_no, seq desc
    ) as undone on undone.case_no = ${caseFile.no}
    ${where ? sql`where ${where}` : sql``}`
  const [counts] = await rowsOf<Record<'old' | 'was' | 'fresh' | 'freshSolved' | 'won', number>>(
    db,
    sql`select count(*) filter (where not is_fresh)::int as old, count(*) filter (where was_solved)::int as was,
      count(*) filter (where is_fresh)::int as fresh,
      count(*) filter (where is_fresh and is_solved)::int as "freshSolved",
      count(*) filter (where not is_fresh and is_solved and not was_solved)::int as won
      from (${cases}) as c`,
  )
  const lost = await rowsOf<LostCase>(
    db,
    sql`select case when is_readable then no end as no, category, unit, verb,
        case when is_readable then reason end as reason from (${cases}) as c
      where was_solved and not is_solved order by c.no`,
  )
  const freshUnsolved = await rowsOf<RateChange['freshUnsolved'][number]>(
    db,
    sql`select category, unit, count(*)::int as count from (${cases}) as c
      where is_fresh and not is_solved group by category, unit order by count desc, category, unit limit 5`,
  )
  const { old = 0, was = 0, fresh = 0, freshSolved = 0, won = 0 } = counts ?? {}
  return {
    before: { collected: old, solved: was },
    after: { collected: old + fresh, solved: was + freshSolved + won - lost.length },
    fresh: { collected: fresh, solved: freshSolved },
    won,
    lost,
    freshUnsolved,
  }
}
