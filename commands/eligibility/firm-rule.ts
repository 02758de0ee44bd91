import { type Block, bold, buttons, muted, note, type Span, text, warn } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { type Day, dayOf, isDay } from '../../src/lib/time.ts'
import { factsFor, type KnownFacts, type Sources } from '../../src/registry/facts.ts'
import { verdictsOf } from '../../src/rules/evaluate.ts'
import type { Evaluation, Verdict } from '../../src/rules/evaluation.ts'
import { type Facts, parseFacts, sayFact } from '../../src/rules/facts.ts'
import { findRule, type RuleVersion } from '../../src/rules/find-rule.ts'
import { branchesOf } from '../../src/rules/truth.ts'
import { FIRM_RULES } from '../parts/checkable-rules.ts'
import { conditionBlocks, sayMissing } from '../parts/conditions.ts'
import { type Judged, judgeBy } from '../parts/eligibility-card.ts'
import { type FirmSlots, firmAsked, nameOf } from '../parts/firm.ts'
import { keep } from '../parts/keep.ts'
import { withoutBranch } from '../policy/meaning.ts'
import { rulesCard } from '../policy/rules-card.ts'

const EXAMPLE = '恒飞电缆 有没有退规风险'

/** Which of them is asked by a slot; null for any other rule. */
export function firmRule(rule: string | undefined): string | null {
  const id = rule && withoutBranch(rule)
  return id && FIRM_RULES.includes(id) ? id : null
}

interface Asked extends FirmSlots {
  period?: string | undefined
  /** With the branch asked about, where it is one: `R-ABOVE.MONTHLY`. */
  rule?: string | undefined
}

/** A firm held against one rule; without a firm or to a stranger, the rule itself. */
export async function tellFirmRule(context: Context, asked: Asked, id: string): Promise<Reply> {
  const on = dayOf(context.now)
  const { documents } = context.policies
  const supposed = startedIn(context.text, asked.period)
  if (context.speaker.kind === 'stranger' || (!asked.uscc && Object.keys(supposed).length === 0)) {
    const opening = [text(`要对照某家企业，请绑定身份并带上企业名称，例如“${EXAMPLE}”。`)]
    return { card: rulesCard(context, [findRule(documents, id, on)], { on, isDated: false, opening }) }
  }
  const firm = asked.uscc ? await firmAsked(context, asked, EXAMPLE) : null
  const known: KnownFacts = firm ? await factsFor(context.db, firm.uscc, on) : { facts: {}, sources: {} }
  const facts = { ...known.facts, ...supposed }
  const [judged] = judgeBy(context.policies, [id], facts, on)
  if (!judged) throw new Error(`${id} was not judged`)
  const isSupposed = Object.keys(supposed).length > 0
  const said = Object.entries(supposed).map(([name, value]) => sayFact(name as keyof Facts, value))
  const kept = firm
    ? [
        await keep(context, firm, [judged], {
          ...known,
          facts,
          on,
          purpose: isSupposed ? 'supposed' : 'asked',
        }),
      ]
    : []
  const card = {
    title: judged.version.rule.title,
    tone: TONES[judged.evaluation.verdict],
    ...(firm?.isDemo && { tags: ['演示数据'] }),
    blocks: [
      firm ? text(...nameOf(firm, asked)) : note('没有找到企业，只按您说的情况对照。'),
      ...(isSupposed ? [text(`按您说的试算：建成投产时间${said.join('、')}（按当月1日计）。`)] : []),
      ...ruleBlocks(judged, known.sources, on, asked.rule?.split('.')[1]),
      ...kept,
      buttons({
        label: '条款全文',
        action: { command: 'policy', intent: 'query.policy', args: { ruleId: id } },
      }),
    ],
  }
  return firm ? { card, isPrivate: true, focus: { uscc: firm.uscc } } : { card }
}

const TONES = { pass: 'info', fail: 'info', unknown: 'warn', manual: 'warn' } as const
const ANSWERS: Record<Verdict, string> = {
  pass: '符合该条',
  fail: '不符合该条',
  unknown: '资料不足，不能断定',
  manual: '需人工核定',
}

function ruleBlocks({ version, evaluation }: Judged, sources: Sources, on: Day, branch?: string): Block[] {
  const { rule, document } = version
  const { missing, flags } = evaluation
  const asked = branchesOf(rule.when).find(({ id }) => id === branch)
  return [
    ...(asked
      ? [
          text(
            bold(asked.label ?? asked.id),
            '：',
            bold(ANSWERS[verdictsOf(rule, evaluation.conditions).get(asked.id) ?? 'unknown']),
          ),
        ]
      : []),
    text(
      bold(rule.title),
      '：',
      bold(ANSWERS[evaluation.verdict]),
      ...waysOf(version, evaluation),
      ...outcomeOf(version, evaluation),
    ),
    ...conditionBlocks(version, evaluation, sources, on),
    ...(missing.length > 0 ? [text(warn('还缺的数据：'), sayMissing(missing, on))] : []),
    {
      kind: 'fold',
      title: '口径与提示',
      blocks: flags.map(flag => ({ kind: 'text', spans: [`· ${flag}`] })),
    },
    note(
      `依据${document.title}（${document.status}，${document.effectiveFrom}起施行）${rule.clause}。以主管部门认定为准。`,
    ),
  ]
}

/** By which branches it passed: 月度入规（新建投产）. */
function waysOf({ rule }: RuleVersion, { via }: Evaluation): Span[] {
  const labels = branchesOf(rule.when).flatMap(({ id, label }) => (via.includes(id) && label ? [label] : []))
  return labels.length > 0 ? [muted(`（${labels.join('、')}）`)] : []
}

/** What the rule comes to besides its verdict, where that is a word of its own: 黄, 50亿. */
function outcomeOf({ rule }: RuleVersion, { result }: Evaluation): Span[] {
  const words = Object.entries(rule.results).flatMap(([name, { kind }]) => {
    const value = kind === 'case' || kind === 'list' || kind === 'parameter' ? result[name] : null
    return typeof value === 'string' ? [value] : Array.isArray(value) ? value : []
  })
  return words.length > 0 ? [`，结果：${[...new Set(words)].join('、')}`] : []
}

/** `9月投产的`: the month a firm began to produce; the first of it stands for all of its days. */
function startedIn(said: string, period: string | undefined): Facts {
  if (!/投产|建成/.test(said) || !period) return {}
  const day = `${period}-01`
  return isDay(day) ? parseFacts({ production_start_date: day }) : {}
}
