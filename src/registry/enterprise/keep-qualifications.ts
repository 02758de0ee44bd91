import { eq, inArray, sql } from 'drizzle-orm'
import { insertMany } from '../../../db/bulk.ts'
import { type Db, rowsOf } from '../../../db/client.ts'
import { enterpriseChange, qualification, qualificationKind } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'
import type { QualificationLevel } from './qualifications.ts'
import type { Change, Effect } from './write.ts'

/** 资质 as somebody says it; null is not said. */
export interface SaidQualification {
  uscc: string
  kind: string
  level: QualificationLevel | null
  number: string | null
  fromOn: Day | null
  /** Last day it is valid. */
  expiresOn: Day | null
  revokedOn: Day | null
}

/** One that is held or was, with who entered it and when. */
export interface KeptQualification extends SaidQualification {
  id: number
  setBy: string
  setAt: Date
}

/** Qualifications of some enterprises, or of all, the newest of a firm first. */
export async function keptQualifications(db: Db, usccs?: readonly string[]): Promise<KeptQualification[]> {
  return db
    .select({
      id: qualification.id,
      uscc: qualification.uscc,
      kind: qualification.kind,
      level: qualification.level,
      number: qualification.number,
      fromOn: qualification.fromOn,
      expiresOn: qualification.expiresOn,
      revokedOn: qualification.revokedOn,
      setBy: qualification.setBy,
      setAt: qualification.setAt,
    })
    .from(qualification)
    .where(usccs && inArray(qualification.uscc, [...usccs]))
    .orderBy(qualification.uscc, sql`${qualification.fromOn} desc nulls last`, sql`${qualification.id} desc`)
}

const DETAILS = ['level', 'number', 'fromOn', 'expiresOn', 'revokedOn'] as const

/**
 * Writes what is said of qualifications: one of the same kind and level from the same day is the same, and
 * what is not said is no difference. What changes goes into the record of changes. In the caller's transaction.
 */
export async function saveQualifications(
  db: Db,
  said: readonly SaidQualification[],
  { by, now, reason, batchId }: Change,
): Promise<Effect[]> {
  const known = await keptQualifications(db, [...new Set(said.map(({ uscc }) => uscc))])
  const names = new Set(said.map(({ kind }) => kind))
  await insertMany(
    db,
    qualificationKind,
    await unknownKinds(db, names).then(kinds =>
      kinds.map(name => ({ name, aliases: [], source: `登记：${by}`, is_confirmed: false })),
    ),
  )
  const fresh: SaidQualification[] = []
  const changes: { uscc: string; before: string | null; after: string | null }[] = []
  const effects: Effect[] = []
  for (const one of said) {
    const old = known.find(other => isSame(other, one))
    const next = old ? { ...old, ...filled(one) } : one
    if (old && DETAILS.every(key => next[key] === old[key])) {
      effects.push('same')
      continue
    }
    effects.push(old ? 'changed' : 'added')
    changes.push({
      uscc: one.uscc,
      before: old ? sayQualification(old) : null,
      after: sayQualification(next),
    })
    if (!old) fresh.push(one)
    else
      await db
        .update(qualification)
        .set({ ...filled(one), setBy: by, setAt: now, batchId })
        .where(eq(qualification.id, old.id))
  }
  const at = now.toISOString()
  await insertMany(
    db,
    qualification,
    fresh.map(({ uscc, kind, level, number, fromOn, expiresOn, revokedOn }) => ({
      uscc,
      kind,
      level,
      number,
      from_on: fromOn,
      expires_on: expiresOn,
      revoked_on: revokedOn,
      set_by: by,
      set_at: at,
      batch_id: batchId,
    })),
  )
  await insertMany(
    db,
    enterpriseChange,
    changes.map(one => ({
      ...one,
      field: '资质',
      reason,
      changed_by: by,
      changed_at: at,
      batch_id: batchId,
    })),
  )
  return effects
}

const filled = (said: SaidQualification): Partial<SaidQualification> =>
  Object.fromEntries(DETAILS.flatMap(key => (said[key] === null ? [] : [[key, said[key]]])))

const isSame = (known: SaidQualification, said: SaidQualification): boolean =>
  known.uscc === said.uscc &&
  known.kind === said.kind &&
  (said.level === null || known.level === null || known.level === said.level) &&
  (said.fromOn === null || known.fromOn === null || known.fromOn === said.fromOn)

async function unknownKinds(db: Db, names: ReadonlySet<string>): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(db, sql`select name from qualification_kind`)
  const known = new Set(rows.map(({ name }) => name))
  return [...names].filter(name => !known.has(name))
}

/** `高新技术企业（省级，2022-10-18至2025-10-17）` */
export function sayQualification({ kind, level, fromOn, expiresOn, revokedOn }: SaidQualification): string {
  const span = fromOn && expiresOn ? `${fromOn}至${expiresOn}` : fromOn ? `${fromOn}起` : null
  const more = [
    level,
    span ?? (expiresOn ? `有效期至${expiresOn}` : null),
    revokedOn && `${revokedOn}撤销`,
  ].filter(Boolean)
  return more.length > 0 ? `${kind}（${more.join('，')}）` : kind
}
