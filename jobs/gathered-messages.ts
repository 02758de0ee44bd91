import { tellGathered } from '../src/chat/gather.ts'
import { loadCalendar } from '../src/ledger/calendar.ts'
import { dayOf } from '../src/lib/time.ts'
import { isWorkday } from '../src/lib/working-days.ts'
import type { Job } from '../src/schedule/job.ts'

/** 汇总消息: on working days, one card of what went beyond a day's number of messages. */
export const gatheredMessages = {
  name: 'gathered-messages',
  title: '汇总超出条数的消息',
  schedule: '35 8 * * *',
  async run({ db, now }) {
    const cards = isWorkday(await loadCalendar(db), dayOf(now)) ? await tellGathered(db, now) : 0
    return { summary: cards > 0 ? `汇总发给${cards}个群或人` : '没有需要汇总的消息', counts: { cards } }
  },
} satisfies Job
