import type { z } from 'zod'
import zhCN from 'zod/v4/locales/zh-CN.js'
import { type PolicyDocument, policyDocument } from '../document.ts'
import { type Fault, faultAt } from './fault.ts'

type Issue = z.core.$ZodIssue
type Path = Issue['path']

const CHINESE = zhCN().localeError
/** Faults of shape told of one document; the rest usually follow from them. */
const MOST_TOLD = 5
/** Longer lists of allowed words help nobody. */
const LONGEST = 120

/** Reads documents from outside; what is no document is told and left out. */
export function readDocuments(inputs: readonly unknown[]): { documents: PolicyDocument[]; faults: Fault[] } {
  const documents: PolicyDocument[] = []
  const faults: Fault[] = []
  inputs.forEach((input, i) => {
    const parsed = policyDocument.safeParse(input)
    if (parsed.success) documents.push(parsed.data)
    else faults.push(...shapeFaults(input, i, parsed.error.issues))
  })
  return { documents, faults }
}

function shapeFaults(input: unknown, index: number, issues: Issue[]): Fault[] {
  const english = issues.flatMap(issue => clearest(issue))
  const inChinese = policyDocument.safeParse(input, { error: CHINESE }).error?.issues ?? []
  const chinese = inChinese.flatMap(issue => clearest(issue))
  return english.slice(0, MOST_TOLD).map(({ path, message }, i) => {
    const at = path.join('.') || '(root)'
    const zh = shorten(chinese[i]?.message ?? message)
    const place = { document: nameOf(input, index), ...whereIs(input, path) }
    return faultAt(place, `${at} 不合要求：${zh}`, `${at}: ${shorten(message)}`)
  })
}

const shorten = (message: string) => (message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message)

/**
 * Of a value that fits none of several shapes, what is wrong by the shape it was meant to have: the one whose kind it
 * names, and of those the one with the least to mend.
 */
function clearest(issue: Issue, before: Path = []): { path: Path; message: string }[] {
  const path = [...before, ...issue.path]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ path, message: issue.message }]
  const options = issue.errors.map(issues => ({
    isOther: issues.some(one => one.path.length === 1 && one.path[0] === 'kind'),
    issues: issues.flatMap(one => clearest(one, path)),
  }))
  options.sort((a, b) => Number(a.isOther) - Number(b.isOther) || a.issues.length - b.issues.length)
  return options[0]?.issues ?? []
}

const isObject = (value: unknown): value is Record<PropertyKey, unknown> =>
  typeof value === 'object' && value !== null

function nameOf(input: unknown, index: number): string {
  if (!isObject(input) || input.version === undefined) return `第${index + 1}个文件`
  return `${String(input.version)} ${String(input.title ?? '')}`.trim()
}

/** The rule and the innermost thing with an id on the way to a place in a document. */
function whereIs(input: unknown, path: Path): { rule?: string; atom?: string } {
  let inner = input
  let rule: string | undefined
  let atom: string | undefined
  path.forEach((key, depth) => {
    inner = isObject(inner) ? inner[key] : undefined
    if (!isObject(inner) || typeof inner.id !== 'string') return
    if (path[0] === 'rules' && depth === 1) rule = inner.id
    else atom = inner.id
  })
  return { ...(rule !== undefined && { rule }), ...(atom !== undefined && { atom }) }
}
