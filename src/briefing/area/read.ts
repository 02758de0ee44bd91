import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { enterprise } from '../../../db/schema/index.ts'
import { conditionOf } from '../../ledger/filter.ts'
import { countCases } from '../../ledger/statistics.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { type EnterpriseScope, maySeeFigures } from '../../people/may.ts'
import type { Speaker } from '../../people/roles.ts'
import { scaleCounts, scaleTargets, totalOf as sumScale } from '../../registry/above-scale.ts'
import { cohort } from '../../registry/cohort.ts'
import { countVisits } from '../../registry/liaison/visits.ts'
import { type Period, yearToDate } from '../../registry/period.ts'
import { isTracked, lightOf } from '../../registry/projects/light.ts'
import { projectsOn } from '../../registry/projects/load.ts'
import { figuresOf, isLarge, isReserve } from '../../registry/projects/statistics.ts'
import { CITY } from '../../registry/rosters/kinds.ts'
import { firmsAtRisk } from '../../registry/rosters/plans.ts'
import { macroValues } from '../../registry/targets/macro.ts'
import { type Members, totalOf } from '../../registry/totals.ts'
import { findRule } from '../../rules/find-rule.ts'
import type { PolicySet } from '../../rules/policy-set.ts'

/** What is briefed about: the city, a county or park as a 考核单位, or a chain. */
export type Area =
  | { kind: 'city'; name: string }
  | { kind: 'place'; id: string; name: string }
  | { kind: 'chain'; name: string }

export interface AreaAsked {
  db: Db
  policies: PolicySet
  speaker: Speaker
  now: Date
}

/** SQL over `enterprise`: what belongs to an area; each enterprise to one unit, so that nothing counts twice. */
const belongs = (area: Area): SQL | undefined => {
  if (area.kind === 'city') return undefined
  return area.kind === 'chain'
    ? eq(enterprise.chain, area.name)
    : sql`coalesce(${enterprise.assessUnitId}, ${enterprise.regionCode}) = ${area.id}`
}

const membersOf = (area: Area): Members =>
  area.kind === 'city' ? 'all' : area.kind === 'chain' ? { chain: area.name } : { placeId: area.id }

/** Everything a briefing about an area counts. */
export async function readArea({ db, policies, speaker, now }: AreaAsked, area: Area) {
  const on = dayOf(now)
  const year = Number(on.slice(0, 4))
  const running = yearToDate(now)
  const where = belongs(area)
  const [firms, listed, output, tax, scale, targets, counts, projects, risky, visits, macro] =
    await Promise.all([
      rowsOf<EnterpriseScope & { isDemo: boolean; isAboveScale: boolean | null }>(
        db,
        sql`select ${enterprise.uscc} as uscc, ${enterprise.regionCode} as "regionCode",
          ${enterprise.assessUnitId} as "assessUnitId", ${enterprise.chain} as chain,
          ${enterprise.isDemo} as "isDemo", ${enterprise.isAboveScale} as "isAboveScale"
        from enterprise ${where ? sql`where ${where}` : sql``}`,
      ),
      cohort(db, policies, on),
      totalOf(db, membersOf(area), 'output', running),
      totalOf(db, membersOf(area), 'tax', running),
      area.kind === 'chain' ? null : scaleOf(db, area, { from: `${year}-01-01`, to: on }),
      scaleTargets(db, year),
      countCases(db, { where: and(conditionOf({}, on), where), on }),
      projectsOn(db, on),
      firmsAtRisk(db, policies, on),
      area.kind === 'chain'
        ? null
        : countVisits(db, {
            ...(area.kind === 'place' && { placeId: area.id }),
            from: `${on.slice(0, 7)}-01`,
            to: on,
          }),
      area.kind === 'chain'
        ? []
        : macroValues(db, { placeId: area.kind === 'place' ? area.id : CITY, subject: '' }),
    ])
  const codes = new Set(firms.map(({ uscc }) => uscc))
  const version = findRule(policies.documents, 'R-PROJECT', on)
  const built = projects.filter(
    one =>
      area.kind === 'city' ||
      (area.kind === 'chain' ? one.chain === area.name : one.unitId === area.id || one.parkId === area.id),
  )
  const lit = built.filter(isTracked).map(project => ({ project, lit: lightOf(version, project) }))
  const target = area.kind === 'chain' ? null : (targets.get(area.kind === 'place' ? area.id : CITY) ?? null)
  return {
    area,
    on,
    running: running as Period,
    isDemo: firms.some(({ isDemo }) => isDemo),
    firms: firms.length,
    aboveScale: firms.filter(({ isAboveScale }) => isAboveScale).length,
    baseYear: listed.baseYear,
    valueYear: listed.valueYear,
    members: area.kind === 'city' ? listed.members : listed.members.filter(({ uscc }) => codes.has(uscc)),
    output,
    tax,
    scale,
    target,
    counts,
    projects: figuresOf(built.filter(one => isLarge(one) && !isReserve(one))),
    red: lit.filter(one => one.lit.light === '红'),
    yellow: lit.filter(one => one.lit.light === '黄').length,
    atRisk: risky.filter(({ member }) => codes.has(member.uscc)),
    visits,
    macro,
    sees: (firm: EnterpriseScope) => maySeeFigures(speaker, firm),
  }
}

export type AreaRead = Awaited<ReturnType<typeof readArea>>

async function scaleOf(db: Db, area: Exclude<Area, { kind: 'chain' }>, range: { from: Day; to: Day }) {
  const all = await scaleCounts(db, range)
  return area.kind === 'city'
    ? sumScale(all, area.name)
    : (all.find(({ unitId }) => unitId === area.id) ?? null)
}
