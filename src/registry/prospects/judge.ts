import { inArray } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { enterprise, type PROSPECT_STANDINGS } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'
import { columnsOf } from '../../rules/columns/columns.ts'
import type { RuleVersion } from '../../rules/find-rule.ts'
import { leavesOf } from '../../rules/truth.ts'
import { type FactRows, factRows } from '../fact-rows.ts'
import { factsOfMany } from '../facts.ts'
import { closedYear } from '../period.ts'
import { isWithinTenth, type NearMiss, type Screening, screen } from '../screening.ts'
import type { ProspectRule, RuleToday } from './rules.ts'

export type ProspectStanding = (typeof PROSPECT_STANDINGS)[number]

/** How an enterprise stands to a rule. */
export interface Standing {
  uscc: string
  rule: string
  /** 0 for a rule that goes by the last months. */
  year: number
  standing: ProspectStanding
  /** Conditions wanting of one that is near. */
  wanting: string[]
}

/** Beyond so many it is quicker to read what is known of everybody. */
const FEW = 2000

/** The closed year a rule goes by on a day, 0 for none. */
const yearOf = ({ isYearly }: ProspectRule, on: Day): number => (isYearly ? closedYear(on) : 0)

/**
 * How enterprises, or those of some codes, stand to the rules on a day; with `knownBy` by what was on record then. By a
 * rule of the last months one that cannot be told for want of figures is left out: what is not known changes nothing.
 */
export async function judgeProspects(
  db: Db,
  rules: readonly RuleToday[],
  on: Day,
  among: readonly string[] | null,
  knownBy?: Date,
): Promise<Standing[]> {
  const versions = rules.map(({ version }) => version)
  const isFew = among !== null && among.length <= FEW
  const facts = isFew ? await fewRows(db, among, on, knownBy) : await factRows(db, on, versions)
  const wanted = among === null || isFew ? null : new Set(among)
  return rules.flatMap(({ kind, version }) =>
    standingsOf(screen(facts, version, wanted ? { among: ({ uscc }) => wanted.has(uscc) } : {}), kind),
  )
}

async function fewRows(db: Db, usccs: readonly string[], on: Day, knownBy?: Date): Promise<FactRows> {
  if (usccs.length === 0) return { on, firms: [], columns: columnsOf([]) }
  const firms = await db
    .select()
    .from(enterprise)
    .where(inArray(enterprise.uscc, [...usccs]))
  const known = await factsOfMany(
    db,
    firms.map(({ uscc }) => uscc),
    on,
    knownBy,
  )
  return { on, firms, columns: columnsOf(firms.map(({ uscc }) => known.get(uscc)?.facts ?? {})) }
}

function standingsOf(screening: Screening, kind: ProspectRule): Standing[] {
  const { facts, verdicts, near, openNear, version, on } = screening
  const isReachable = reachableBy(version)
  const nearby = new Map(
    [...near, ...openNear]
      .filter(one => isWithinTenth(one) && isReachable(one))
      .map(one => [one.row, [...one.conditions].sort()]),
  )
  return [...verdicts].flatMap(([row, verdict]): Standing[] => {
    const firm = facts.firms[row]
    if (!firm) return []
    const wanting = nearby.get(row)
    const standing = verdict === 'pass' ? 'pass' : wanting ? 'near' : 'out'
    // The figures of a closed year do not go away: only a correction leaves one open that was decided.
    const isOpen = (verdict === 'unknown' && !kind.isYearly) || verdict === 'manual'
    if (standing === 'out' && isOpen) return []
    return [{ uscc: firm.uscc, rule: kind.rule, year: yearOf(kind, on), standing, wanting: wanting ?? [] }]
  })
}

/** Only what growing reaches is near: nobody is to be told that they have become a little too large. */
function reachableBy({ rule }: RuleVersion): (miss: NearMiss) => boolean {
  const upper = new Set(
    leavesOf(rule.when).flatMap(leaf =>
      leaf.kind === 'test' && leaf.operator.startsWith('<') ? [leaf.id] : [],
    ),
  )
  return ({ conditions }) => !conditions.some(id => upper.has(id))
}
