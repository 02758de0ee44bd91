import { RATES, type Rate, type RateName, sayRate } from '../../src/ledger/metrics.ts'
import type { CaseCounts, CaseGroup, Grouping } from '../../src/ledger/statistics.ts'
import { sayPercent } from '../../src/lib/percent.ts'

/** Names a sentence lists. */
const NAMED = 3

export interface NamedGroup {
  /** Null of cases that belong to no group. */
  key: string | null
  name: string
  counts: CaseCounts
}

/** Groups in the order that answers: months as they came, by the share that was asked for, else the largest first. */
export function inOrder(
  groups: readonly CaseGroup[],
  by: Grouping,
  { metric, lowestFirst }: { metric: RateName | null; lowestFirst: boolean },
): CaseGroup[] {
  if (by === 'month') return groups.toSorted((a, b) => (a.key ?? '').localeCompare(b.key ?? ''))
  if (!metric) return lowestFirst ? groups.toReversed() : [...groups]
  const { part, whole }: Rate = RATES[metric]
  const known = groups.filter(({ counts }) => whole(counts) > 0)
  const unknown = groups.filter(({ counts }) => whole(counts) === 0)
  const falling = known.toSorted(
    (a, b) => part(b.counts) * whole(a.counts) - part(a.counts) * whole(b.counts),
  )
  return [...(lowestFirst ? falling.toReversed() : falling), ...unknown]
}

const MOST: Partial<Record<Grouping, string>> = { category: '最集中的是', state: '最多的卡在' }

/** What a table of groups comes to, in a sentence; null where there is nothing to compare. */
export function leadOf(groups: readonly NamedGroup[], by: Grouping, metric: RateName | null): string | null {
  const named = groups.filter(({ key }) => key !== null)
  if (by === 'month' || named.length < 2) return null
  return metric ? sayEnds(named, metric) : sayMost(groups, named, by)
}

function sayEnds(named: readonly NamedGroup[], metric: RateName): string | null {
  const { part, whole }: Rate = RATES[metric]
  const [first, ...rest] = named.filter(({ counts }) => whole(counts) > 0)
  const last = rest.at(-1)
  if (!first || !last) return null
  const say = ({ name, counts }: NamedGroup) => {
    const { value, made } = sayRate(metric, counts)
    return `${name}${value}（${made}）`
  }
  const isFalling = part(first.counts) * whole(last.counts) >= part(last.counts) * whole(first.counts)
  const [top, bottom] = isFalling ? ['最高', '最低'] : ['最低', '最高']
  return `${RATES[metric].name}${top}的是${say(first)}，${bottom}的是${say(last)}。`
}

function sayMost(all: readonly NamedGroup[], named: readonly NamedGroup[], by: Grouping): string {
  const most = Math.max(...named.map(({ counts }) => counts.collected))
  const total = all.reduce((sum, { counts }) => sum + counts.collected, 0)
  const largest = named.filter(({ counts }) => counts.collected === most)
  const names = largest.slice(0, NAMED).map(({ name }) => name)
  const share =
    by === 'campaign'
      ? ''
      : `，${largest.length > 1 ? '各' : ''}占${sayPercent(most, total)}（${most}/${total}）`
  return [
    MOST[by] ?? '最多的是',
    names.join('、'),
    largest.length > NAMED ? `等${largest.length}个` : '',
    `，${largest.length > 1 ? '各' : ''}${most}件${share}。`,
  ].join('')
}
