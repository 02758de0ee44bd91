import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { ACTIVITY_KINDS, activityResult } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { hasRole } from '../../people/may.ts'
import type { Speaker } from '../../people/roles.ts'
import { type LiaisonAct, recorder } from './act.ts'

export type ActivityKind = (typeof ACTIVITY_KINDS)[number]

/** What came of an event held for enterprises; what was not told is null. */
export interface Activity {
  kind: ActivityKind
  name: string
  heldOn: Day
  unitId: string | null
  firms: number | null
  posts: number | null
  hires: number | null
  /** 授信、签约金额, 万元. */
  amount: Big | null
  note: string | null
}

/** Whether a speaker may record what came of an event: any official. */
export const mayRecordActivity = (speaker: Speaker): boolean =>
  hasRole(speaker, 'office', 'county', 'department', 'chain', 'liaison')

/**
 * 记活动结果, or with `replaces` corrects one. Gives its id.
 * @throws {Refusal} when somebody may not, numbers contradict each other, or a correction says no reason
 */
export async function recordActivity(
  act: LiaisonAct,
  given: Activity,
  replaces: { id: number; reason: string } | null = null,
): Promise<number> {
  const { db, now, speaker } = act
  if (!mayRecordActivity(speaker)) throw new Refusal('活动结果由举办或参加活动的机关工作人员记。')
  const name = given.name.trim()
  if (!ACTIVITY_KINDS.includes(given.kind)) throw new Refusal(`活动类型只有：${ACTIVITY_KINDS.join('、')}。`)
  if (name.length < 2 || name.length > 60)
    throw new Refusal('请写清活动名称，例如“松木经开区直播带岗第三场”。')
  if (given.heldOn > dayOf(now)) throw new Refusal(`${given.heldOn}还没到，活动办完再记结果。`)
  const { posts, hires, firms, amount } = given
  if (posts === null && hires === null && firms === null && amount === null && !given.note?.trim())
    throw new Refusal('没有看到活动结果，请写明岗位数、招到人数、参加企业数或签约金额。')
  if (posts !== null && hires !== null && hires > posts)
    throw new Refusal(`招到${hires}人多于岗位${posts}个，请核对后再报。`)
  if (replaces && replaces.reason.trim().length < 2) throw new Refusal('更正活动结果请写明原因。')
  if (replaces) {
    const [old] = await activitiesOf(db, { id: replaces.id })
    if (!old) throw new Refusal('这条活动结果已经更正过了，请看最新的一条。')
  }
  const [row] = await db
    .insert(activityResult)
    .values({
      ...given,
      name,
      amount: amount?.toFixed() ?? null,
      note: given.note?.trim() || null,
      replacesId: replaces?.id ?? null,
      reason: replaces?.reason.trim() ?? null,
      reportedBy: recorder(act),
      reportedAt: now,
    })
    .returning({ id: activityResult.id })
  if (!row) throw new Error('the result was not stored')
  return row.id
}

/** A result that counts. */
export interface RecordedActivity extends Activity {
  id: number
  unit: string | null
  by: string
}

/** Results that count, the newest first. */
export async function activitiesOf(
  db: Db,
  { id, from, to, kind }: { id?: number; from?: Day; to?: Day; kind?: ActivityKind },
  most = 50,
): Promise<RecordedActivity[]> {
  const conditions = [
    sql`not exists (select from activity_result n where n.replaces_id = a.id)`,
    ...(id === undefined ? [] : [sql`a.id = ${id}`]),
    ...(from ? [sql`a.held_on >= ${from}::date`] : []),
    ...(to ? [sql`a.held_on <= ${to}::date`] : []),
    ...(kind ? [sql`a.kind = ${kind}`] : []),
  ]
  const rows = await rowsOf<Omit<RecordedActivity, 'amount'> & { amount: string | null }>(
    db,
    sql`select a.id, a.kind, a.name, a.held_on::text as "heldOn", a.unit_id as "unitId", u.name as unit, a.firms,
        a.posts, a.hires, a.amount::text as amount, a.note, coalesce(p.name, a.reported_by) as by
      from activity_result a left join unit u on u.id = a.unit_id left join person p on p.id = a.reported_by
      where ${sql.join(conditions, sql` and `)} order by a.held_on desc, a.id desc limit ${most}`,
  )
  return rows.map(row => ({ ...row, amount: row.amount === null ? null : new Big(row.amount) }))
}
