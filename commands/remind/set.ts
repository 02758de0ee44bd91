import { z } from 'zod'
import type { Address } from '../../db/notice.ts'
import { bold, buttons, fields, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { nextMoment } from '../../src/lib/rhythm.ts'
import { unitOfGroup } from '../../src/people/groups.ts'
import { unitsOf } from '../../src/people/may.ts'
import { type Person, requirePerson } from '../../src/people/roles.ts'
import { findReminder, lastSaid, type Reminder, setReminder } from '../../src/reminders/reminders.ts'
import { readReminder } from './read.ts'
import { sayWhen } from './words.ts'

const rhythms = z.union([
  z.object({ every: z.enum(['day', 'workday']), at: z.string() }),
  z.object({ every: z.enum(['week', 'month']), on: z.number().int().min(1).max(31), at: z.string() }),
])
const slots = z.object({
  at: z.string().max(20).optional(),
  rhythm: rhythms.optional(),
  text: z.string().max(300).optional(),
  scope: z.enum(['$self', '$team']).optional(),
  /** 再提醒: of what was said last. */
  again: z.boolean().optional(),
})

/** 到点提醒: once or again and again, to oneself or to the group. */
export const setIntent = intent({
  title: '设提醒',
  examples: [
    '提醒我周四上午10点去松木园区',
    '下周二下午三点开调度会 提醒大家',
    '每周五下午四点提醒我报周报',
    '半小时后提醒我回电话',
    '后天早上8点半叫我出发',
    '每月5号提醒我报进度',
    '今天下班前提醒我把材料交了',
    '设个提醒 11月30日交总结',
    '明天九点提醒我',
    '提醒我周五交材料',
    '下午三点叫我',
    '20号提醒我报数',
    '每周一提醒我走访',
    '一小时后提醒我',
    '提醒大家明天开会',
    '周四下午两点开会 提醒全组',
    '月底提醒我',
    '后天上午十点提醒我去园区',
    '到时候提醒我一下 25号',
    '设个闹钟 明早八点',
    '提醒我下周二跟进',
    '明早八点半提醒我去[瑞达电源]',
    '周五前提醒我交周报',
    '下个月5号提醒我报数',
    '下周一上午开调度会 提醒大家',
    '每月20号提醒我报入规材料',
    '记得提醒我',
    '周三上午提醒我开会',
    '半小时后再提醒我一次',
    '一小时后再提醒',
    '明天再提醒一下',
  ],
  access: 'known',

  read: ({ text: said, now }) => {
    const { words, ...rest } = readReminder(said, now)
    const again = /^(?:请?再|再次)?(?:一[下次])?$/.test(words) && /再/.test(said)
    return { ...rest, text: again ? '' : words, ...(again && { again }) }
  },
  slots,
  async run(context, { at, rhythm, text: said = '', scope, again }) {
    const { db, now, speaker, chat } = context
    const person = requirePerson(speaker)
    if (!at && !rhythm)
      throw new Refusal(
        '什么时候提醒？请带上时间，例如“提醒我明天上午9点去金翼有色”“每周五下午4点提醒我报周报”。',
      )
    const isTeam = scope === '$team'
    const reader = isTeam ? await teamOf(context, person) : (`person:${person.id}` as const)
    const moment = rhythm ? nextMoment(rhythm, await loadCalendar(db), now) : new Date(`${at}:00+08:00`)
    const words = (again && (await lastSaid(db, person.id))?.words) || said
    const set = await setReminder(
      db,
      { setBy: person.id, readers: [reader], words: words || '到时间了', at: moment, rhythm: rhythm ?? null },
      now,
    )
    return confirmed(set, isTeam, chat.kind === 'group' && !isTeam, now)
  },
})

/** The group it was said in, or the group of one's own unit. */
async function teamOf({ db, chat }: Context, person: Person): Promise<Address> {
  if (chat.kind === 'group') {
    const unitId = await unitOfGroup(db, chat.platform, chat.chatId)
    return unitId ? `unit:${unitId}` : `chat:${chat.platform}:${chat.chatId}`
  }
  const own = unitsOf(person)[0] ?? (person.grants.some(({ role }) => role === 'office') ? 'office' : null)
  if (!own) throw new Refusal('不知道提醒哪个组。请在群里@我说这句话，我到时提醒全群。')
  return `unit:${own}`
}

function confirmed(set: Reminder, isTeam: boolean, isPrivate: boolean, now: Date): Reply {
  return {
    card: {
      title: '已设提醒',
      tone: 'good',
      blocks: [
        text(bold(set.words)),
        fields({ 时间: sayWhen(set, now), 提醒谁: isTeam ? '全组（发到群里）' : '您本人（私信）' }),
        buttons({
          label: '取消这个提醒',
          action: { command: 'remind', intent: 'remind.cancel', args: { id: set.id } },
        }),
        note('到点就发，不受工作时间限制。查看全部发“我有哪些提醒”。'),
      ],
    },
    did: {
      words: `设提醒：${set.words}（${sayWhen(set, now)}）`,
      undo: { kind: 'reminder', ref: { id: set.id } },
    },
    ...(isPrivate && { isPrivate }),
  }
}

const HOUR_MS = 3_600_000

/** 一小时后再提醒: from the card of a reminder that has been said. */
export const againIntent = intent({
  title: '再提醒一次',
  examples: [],
  access: 'known',
  slots: z.object({ id: z.number().int() }),
  async run({ db, now, speaker }, { id }) {
    const person = requirePerson(speaker)
    const old = await findReminder(db, id, person.id)
    if (!old) throw new Refusal('这是别人设的提醒。要自己设一个，请发“提醒我……”。')
    const set = await setReminder(
      db,
      {
        setBy: person.id,
        readers: [`person:${person.id}`],
        words: old.words,
        at: new Date(now.getTime() + HOUR_MS),
        rhythm: null,
      },
      now,
    )
    return { ...confirmed(set, false, false, now), replaces: true }
  },
})
