import { asc, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { type QUALIFICATION_LEVELS, qualificationKind } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'
import type { EnterpriseScope } from '../../people/may.ts'

export type QualificationLevel = (typeof QUALIFICATION_LEVELS)[number]
export type QualificationKind = typeof qualificationKind.$inferSelect

/** 资质 as an enterprise holds it. */
export interface Qualification extends EnterpriseScope {
  enterprise: string
  isDemo: boolean
  kind: string
  level: QualificationLevel | null
  number: string | null
  fromOn: Day | null
  /** Last day; null where it has none, or nobody has said. */
  expiresOn: Day | null
  revokedOn: Day | null
}

/** 资质词典. */
export const qualificationKinds = (db: Db): Promise<QualificationKind[]> =>
  db.select().from(qualificationKind).orderBy(asc(qualificationKind.name))

const bare = (words: string) => words.replace(/[“”"（）()\s]/g, '')

/** The kinds a text names, by name or alias; of two that overlap only the one with the longer words. */
export function kindsIn(kinds: readonly QualificationKind[], text: string): QualificationKind[] {
  const said = bare(text)
  const found = kinds
    .flatMap(kind => [kind.name, ...kind.aliases].map(word => ({ kind, word: bare(word) })))
    .filter(({ word }) => said.includes(word))
    .sort((a, b) => b.word.length - a.word.length)
  const kept: typeof found = []
  for (const one of found) if (!kept.some(({ word }) => word.includes(one.word))) kept.push(one)
  return [...new Set(kept.map(({ kind }) => kind))]
}

/**
 * 资质 that enterprises were ever given, of one enterprise or of one kind, in the order of the days they were given on.
 * Whether one holds is told by `isHeldOn`.
 */
export function qualifications(
  db: Db,
  { uscc, kinds }: { uscc?: string; kinds?: readonly string[] } = {},
): Promise<Qualification[]> {
  const conditions = [
    ...(uscc ? [sql`q.uscc = ${uscc}`] : []),
    ...(kinds
      ? [sql`q.kind in (select json_array_elements_text(${JSON.stringify(kinds)}::text::json))`]
      : []),
  ]
  return rowsOf<Qualification>(
    db,
    sql`select q.uscc, e.short_name as enterprise, e.region_code as "regionCode", e.assess_unit_id as "assessUnitId",
        e.chain, e.is_demo as "isDemo", q.kind, q.level, q.number, q.from_on::text as "fromOn",
        q.expires_on::text as "expiresOn", q.revoked_on::text as "revokedOn"
      from qualification q join enterprise e using (uscc)
      ${conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``}
      order by q.from_on nulls first, q.id`,
  )
}

/** Whether it counts on a day: given by then, not past its last day, not revoked. */
export const isHeldOn = (
  { fromOn, expiresOn, revokedOn }: Pick<Qualification, 'fromOn' | 'expiresOn' | 'revokedOn'>,
  on: Day,
): boolean =>
  (fromOn === null || fromOn <= on) &&
  (expiresOn === null || expiresOn >= on) &&
  (revokedOn === null || revokedOn > on)
