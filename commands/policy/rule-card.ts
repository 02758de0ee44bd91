import { type Block, bold, fields, muted, note, type Span, text, warn } from '../../src/chat/card.ts'
import type { Day } from '../../src/lib/time.ts'
import { type Described, type DescribedLeaf, type Description, describe } from '../../src/rules/describe.ts'
import { differences, sayDifferences } from '../../src/rules/differences.ts'
import type { PolicyDocument } from '../../src/rules/document.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { outlineOf } from '../../src/rules/outline.ts'
import { wordingBefore } from '../../src/rules/rule-history.ts'

/** A rule written out: title, quotation, every condition with its value and clause, calculation, doubts, what changed. */
export function ruleBlocks(version: RuleVersion, on: Day, documents: readonly PolicyDocument[]): Block[] {
  const rule = describe(version, on)
  const { title, id, quote, when, beside, lines, outcomes, implied, remarks, responsible } = rule
  const doubts = [...remarks, ...doubtfulValues(rule)]
  return [
    text(
      bold(title),
      muted(`（${id}）`),
      ...(quote ? [`\n原文：“${quote}”`] : []),
      ...responsible.map(units => `\n责任单位：${units}`),
    ),
    text(...treeSpans(when, rule)),
    ...fold(
      '另行判断，不影响结论',
      beside.map(tree => treeSpans(tree, rule)),
    ),
    ...fold(
      '怎么算',
      [...lines, ...outcomes, ...implied].map(line => [`· ${line}`]),
    ),
    ...fold(
      '口径与提示',
      doubts.map(line => [`· ${line}`]),
    ),
    ...changeBlocks(rule, on, documents),
  ]
}

/** Where rules come from: title, 文号, since when, status. */
export function documentFields(document: PolicyDocument, today: Day): Block {
  const { title, number, status } = document
  return fields({
    文件: title,
    文号: number ?? '现有资料未载',
    施行: sayTerm(document, today),
    状态: status === '草案' ? '征求意见稿' : status,
  })
}

/** Since when and until when a document is law. */
export function sayTerm({ status, effectiveFrom, effectiveTo }: PolicyDocument, today: Day): string {
  if (status === '草案') return '没有施行'
  const term = `${effectiveFrom}起${effectiveTo ? `，${effectiveTo}止` : ''}`
  return effectiveFrom > today ? `${term}，尚未施行` : term
}

export const CLOSING = note('“不低于”“不超过”包含本数，“超过”“低于”不含本数。以正式文件为准。')

/** A tree line by line; a clause stands once, below the conditions that come from it. */
function treeSpans(tree: Described, { document }: Description): Span[] {
  const lines = outlineOf(tree)
  return lines.flatMap(({ depth, words, leaf }, i): Span[] => {
    const start = `${i === 0 ? '' : '\n'}${'　'.repeat(depth)}`
    if (!leaf) return [`${start}`, bold(words)]
    const next = lines[i + 1]?.leaf
    const clause = next?.clause === leaf.clause ? [] : [muted(`\n${'　'.repeat(depth)}依据：${leaf.clause}`)]
    return [`${start}· ${words}`, ...valueSpans(leaf, document), ...clause]
  })
}

function valueSpans({ kind, value }: DescribedLeaf, { effectiveFrom }: Description['document']): Span[] {
  if (kind === 'manual' || !value) return []
  return [
    ...(value.comesTo && value.words !== '当日' ? [`，即${value.comesTo}`] : []),
    ...(value.since === effectiveFrom ? [] : [muted(`（${value.since}起）`)]),
    ...(value.isConfirmed ? [] : [warn('（待主管部门确认）')]),
  ]
}

function doubtfulValues({ values, remarks }: Description): string[] {
  const open = values.filter(
    ({ isConfirmed, label }) => !isConfirmed && !remarks.some(remark => remark.includes(label)),
  )
  return open.map(({ label, words }) => `${label}（${words}）文件未载，为本系统默认值，待主管部门确认。`)
}

function changeBlocks(rule: Description, on: Day, documents: readonly PolicyDocument[]): Block[] {
  if (rule.document.status === '草案') return []
  const before = wordingBefore(documents, rule.id, on)
  if (!before) return []
  const head = `和上一版（${before.document.effectiveFrom}起）相比：`
  return [text(bold(head), ...sayDifferences(differences(before, rule)).map(line => `\n· ${line}`))]
}

function fold(title: string, lines: Span[][]): Block[] {
  return lines.length === 0
    ? []
    : [{ kind: 'fold', title, blocks: lines.map(spans => ({ kind: 'text', spans })) }]
}

/** What a title is tagged with: 征求意见稿, 试行, 已不施行. */
export function statusTags({ status, effectiveFrom, effectiveTo }: PolicyDocument, today: Day): string[] {
  if (status === '草案') return ['征求意见稿']
  if (effectiveFrom > today) return ['尚未施行']
  if (effectiveTo !== null && effectiveTo < today) return ['已不施行']
  return status === '现行' ? [] : [status]
}
