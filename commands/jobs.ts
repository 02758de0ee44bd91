import { z } from 'zod'
import { bad, bold, type Card, note, text } from '../src/chat/card.ts'
import { type Command, intent } from '../src/chat/command.ts'
import { dayOf, sayDay, timeOf } from '../src/lib/time.ts'
import { type JobStanding, jobsRemembered } from '../src/schedule/overview.ts'

/** 任务运行情况: what the clock starts, when it ran last, what it told, when it runs next. */
export const jobs = {
  name: 'jobs',
  title: '任务运行情况',
  aliases: ['定时任务', '任务'],
  summary: '看定时任务上次、下次运行时间和结果（系统管理员）',
  intents: {
    'admin.jobs': intent({
      title: '任务运行情况',
      examples: [
        '任务运行情况',
        '定时任务跑了没有',
        '看看定时任务',
        '后台任务正常吗',
        '任务上次什么时候跑的',
        '后台任务运行情况',
        '定时任务正常不',
        '任务有没有失败的',
      ],
      access: ['admin', 'office'],

      slots: z.object({}),
      async run({ db, now }) {
        return { card: overviewCard(await jobsRemembered(db, now), now) }
      },
    }),
  },
} satisfies Command

function overviewCard(standings: readonly JobStanding[], now: Date): Card {
  const failed = standings.filter(({ error }) => error !== null)
  return {
    title: failed.length > 0 ? `任务运行情况：${failed.length}个失败` : '任务运行情况：正常',
    tone: failed.length > 0 ? 'bad' : 'good',
    blocks: [
      ...standings.map(one =>
        text(
          bold(one.title),
          `：上次${sayMoment(one.lastAt, now)}${one.summary ? `（${one.summary}）` : ''}，下次${sayMoment(one.nextAt, now)}`,
          ...(one.error ? [bad('；最近一次失败，下一分钟自动重试')] : []),
        ),
      ),
      ...(standings.length === 0 ? [text('定时任务还没有运行过。')] : []),
      note(
        '停机期间错过的：过时的当天提醒不补，通报、台账锚定等补一次。手工运行：命令行 job <任务名> --at <时间>。',
      ),
    ],
  }
}

const sayMoment = (at: Date | null, now: Date): string =>
  at ? `${sayDay(dayOf(at), dayOf(now))}${timeOf(at)}` : '没有'
