import type Big from 'big.js'
import { eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { agreement } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { type Change, keepChanges } from './changes.ts'

/** 投资监管协议 as it was signed. Amounts in 万元, areas in 亩. */
export interface NewAgreement {
  uscc: string
  projectId: number | null
  title: string
  signedOn: Day
  area: Big | null
  promised: Big
  investBy: Day
  terms: string | null
}

/** @throws {Refusal} when its days or its promise are impossible, or it is there already */
export async function signAgreement(db: Db, given: NewAgreement, { by, now }: Change): Promise<number> {
  const { title, signedOn, area, promised, investBy, ...rest } = given
  if (!title.trim()) throw new Refusal('请填协议名称或编号。')
  if (signedOn > dayOf(now)) throw new Refusal(`签订日期${signedOn}还没到，请核对。`)
  if (investBy <= signedOn) throw new Refusal(`承诺的投资期限${investBy}要在签订之后，请核对。`)
  if (promised.lte(0)) throw new Refusal('承诺投资要大于0，请核对。')
  const [row] = await db
    .insert(agreement)
    .values({
      ...rest,
      title: title.trim(),
      signedOn,
      area: area?.toFixed(2) ?? null,
      promisedInvestment: promised.toFixed(4),
      investBy,
      recordedBy: by,
      recordedAt: now,
    })
    .onConflictDoNothing({ target: [agreement.uscc, agreement.title] })
    .returning({ id: agreement.id })
  if (!row) throw new Refusal(`这家企业的“${title.trim()}”已经登记过了。`)
  return row.id
}

/** 终止 or 履行完毕: it binds no longer from today on. */
export async function endAgreement(db: Db, id: number, change: Change): Promise<void> {
  const [old] = await db.select().from(agreement).where(eq(agreement.id, id)).for('update')
  if (!old) throw new Refusal('没有找到这份协议，请重新查一次。')
  if (old.endedOn !== null) throw new Refusal(`“${old.title}”已在${old.endedOn}终止。`)
  if (!change.reason?.trim()) throw new Refusal('终止请写明原因，例如“已履行完毕”。')
  const endedOn = dayOf(change.now)
  await db.update(agreement).set({ endedOn }).where(eq(agreement.id, id))
  await keepChanges(db, 'agreement', id, [{ field: '终止时间', before: null, after: endedOn }], change)
}
