import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { enterprise, LIAISON_DUTIES, liaison } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { mayAppointLiaison } from '../../people/may.ts'
import { type LiaisonAct, recorder } from './act.ts'
import type { Duty } from './people.ts'

/** Somebody to be put in charge of enterprises. */
export interface Appointment {
  usccs: readonly string[]
  duty: Duty
  name: string
  post?: string | null
  phone?: string | null
  /** Who that is, where the bot knows them. */
  personId?: string | null
  fromOn: Day
  /** Why, or by which paper. */
  basis: string
}

/** Enterprises of one change; more come as a spreadsheet. */
const MOST_AT_ONCE = 200

/**
 * 联点人员变更: puts somebody in charge; whoever had the duty until then has it no longer from that day on. Says how many
 * enterprises it changed: where the same person has it already, nothing is.
 * @throws {Refusal} when somebody may not, or what is said is incomplete
 */
export async function appoint(act: LiaisonAct, given: Appointment): Promise<number> {
  const { db, now, speaker } = act
  const name = given.name.trim()
  const basis = given.basis.trim()
  if (name.length < 2 || name.length > 20) throw new Refusal('请写清新联系人的姓名（2到20个字）。')
  if (!LIAISON_DUTIES.includes(given.duty))
    throw new Refusal(`联点人员只有${LIAISON_DUTIES.join('、')}三种。`)
  if (basis.length < 2) throw new Refusal('请写明变更原因，例如“李主任调离”。')
  if (given.fromOn > dayOf(now))
    throw new Refusal(`${given.fromOn}还没到。到任当天再登记，旧的联系人到那天为止。`)
  if (given.usccs.length === 0) throw new Refusal('没有说是哪家企业，联系人没有变更。')
  if (given.usccs.length > MOST_AT_ONCE)
    throw new Refusal(`一次最多变更${MOST_AT_ONCE}家企业的联系人，更多的请用表格导入。`)
  const firms = await db
    .select()
    .from(enterprise)
    .where(inArray(enterprise.uscc, [...given.usccs]))
  if (firms.length < new Set(given.usccs).size || firms.some(firm => !mayAppointLiaison(speaker, firm)))
    throw new Refusal('联点人员由领导小组办公室和企业所在的县市区、园区变更。请联系他们办理。')
  const open = await db
    .select()
    .from(liaison)
    .where(and(inArray(liaison.uscc, [...given.usccs]), eq(liaison.duty, given.duty), isNull(liaison.toOn)))
    .for('update')
  const next = { name, post: given.post?.trim() || null, phone: given.phone?.trim() || null }
  const personId = given.personId ?? null
  const stays = (row: (typeof open)[number]) =>
    row.name === next.name &&
    (next.post === null || row.post === next.post) &&
    (next.phone === null || row.phone === next.phone) &&
    (personId === null || row.personId === personId)
  const same = new Set(open.filter(stays).map(({ uscc }) => uscc))
  const changed = given.usccs.filter(uscc => !same.has(uscc))
  const late = open.find(row => changed.includes(row.uscc) && row.fromOn > given.fromOn)
  if (late) throw new Refusal(`现任${given.duty}${late.name}从${late.fromOn}起联系，新的不能早于这一天。`)
  const by = recorder(act)
  if (changed.length === 0) return 0
  await db
    .update(liaison)
    .set({ toOn: given.fromOn, endedBy: by, endReason: basis })
    .where(and(inArray(liaison.uscc, changed), eq(liaison.duty, given.duty), isNull(liaison.toOn)))
  await db.insert(liaison).values(
    changed.map(uscc => ({
      uscc,
      duty: given.duty,
      ...next,
      personId,
      fromOn: given.fromOn,
      basis,
      setBy: by,
      setAt: now,
    })),
  )
  await grantLiaisons(db, changed, { by, now })
  return changed.length
}

/**
 * Gives the role of liaison to everybody the bot knows who is in charge of an enterprise, and takes it from who is no
 * longer. Roles granted by hand to somebody who was never entered as in charge stay.
 */
export async function grantLiaisons(
  db: Db,
  usccs: readonly string[] | null,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  const of = (column: SQL) => (usccs === null ? sql`true` : sql`${column} in ${[...usccs]}`)
  const current = sql`select 1 from liaison l where l.person_id = g.person_id and l.uscc = g.scope_id and l.to_on is null`
  await db.execute(
    sql`delete from role_grant g where g.role = 'liaison' and ${of(sql`g.scope_id`)}
      and exists (select 1 from liaison l where l.person_id = g.person_id and l.uscc = g.scope_id)
      and not exists (${current})`,
  )
  await db.execute(
    sql`insert into role_grant (person_id, role, scope_id, granted_by, granted_at)
      select distinct l.person_id, 'liaison', l.uscc, ${by}, ${now.toISOString()}::timestamptz from liaison l
      where l.person_id is not null and l.to_on is null and ${of(sql`l.uscc`)}
      on conflict do nothing`,
  )
}
