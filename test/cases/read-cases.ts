import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml'
import { type RuleCase, ruleCase } from './rule-case.ts'

/** The cases of one file. */
export interface CaseFile {
  /** `veto.yaml`. */
  file: string
  cases: RuleCase[]
}

/** All cases that stand beside this file. */
export function readAllCases(folder = import.meta.dirname): CaseFile[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .map(file => ({ file, cases: parseCases(file, readFileSync(join(folder, file), 'utf8')) }))
}

/**
 * Reads a list of cases.
 * @throws {Error} with file, line and name of every case that is wrong, and how
 */
export function parseCases(file: string, text: string): RuleCase[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, merge: true })
  const faults = document.errors.map(
    ({ message, linePos }) => `${file}:${linePos?.[0].line ?? 1}: ${message}`,
  )
  if (faults.length === 0 && !isSeq(document.contents)) faults.push(`${file}:1: is not a list of cases`)
  const items = isSeq(document.contents) ? document.contents.items : []
  const cases: RuleCase[] = []
  for (const item of items) {
    if (!isMap(item)) {
      faults.push(`${file}: ${String(item)} is not a case`)
      continue
    }
    const { line } = lines.linePos(item.range?.[0] ?? 0)
    const name = String(item.get('name') ?? 'without a name')
    const parsed = ruleCase.safeParse(item.toJS(document))
    if (!parsed.success)
      faults.push(...parsed.error.issues.map(({ message }) => `${file}:${line} “${name}”: ${message}`))
    else if (cases.some(one => one.name === name)) faults.push(`${file}:${line} “${name}”: is there twice`)
    else cases.push(parsed.data)
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return cases
}
