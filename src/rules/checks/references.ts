import type { PolicyDocument, Rule } from '../document.ts'
import { branchesOf, isLeaf, leavesOfRule, treesOf } from '../truth.ts'
import { type Fault, faultAt, nameOfDocument, type Place } from './fault.ts'
import { usesOf } from './uses.ts'

/** What a rule names must be there: parameters, lines, conditions and branches; and be named once. */
export function checkReferences(document: PolicyDocument): Fault[] {
  return document.rules.flatMap((rule, i) => {
    const at = { document: nameOfDocument(document), rule: rule.id }
    const isRepeated = document.rules.findIndex(one => one.id === rule.id) < i
    return [
      ...(isRepeated ? [faultAt(at, '同一文件内规则编号重复', 'rule id is not unique in its document')] : []),
      ...checkIds(rule, at),
      ...usesOf(rule)
        .filter(({ parameter }) => document.parameters.every(one => one.id !== parameter))
        .map(({ atom, parameter }) =>
          faultAt({ ...at, atom }, `参数 ${parameter} 不存在`, `there is no parameter ${parameter}`),
        ),
      ...checkLines(rule, at),
      ...checkNamed(rule, at),
    ]
  })
}

const idsOf = (rule: Rule) => [
  ...leavesOfRule(rule).map(({ id }) => id),
  ...treesOf(rule).flatMap(tree => branchesOf(tree).map(({ id }) => id)),
]

function checkIds(rule: Rule, at: Place): Fault[] {
  const ids = [...idsOf(rule), 'rule']
  const lines = (rule.lines ?? []).map(({ id }) => id)
  const repeated = [ids, lines].flatMap(names => names.filter((id, i) => names.indexOf(id) !== i))
  const nameless = (rule.beside ?? []).filter(tree => !isLeaf(tree) && !('id' in tree && tree.id))
  return [
    ...repeated.map(id => faultAt({ ...at, atom: id }, `编号 ${id} 重复`, `id ${id} is not unique`)),
    ...nameless.map(() => faultAt(at, '并列判断的分支没有编号', 'a tree beside the verdict has no id')),
  ]
}

function checkLines(rule: Rule, at: Place): Fault[] {
  const faults: Fault[] = []
  const unknown = (atom: string, line: string) =>
    faultAt(
      { ...at, atom },
      `用到的计算行 ${line} 不存在或尚未算出`,
      `line ${line} does not exist or is used before it is worked out`,
    )
  const worked = new Set<string>()
  for (const { id, of } of rule.lines ?? []) {
    for (const operand of of)
      if ('line' in operand && !worked.has(operand.line)) faults.push(unknown(id, operand.line))
    worked.add(id)
  }
  for (const leaf of leavesOfRule(rule)) {
    const line = leaf.kind === 'known' ? leaf.of : leaf
    if ('line' in line && !worked.has(line.line)) faults.push(unknown(leaf.id, line.line))
  }
  for (const [name, result] of Object.entries(rule.results))
    if (result.kind === 'line' && !worked.has(result.of)) faults.push(unknown(name, result.of))
  return faults
}

/** Conditions and branches that results and remarks are about. */
function checkNamed(rule: Rule, at: Place): Fault[] {
  const known = new Set([...idsOf(rule), 'rule'])
  const results = Object.entries(rule.results).flatMap(([name, result]) =>
    namedBy(result)
      .filter(id => !known.has(id))
      .map(id =>
        faultAt(
          { ...at, atom: name },
          `结果所指的 ${id} 不存在`,
          `result is about ${id}, which does not exist`,
        ),
      ),
  )
  const remarks = rule.remarks.flatMap(({ about }) =>
    about === undefined || known.has(about)
      ? []
      : [faultAt(at, `说明所指的 ${about} 不存在`, `a remark is about ${about}, which does not exist`)],
  )
  return [...results, ...remarks]
}

/** The conditions and branches a result is worked out from. */
export function namedBy(result: Rule['results'][string]): string[] {
  switch (result.kind) {
    case 'verdict':
    case 'parameter':
      return [result.of]
    case 'case':
      return [...result.cases.map(({ of }) => of), ...(result.only === undefined ? [] : [result.only])]
    case 'list':
      return result.cases.map(({ of }) => of)
    case 'count':
      return result.of
    default:
      return []
  }
}
