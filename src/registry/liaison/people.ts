import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { LIAISON_DUTIES } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'
import { evaluate } from '../../rules/evaluate.ts'
import type { Evaluation } from '../../rules/evaluation.ts'
import type { FactName } from '../../rules/fact-table.ts'
import { parseFacts } from '../../rules/facts.ts'
import type { RuleVersion } from '../../rules/find-rule.ts'

export type Duty = (typeof LIAISON_DUTIES)[number]

/** Somebody in charge of an enterprise. */
export interface InCharge {
  id: number
  uscc: string
  duty: Duty
  name: string
  post: string | null
  phone: string | null
  personId: string | null
  fromOn: Day
  /** First day no longer; null while it lasts. */
  toOn: Day | null
  basis: string
  endReason: string | null
}

/** SQL: the row `l` of `liaison` stands on a day. */
export const standsOn = (on: Day): SQL =>
  sql`l.from_on <= ${on}::date and (l.to_on is null or l.to_on > ${on}::date)`

const COLUMNS = sql`l.id, l.uscc, l.duty, l.name, l.post, l.phone, l.person_id as "personId",
  l.from_on::text as "fromOn", l.to_on::text as "toOn", l.basis, l.end_reason as "endReason"`
const IN_ORDER = sql`array_position(array['联点领导', '科级干部', '联络员'], l.duty)`

/** Who is in charge of an enterprise on a day, the leader first. */
export const inChargeOf = (db: Db, uscc: string, on: Day): Promise<InCharge[]> =>
  rowsOf(
    db,
    sql`select ${COLUMNS} from liaison l where l.uscc = ${uscc} and ${standsOn(on)} order by ${IN_ORDER}`,
  )

/** Who was in charge of an enterprise before a day, the last first. */
export const formerlyInCharge = (db: Db, uscc: string, on: Day): Promise<InCharge[]> =>
  rowsOf(
    db,
    sql`select ${COLUMNS} from liaison l where l.uscc = ${uscc} and l.to_on <= ${on}::date
      order by l.to_on desc, l.id desc limit 10`,
  )

/** Everybody with a duty on a day, of any enterprise. */
export const findInCharge = (db: Db, duty: Duty, on: Day): Promise<InCharge[]> =>
  rowsOf(db, sql`select ${COLUMNS} from liaison l where l.duty = ${duty} and ${standsOn(on)} order by l.uscc`)

/** The fact of the rule that each duty is. */
export const DUTY_FACTS = {
  联点领导: 'has_liaison_leader',
  科级干部: 'has_liaison_cadre',
  联络员: 'has_liaison_officer',
} as const satisfies Record<Duty, FactName>

/** Whether 1+1+1+1 is complete, by the rule. */
export function completenessOf(version: RuleVersion, people: readonly InCharge[], on: Day): Evaluation {
  const facts = Object.entries(DUTY_FACTS).map(([duty, fact]) => [
    fact,
    people.some(one => one.duty === duty),
  ])
  return evaluate(version, parseFacts(Object.fromEntries(facts)), { on })
}
