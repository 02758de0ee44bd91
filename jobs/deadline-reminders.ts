import { remindDeadlines } from '../src/ledger/reminders.ts'
import type { Job } from '../src/schedule/job.ts'

/** 到期提醒: on working days at nine, one digest a unit of what is due soon or overdue. */
export const deadlineReminders = {
  name: 'deadline-reminders',
  title: '诉求到期提醒',
  schedule: '0 9 * * *',
  async run({ db, now }) {
    const reminded = await remindDeadlines(db, now)
    if (!reminded)
      return { summary: '今天不是工作日，不发提醒', counts: { digests: 0, cases: 0, escalated: 0 } }
    const { digests, cases, escalated } = reminded
    return {
      summary:
        digests === 0
          ? '没有临期或逾期的诉求，不发提醒'
          : `提醒${digests}个单位，涉及${cases}件；新报领导小组办公室${escalated}件`,
      counts: { ...reminded },
    }
  },
} satisfies Job
