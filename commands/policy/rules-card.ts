import { type Block, type Button, buttons, type Card, text, warn } from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import { type Day, dayOf } from '../../src/lib/time.ts'
import { hasRole, scopesOf } from '../../src/people/may.ts'
import { isInForce, type RuleVersion, versionsOf } from '../../src/rules/find-rule.ts'
import { FIRM_RULES, ROSTER_RULES } from '../parts/checkable-rules.ts'
import { CLOSING, documentFields, ruleBlocks, statusTags } from './rule-card.ts'

export const TITLE = '政策查询'

interface Told {
  on: Day
  isDated: boolean
  opening?: Block[]
}

/** Rules written out, with the documents they are from. */
export function rulesCard(
  context: Context,
  versions: readonly RuleVersion[],
  { on, isDated, opening = [] }: Told,
): Card {
  const today = dayOf(context.now)
  const sources = [...new Set(versions.map(({ document }) => document))]
  const isDraft = sources.some(({ status }) => status === '草案')
  return {
    title: TITLE,
    tone: isDraft ? 'warn' : 'info',
    tags: [...new Set(sources.flatMap(document => statusTags(document, today)))],
    blocks: [
      ...(isDated ? datedBlocks(context, versions, on) : []),
      ...(isDraft ? [text(warn('这是征求意见稿，没有施行，只供参考。'))] : []),
      ...opening,
      ...versions.flatMap((version, i) => [
        ...(i > 0 || opening.length > 0 ? [{ kind: 'divider' as const }] : []),
        ...ruleBlocks(version, on, context.policies.documents),
      ]),
      ...sources.flatMap(document => [
        documentFields(document, today),
        ...document.remarks.map(remark => text(`※ ${remark}`)),
      ]),
      nextSteps(context, versions),
      CLOSING,
    ],
  }
}

/** The day asked about, and that another version stands today where it does. */
function datedBlocks({ policies, now }: Context, versions: readonly RuleVersion[], on: Day): Block[] {
  const today = dayOf(now)
  const later = versions.flatMap(({ rule, document }) => {
    const law = versionsOf(policies.documents, rule.id).findLast(one => isInForce(one.document, today))
    return law && law.document !== document ? [{ id: rule.id, from: law.document.effectiveFrom }] : []
  })
  const [first] = later
  return [
    text(warn(`按${on}施行的文件：`)),
    ...(first
      ? [
          text(`现在施行的是另一版（${first.from}起）。`),
          buttons({
            label: '看现行的',
            action: { command: 'policy', intent: 'query.policy', args: { ruleId: first.id } },
          }),
        ]
      : []),
  ]
}

/** What can be done from here: estimate, hold the own firm against it, ask people. */
function nextSteps(context: Context, versions: readonly RuleVersion[]): Block {
  const list: Button[] = []
  const amount = versions.find(({ rule }) => 'amount' in rule.results)
  if (amount)
    list.push({ label: '测算金额', action: { command: 'estimate', intent: 'compute.subsidy', args: {} } })
  const [own] = scopesOf(context.speaker, 'enterprise')
  const checkable = versions.find(({ rule }) => [...ROSTER_RULES, ...FIRM_RULES].includes(rule.id))
  if (own && checkable)
    list.push({
      label: '对照本企业',
      action: {
        command: 'eligibility',
        intent: 'query.eligibility',
        args: { uscc: own, rule: checkable.rule.id },
      },
    })
  const title = versions[0]?.rule.title ?? '政策'
  return buttons(...list, ...askPeople(context, `咨询：${title}`), {
    label: '有哪些文件',
    action: { command: 'policy', intent: 'query.policy', args: { text: '有哪些政策文件' } },
  })
}

/** A case to be filed about it: for those who may, which are firms; strangers are told how to be bound. */
function askPeople({ speaker }: Pick<Context, 'speaker'>, detail: string): Button[] {
  if (speaker.kind === 'person' && !hasRole(speaker, 'enterprise')) return []
  return [{ label: '上报诉求来问', action: { command: 'report', intent: 'intake.case', args: { detail } } }]
}

/** Remarks that the question itself touches, told first: `新型建筑建材那个1亿是不是写错了`. */
export function relatedRemarks(versions: readonly RuleVersion[], asked: string): Block[] {
  const remarks = versions.flatMap(({ rule, document }) =>
    [...rule.remarks.map(remark => remark.text), ...document.remarks].filter(remark =>
      sharesWords(remark, asked, rule.title),
    ),
  )
  return remarks.length === 0 ? [] : [text(...remarks.map((remark, i) => `${i > 0 ? '\n' : ''}${remark}`))]
}

/** So many characters in a row in common are no accident. */
const TELLING = 4

function sharesWords(remark: string, asked: string, title: string): boolean {
  for (let i = 0; i + TELLING <= asked.length; i++) {
    const piece = asked.slice(i, i + TELLING)
    if (!/[\s，。？?]/.test(piece) && remark.includes(piece) && !title.includes(piece)) return true
  }
  return false
}

/** Nothing of the documents is meant: said, not guessed. */
export function nothingFound(context: Context): Card {
  return {
    title: TITLE,
    tone: 'warn',
    blocks: [
      text(
        warn('现有文件里没有找到这一条'),
        '，这里不猜。可以换个说法，例如“进名录要什么条件”“贴息怎么规定”，或向领导小组办公室（设在市工业和信息化局）咨询。',
      ),
      buttons(
        {
          label: '有哪些文件',
          action: { command: 'policy', intent: 'query.policy', args: { text: '有哪些政策文件' } },
        },
        ...askPeople(context, `政策咨询：${context.text}`),
      ),
    ],
  }
}
