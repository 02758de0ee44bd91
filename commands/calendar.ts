import { asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { calendarYear, workdayOverride } from '../db/schema/index.ts'
import { type Card, note, say, text } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { proposalCard } from '../src/chat/notices/calendar.ts'
import { saySpans } from '../src/chat/notices/holiday-table.ts'
import { openAct } from '../src/ledger/act.ts'
import { loadCalendar } from '../src/ledger/calendar.ts'
import { readNotice } from '../src/ledger/holidays/notice.ts'
import { confirmHolidays, proposeHolidays, rejectHolidays } from '../src/ledger/holidays/proposal.ts'
import type { Recounted } from '../src/ledger/holidays/recount.ts'
import { dayMeant, findDay } from '../src/lib/find-day.ts'
import { type Day, dayOf, sayDay, weekdayOf } from '../src/lib/time.ts'
import { addWorkdays, isWorkday, type WorkCalendar } from '../src/lib/working-days.ts'

const KEEPERS = ['office', 'admin'] as const

const WEEKDAYS = '日一二三四五六'

/** 工作日历: whether a day is worked, when a term of working days ends; a year's notice put in and confirmed by two. */
export const calendar = {
  name: 'calendar',
  title: '工作日历',
  aliases: ['日历', '节假日', '放假安排'],
  summary: '查哪天上班、几个工作日后是哪天、放假调休安排；导入并确认国务院办公厅的节假日通知',
  intents: {
    'calendar.day': intent({
      title: '查工作日',
      examples: [
        '明天上班吗',
        '10月8号上不上班',
        '这个周六要不要上班',
        '7个工作日后是哪天',
        '从今天起10个工作日到几号',
        '国庆怎么放假',
        '2024年放假安排',
        '今年节假日调休安排',
        '春节放几天假 哪天上班',
        '这周六补班吗',
        '元旦放几天',
        '国庆放几天',
        '明天是工作日吗',
        '五个工作日后是几号',
      ],
      access: 'anyone',

      slots: z.object({ text: z.string().optional() }),
      async run(context, slots) {
        const said = slots.text ?? context.text
        const today = dayOf(context.now)
        const year = /(20\d\d)年|明年/.exec(said)
        const found = findDay(said, today)
        const workCalendar = await loadCalendar(context.db)
        if (found && 'workdays' in found.said) {
          const due = addWorkdays(workCalendar, today, found.said.workdays)
          return { card: termCard(today, found.said.workdays, due) }
        }
        if (found && !/安排|怎么放|放几天/.test(said))
          return { card: await dayCard(context, dayMeant(found.said, today, workCalendar), workCalendar) }
        const wanted = year ? Number(year[1] ?? Number(today.slice(0, 4)) + 1) : Number(today.slice(0, 4))
        return { card: await yearCard(context, wanted) }
      },
    }),
    'calendar.propose': intent({
      title: '导入节假日安排',
      examples: [
        '导入明年的节假日安排',
        '导入2027年放假通知',
        '国务院办公厅关于2027年部分节假日安排的通知 元旦1月1日放假 春节放假调休共8天',
        '这是明年的放假通知 导入一下',
        '关于明年部分节假日安排的通知 具体安排通知如下',
        '国办发明电 明年节假日安排 春节2月6日至13日放假调休 2月5日上班',
        '各省市：经国务院批准 现将元旦春节清明劳动节端午中秋国庆节放假调休日期通知如下',
      ],
      access: KEEPERS,

      slots: z.object({ text: z.string().optional() }),
      async run(context, slots) {
        const said = slots.text ?? context.text
        if (!/\d月\d/.test(said))
          return {
            card: say(
              '导入节假日安排',
              '请把《国务院办公厅关于××××年部分节假日安排的通知》全文（连同标题、文号和各节日安排）复制后直接发给我，我会读出来请另一位同志核对确认。',
            ),
          }
        const done = await proposeHolidays(await actOf(context), readNotice(said))
        return { card: done.kind === 'waiting' ? proposalCard(done.proposal) : confirmedCard(done) }
      },
    }),
    'calendar.confirm': intent({
      title: '确认节假日安排',
      examples: [],
      access: KEEPERS,
      slots: z.object({ proposal: z.number().int() }),
      async run(context, { proposal }) {
        const done = await confirmHolidays(await actOf(context), proposal)
        return replacing(confirmedCard(done), `${done.year}年工作日历已生效`)
      },
    }),
    'calendar.reject': intent({
      title: '不采用节假日安排',
      examples: [],
      access: KEEPERS,
      slots: z.object({ proposal: z.number().int() }),
      async run(context, { proposal }) {
        const { year } = await rejectHolidays(await actOf(context), proposal)
        const words = `${year}年的节假日安排没有采用，工作日历不变。`
        return replacing(say(`${year}年节假日安排`, words, 'plain'), '没有采用')
      },
    }),
  },
} satisfies Command

const actOf = ({ db, now, speaker, causeId }: Context) => openAct(db, now, speaker, causeId)

const replacing = (card: Card, toast: string): Reply => ({
  card,
  toast: { tone: 'good', text: toast },
  replaces: true,
})

function confirmedCard({ year, moved, settled }: Recounted & { year: number }): Card {
  const words = [
    `${year}年的工作日历从现在起生效。`,
    moved > 0 ? `${moved}件在办诉求的期限顺延，已通知责任单位和企业。` : '在办诉求的到期日没有变化。',
    settled > 0 ? `${settled}件去掉了“暂定”。` : '',
  ]
  return say(`${year}年节假日安排已生效`, words.join(''), 'good')
}

const longDay = (day: Day, today: Day) => `${sayDay(day, today)}（周${WEEKDAYS[weekdayOf(day)]}）`

function termCard(today: Day, days: number, due: { day: Day; provisional: boolean }): Card {
  return say(
    `${days}个工作日`,
    `从${longDay(today, today)}起（当天不算），第${days}个工作日是${longDay(due.day, today)}。`,
    'info',
    ...(due.provisional ? [note('暂定：跨到的年份还没有公布放假安排，公布导入后以正式日历为准。')] : []),
  )
}

async function dayCard({ db, now }: Context, day: Day, workCalendar: WorkCalendar): Promise<Card> {
  const today = dayOf(now)
  const [row] = await db.select().from(workdayOverride).where(eq(workdayOverride.day, day))
  const works = isWorkday(workCalendar, day)
  const next = works ? null : addWorkdays(workCalendar, day, 1).day
  const isOfficial = workCalendar.officialYears.has(Number(day.slice(0, 4)))
  return say(
    longDay(day, today),
    `${works ? '上班' : '不上班'}${row ? `（${row.name}）` : ''}。${next ? `之后第一个工作日是${longDay(next, today)}。` : ''}`,
    'info',
    ...(isOfficial ? [] : [note('暂定：这一年的放假安排还没有导入，只按法定节日推算。')]),
  )
}

/** What the year has besides Monday to Friday: whole holidays with their weekends stand in the notice. */
async function yearCard({ db }: Context, year: number): Promise<Card> {
  const rows = await db
    .select()
    .from(workdayOverride)
    .where(eq(workdayOverride.year, year))
    .orderBy(asc(workdayOverride.day))
  if (rows.length === 0)
    return say(
      `${year}年放假安排`,
      `没有${year}年的日历。可以查的是有记录的年份，例如“2024年放假安排”。`,
      'warn',
    )
  const [official] = await db.select().from(calendarYear).where(eq(calendarYear.year, year))
  const names = [...new Set(rows.map(({ name }) => name.replace(/调休$/, '')))]
  const daysOf = (name: string, kind: 'off' | 'work') =>
    saySpans(
      rows.filter(one => one.kind === kind && one.name.replace(/调休$/, '') === name).map(({ day }) => day),
    )
  return {
    title: `${year}年放假安排`,
    tone: 'info',
    blocks: [
      {
        kind: 'table',
        columns: [
          { key: 'name', title: '节日' },
          { key: 'off', title: '周一至周五里放假' },
          { key: 'work', title: '周末里上班' },
        ],
        rows: names.map(name => ({
          name,
          off: daysOf(name, 'off') || '—',
          work: daysOf(name, 'work') || '无',
        })),
      },
      official
        ? note(`来源：${official.source}。其余周末照常休息。`)
        : text(`${year}年的通知还没有导入，以上只按法定节日推算，是暂定的。`),
    ],
  }
}
