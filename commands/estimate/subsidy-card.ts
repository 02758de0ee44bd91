import Big from 'big.js'
import { type Block, bold, buttons, type Card, fields, good, note, text, warn } from '../../src/chat/card.ts'
import { exactWan } from '../../src/lib/money.ts'
import type { Day } from '../../src/lib/time.ts'
import type { Sources } from '../../src/registry/facts.ts'
import { type Description, describe, leavesIn } from '../../src/rules/describe.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import type { Evaluation } from '../../src/rules/evaluation.ts'
import { FACTS, type FactName } from '../../src/rules/fact-table.ts'
import { type Facts, sayFact } from '../../src/rules/facts.ts'
import { conditionBlocks, sayMissing, verdictSpan } from '../parts/conditions.ts'
import type { Judged } from '../parts/eligibility-card.ts'
import { LOAN_PARTS } from './loan-facts.ts'

interface Estimated {
  /** By what was said and what the registry knows besides. */
  judged: Judged
  said: Facts
  sources: Sources
  on: Day
  head: Block[]
  tags: string[]
}

/** 贴息测算: the amount with every line of its calculation, the conditions, and what is missing. */
export function subsidyCard({ judged, said, sources, on, head, tags }: Estimated): Card {
  const { version, evaluation } = judged
  // What would come of it if the conditions were met: asked for also by those who do not meet them yet.
  const supposed = evaluate(version, said, { on })
  const described = describe(version, on)
  const { document } = described
  const { amount, words } = amountOf(supposed)
  const isRefused = evaluation.verdict === 'fail'
  return {
    title: '贴息测算',
    tone: isRefused ? 'warn' : amount === null ? 'info' : 'good',
    ...(tags.length > 0 && { tags }),
    blocks: [
      ...head,
      text('按您说的：', saySaid(said), '。'),
      ...(isRefused
        ? [text(warn('现在不符合贴息条件'), `（见下）；如果条件都满足，按这些数测算为：${words}。`)]
        : [text(bold('测算：'), amount === null ? warn(words) : good(words))]),
      ...calculationBlocks(supposed),
      fields(limitsOf(described)),
      text(bold('贴息条件：'), verdictSpan(evaluation.verdict)),
      ...conditionBlocks(version, evaluation, sources, on),
      ...missingBlocks(evaluation, said, on),
      {
        kind: 'fold',
        title: '口径与提示',
        blocks: [...new Set([...supposed.flags, ...evaluation.flags])].map(flag => ({
          kind: 'text',
          spans: [`· ${flag}`],
        })),
      },
      more(),
      note(
        `依据${document.title}（${document.status}，${document.effectiveFrom}起施行）${version.rule.clause}。仅供测算，以财政和工信部门审核为准。`,
      ),
    ],
  }
}

/** The amount if it is known, else the most it can be, else that it cannot be told. */
function amountOf({ result }: Evaluation): { amount: number | null; words: string } {
  const { amount, amount_at_most: most } = result
  if (typeof amount === 'number') return { amount, words: exactWan(new Big(amount)) }
  if (typeof most === 'number') return { amount: null, words: `最高${exactWan(new Big(most))}` }
  return { amount: null, words: '数据不够，算不出金额' }
}

function calculationBlocks({ calculation, flags }: Evaluation): Block[] {
  const bounded = flags.filter(flag => flag.startsWith('贴息最高'))
  if (calculation.length === 0) return []
  return [
    text(bold('计算过程：'), ...calculation.map((line, i) => `\n${i + 1}. ${line}`)),
    ...bounded.map(flag => text(warn(flag))),
  ]
}

/** The limits of the clause that no condition shows. */
function limitsOf(rule: Description): Record<string, string> {
  const shown = leavesIn(rule).map(({ value }) => value?.id)
  return Object.fromEntries(
    rule.values.filter(({ id }) => !shown.includes(id)).map(({ label, words }) => [label, words]),
  )
}

const saySaid = (said: Facts): string =>
  Object.entries(said)
    .map(([name, value]) => `${FACTS[name as FactName].label}${sayFact(name as FactName, value)}`)
    .join('、')

/** What is still wanted: for the conditions, and for the amount. */
function missingBlocks({ missing }: Evaluation, said: Facts, on: Day): Block[] {
  const forAmount = (['loan_principal', 'equipment_spend'] as const).filter(name => said[name] === undefined)
  const interest =
    said.loan_rate === undefined && said.interest_paid === undefined ? ['年利率或十二个月内实付利息'] : []
  const amounts = [...forAmount.map(name => FACTS[name].label), ...interest]
  return [
    ...(missing.length > 0 ? [text(warn('判断条件还缺：'), sayMissing(missing, on))] : []),
    ...(amounts.length > 0 ? [text(warn('算准金额还缺：'), amounts.join('、'))] : []),
  ]
}

const more = () =>
  buttons(
    { label: '填表再算', action: { command: 'estimate', intent: 'compute.subsidy', args: { isForm: true } } },
    {
      label: '贴息条款',
      action: { command: 'policy', intent: 'query.policy', args: { ruleId: 'R-SUBSIDY' } },
    },
  )

/** Asks for the figures of the loan. */
export function loanForm(uscc: string | undefined, head: Block[] = []): Card {
  return {
    title: '贴息测算',
    tone: 'info',
    blocks: [
      ...head,
      {
        kind: 'form',
        name: 'loan',
        fields: [
          {
            kind: 'text',
            name: 'loan_wan',
            label: LOAN_PARTS.loan_wan.label,
            placeholder: '例如 800',
            required: true,
          },
          { kind: 'text', name: 'rate_pct', label: '年利率（%）', placeholder: '例如 4.2' },
          ...(['equipment_wan', 'interest_wan', 'equipment_investment_wan', 'granted_wan'] as const).map(
            name => ({
              kind: 'text' as const,
              name,
              label: LOAN_PARTS[name].label,
              placeholder: '不知道可不填',
            }),
          ),
        ],
        submit: {
          label: '测算',
          style: 'primary',
          action: { command: 'estimate', intent: 'compute.subsidy', args: uscc ? { uscc } : {} },
        },
      },
      note('也可以直接说，例如“贷款800万 年利率4.2% 设备620万 能补多少”。'),
    ],
  }
}
