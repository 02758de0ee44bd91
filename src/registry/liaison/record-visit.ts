import { and, eq, inArray, sql } from 'drizzle-orm'
import { rowsOf } from '../../../db/client.ts'
import { enterprise, VISIT_MEANS, VISIT_OUTCOMES, visit } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { addMonths, type Day, dayOf } from '../../lib/time.ts'
import { mayRecordVisit } from '../../people/may.ts'
import { type LiaisonAct, recorder } from './act.ts'
import { type Duty, standsOn } from './people.ts'
import { COUNTS, findVisits, type Visit } from './visits.ts'

/** What is recorded of a visit. */
export interface VisitEntry {
  visitedOn: Day
  means: Visit['means']
  outcome: Visit['outcome']
  /** Who went; the speaker's own id only where the speaker went. */
  visitor: string
  visitorId: string | null
  note: string
  attempts: number | null
}

/** For so long whoever recorded a visit corrects it without saying why. */
export const CORRECTABLE_MINUTES = 10
/** Older visits come with a list. */
const OLDEST_MONTHS = 12
const MOST_FIRMS = 20
const LONGEST_NOTE = 500

/**
 * 记走访: records a visit to each of some enterprises. The same form handed in twice records nothing anew. Gives the ids
 * of the visits, old ones too.
 * @throws {Refusal} when somebody may not, the day is to come, or what is said is incomplete or recorded already
 */
export async function recordVisits(
  act: LiaisonAct,
  given: VisitEntry & { usccs: readonly string[]; formKey: string; caseKey: string | null },
): Promise<number[]> {
  const { db, now } = act
  const { formKey, caseKey, usccs, ...said } = given
  const entry = checked(said, dayOf(now))
  if (usccs.length === 0)
    throw new Refusal('没有说是哪家企业，走访没有记。请带上企业名称，例如“今天走访了大合新材料 情况正常”。')
  if (usccs.length > MOST_FIRMS) throw new Refusal(`一次最多记${MOST_FIRMS}家，请分几次记。`)
  await assertMayRecord(act, usccs)
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`visit:${formKey}`}, 0))`)
  const before = await db
    .select({ id: visit.id, uscc: visit.uscc })
    .from(visit)
    .where(and(eq(visit.formKey, formKey), inArray(visit.uscc, [...usccs])))
  const fresh = usccs.filter(uscc => !before.some(row => row.uscc === uscc))
  const ids = before.map(({ id }) => id)
  for (const uscc of fresh) {
    await assertNew(act, uscc, entry)
    ids.push(await insert(act, uscc, entry, { formKey, caseKey }))
  }
  return ids
}

/** A visit recorded wrongly: what was right, or null where there was none. */
export type Correction = Partial<VisitEntry> | null

/**
 * 更正或撤回走访: adds an entry in the place of an earlier one. Whoever recorded it does so for ten minutes without giving
 * a reason; afterwards they, the county or park and the office do, saying why (补正). Gives the id of the new entry.
 * @throws {Refusal} when somebody may not, another entry has taken its place, or the reason is missing
 */
export async function correctVisit(
  act: LiaisonAct,
  id: number,
  { right, reason }: { right: Correction; reason: string | null },
): Promise<number> {
  const { db, now, speaker } = act
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`visit:${id}`}, 0))`)
  const [old] = await findVisits(db, { id })
  if (!old) throw new Refusal('这条走访已经更正或撤回过了，请看最新的一条。')
  const isOwn = old.recordedBy === recorder(act)
  if (!isOwn && !mayRecordVisit(speaker, old))
    throw new Refusal('走访记录只能由记的人和负责这家企业的单位更正。')
  const why = reason?.trim() || null
  const isFresh = now.getTime() - old.recordedAt.getTime() <= CORRECTABLE_MINUTES * 60_000
  if (why === null && !(isOwn && isFresh))
    throw new Refusal(
      isOwn
        ? `走访记下超过${CORRECTABLE_MINUTES}分钟，更正请写明原因，会作为补正另记一条，原来的保留。`
        : '更正别人记的走访，请写明原因。',
    )
  const { visitedOn, means, outcome, visitor, visitorId, note, attempts } = old
  const kept: VisitEntry = { visitedOn, means, outcome, visitor, visitorId, note, attempts }
  const entry = right === null ? kept : checked({ ...kept, ...right }, dayOf(now))
  return insert(act, old.uscc, entry, { replacesId: id, reason: why ?? '当场更正', isVoid: right === null })
}

function checked(said: VisitEntry, today: Day): VisitEntry {
  const note = said.note.trim()
  const visitor = said.visitor.trim()
  if (said.visitedOn > today) throw new Refusal(`${said.visitedOn}还没到，走访完再记。`)
  if (said.visitedOn < addMonths(today, -OLDEST_MONTHS))
    throw new Refusal(`${said.visitedOn}是一年以前，这么早的走访请用走访台账表格导入。`)
  if (!VISIT_MEANS.includes(said.means)) throw new Refusal(`走访方式只有${VISIT_MEANS.join('、')}。`)
  if (!VISIT_OUTCOMES.includes(said.outcome)) throw new Refusal(`走访结果只有${VISIT_OUTCOMES.join('、')}。`)
  if (note.length < 2) throw new Refusal('请写一句走访情况，例如“情况正常”或“反映用气价格高”。')
  if (note.length > LONGEST_NOTE)
    throw new Refusal(`走访情况有${note.length}个字，请写在${LONGEST_NOTE}字以内。`)
  if (visitor.length < 2 || visitor.length > 40) throw new Refusal('请写清走访人的姓名。')
  return { ...said, note, visitor }
}

async function assertMayRecord({ db, speaker }: LiaisonAct, usccs: readonly string[]): Promise<void> {
  const firms = await db
    .select()
    .from(enterprise)
    .where(inArray(enterprise.uscc, [...usccs]))
  const other = firms.find(firm => !mayRecordVisit(speaker, firm))
  if (other || firms.length < new Set(usccs).size)
    throw new Refusal(
      `${other ? `“${other.shortName}”` : '这家企业'}不在您联系或负责的范围内，走访没有记。联点人员有变动的，请办公室或县市区先变更。`,
    )
}

/** The same person at the same enterprise on the same day with the same words is the same visit. */
async function assertNew({ db }: LiaisonAct, uscc: string, entry: VisitEntry): Promise<void> {
  const [same] = await rowsOf(
    db,
    sql`select 1 from visit v
      where ${COUNTS} and v.uscc = ${uscc} and v.visited_on = ${entry.visitedOn}::date and v.visitor = ${entry.visitor}
        and v.outcome = ${entry.outcome} and v.note = ${entry.note} limit 1`,
  )
  if (same) throw new Refusal(`${entry.visitedOn}的这次走访已经记过了，不用重复记。`)
}

async function insert(
  act: LiaisonAct,
  uscc: string,
  entry: VisitEntry,
  more: Partial<typeof visit.$inferInsert>,
): Promise<number> {
  const { db, now } = act
  const [duty] = await rowsOf<{ duty: Duty }>(
    db,
    sql`select l.duty from liaison l where l.uscc = ${uscc} and ${standsOn(entry.visitedOn)}
        and (l.person_id = ${entry.visitorId} or l.name = ${entry.visitor}) limit 1`,
  )
  const [row] = await db
    .insert(visit)
    .values({ uscc, ...entry, duty: duty?.duty ?? null, ...more, recordedBy: recorder(act), recordedAt: now })
    .returning({ id: visit.id })
  if (!row) throw new Error('the visit was not stored')
  return row.id
}
