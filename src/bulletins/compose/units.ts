import type { Against, ProgressFacts, RankingBasis, UnitFacts } from '../../../db/bulletin-content.ts'
import type { Db } from '../../../db/client.ts'
import type { Day } from '../../lib/time.ts'
import { monthsPeriod, type Period } from '../../registry/period.ts'
import { type ProgressRanking, progressRankings } from '../../registry/unit-progress.ts'
import { type DoublingFacts, toldGrowth } from './doubling.ts'

/** January to the month of a bulletin; January alone has no figures of its own. */
export function monthsOf(period: string): Period {
  const [year = 0, month = 0] = period.split('-').map(Number)
  return monthsPeriod(year, 1, Math.max(2, month))
}

/** What ranks are worked out by, the likeliest to tell how they changed first. */
const WAYS: readonly Against[] = ['基期同期', '上年同期']

interface Ranked {
  now: ProgressRanking
  before: { ranking: ProgressRanking; period: Period } | null
}

/** Each way of ranking by which units can be told apart. */
export type Rankings = readonly Ranked[]

/**
 * Units side by side: doubled, how their months grew, and their rank now and a month ago. Ranks go by the base year's
 * months where last month's rank can be told by them, else by last year's.
 */
export function unitFacts(
  units: DoublingFacts['units'],
  rankings: Rankings,
  period: string,
): { units: UnitFacts[]; ranking: RankingBasis | null; progress: ProgressFacts | null } {
  const months = monthsOf(period)
  const chosen = rankings.find(({ before }) => before !== null) ?? rankings[0] ?? null
  const base = rankings.find(({ now }) => now.against === '基期同期')?.now.all
  return {
    units: units.map(unit => unitOf(unit, chosen)),
    ranking: chosen && {
      period: months.text,
      against: chosen.now.against,
      before: chosen.before?.period.text ?? null,
      growth: chosen.now.all.growth,
    },
    progress: base?.growth ? { period: months.text, firms: base.firms, growth: base.growth } : null,
  }
}

/** How units rank by the months up to that of a bulletin, and how they did a month before. */
export async function unitRankings(
  db: Db,
  query: { on: Day; knownBy: Date },
  period: string,
): Promise<Rankings> {
  const months = monthsOf(period)
  const to = months.kind === 'months' ? months.to : 0
  const earlier = to > 2 ? monthsPeriod(months.year, 1, to - 1) : null
  const periods = earlier ? [months, earlier] : [months]
  const pairings = WAYS.flatMap(against => periods.map(period => ({ period, against })))
  const rankings = await progressRankings(db, query, pairings)
  return WAYS.flatMap((_, i) => {
    const [now, before] = rankings.slice(i * periods.length, (i + 1) * periods.length)
    if (!now) return []
    return [{ now, before: before && earlier ? { ranking: before, period: earlier } : null }]
  })
}

function unitOf(unit: DoublingFacts['units'][number], ranked: Ranked | null): UnitFacts {
  const progress = ranked?.now.byUnit.get(unit.id)
  return {
    id: unit.id,
    name: unit.name,
    listed: unit.listed,
    growth: toldGrowth(unit),
    progress: progress?.growth ? { firms: progress.firms, growth: progress.growth } : null,
    rank: progress?.rank ?? null,
    rankBefore: ranked?.before?.ranking.byUnit.get(unit.id)?.rank ?? null,
  }
}
