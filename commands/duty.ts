import { z } from 'zod'
import { type Block, buttons, type Card, note, text } from '../src/chat/card.ts'
import { type Command, type Context, intent } from '../src/chat/command.ts'
import { openAct } from '../src/ledger/act.ts'
import { loadCalendar } from '../src/ledger/calendar.ts'
import { type DutyLine, dutyFrom, dutyPeople, endDuty, setDuty } from '../src/ledger/duty.ts'
import { dayMeant, findDay } from '../src/lib/find-day.ts'
import { type Day, dayOf, sayDay } from '../src/lib/time.ts'
import { hasRole } from '../src/people/may.ts'

const OFFICIALS = [
  'office',
  'leader',
  'department',
  'utility',
  'county',
  'chain',
  'liaison',
  'admin',
] as const

const setting = z.object({
  text: z.string().optional(),
  person: z.string().max(80).optional(),
  from: z.string().max(10).optional(),
  to: z.string().max(10).optional(),
  phone: z.string().max(20).optional(),
})

const DUTY = { command: 'duty' } as const

/** 值班: who is told in an emergency. */
export const duty = {
  name: 'duty',
  title: '值班',
  aliases: ['值班表', '排班'],
  summary: '出现险情时通知谁；办公室排值班表',
  intents: {
    'query.duty': intent({
      title: '查值班',
      examples: [
        '今天谁值班',
        '值班表',
        '这周末值班的是谁',
        '值班电话多少',
        '谁值班',
        '周末谁值班',
        '今天值班电话',
        '明天值班的是谁',
      ],
      access: OFFICIALS,
      slots: z.object({}),
      async run(context) {
        return { card: await dutyCard(context) }
      },
    }),
    'duty.set': intent({
      title: '排值班',
      examples: [
        '明天李衡值班',
        '11月20日到22日安排王强值班 电话13800000000',
        '国庆节排一下值班',
        '排值班',
        '周五张三值班',
        '安排值班',
        '下周一小王值班',
        '元旦值班排一下',
      ],
      access: ['office'],

      slots: setting,
      async run(context, given) {
        if (context.text !== '') return { card: await dutyForm(context, given.text ?? context.text) }
        await setDuty(await actOf(context), {
          personId: given.person ?? '',
          from: given.from ?? '',
          to: given.to ?? given.from ?? '',
          phone: given.phone?.trim() || null,
        })
        return { card: await dutyCard(context), toast: { tone: 'good', text: '值班已排好' }, replaces: true }
      },
    }),
    'duty.end': intent({
      title: '撤销排班',
      examples: [],
      access: ['office'],
      slots: z.object({ line: z.number().int() }),
      async run(context, { line }) {
        await endDuty(await actOf(context), line)
        return { card: await dutyCard(context), toast: { tone: 'good', text: '已撤销' }, replaces: true }
      },
    }),
  },
} satisfies Command

const actOf = ({ db, now, speaker, causeId }: Context) => openAct(db, now, speaker, causeId)

const SHOWN = 8

async function dutyCard({ db, now, speaker }: Context): Promise<Card> {
  const today = dayOf(now)
  const lines = await dutyFrom(db, today)
  const isOffice = hasRole(speaker, 'office')
  const shown = lines.slice(0, SHOWN)
  const isCovered = lines.some(({ from }) => from <= today)
  return {
    title: '值班表',
    tone: 'info',
    blocks: [
      ...(isCovered ? [] : [text('今天没有排班，出现险情会通知领导小组办公室全体人员。')]),
      ...(shown.length > 0
        ? [
            {
              kind: 'table',
              columns: [
                { key: 'days', title: '日期' },
                { key: 'name', title: '值班人员' },
                { key: 'phone', title: '电话' },
              ],
              rows: shown.map(line => ({
                days: sayDays(line, today),
                name: line.name,
                phone: line.phone ?? '未登记',
              })),
            } satisfies Block,
          ]
        : []),
      ...(lines.length > SHOWN ? [note(`只列最近${SHOWN}条，后面还有${lines.length - SHOWN}条。`)] : []),
      ...(isOffice && shown.length > 0
        ? [
            buttons(
              ...shown.slice(0, 3).map(line => ({
                label: `撤销 ${line.name} ${sayDays(line, today)}`,
                action: { ...DUTY, intent: 'duty.end', args: { line: line.line } },
                confirm: '撤销后这几天由其他排班人员或领导小组办公室接险情通知。',
              })),
            ),
          ]
        : []),
    ],
  }
}

const sayDays = ({ from, to }: DutyLine, today: Day) =>
  from === to ? sayDay(from, today) : `${sayDay(from, today)}至${sayDay(to, today)}`

/** Filled with what was said; nothing is set until it is handed in. */
async function dutyForm({ db, now }: Context, said: string): Promise<Card> {
  const today = dayOf(now)
  const people = await dutyPeople(db)
  const named = people.find(({ name }) => said.includes(name))
  const { from, to } = daysIn(said, today, await loadCalendar(db))
  const phone = /(?<!\d)(1\d{10}|0\d{2,3}-?\d{7,8})(?!\d)/.exec(said)?.[1]
  return {
    title: '排值班',
    tone: 'info',
    blocks: [
      {
        kind: 'form',
        name: 'duty',
        fields: [
          {
            kind: 'choice',
            name: 'person',
            label: '值班人员',
            required: true,
            options: people.map(({ id, name }) => ({ value: id, label: name })),
            ...(named && { value: named.id }),
          },
          { kind: 'date', name: 'from', label: '从', required: true, value: from },
          { kind: 'date', name: 'to', label: '到', required: true, value: to },
          { kind: 'text', name: 'phone', label: '值班电话', ...(phone && { value: phone }) },
        ],
        submit: { label: '确认排班', style: 'primary', action: { ...DUTY, intent: 'duty.set', args: {} } },
      },
      note('有险情时，当天值班的人会立刻收到通知，报险情的人会看到值班电话。'),
    ],
  }
}

/** `11月20日到22日`: the days named; today when none is. */
function daysIn(said: string, today: Day, calendar: Parameters<typeof dayMeant>[2]): { from: Day; to: Day } {
  const first = findDay(said, today)
  if (!first) return { from: today, to: today }
  const from = dayMeant(first.said, today, calendar)
  const rest = said.slice(first.end)
  const second = /^\s*(?:到|至|—|-|~)\s*(\d{1,2})[日号]/.exec(rest)
  if (second) return { from, to: `${from.slice(0, 8)}${second[1]?.padStart(2, '0')}` }
  const last = /^\s*(?:到|至|—|-|~)/.test(rest) ? findDay(rest, today) : null
  return { from, to: last ? dayMeant(last.said, today, calendar) : from }
}
