import { z } from 'zod'
import { type Block, type Button, bold, type Card, note, say, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { handoffAsked } from '../../src/chat/notices/handoff.ts'
import { onDuty } from '../../src/ledger/duty.ts'
import { findCases } from '../../src/ledger/find.ts'
import { dayOf } from '../../src/lib/time.ts'
import { sayRole } from '../../src/people/binding.ts'
import { askForPerson, takeCall } from '../../src/people/handoff.ts'
import { scopesOf } from '../../src/people/may.ts'
import type { Speaker } from '../../src/people/roles.ts'
import { inChargeOf } from '../../src/registry/liaison/people.ts'

const PEOPLE_NAMED = 3
const ABOUT_UNSAID = '请办公室联系我'

/** Leads to people, where a bot is not enough. */
export const TO_PERSON: Button = {
  label: '转人工',
  action: { command: 'help', intent: 'meta.handoff', args: {} },
}

/** Whom of the office one can ask today, in a sentence. */
export async function officeToAsk({ db, now }: Pick<Context, 'db' | 'now'>): Promise<string> {
  const people = (await onDuty({ db, now })).slice(0, PEOPLE_NAMED)
  const names = people.map(({ name, phone }) => (phone ? `${name}（${phone}）` : name)).join('、')
  return names ? `可以问领导小组办公室：今天值班的是${names}。` : '可以问领导小组办公室。'
}

/** 转人工: who the people are for whoever asks, their own, those of the case talked about, the office; and to be called. */
export async function handoffCard(context: Context): Promise<Card> {
  const { db, now, speaker, focus } = context
  const [own] = scopesOf(speaker, 'enterprise')
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
      {
        kind: 'form',
        name: 'handoff',
        fields: [
          { kind: 'text', name: 'about', label: '什么事', long: true, value: focus.said ?? ABOUT_UNSAID },
          { kind: 'text', name: 'phone', label: '电话（可不填）', placeholder: '13800000000' },
        ],
        submit: {
          label: '请办公室联系我',
          style: 'primary',
          action: { command: 'help', intent: 'handoff.ask', args: {} },
        },
      },
      text('着急的民生、政务问题也可以打', bold('12345'), '；有险情先打119、120、12350。'),
      note('回“对”也可以，办公室上班时间会有人联系您。企业的诉求请直接说，登记后每一步都有人负责、有期限。'),
    ],
  }
}

/** Who has the case that was talked about in hand. */
async function ofCase({ db, focus, speaker }: Context): Promise<Block[]> {
  if (!focus.caseNo) return []
  const [found] = await findCases(db, focus.caseNo, speaker)
  return found?.unit ? [text(bold(`${found.row.no} 的承办单位`), `：${found.unit}`)] : []
}

/** 请办公室联系我: the form handed in. */
export const handoffAsk = intent({
  title: '请办公室联系',
  examples: [],
  access: 'anyone',
  inPrivate: true,
  slots: z.object({
    about: z.string().trim().max(500, '说的事最多500个字，请写短一点。').optional(),
    phone: z
      .string()
      .trim()
      .regex(/^(?:\+?\d[\d -]{5,19})?$/, '电话只写数字和短横线，例如 13800000000 或 0734-8888888。')
      .optional(),
  }),
  async run(context, { about, phone }): Promise<Reply> {
    const { db, now, chat, openId, causeId, speaker } = context
    const call = {
      platform: chat.platform,
      openId,
      who: await whoIs(context, speaker),
      phone: phone || null,
      about: about || ABOUT_UNSAID,
    }
    const id = await askForPerson(db, call, { now, causeId })
    return {
      card: say('已告诉办公室', `${await officeToAsk(context)}上班时间会有人联系您：${call.about}`, 'good'),
      did: { words: '请办公室联系', undo: { kind: 'handoff', ref: { id } } },
      toast: { tone: 'good', text: '已告诉办公室' },
      replaces: true,
    }
  },
})

async function whoIs({ db, openId }: Context, speaker: Speaker): Promise<string> {
  if (speaker.kind === 'stranger') return `没有绑定身份的用户 ${openId}`
  const [first] = speaker.grants
  const role = first ? await sayRole(db, first.role, first.scopeId) : '没有角色'
  return `${speaker.name}（${role}）`
}

/** 我来联系: somebody of the office takes it. */
export const handoffTake = intent({
  title: '接转人工',
  examples: [],
  access: ['office'],
  inPrivate: true,
  slots: z.object({ handoff: z.number().int() }),
  async run({ db, now, speaker, causeId }, { handoff }): Promise<Reply> {
    const duty = await onDuty({ db, now })
    const phone = duty.find(({ id }) => speaker.kind === 'person' && id === speaker.id)?.phone ?? null
    const taken = await takeCall(db, handoff, { speaker, phone, now, causeId })
    const { blocks } = handoffAsked({ ...taken, id: handoff, at: `${dayOf(taken.askedAt)}` })
    const by = speaker.kind === 'person' ? speaker.name : ''
    return {
      card: {
        title: '有人要找人工',
        tone: 'good',
        blocks: [
          ...blocks.filter(({ kind }) => kind !== 'buttons'),
          text(bold(`${by}已接`), '，已告诉对方。'),
        ],
      },
      did: {
        words: `接了${taken.who}的转人工`,
        undo: { never: '已经告诉对方了；您联系不了的，请转告同事联系。' },
      },
      toast: { tone: 'good', text: '已接，已告诉对方' },
      replaces: true,
    }
  },
})
