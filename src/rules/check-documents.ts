import { addDays, isDay } from '../lib/time.ts'
import { type Parameter, type PolicyDocument, policyDocument, type Rule } from './document.ts'
import { ACCIDENT_LEVELS } from './facts.ts'
import { versionsOf } from './find-rule.ts'
import { branchesOf, leavesOf } from './truth.ts'

/**
 * What is wrong with a set of policy documents: one Chinese sentence a fault, naming document, rule and condition.
 * Empty when they may be used. Documents come from outside as data, so their shape is checked first.
 */
export function checkDocuments(inputs: readonly unknown[]): string[] {
  const faults: string[] = []
  const documents = inputs.flatMap((input, i) => {
    const parsed = policyDocument.safeParse(input)
    if (parsed.success) return [parsed.data]
    const name = nameOf(input) ?? `第${i + 1}个文件`
    for (const { path, message } of parsed.error.issues.slice(0, 5))
      faults.push(`${name}：${path.join('.') || '文件'} 不合要求（${message}）`)
    return []
  })
  for (const document of documents) {
    const { version, effectiveFrom, effectiveTo } = document
    if (effectiveTo !== null && effectiveTo < effectiveFrom) faults.push(`${version}：失效日期早于施行日期`)
    for (const parameter of document.parameters)
      faults.push(
        ...checkParameter(parameter, document).map(fault => `${version} 参数 ${parameter.id}：${fault}`),
      )
    faults.push(...repeated(document.parameters.map(one => one.id)).map(id => `${version}：参数 ${id} 重复`))
    for (const rule of document.rules)
      faults.push(...checkRule(rule, document).map(fault => `${version} ${rule.id}：${fault}`))
  }
  return [...faults, ...overlaps(documents)]
}

function nameOf(input: unknown): string | null {
  return typeof input === 'object' && input !== null && 'version' in input ? String(input.version) : null
}

const repeated = (names: readonly string[]) => names.filter((name, i) => names.indexOf(name) !== i)

function checkParameter({ unit, values }: Parameter, document: PolicyDocument): string[] {
  const faults = values
    .filter(({ value }) => !isOfUnit(value, unit))
    .map(({ value }) => `“${value}”不是${unit}`)
  const sorted = values.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  sorted.forEach(({ to }, i) => {
    const next = sorted[i + 1]
    if (!next) return
    if (to === null || to >= next.from) faults.push(`${next.from} 起的值与前一个重叠`)
    else if (addDays(to, 1) !== next.from) faults.push(`${to} 与 ${next.from} 之间没有值`)
  })
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first && first.from > document.effectiveFrom) faults.push('文件施行之初没有值')
  if (last?.to && (document.effectiveTo === null || last.to < document.effectiveTo))
    faults.push(`${last.to} 之后没有值`)
  return faults
}

function isOfUnit(value: string, unit: Parameter['unit']): boolean {
  if (unit === '日期') return isDay(value)
  if (unit === '等级') return ACCIDENT_LEVELS.some(level => level === value)
  return /^-?\d+(\.\d+)?$/.test(value)
}

function checkRule(rule: Rule, document: PolicyDocument): string[] {
  const leaves = leavesOf(rule.when)
  const ids = [...leaves, ...branchesOf(rule.when)].map(({ id }) => id)
  const faults = repeated([...ids, 'rule']).map(id => `编号 ${id} 重复`)
  for (const leaf of leaves) {
    if (leaf.kind !== 'test' || !('parameter' in leaf)) continue
    const wanted: { id: string; unit: Parameter['unit'] }[] = [{ id: leaf.parameter, unit: leaf.unit }]
    if ('floor' in leaf && leaf.floor) wanted.push({ id: leaf.floor, unit: '万元' })
    for (const { id, unit } of wanted) {
      const parameter = document.parameters.find(one => one.id === id)
      if (!parameter) faults.push(`条件 ${leaf.id} 的参数 ${id} 不存在`)
      else if (parameter.unit !== unit)
        faults.push(`条件 ${leaf.id} 要${unit}，参数 ${id} 是${parameter.unit}`)
    }
  }
  const known = new Set([...ids, 'rule'])
  for (const { about } of rule.remarks)
    if (about !== undefined && !known.has(about)) faults.push(`说明所指的 ${about} 不存在`)
  for (const [name, result] of Object.entries(rule.results))
    if (result.kind === 'verdict' && !known.has(result.of))
      faults.push(`结果 ${name} 所指的 ${result.of} 不存在`)
  return faults
}

/** Two versions of one rule may not be in force on the same day. */
function overlaps(documents: readonly PolicyDocument[]): string[] {
  const ids = new Set(documents.flatMap(document => document.rules.map(rule => rule.id)))
  return [...ids].flatMap(id => {
    const versions = versionsOf(documents, id).map(version => version.document)
    return versions.flatMap((document, i) => {
      const next = versions[i + 1]
      if (!next || (document.effectiveTo !== null && document.effectiveTo < next.effectiveFrom)) return []
      return [`${id}：${document.version} 与 ${next.version} 同时有效`]
    })
  })
}
