import { desc, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseFile, type Instruction } from '../../db/schema/index.ts'
import { type LoadedCase, selectCases } from './load.ts'

/** A leader's word on a case, and what has come of it. */
export interface Instructed {
  target: LoadedCase
  instruction: Instruction
}

const MOST = 50

/** What a leader has instructed (or, without one, every leader), unanswered first, then the newest. */
export async function instructedBy(db: Db, personId: string | null): Promise<Instructed[]> {
  const cases = await selectCases(db)
    .where(
      personId === null
        ? sql`jsonb_array_length(${caseFile.instructions}) > 0`
        : sql`${caseFile.instructions} @> ${JSON.stringify([{ by: personId }])}::jsonb`,
    )
    .orderBy(desc(caseFile.filedAt))
    .limit(MOST)
  const all = cases.flatMap(target =>
    target.row.instructions
      .filter(({ by }) => personId === null || by === personId)
      .map(instruction => ({ target, instruction })),
  )
  return all.sort((a, b) => Number(a.instruction.answer !== null) - Number(b.instruction.answer !== null))
}
