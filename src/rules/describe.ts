import type { Day } from '../lib/time.ts'
import type { Leaf, Node, PolicyDocument, Rule } from './document.ts'
import { FACTS } from './fact-table.ts'
import type { RuleVersion } from './find-rule.ts'
import type { Line, Operand } from './line.ts'
import { SIGNS } from './lines.ts'
import { parameterOn } from './parameters.ts'
import { sayValue, sayWanted } from './say-threshold.ts'
import { branchesOf, isLeaf, leavesOfRule, treesOf } from './truth.ts'
import { parametersOf } from './what-if.ts'

/** A number, day or list of the policy as it stands. */
export interface Value {
  id: string
  label: string
  /** As it is written in the document: `10000`, `上年10-01`. */
  text: string
  /** `1亿元`, `上年10月1日`. */
  words: string
  /** The day a relative one comes to on the day asked about; null for all others. */
  comesTo: Day | null
  /** In force since. */
  since: Day
  source: string
  /** False: 待主管部门确认. */
  isConfirmed: boolean
}

/** One condition in words. */
export interface DescribedLeaf {
  kind: 'condition' | 'manual'
  id: string
  label: string
  /** `不低于1亿元（包含本数）`; empty where the label says it all. */
  wanted: string
  clause: string
  /** What it is held against; null where that is no parameter. */
  value: Value | null
}

/** Conditions that belong together, and how: 全部满足, 满足其一, 至少2项, 不得. */
interface DescribedGroup {
  kind: 'group'
  how: string
  /** Null where the text gives it no name. */
  label: string | null
  of: Described[]
}
export type Described = DescribedLeaf | DescribedGroup

/** A rule version as plain data for people, as it stands on a day. */
export interface Description {
  id: string
  title: string
  subject: Rule['subject']
  clause: string
  quote: string | null
  document: Pick<
    PolicyDocument,
    'version' | 'title' | 'aliases' | 'number' | 'issued' | 'status' | 'effectiveFrom' | 'effectiveTo'
  >
  when: Described
  /** Shown beside the verdict without deciding it. */
  beside: Described[]
  /** The calculation, a line each. */
  lines: string[]
  /** What the rule comes to besides its verdict. */
  outcomes: string[]
  /** What is taken for granted where a figure is missing. */
  implied: string[]
  remarks: string[]
  /** 责任单位 of its clauses, where the document names them. */
  responsible: string[]
  /** Every value the rule uses. */
  values: Value[]
}

/** `on` must be a day on which the document's parameters have values; drafts are described as they would begin. */
export function describe(version: RuleVersion, on: Day): Description {
  const { rule, document } = version
  const values = new Map(parametersOf(version).map(({ id }) => [id, valueOn(document, id, on)]))
  const words = (node: Node) => describeNode(node, values)
  const { version: name, title, aliases, number, issued, status, effectiveFrom, effectiveTo } = document
  return {
    id: rule.id,
    title: rule.title,
    subject: rule.subject,
    clause: rule.clause,
    quote: rule.quote,
    document: { version: name, title, aliases, number, issued, status, effectiveFrom, effectiveTo },
    when: words(rule.when),
    beside: (rule.beside ?? []).map(words),
    lines: (rule.lines ?? []).map(line => sayLine(line, rule, values)),
    outcomes: Object.values(rule.results).flatMap(result => sayResult(result, rule, values)),
    implied: (rule.implied ?? []).map(({ because }) => because),
    remarks: [...new Set(rule.remarks.map(({ text }) => text))],
    responsible: (document.responsible ?? []).flatMap(({ clause, units }) =>
      rule.clause.includes(clause) ? units : [],
    ),
    values: [...values.values()],
  }
}

/** What people call a document; its title where it has no other name. */
export const callingName = ({ aliases, title }: Pick<PolicyDocument, 'aliases' | 'title'>): string =>
  aliases?.[0] ?? title

