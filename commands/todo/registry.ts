import { loadCalendar } from '../../src/ledger/calendar.ts'
import { addDays, addMonths, type Day, dayOf } from '../../src/lib/time.ts'
import { hasRole, mayDecideMember, scopesOf, unitsOf } from '../../src/people/may.ts'
import { INDICATORS } from '../../src/registry/indicators.ts'
import { unvisited } from '../../src/registry/liaison/visits-due.ts'
import { dueNow, sayPeriod } from '../../src/registry/period.ts'
import { openDoubts } from '../../src/registry/reporting/doubts.ts'
import { closingDay, lackingFirms } from '../../src/registry/reporting/due.ts'
import { checkerUnitsOf, uncheckedBy } from '../../src/registry/rosters/checks.ts'
import { findCycle } from '../../src/registry/rosters/cycle.ts'
import { openProposals } from '../../src/registry/rosters/decide.ts'
import { sayRoster } from '../../src/registry/rosters/kinds.ts'
import type { Item, Source } from './item.ts'

/** The last day of the month of a day. */
export const monthEnd = (day: Day): Day => addDays(addMonths(`${day.slice(0, 7)}-01`, 1), -1)

/** Enterprises not visited yet this month: each one a thing to do. */
const visits: Source = async ({ db, now }, who) => {
  const due = await unvisited(db, scopesOf(who, 'liaison'), dayOf(now))
  return due.map(({ uscc, name, lastOn }) => ({
    kind: '走访',
    what: `走访${name}${lastOn ? `（上次${lastOn}）` : '（还没有走访记录）'}`,
    dueOn: monthEnd(dayOf(now)),
    button: {
      label: `记${name}`,
      action: { command: 'visit', intent: 'intake.visit_log', args: { uscc, enterprise: name } },
    },
  }))
}

/** Figures of last month that an enterprise, or those somebody looks after, have not reported. */
const figures: Source = async ({ db, now }, who) => {
  const usccs = scopesOf(who, 'enterprise', 'liaison')
  if (usccs.length === 0) return []
  const period = dueNow(now)
  const lacking = await lackingFirms(db, dayOf(now))
  const dueOn = closingDay(dayOf(now), await loadCalendar(db))
  return usccs.flatMap((uscc): Item[] => {
    const firm = lacking.get(uscc)
    if (!firm) return []
    const what = firm.missing.map(indicator => INDICATORS[indicator].title).join('、')
    return [
      {
        kind: '报数',
        what: `报${firm.name}${sayPeriod(period.text)}${what}`,
        dueOn,
        button: {
          label: `报数 ${firm.name}`,
          action: { command: 'figures', intent: 'intake.metric_report', args: { uscc, period: period.text } },
        },
      },
    ]
  })
}

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

/** Candidates of this and the coming roster that a unit has still to check. */
const checks: Source = async ({ db, now }, who) => {
  const units = checkerUnitsOf(who)
  if (units.length === 0) return []
  const year = Number(dayOf(now).slice(0, 4))
  const cycles = await Promise.all([year, year + 1].map(one => findCycle(db, one)))
  return cycles.flatMap(cycle =>
    cycle === null || cycle.publishedOn !== null
      ? []
      : units.flatMap((unit): Item[] => {
          const left = uncheckedBy(cycle, unit).length
          if (left === 0) return []
          const action = { command: 'roster', intent: 'cycle.checks', args: { year: cycle.year } }
          const what = `核查${cycle.year}年名录候选企业（${left}家）`
          return [{ kind: '名录', what, dueOn: null, button: { label: '去核查', action } }]
        }),
  )
}

export const REGISTRY_SOURCES: readonly Source[] = [visits, figures, doubts, rosters, checks]
