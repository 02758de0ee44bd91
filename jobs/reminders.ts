import { sayDueReminders } from '../src/reminders/reminders.ts'
import type { Job } from '../src/schedule/job.ts'

/** 提醒: every minute, what somebody wanted said by now; what was missed while nothing ran is said late, by itself. */
export const reminders = {
  name: 'reminders',
  title: '到点提醒',
  schedule: '* * * * *',
  misfire: 'late',
  async run({ db, now }) {
    const said = await sayDueReminders(db, now)
    return { summary: said === 0 ? '没有到点的提醒' : `到点提醒${said}个`, counts: { said } }
  },
} satisfies Job