/** The conditions of a description in reading order, those beside it too. */
export function leavesIn({ when, beside }: Pick<Description, 'when' | 'beside'>): DescribedLeaf[] {
  const within = (one: Described): DescribedLeaf[] => (one.kind === 'group' ? one.of.flatMap(within) : [one])
  return [when, ...beside].flatMap(within)
}

/**
 * Whether the text of a rule is known at all: where every condition is left to people and nothing is quoted, it is
 * only known that there was such a rule.
 */
export const isTextKnown = (description: Description): boolean =>
  description.quote !== null || leavesIn(description).some(({ kind }) => kind === 'condition')

function valueOn(document: PolicyDocument, id: string, on: Day): Value {
  const { label, unit, value, from, source, isConfirmed } = parameterOn(document, id, on)
  // As it is written: 上年10月1日 holds for every year, the day it comes to only for one.
  const text =
    document.parameters.find(one => one.id === id)?.values.find(one => one.from === from)?.value ?? value
  const comesTo = value === text ? null : value
  return { id, label, text, words: sayValue(text, unit), comesTo, since: from, source, isConfirmed }
}

type Values = ReadonlyMap<string, Value>

const HOW = { all: '全部满足', any: '满足其一' } as const

function describeNode(node: Node, values: Values): Described {
  if (node.kind === 'not')
    return { kind: 'group', how: '不得', label: null, of: [describeNode(node.of, values)] }
  if (isLeaf(node)) return describeLeaf(node, values)
  return {
    kind: 'group',
    how: node.kind === 'atLeast' ? `至少${node.count}项` : HOW[node.kind],
    label: node.label ?? null,
    of: node.of.map(one => describeNode(one, values)),
  }
}

function describeLeaf(leaf: Leaf, values: Values): DescribedLeaf {
  const { id, label, clause } = leaf
  const value = ('parameter' in leaf && values.get(leaf.parameter)) || null
  const plain = { id, label, clause, value }
  if (leaf.kind === 'manual') return { kind: 'manual', ...plain, wanted: '由人工核定' }
  return {
    kind: 'condition',
    ...plain,
    wanted: leaf.kind === 'known' ? '有数据' : sayWanted(leaf, value?.text ?? ''),
  }
}

function sayLine({ label, step, of }: Line, rule: Rule, values: Values): string {
  const words = of.map(operand => sayOperand(operand, rule, values))
  if (step === 'first' && words.length > 1) return `${label} ＝ ${words.join('；没有时用')}`
  return `${label} ＝ ${step === 'first' ? words.join('') : SIGNS[step](words)}`
}

function sayOperand(operand: Operand, { lines = [] }: Rule, values: Values): string {
  if ('fact' in operand) return FACTS[operand.fact].label
  if ('line' in operand) return lines.find(({ id }) => id === operand.line)?.label ?? operand.line
  if ('value' in operand) return operand.value
  const value = values.get(operand.parameter)
  return value ? `${value.label}（${value.words}）` : operand.parameter
}

function sayResult(result: Rule['results'][string], rule: Rule, values: Values): string[] {
  switch (result.kind) {
    case 'case':
    case 'list':
      return result.cases.map(({ of, value }) => `${labelOf(of, rule)} → ${value}`)
    case 'parameter': {
      const value = values.get(result.parameter)
      return value ? [`${value.label}：${value.words}`] : []
    }
    case 'day': {
      const value = values.get(result.months)
      return value ? [`期限：${FACTS[result.from].label}之后${value.words}`] : []
    }
    case 'inTime':
      return [`按期与否：${FACTS[result.day].label}是否在上述期限内`]
    case 'fact':
      return [FACTS[result.of].label]
    default:
      return []
  }
}

/** What a condition, a branch or the whole is called. */
function labelOf(id: string, rule: Rule): string {
  if (id === 'rule') return rule.title
  const named = [...treesOf(rule).flatMap(branchesOf), ...leavesOfRule(rule)].find(one => one.id === id)
  return named?.label ?? id
}
