import { tellGathered } from '../src/chat/gather.ts'
import { loadCalendar } from '../src/ledger/calendar.ts'
import type { Job } from '../src/schedule/job.ts'

/** 汇总消息: what was kept back, on one card: the next working morning, or when its reader wants it. */
export const gatheredMessages = {
  name: 'gathered-messages',
  title: '汇总没有单独推送的消息',
  schedule: '*/5 * * * *',
  misfire: 'late',
  async run({ db, now }) {
    const cards = await tellGathered(db, await loadCalendar(db), now)
    return { summary: cards > 0 ? `汇总发给${cards}个群或人` : '没有需要汇总的消息', counts: { cards } }
  },
} satisfies Job
