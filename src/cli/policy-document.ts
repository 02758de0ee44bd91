import type { Day } from '../lib/time.ts'
import {
  callingName,
  type Described,
  type DescribedLeaf,
  type Description,
  describe,
  leavesIn,
} from '../rules/describe.ts'
import { differences, sayDifferences } from '../rules/differences.ts'
import type { PolicyDocument } from '../rules/document.ts'
import { outlineOf } from '../rules/outline.ts'
import { wordingBefore } from '../rules/rule-history.ts'

const UNCONFIRMED = '待主管部门确认'

/** All policies as one Markdown document for officials: every rule with its conditions, values, sources and doubts. */
export function policyHandbook(documents: readonly PolicyDocument[]): string {
  const sorted = [...documents].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  const described = sorted.map(document => ({
    document,
    rules: document.rules.map(rule => describe({ rule, document }, asKnown(document))),
  }))
  return [
    '# 政策和规则一览',
    '',
    '本页由规则数据生成（`npm run policies`），和机器人判断用的是同一份数据，请不要手改。',
    '“不低于、不超过”包含本数，“超过、低于”不含本数。“上年度”指评定年的上一个公历年。以正式文件为准。',
    '',
    ...table(
      ['文件', '版本', '文号', '印发', '施行', '状态', '规则'],
      sorted.map(one => [
        one.title,
        one.version,
        one.number ?? '未载',
        one.issued,
        sayTerm(one),
        one.status,
        `${one.rules.length}条`,
      ]),
    ),
    ...described.flatMap(({ document, rules }) => [
      `## ${document.title}（${document.version}）`,
      '',
      `文号：${document.number ?? '现有资料未载'}。印发：${document.issued}。施行：${sayTerm(document)}。状态：${document.status}。`,
      ...(document.aliases ? [`也叫：${document.aliases.join('、')}。`] : []),
      '',
      ...bullets(document.remarks),
      ...rules.flatMap(rule => ruleSection(rule, documents)),
    ]),
    `## ${UNCONFIRMED}的事项`,
    '',
    '文件没有写、由本系统暂定的数值和读法。确认后请办公室更新政策文件。',
    '',
    ...table(
      ['文件', '规则', '事项', '暂定', '参照'],
      described.flatMap(one => one.rules.flatMap(doubtsOf)),
    ),
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\n*$/, '\n')
}

/** The last day of a document whose words can be told: its end, or when its newest value began. */
function asKnown({ effectiveFrom, effectiveTo, parameters }: PolicyDocument): Day {
  if (effectiveTo !== null) return effectiveTo
  const begun = parameters.flatMap(({ values }) => values.map(({ from }) => from))
  return [effectiveFrom, ...begun].sort().at(-1) ?? effectiveFrom
}

const sayTerm = ({ effectiveFrom, effectiveTo, status }: PolicyDocument) =>
  status === '草案' ? '未施行' : `${effectiveFrom}起${effectiveTo ? `，${effectiveTo}止` : ''}`

function ruleSection(rule: Description, documents: readonly PolicyDocument[]): string[] {
  const { when, beside, lines, outcomes, implied, remarks, document } = rule
  const before = document.status === '草案' ? null : wordingBefore(documents, rule.id, lastTurn(rule))
  return [
    `### ${rule.id} ${rule.title}`,
    '',
    `对象：${rule.subject}。条款：${rule.clause}。${rule.quote ? `原文：“${rule.quote}”。` : ''}`,
    '',
    ...table(['条件', '要求', '自', '依据条款', '来源'], treeRows(when, beside)),
    ...section('计算', lines),
    ...section('结果', outcomes),
    ...section('缺数据时', implied),
    ...section('口径', remarks),
    ...(before
      ? section(`和上一版（${before.document.version}）的差别`, sayDifferences(differences(before, rule)))
      : []),
  ]
}

/** The newest of what the rule says: the document's beginning, or a later value's. */
const lastTurn = ({ document, values }: Description): Day =>
  [document.effectiveFrom, ...values.map(({ since }) => since)].sort().at(-1) ?? document.effectiveFrom

function treeRows(when: Described, beside: readonly Described[]): string[][] {
  const head = (words: string) => [`**${words}**`, '', '', '', '']
  const rows = (tree: Described, depth: number) =>
    outlineOf(tree, depth).map(({ depth, words, leaf }) => {
      const indent = '　'.repeat(depth)
      if (!leaf) return [`${indent}**${words.replace(/：$/, '')}**`, '', '', '', '']
      const { label, wanted, value, clause } = leaf
      return [`${indent}${label}`, wanted || '是', value?.since ?? '', clause, sayConfirmed(leaf)]
    })
  return [
    ...rows(when, 0),
    ...(beside.length > 0 ? [head('另行判断，不影响结论')] : []),
    ...beside.flatMap(tree => rows(tree, 1)),
  ]
}

function sayConfirmed({ kind, value }: DescribedLeaf): string {
  if (kind === 'manual') return '人工核定'
  if (!value) return ''
  return value.isConfirmed ? '文件' : UNCONFIRMED
}

/** What is not in the documents: values of ours, and readings that say so. */
function doubtsOf(rule: Description): string[][] {
  const at = [callingName(rule.document), `${rule.id} ${rule.title}`]
  const labels = new Map(leavesIn(rule).flatMap(({ value, label }) => (value ? [[value.id, label]] : [])))
  const values = rule.values.filter(({ isConfirmed }) => !isConfirmed)
  return [
    ...values.map(({ id, label, words, source }) => [...at, labelled(label, labels.get(id)), words, source]),
    ...rule.remarks.filter(text => text.includes(UNCONFIRMED)).map(text => [...at, text, '', '']),
  ]
}

const labelled = (label: string, condition: string | undefined) =>
  condition === undefined || condition.includes(label) ? label : `${label}（${condition}）`

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [row(head), `|${head.map(() => '---|').join('')}`, ...rows.map(row), '']
}

const bullets = (lines: readonly string[]) =>
  lines.length === 0 ? [] : [...lines.map(line => `- ${line}`), '']
const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [`${title}：`, '', ...bullets(lines)]
