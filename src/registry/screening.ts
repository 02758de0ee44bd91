import type { Day } from '../lib/time.ts'
import { type Answer, answer } from '../rules/answer.ts'
import type { Explained } from '../rules/columns/explain.ts'
import { type Nearest, shortagesOf } from '../rules/columns/nearest.ts'
import { scanOf } from '../rules/columns/scan.ts'
import { factsBehind } from '../rules/derived.ts'
import type { Leaf } from '../rules/document.ts'
import type { Verdict } from '../rules/evaluation.ts'
import type { FactName } from '../rules/fact-table.ts'
import type { RuleVersion } from '../rules/find-rule.ts'
import { branchesOf, fold, leavesOf, openLeaves } from '../rules/truth.ts'
import type { FactRows, ListedFirm } from './fact-rows.ts'

/** A firm that failed, and the easiest way it has left. */
export interface NearMiss extends Nearest {
  row: number
}

/** How one condition keeps firms out. */
interface Hurdle {
  id: string
  label: string
  clause: string
  /** Firms failing the rule that fail this condition. */
  failed: number
  /** Firms that would pass had they passed this condition alone. */
  alone: number
}

/** All enterprises, or those somebody may see, held against one version of a rule. */
export interface Screening {
  version: RuleVersion
  on: Day
  facts: FactRows
  /** Rows of `facts` that were judged. */
  rows: readonly number[]
  /** By row of `facts`; what was not judged is not there. */
  verdicts: ReadonlyMap<number, Verdict>
  counts: Record<Verdict, number>
  /** Who passes, and by which branches. */
  passing: { row: number; via: string[] }[]
  /** Failed, with a way left that waits for nothing and nobody: the cheapest first. */
  near: NearMiss[]
  /** Undecided for want of figures, but by those there are a way is left that waits for nothing. */
  openNear: NearMiss[]
  /** Conditions by how many firms fail them, most first. */
  hurdles: Hurdle[]
  /** 资料不足, with the figures that could still change it. */
  waiting: { row: number; missing: FactName[] }[]
  /** How many of them wait for each figure, most first. */
  wanted: { fact: FactName; firms: number }[]
}

/** Holds enterprises against a rule: `among` says which of them, all without it. */
export function screen(
  facts: FactRows,
  version: RuleVersion,
  { on = facts.on, among = () => true }: { on?: Day; among?: (firm: ListedFirm) => boolean } = {},
): Screening {
  const { rule } = version
  const { firms, columns } = facts
  const explain = scanOf(version, columns, on).explainer()
  const shortageOf = shortagesOf(version, columns)
  const tally = new Map(leavesOf(rule.when).map(leaf => [leaf.id, { failed: 0, alone: 0 }]))
  const rows = firms.flatMap((firm, row) => (among(firm) ? [row] : []))
  const counts: Screening['counts'] = { pass: 0, fail: 0, unknown: 0, manual: 0 }
  const verdicts = new Map<number, Verdict>()
  const passing: Screening['passing'] = []
  const near: NearMiss[] = []
  const openNear: NearMiss[] = []
  const waiting: Screening['waiting'] = []
  for (const row of rows) {
    const explained = explain(row)
    const { verdict } = explained
    verdicts.set(row, verdict)
    counts[verdict]++
    if (verdict === 'pass') passing.push({ row, via: viaOf(version, explained) })
    else if (verdict === 'unknown') {
      waiting.push({ row, missing: missingOf(version, explained, facts, row) })
      const { nearest } = shortageOf(row, explained)
      if (nearest) openNear.push({ row, ...nearest })
    } else if (verdict === 'fail') {
      const { nearest, alone } = shortageOf(row, explained)
      if (nearest) near.push({ row, ...nearest })
      for (const { id, verdict: own } of explained.conditions) count(tally, id, 'failed', own === 'fail')
      for (const id of alone) count(tally, id, 'alone', true)
    }
  }
  return {
    version,
    on,
    facts,
    rows,
    verdicts,
    counts,
    passing,
    near: near.sort((a, b) => a.cost - b.cost || a.steps - b.steps),
    openNear,
    hurdles: leavesOf(rule.when)
      .map(({ id, label, clause }) => ({ id, label, clause, ...(tally.get(id) ?? { failed: 0, alone: 0 }) }))
      .sort((a, b) => b.failed - a.failed),
    waiting,
    wanted: wantedBy(waiting),
  }
}

function count(
  tally: Map<string, { failed: number; alone: number }>,
  id: string,
  what: 'failed' | 'alone',
  isSo: boolean,
): void {
  const own = tally.get(id)
  if (own && isSo) own[what]++
}

const verdictIn =
  ({ conditions }: Explained) =>
  (leaf: Leaf): Verdict =>
    conditions.find(({ id }) => id === leaf.id)?.verdict ?? 'unknown'

function viaOf({ rule }: RuleVersion, explained: Explained): string[] {
  const verdictOf = verdictIn(explained)
  return branchesOf(rule.when).flatMap(branch => (fold(branch, verdictOf) === 'pass' ? [branch.id] : []))
}

/** The figures an undecided row waits for. */
function missingOf(
  { rule }: RuleVersion,
  explained: Explained,
  { columns }: FactRows,
  row: number,
): FactName[] {
  const isKnown = (fact: FactName) =>
    fact === 'accidents'
      ? columns.accidents[row] !== undefined
      : !Number.isNaN(columns.columns.get(fact)?.low[row] ?? Number.NaN)
  const facts = openLeaves(rule.when, verdictIn(explained)).flatMap(leaf => {
    if (leaf.kind !== 'test' || !('fact' in leaf)) return []
    const behind = factsBehind(leaf.fact)
    return leaf.unit === '%' ? behind : behind.slice(0, 1)
  })
  return [...new Set(facts)].filter(fact => !isKnown(fact))
}

function wantedBy(waiting: Screening['waiting']): Screening['wanted'] {
  const firms = new Map<FactName, number>()
  for (const fact of waiting.flatMap(({ missing }) => missing)) firms.set(fact, (firms.get(fact) ?? 0) + 1)
  return [...firms].map(([fact, n]) => ({ fact, firms: n })).sort((a, b) => b.firms - a.firms)
}

/** 只差一步: one thing left to do. */
export const isOneStep = ({ steps }: NearMiss): boolean => steps === 1

/** 差额一成以内: only amounts are wanting, none by more than a tenth of its target. */
export const isWithinTenth = ({ share }: NearMiss): boolean => share !== null && share <= 0.1

/** The full answer about one row, as for a single enterprise. */
export function answerOf({ facts, version, on }: Screening, row: number): Answer {
  return answer(version, facts.columns.factsOf(row), { on })
}
