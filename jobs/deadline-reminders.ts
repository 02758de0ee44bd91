import { remindUnits } from '../src/ledger/clock/digests.ts'
import type { Job } from '../src/schedule/job.ts'

/** 到期提醒: on working days at nine one digest a unit of what it owes; at three what came up since. */
export const deadlineReminders = {
  name: 'deadline-reminders',
  title: '诉求到期提醒',
  schedule: '0 9,15 * * *',
  misfire: 'skip',
  async run({ db, now }) {
    const reminded = await remindUnits(db, now)
    if (!reminded) return { summary: '今天不是工作日，不发提醒', counts: { digests: 0, lines: 0 } }
    const { digests, lines } = reminded
    return {
      summary:
        digests === 0 ? '没有新的临期、逾期和待办事项，不发提醒' : `提醒${digests}个单位，共${lines}项`,
      counts: { digests, lines },
    }
  },
} satisfies Job
