import { eq } from 'drizzle-orm'
import { enterprise } from '../../db/schema/index.ts'
import { bad, bold, buttons, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { alertDuty, type OnDuty } from '../../src/ledger/duty.ts'
import { scopesOf } from '../../src/people/may.ts'

/** Whom to call, before anything else; then whoever is on duty is told, and only then can it be filed. */
export async function answerEmergency(
  context: Context,
  said: string,
  named: string | undefined,
): Promise<Reply> {
  const { db, now, causeId, speaker, chat, openId } = context
  const uscc = named ?? scopesOf(speaker, 'enterprise')[0]
  const [firm] = uscc
    ? await db.select({ name: enterprise.name }).from(enterprise).where(eq(enterprise.uscc, uscc))
    : []
  const by = speaker.kind === 'person' ? speaker.name : `${chat.platform}用户 ${openId}`
  const from = `${chat.platform}:${openId}`
  const told = await alertDuty({ db, now, causeId }, { said, by, enterprise: firm?.name ?? null, from })
  return { card: emergencyCard(said, told) }
}

/** 12350 is the hotline for work safety. */
function emergencyCard(said: string, told: readonly OnDuty[]): Reply['card'] {
  const names = told.map(({ name, phone }) => (phone ? `${name}（${phone}）` : name)).join('、')
  const later = { command: 'report', intent: 'intake.case', args: { detail: said, isSafe: true } }
  return {
    title: '先报警、先撤人',
    tone: 'bad',
    blocks: [
      text(bad('请立即打电话，不要等这里的流程：')),
      text(bold('119'), ' 火灾、危化品泄漏、有人被困'),
      text(bold('120'), ' 有人受伤、中毒'),
      text(bold('12350'), ' 安全生产事故和险情'),
      text('同时停机断电断气、疏散人员、不要贸然进入现场；燃气泄漏不要开关电器、不要动火。'),
      text(`已同时通知${names ? `值班人员${names}` : '领导小组办公室'}。`),
      buttons({ label: '已报警，现在登记', action: later }),
    ],
  }
}
