import type { Day } from '../../lib/time.ts'
import { type ProspectRule, rulesToday } from '../../registry/prospects/rules.ts'
import { sayActual, sayLabel } from '../../registry/say-condition.ts'
import { type Answer, answer } from '../../rules/answer.ts'
import { FACTS } from '../../rules/fact-table.ts'
import type { RuleVersion } from '../../rules/find-rule.ts'
import { sayRoute } from '../../rules/routes.ts'
import { type BriefLine, type BriefSection, line } from '../brief.ts'
import type { FirmRead } from './read.ts'

/** The enterprise held against one rule. */
export interface Held {
  kind: ProspectRule
  version: RuleVersion
  evaluation: Answer
}

/** The rules policy finds people by, held against an enterprise; none where its figures may not be seen. */
export function heldAgainst({ private: seen, policies, on }: FirmRead): Held[] {
  if (!seen) return []
  return rulesToday(policies, on).map(({ kind, version }) => ({
    kind,
    version,
    evaluation: answer(version, seen.known.facts, { on }),
  }))
}

const INTO_STATISTICS: readonly string[] = ['R-DUE-IN', 'R-CULT']

/** What it may qualify for, what is missing, with the clause. */
export function policies({ firm, on, stays }: FirmRead, held: readonly Held[]): BriefSection {
  const isIndustrialDoor = held.some(
    ({ kind, evaluation }) => kind.rule === 'R-LIST-IND' && evaluation.verdict !== 'fail',
  )
  const told = held.filter(
    ({ kind, evaluation }) =>
      kind.is === 'chance' &&
      // What brings firms into the statistics is nothing for one that is in them.
      !(firm.isAboveScale === true && INTO_STATISTICS.includes(kind.rule)) &&
      // The digital door is worth a word only where it opens, or the other does not apply.
      (kind.rule !== 'R-LIST-DIG' || evaluation.verdict === 'pass' || (!isIndustrialDoor && firm.isDigital)),
  )
  const clauses = told.map(
    ({ version: { document, rule } }) => `${document.title}（${document.status}）${rule.clause}`,
  )
  return {
    id: 'policies',
    title: '政策对照',
    isFolded: true,
    lines: [
      ...told.map(one => policyLine(one, on)),
      ...(stays.some(({ roster, year }) => roster === '倍增名录' && year === Number(on.slice(0, 4)))
        ? [line('今年已在倍增名录；上面是按现行条件对照，名录每年年初重新评定。', 'muted')]
        : []),
      ...(told.length > 0
        ? [line(`依据：${[...new Set(clauses)].join('；')}。按现有数据预评，以正式评定为准。`, 'muted')]
        : []),
    ],
    opens: told.slice(0, 3).map(({ kind }) => ({
      label: `对照${kind.topic}`,
      ...(kind.rule === 'R-SUBSIDY'
        ? { command: 'estimate', intent: 'compute.subsidy', args: { uscc: firm.uscc } }
        : {
            command: 'eligibility',
            intent: 'query.eligibility',
            args: { uscc: firm.uscc, rule: kind.rule },
          }),
    })),
  }
}

function policyLine({ kind, version, evaluation }: Held, on: Day): BriefLine {
  const name = `${kind.topic}（${version.rule.title.replace(/[“”]/g, '')}）`
  const { verdict, routes, ask, missing } = evaluation
  if (verdict === 'pass') return line(`${name}：符合可量化条件。`, 'good')
  if (verdict === 'unknown') {
    const wanted = (ask.length > 0 ? ask : missing).map(fact => sayLabel(FACTS[fact].label, on))
    return line(`${name}：资料不足，先补${wanted.join('、')}。`, 'warn')
  }
  const [route] = routes
  return route?.isOpen
    ? line(`${name}：暂不符合，最近的一条路是${sayLabel(sayRoute(route), on)}。`)
    : line(`${name}：不符合，按现有条件没有可走的路。`, 'muted')
}

/** That it may fall out of 规上, with the level and what says so; null where nothing does. */
export function riskOf(held: readonly Held[]): string | null {
  const found = held.find(({ kind, evaluation }) => kind.is === 'risk' && evaluation.verdict === 'pass')
  if (!found) return null
  const { level } = found.evaluation.result
  const signs = found.evaluation.conditions.filter(
    ({ id, verdict }) => id.startsWith('signal.') && verdict === 'pass',
  )
  return `有退规风险${typeof level === 'string' ? `（${level}色）` : ''}：${signs.map(one => one.label + sayActual(one)).join('，')}。依据：${found.version.rule.clause}`
}
