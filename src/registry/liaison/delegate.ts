import { and, asc, eq, gte, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { queueNotices } from '../../../db/notice.ts'
import { delegation, person, roleGrant } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Day, dayOf, daysBetween } from '../../lib/time.ts'
import type { LiaisonAct } from './act.ts'

/** Leave: to whom, from one day to another, both counted. */
export interface Leave {
  standInId: string
  fromOn: Day
  toOn: Day
  /** Null is all of them. */
  usccs: readonly string[] | null
  reason: string | null
}

/** Longer than this is no leave but a change of the liaison. */
const LONGEST_DAYS = 92

/**
 * 请假代管: while it lasts another also looks after one's enterprises; it ends by itself. What somebody looks after for
 * others is not handed on. Says for how many enterprises.
 * @throws {Refusal} when there is nothing to hand over, the days are wrong, or they overlap with leave already given
 */
export async function delegate(act: LiaisonAct, leave: Leave): Promise<number> {
  const { db, now, speaker, causeId } = act
  const today = dayOf(now)
  const own = speaker.kind === 'person' ? await ownFirms(db, speaker.id) : []
  if (speaker.kind !== 'person' || own.length === 0)
    throw new Refusal('您名下没有联系的企业，没有可以转交的任务。')
  const { fromOn, toOn, standInId } = leave
  if (standInId === speaker.id) throw new Refusal('不能转给自己，请换一位同事。')
  if (fromOn < today) throw new Refusal(`${fromOn}已经过去，代管最早从今天开始。`)
  if (toOn < fromOn) throw new Refusal('代管的截止日期在开始日期之前，请核对。')
  if (daysBetween(fromOn, toOn) >= LONGEST_DAYS)
    throw new Refusal(`代管最长${LONGEST_DAYS}天。时间更长的，请办公室变更联络员。`)
  const usccs = leave.usccs ? leave.usccs.filter(uscc => own.includes(uscc)) : null
  if (usccs?.length === 0) throw new Refusal('这些企业不是您联系的，不能转交。')
  const [standing] = await db
    .select({ toOn: delegation.toOn, name: person.name })
    .from(delegation)
    .innerJoin(person, eq(person.id, delegation.standInId))
    .where(
      and(
        eq(delegation.absentId, speaker.id),
        isNull(delegation.revokedAt),
        lte(delegation.fromOn, toOn),
        gte(delegation.toOn, fromOn),
      ),
    )
    .limit(1)
  if (standing)
    throw new Refusal(
      `这段时间已经由${standing.name}代管到${standing.toOn}。要换人请先说“我回来了 不用代管了”，再重新转交。`,
    )
  const [row] = await db
    .insert(delegation)
    .values({
      absentId: speaker.id,
      standInId,
      fromOn,
      toOn,
      usccs,
      reason: leave.reason,
      setBy: speaker.id,
      setAt: now,
    })
    .returning({ id: delegation.id })
  const firms = usccs?.length ?? own.length
  await queueNotices(
    db,
    [
      {
        kind: 'liaison.delegated',
        to: `person:${standInId}`,
        key: `liaison.delegated:${row?.id}`,
        data: { absent: speaker.name, fromOn, toOn, firms, reason: leave.reason },
      },
    ],
    causeId,
  )
  return firms
}

/** Enterprises somebody looks after in their own right, not for another. */
export async function ownFirms(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .select({ uscc: roleGrant.scopeId })
    .from(roleGrant)
    .where(and(eq(roleGrant.personId, personId), eq(roleGrant.role, 'liaison')))
    .orderBy(asc(roleGrant.scopeId))
  return rows.map(({ uscc }) => uscc)
}

/**
 * 销假: ends one's leave before its last day. Says who looked after how much.
 * @throws {Refusal} when there is none
 */
export async function endLeave({ db, now, speaker }: LiaisonAct): Promise<{ standIn: string; toOn: Day }[]> {
  if (speaker.kind !== 'person') throw new Refusal('没有找到您的代管安排。')
  const ended = await db
    .update(delegation)
    .set({ revokedAt: now, revokedBy: speaker.id })
    .where(
      and(
        eq(delegation.absentId, speaker.id),
        isNull(delegation.revokedAt),
        gte(delegation.toOn, dayOf(now)),
      ),
    )
    .returning({ standInId: delegation.standInId, toOn: delegation.toOn })
  if (ended.length === 0) throw new Refusal('您现在没有代管安排，不用取消。')
  const people = await db
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(sql`${person.id} in ${ended.map(({ standInId }) => standInId)}`)
    .orderBy(asc(person.id))
  return ended.map(({ standInId, toOn }) => ({
    standIn: people.find(({ id }) => id === standInId)?.name ?? standInId,
    toOn,
  }))
}
