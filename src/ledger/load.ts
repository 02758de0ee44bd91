import { eq, getTableColumns } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseFile, enterprise, unit } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import type { CaseScope } from '../people/may.ts'
import type { CaseRow } from './project.ts'

/** A case with what must be known around it to judge and show it. */
export interface LoadedCase {
  row: CaseRow
  enterprise: CaseScope['enterprise'] & { name: string }
  unit: string | null
}

/** What `people` decides by. */
export function scopeOf(target: LoadedCase): CaseScope {
  const { leadUnitId, reportedBy, coUnits, formerUnitIds } = target.row
  const coUnitIds = coUnits.map(({ unitId }) => unitId)
  return { leadUnitId, coUnitIds, readerUnitIds: formerUnitIds, reportedBy, enterprise: target.enterprise }
}

/** What is known of an enterprise around a case. */
export const enterpriseColumns = {
  uscc: enterprise.uscc,
  name: enterprise.name,
  regionCode: enterprise.regionCode,
  assessUnitId: enterprise.assessUnitId,
  chain: enterprise.chain,
}

/** Cases with their enterprise and unit; callers add condition, order and limit. */
export function selectCases(db: Db) {
  return db
    .select({ row: getTableColumns(caseFile), enterprise: enterpriseColumns, unit: unit.name })
    .from(caseFile)
    .innerJoin(enterprise, eq(enterprise.uscc, caseFile.uscc))
    .leftJoin(unit, eq(unit.id, caseFile.leadUnitId))
    .$dynamic()
}

/** One case by full number; null when there is none. */
export async function findCaseByNumber(db: Db, no: string): Promise<LoadedCase | null> {
  const [found] = await selectCases(db).where(eq(caseFile.no, no)).limit(1)
  return found ?? null
}

/** One case by full number. Throws `Refusal` when there is none. */
export async function loadCase(db: Db, no: string): Promise<LoadedCase> {
  const found = await findCaseByNumber(db, no)
  if (!found) throw notFound(no)
  return found
}

/** The same words for a case that is not there and one that is not theirs to know of. */
export function notFound(no: string): Refusal {
  return new Refusal(`没有查到编号 ${no} 的诉求，或者它不在您的职责范围内。请核对编号后再试。`)
}
