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
export const yearOf = ({ isYearly }: ProspectRule, on: Day): number => (isYearly ? closedYear(on) : 0)

/**
 * How enterprises, or those of some codes, stand to the rules on a day; with `knownBy` by what was on record then. One
 * that cannot be told for want of figures is left out: what is not known changes nothing.
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
    standingsOf(
      screen(facts, version, wanted ? { among: ({ uscc }) => wanted.has(uscc) } : {}),
      kind.rule,
      yearOf(kind, on),
    ),
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

function standingsOf(screening: Screening, rule: string, year: number): Standing[] {
  const { facts, verdicts, near, version } = screening
  const isReachable = reachableBy(version)
  const nearby = new Map(
    near.filter(one => isWithinTenth(one) && isReachable(one)).map(one => [one.row, one]),
  )
  return [...verdicts].flatMap(([row, verdict]): Standing[] => {
    const firm = facts.firms[row]
    if (!firm || verdict === 'unknown' || verdict === 'manual') return []
    const known = { uscc: firm.uscc, rule, year }
    const miss = nearby.get(row)
    if (verdict === 'pass') return [{ ...known, standing: 'pass', wanting: [] }]
    return miss
      ? [{ ...known, standing: 'near', wanting: [...miss.conditions].sort() }]
      : [{ ...known, standing: 'out', wanting: [] }]
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
