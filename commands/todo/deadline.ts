import { z } from 'zod'
import { bold, buttons, type Card, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { topicsIn } from '../../src/chat/topics.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import { dayOf, endOfMonth, sayDay } from '../../src/lib/time.ts'
import { dueNow, sayPeriod } from '../../src/registry/period.ts'
import { CLOSES_ON, closingDay } from '../../src/registry/reporting/due.ts'
import { pickCase } from '../case/pick.ts'
import { answerStatus } from '../case/show.ts'
import { officeToAsk } from '../help/handoff.ts'
import { meaningIn, rulesReply } from '../policy/tell.ts'

const slots = z.object({
  text: z.string().max(2000).optional(),
  case_no: z.string().max(30).optional(),
  uscc: z.string().max(40).optional(),
  enterprise: z.string().max(100).optional(),
  topic: z.string().max(60).optional(),
})

/** 截止时间: by when something is due, of the case, the report or the declaration asked about. */
export const deadline = intent({
  title: '截止时间',
  examples: [
    '申报截止什么时候',
    '0032什么时候到期',
    '报数截止哪天',
    '月度入规几号前交',
    '专精特新啥时候申报',
    '走访这个月什么时候截止',
    '提案几号前要答复',
    '名录什么时候开始申报',
    '几号截止',
    '什么时候截止',
    '小巨人什么时候申报',
    '小巨人几月份报',
    '贴息申请截止哪天',
    '数据几号前报',
    '月报最晚几号交',
    '入规材料啥时候交',
    '名录啥时候申报',
    '提案答复期限',
    '年度入规哪天截止',
    '专精特新申报时间',
    '0032几号到期',
    '奖补申报什么时候',
    '这个月报数截止几号',
    '高企认定什么时候报',
    '走访最晚哪天完成',
    '入规这个月材料几号前报',
    '年度入规什么时候截止 第二批呢',
    '技改贴息什么时候开始申报',
    '高新企业几月申报',
    '月度报表几号前要填完',
    '小升规今年申报截止没',
    '72号提案几号要回',
    '最迟什么时候',
    '哪天前要交',
    '提案什么时候前答复',
  ],
  access: 'anyone',

  read: ({ text: said, slots: { topic } }) => ({ topic: topic ?? subjectOf(said) }),
  slots,
  run: tell,
})

/** What is left of a question about a day. */
function subjectOf(said: string): string | undefined {
  const left = said
    .replace(/[?？吗呢啊呀的]|今年|明年|这个?月|请问/g, '')
    .replace(/(?:什么|啥|几|何)时候?|哪[一]?天|几号|几月|截止|到期|最后|时间|日期|期限|之?前|要|开始/g, '')
    .replace(/[交报]材?料?$/, '')
    .trim()
  return left.length >= 2 ? left : undefined
}

const REPORTING = /报数|月报|填报|数据|产值.{0,4}[报交]/
const VISITING = /走访/

async function tell(context: Context, given: z.infer<typeof slots>): Promise<Reply> {
  const said = given.text ?? context.text
  const names = given.case_no !== undefined && !given.case_no.startsWith('$')
  if (names || (context.focus.caseNo && /^(?:这|那|它|什么|啥|几|哪)/.test(said)))
    return ofCase(context, given)
  if (REPORTING.test(said)) return { card: await ofReporting(context) }
  if (VISITING.test(said)) return { card: ofVisits(context) }
  const meaning = meaningIn(context, { text: said })
  if (topicsIn(said).length > 0 && meaning.rules.length > 0) return rulesReply(context, meaning)
  return { card: await untold(context, given.topic) }
}

async function ofCase(context: Context, given: z.infer<typeof slots>): Promise<Reply> {
  const calendar = await loadCalendar(context.db)
  const picked = await pickCase(context, given, {
    command: 'todo',
    intent: 'query.deadline',
    args: {},
    verbs: [],
  })
  return 'ask' in picked ? picked.ask : answerStatus(context, calendar, picked.target)
}

async function ofReporting({ db, now }: Context): Promise<Card> {
  const today = dayOf(now)
  const day = closingDay(today, await loadCalendar(db))
  return {
    title: '报数截止时间',
    tone: day < today ? 'warn' : 'info',
    blocks: [
      text(
        `${sayPeriod(dueNow(now).text)}的数请在`,
        bold(`${sayDay(day, today)}前`),
        day < today ? '报，现在已经过了，请尽快补报。' : '报。',
      ),
      buttons({ label: '现在报', action: { command: 'figures', intent: 'intake.metric_report', args: {} } }),
      note(
        `本系统每月${CLOSES_ON}日（遇休息日顺延）收上月的数，文件没有规定这一天，待主管部门确认；统计联网直报的时间以统计部门通知为准。`,
      ),
    ],
  }
}

function ofVisits({ now }: Context): Card {
  const today = dayOf(now)
  return {
    title: '走访时间',
    tone: 'info',
    blocks: [
      text('联点企业每月走访一次，本月的请在', bold(`${sayDay(endOfMonth(today), today)}前`), '走访完。'),
      buttons({
        label: '还有哪几家',
        action: { command: 'todo', intent: 'query.my_tasks', args: { type: '走访' } },
      }),
      note('文件要求常态化走访，没有规定几天一次；每月一次是本系统的读法，待主管部门确认。'),
    ],
  }
}

/** What the documents do not say is not made up. */
async function untold(context: Context, topic: string | undefined): Promise<Card> {
  return {
    title: '截止时间',
    tone: 'plain',
    blocks: [
      text(
        topic
          ? `库里的文件没有写“${topic}”的截止时间，`
          : '没听出问的是哪一项，或库里的文件没有写它的截止时间，',
        '以主管部门当年的通知为准，不能猜。',
      ),
      text(await officeToAsk(context)),
      note('可以问得具体些，例如“月度入规几号前交”“报数截止哪天”“0032什么时候到期”。'),
    ],
  }
}
