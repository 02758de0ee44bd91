import type { Verdict } from '../rules/evaluation.ts'
import type { Screening } from './screening.ts'

/** A firm whose verdict is not what it was. `row` is of the later screening. */
export interface Change {
  row: number
  /** Null for an enterprise that was not there. */
  before: Verdict | null
  after: Verdict
}

/** Who comes in and who drops out from one screening to another. */
export interface Changes {
  entered: Change[]
  /** Passed before; now failing or undecided. */
  left: Change[]
  /** Pass in both. */
  stayed: number
}

/**
 * Two screenings side by side: of two dates, two versions of a rule, or two values of a parameter. Enterprises are
 * matched by their code.
 */
export function compareScreens(before: Screening, after: Screening): Changes {
  const was = new Map(
    [...before.verdicts].map(([row, verdict]) => [before.facts.firms[row]?.uscc ?? '', verdict]),
  )
  const changes: Changes = { entered: [], left: [], stayed: 0 }
  for (const [row, verdict] of after.verdicts) {
    const change = { row, before: was.get(after.facts.firms[row]?.uscc ?? '') ?? null, after: verdict }
    if (verdict === 'pass' && change.before === 'pass') changes.stayed++
    else if (verdict === 'pass') changes.entered.push(change)
    else if (change.before === 'pass') changes.left.push(change)
  }
  return changes
}

/** A screening beside this year's 倍增名录: rows of firms, by what the roster would become. */
export interface RosterChanges {
  /** Pass and are not on it. */
  entering: number[]
  /** Are on it and fail. */
  leaving: number[]
  /** Are on it and cannot be decided for want of figures or by people. */
  open: number[]
  staying: number
}

/** Of several rules each of which opens the roster, passing one is enough, and only failing all is failing. */
export function compareWithRoster(screens: readonly [Screening, ...Screening[]]): RosterChanges {
  const [first] = screens
  const listed = first.facts.columns.columns.get('listed')?.low
  const changes: RosterChanges = { entering: [], leaving: [], open: [], staying: 0 }
  for (const row of first.rows) {
    const verdicts = screens.map(one => one.verdicts.get(row))
    const isListed = listed?.[row] === 1
    if (verdicts.includes('pass')) {
      if (isListed) changes.staying++
      else changes.entering.push(row)
    } else if (isListed) changes[verdicts.every(one => one === 'fail') ? 'leaving' : 'open'].push(row)
  }
  return changes
}
