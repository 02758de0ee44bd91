import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { addDays, type Day, dayOf } from '../../lib/time.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { textOf } from '../rule-text.ts'
import { judgeProspects } from './judge.ts'
import { type RuleToday, rulesToday } from './rules.ts'
import { keepStandings, keepSweeps, readSweeps, type Sweep } from './state.ts'
import { type Told, tellProspects } from './tell.ts'

/** Days after which everybody is judged anew: what projects, accidents and registers changed shows then. */
const SWEEP_DAYS = 7
/** What the first run takes for new: figures not older than the clock makes up for. */
const LOOKS_BACK_DAYS = 3
/** Enterprises of which the first run asks how they stood before; more came with the registry itself. */
const FEW = 2000

/** What a run did. */
export interface Found extends Told {
  judged: number | 'all'
}

/**
 * 政策找人: judges the enterprises of which figures have come in since the last run, and everybody once a week or after a
 * rule has changed; tells what is not as it was. Run twice it tells once. Of a rule it has not judged by before it takes
 * how everybody stands for known, but for figures of the last days.
 */
export async function findProspects(db: Db, policies: PolicySet, now: Date): Promise<Found> {
  const today = dayOf(now)
  const rules = rulesToday(policies, today)
  const sweeps = await readSweeps(db)
  const throughId = await newestFigure(db)
  const begun = rules.filter(({ kind }) => !sweeps.has(kind.rule))
  const recent = begun.length > 0 ? await firmsOfLastDays(db, now) : []
  if (begun.length > 0) await begin(db, begun, recent, now)
  const isAll = rules.some(rule => isStale(rule, sweeps.get(rule.kind.rule), today))
  const since = Math.min(throughId, ...[...sweeps.values()].map(sweep => sweep.throughId))
  const among = isAll ? null : [...new Set([...(await firmsAfter(db, since)), ...recent])]
  const standings = await judgeProspects(db, rules, today, among)
  const changes = await keepStandings(db, standings, now, among)
  await keepSweeps(
    db,
    rules.map(({ kind, version }) => ({
      rule: kind.rule,
      ruleHash: textOf(version).hash,
      throughId,
      sweptOn: isAll ? today : (sweeps.get(kind.rule)?.sweptOn ?? today),
    })),
  )
  const told = await tellProspects(db, changes, { rules, policies, now })
  return { judged: among?.length ?? 'all', ...told }
}

/** Another text of the rule, or long ago. */
const isStale = ({ version }: RuleToday, sweep: Sweep | undefined, today: Day): boolean =>
  sweep !== undefined &&
  (sweep.ruleHash !== textOf(version).hash || sweep.sweptOn <= addDays(today, -SWEEP_DAYS))

/** Takes how everybody stands for known; of those with new figures, unless they are very many, how they stood before. */
async function begin(
  db: Db,
  rules: readonly RuleToday[],
  recent: readonly string[],
  now: Date,
): Promise<void> {
  const today = dayOf(now)
  const standings = await judgeProspects(db, rules, today, null)
  const isNew = new Set(recent.length <= FEW ? recent : [])
  const before = await judgeProspects(db, rules, today, [...isNew], daysAgo(now))
  await keepStandings(db, [...standings.filter(({ uscc }) => !isNew.has(uscc)), ...before], now, null)
}

const daysAgo = (now: Date) => new Date(now.getTime() - LOOKS_BACK_DAYS * 86_400_000)

async function newestFigure(db: Db): Promise<number> {
  const [row] = await rowsOf<{ id: string }>(db, sql`select coalesce(max(id), 0)::text as id from figure`)
  return Number(row?.id ?? 0)
}

/** Enterprises with figures newer than one. */
async function firmsAfter(db: Db, id: number): Promise<string[]> {
  const rows = await rowsOf<{ uscc: string }>(db, sql`select distinct uscc from figure where id > ${id}`)
  return rows.map(({ uscc }) => uscc)
}

async function firmsOfLastDays(db: Db, now: Date): Promise<string[]> {
  const rows = await rowsOf<{ uscc: string }>(
    db,
    sql`select distinct uscc from figure
      where recorded_at > ${daysAgo(now).toISOString()} and recorded_at <= ${now.toISOString()}`,
  )
  return rows.map(({ uscc }) => uscc)
}
