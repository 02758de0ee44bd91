import type { Db } from '../../db/client.ts'
import type { Option } from '../../src/chat/card.ts'
import type { WordedMove } from '../../src/chat/notices/case-moves.ts'
import type { LoadedCase } from '../../src/ledger/load.ts'
import { proposedUnit } from '../../src/ledger/propose.ts'
import { findUnits, handlingUnits } from '../../src/people/find-unit.ts'

/** Longest reason beside a unit's name in a list. */
const LONGEST_REASON = 24

/** The unit named in some words; undefined when none is, or not one alone. */
export async function unitIn(db: Db, words: string | undefined): Promise<string | undefined> {
  if (!words) return undefined
  const [first, second] = findUnits(await handlingUnits(db), words)
  return first && !second ? first.unit.id : undefined
}

/** The units a move can choose from, the proposed one first with its reason, and which to begin with. */
export async function unitChoice(
  db: Db,
  target: LoadedCase,
  move: WordedMove,
  said: string | undefined,
): Promise<{ units: Option[]; value: string | undefined }> {
  const all = await handlingUnits(db)
  const options = all
    .filter(({ id }) => move === 'assign' || id !== target.row.leadUnitId)
    .map(({ id, name }): Option => ({ value: id, label: name }))
  if (move !== 'assign') return { units: options, value: options.find(({ value }) => value === said)?.value }
  const { unitId, reason } = await proposedUnit(db, target)
  const proposed = options
    .filter(({ value }) => value === unitId)
    .map(({ value, label }) => ({ value, label: `${label}（${reason.slice(0, LONGEST_REASON)}）` }))
  const units = [...proposed, ...options.filter(({ value }) => value !== unitId)]
  return { units, value: units.find(({ value }) => value === said)?.value ?? proposed[0]?.value }
}
