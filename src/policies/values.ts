import type { Day } from '../lib/time.ts'
import type { Parameter } from '../rules/document.ts'

/** Writes the parameters of a document that took effect on a day. */
export function parametersFrom(from: Day) {
  const parameter =
    (isConfirmed: boolean) =>
    (id: string, label: string, unit: Parameter['unit'], value: string, source: string): Parameter => ({
      id,
      label,
      unit,
      values: [{ from, to: null, value, source, isConfirmed }],
    })
  return {
    /** As the document says; `source` is the clause. */
    given: parameter(true),
    /** The document gives none: ours, until the office in charge confirms it; `source` says what it follows. */
    ours: parameter(false),
  }
}

/** Source of a value that no document gives and that follows no example either. */
export const OURS = '文件未载，本系统默认'
