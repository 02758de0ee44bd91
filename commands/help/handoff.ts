import { type Block, bold, buttons, type Card, note, text } from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import { onDuty } from '../../src/ledger/duty.ts'
import { findCases } from '../../src/ledger/find.ts'
import { dayOf } from '../../src/lib/time.ts'
import { hasRole, scopesOf } from '../../src/people/may.ts'
import { inChargeOf } from '../../src/registry/liaison/people.ts'

const PEOPLE_NAMED = 3

/** Whom of the office one can ask today, in a sentence. */
export async function officeToAsk({ db, now }: Pick<Context, 'db' | 'now'>): Promise<string> {
  const people = (await onDuty({ db, now })).slice(0, PEOPLE_NAMED)
  const names = people.map(({ name, phone }) => (phone ? `${name}（${phone}）` : name)).join('、')
  return names ? `可以问领导小组办公室：今天值班的是${names}。` : '可以问领导小组办公室。'
}

/** 转人工: who the people are for whoever asks: their own, those of the case talked about, the office. */
export async function handoffCard(context: Context): Promise<Card> {
  const { db, now, speaker } = context
  const [own] = scopesOf(speaker, 'enterprise')
  const isFirm = hasRole(speaker, 'enterprise')
  const report = {
    label: '写下来报给办公室',
    style: 'primary' as const,
    action: { command: 'report', intent: 'intake.case', args: {} },
  }
  const inCharge = own ? await inChargeOf(db, own, dayOf(now)) : []
  return {
    title: '找人办',
    tone: 'info',
    blocks: [
      ...(await ofCase(context)),
      ...inCharge.map(({ duty, name, post, phone }) =>
        text(bold(`您的${duty}`), `：${name}${post ? `（${post}）` : ''}${phone ? ` ${phone}` : ''}`),
      ),
      text(await officeToAsk(context)),
      text('着急的民生、政务问题也可以打', bold('12345'), '；有险情先打119、120、12350。'),
      ...(isFirm ? [buttons(report)] : []),
      note('我只是办事机器人，不能替人作决定；登记了诉求的，每一步都有人负责、有期限。'),
    ],
  }
}

/** Who has the case that was talked about in hand. */
async function ofCase({ db, focus, speaker }: Context): Promise<Block[]> {
  if (!focus.caseNo) return []
  const [found] = await findCases(db, focus.caseNo, speaker)
  return found?.unit ? [text(bold(`${found.row.no} 的承办单位`), `：${found.unit}`)] : []
}
