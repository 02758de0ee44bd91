import { hasRole, mayDecideMember, scopesOf, unitsOf } from '../../src/people/may.ts'
import { INDICATORS } from '../../src/registry/indicators.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { openDoubts } from '../../src/registry/reporting/doubts.ts'
import { openProposals } from '../../src/registry/rosters/decide.ts'
import { sayRoster } from '../../src/registry/rosters/kinds.ts'
import type { Item, Source } from './item.ts'

/** Figures somebody doubts: the enterprise explains, who looks after it settles. */
const doubts: Source = async ({ db }, who) => {
  const own = scopesOf(who, 'enterprise')
  const isOfficial = hasRole(who, 'office', 'county')
  if (own.length === 0 && !isOfficial) return []
  const open = await openDoubts(db, isOfficial && !hasRole(who, 'office') ? (unitsOf(who)[0] ?? null) : null)
  return open.flatMap((one): Item[] => {
    const what = `${one.enterprise}${sayPeriod(one.period)}${INDICATORS[one.indicator].title}`
    const about = { uscc: one.uscc, period: one.period, metrics: [INDICATORS[one.indicator].title] }
    if (one.state === 'open' && own.includes(one.uscc))
      return [doubtItem(`核对${what}：${one.words}`, '核对更正', 'intake.metric_correct', about)]
    if (one.state === 'explained' && isOfficial)
      return [
        doubtItem(`看${what}的说明：${one.explanation ?? ''}`, '采信说明', 'figures.settle', {
          doubt: one.id,
        }),
      ]
    return []
  })
}

const doubtItem = (what: string, label: string, intent: string, args: Record<string, unknown>): Item => ({
  kind: '报数',
  what,
  dueOn: null,
  button: { label, action: { command: 'figures', intent, args } },
})

/** Proposals of rosters that wait for a decision; nobody decides about their own. */
const rosters: Source = async ({ db }, who) => {
  if (!hasRole(who, 'office', 'county')) return []
  return (await openProposals(db))
    .filter(({ key, proposedBy }) => mayDecideMember(who, key.scope) && proposedBy !== who.id)
    .map(({ number, key, open }) => ({
      kind: '名录',
      what: `审批${sayRoster(key)}第${number}号提案（${open.length}家）`,
      dueOn: null,
      button: {
        label: `看${number}号提案`,
        action: { command: 'roster', intent: 'list.approval', args: { proposal: number } },
      },
    }))
}

export const REGISTRY_SOURCES: readonly Source[] = [doubts, rosters]
