import { type Block, bold, type Card, muted, note, type Span, text, warn } from '../../src/chat/card.ts'
import type { Day } from '../../src/lib/time.ts'
import type { Sources } from '../../src/registry/facts.ts'
import { type Answer, answer } from '../../src/rules/answer.ts'
import type { Evaluation } from '../../src/rules/evaluation.ts'
import type { Facts } from '../../src/rules/facts.ts'
import { findRule, type RuleVersion } from '../../src/rules/find-rule.ts'
import type { PolicySet } from '../../src/rules/policy-set.ts'
import { type Route, sayRoute } from '../../src/rules/routes.ts'
import { branchesOf } from '../../src/rules/truth.ts'
import { conditionBlocks, sayMissing, verdictSpan } from './conditions.ts'

/** A rule version and what came out by it. */
export interface Judged {
  version: RuleVersion
  evaluation: Answer
}

/** Judges the same facts by several rules, each in its version of the day. */
export function judgeBy({ documents }: PolicySet, rules: readonly string[], facts: Facts, on: Day): Judged[] {
  return rules.map(id => {
    const version = findRule(documents, id, on)
    return { version, evaluation: answer(version, facts, { on }) }
  })
}

/** K5: which year is judged, and which one the next assessment will use. */
export function sayYears(on: Day): string {
  const year = Number(on.slice(0, 4))
  return Number(on.slice(5, 7)) <= 2
    ? `按${year - 1}年全年数据预评，${year}年年初的评定用的就是这一年。`
    : `按${year - 1}年数据预评；${year + 1}年年初评定时用${year}年全年数据，目前尚未结束。`
}

/** 资格自测: each door judged, condition by condition. Never says that anybody will be admitted. */
export function eligibilityCard(
  judged: readonly Judged[],
  { head, sources, on, tags }: { head: Block[]; sources: Sources; on: Day; tags: string[] },
): Card {
  const verdicts = judged.map(one => one.evaluation.verdict)
  const best = verdicts.includes('pass') ? 'good' : verdicts.includes('fail') ? 'warn' : 'info'
  return {
    title: '进名录条件自测',
    tone: best,
    ...(tags.length > 0 && { tags }),
    blocks: [
      ...head,
      ...judged.flatMap(one => doorBlocks(one, sources, on)),
      remarks(judged),
      note(sayYears(on)),
      note(`${sayDocument(judged)}以上为按可量化条件的预评，以正式评定为准。`),
    ],
  }
}

function doorBlocks({ version, evaluation }: Judged, sources: Sources, on: Day): Block[] {
  const { missing, ask } = evaluation
  return [
    { kind: 'divider' },
    text(bold(version.rule.title), '：', verdictSpan(evaluation.verdict), ...sayVia(version, evaluation)),
    ...conditionBlocks(version, evaluation, sources, on),
    ...(missing.length > 0 ? [text(warn('还缺的数据：'), sayMissing(missing, on))] : []),
    ...(ask.length > 0 && ask.length < missing.length
      ? [text(`先补${sayMissing(ask, on)}，达到条件就能判定。`)]
      : []),
    ...routeBlocks(version, evaluation),
  ]
}

/** Ways shown; the rest are more of the same. */
const SHOWN_ROUTES = 3

/** 怎么才能够: each way there is, the cheapest first. Only where something is wanting that can be made up. */
function routeBlocks({ rule }: RuleVersion, { routes, verdict }: Answer): Block[] {
  if (verdict !== 'fail' || routes.length === 0) return []
  const labels = new Map(branchesOf(rule.when).map(({ id, label }) => [id, label ?? id]))
  const nameOf = (route: Route) => route.via.map(id => labels.get(id) ?? id).join('、') || rule.title
  return [
    text(bold('怎么才能够'), '（省的在前）'),
    ...routes
      .slice(0, SHOWN_ROUTES)
      .map((route, i) =>
        text(`${i + 1}. ${nameOf(route)}：`, route.isOpen ? sayRoute(route) : muted(sayRoute(route))),
      ),
  ]
}

function sayVia({ rule }: RuleVersion, { via }: Evaluation): Span[] {
  const isChoice = rule.when.kind !== 'manual' && via.length > 0 && via.some(id => id.startsWith('C'))
  return isChoice ? [`（满足条件${via.map(id => id.replace(/^C/, '')).join('、')}）`] : []
}

const remarks = (judged: readonly Judged[]): Extract<Block, { kind: 'fold' }> => ({
  kind: 'fold',
  title: '口径与提示',
  blocks: [...new Set(judged.flatMap(one => one.evaluation.flags))].map(flag => ({
    kind: 'text',
    spans: [`· ${flag}`],
  })),
})

function sayDocument(judged: readonly Judged[]): string {
  const documents = judged.map(
    ({ evaluation: { source } }) => `${source.document}（${source.status}，${source.effectiveFrom}起施行）`,
  )
  return `依据${[...new Set(documents)].join('、')}。`
}

/** The public conditions, without any firm. */
export function conditionsCard(
  policies: PolicySet,
  rules: readonly string[],
  on: Day,
  opening?: string,
): Card {
  const judged = judgeBy(policies, rules, {}, on)
  return {
    title: '进倍增培育企业名录的条件',
    tone: 'info',
    blocks: [
      ...(opening ? [text(opening)] : []),
      ...judged.flatMap(({ version, evaluation }) => [
        text(bold(version.rule.title), `：${version.rule.quote ?? version.rule.clause}`),
        ...[...new Set(evaluation.conditions.map(one => one.clause))].map(clause => text(`· ${clause}`)),
      ]),
      remarks(judged),
      note(`${sayDocument(judged)}“以上”包含本数。以正式评定为准。`),
    ],
  }
}
