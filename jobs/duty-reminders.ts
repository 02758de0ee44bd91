import { remindOfDuties } from '../src/reminders/remind.ts'
import type { Job } from '../src/schedule/job.ts'

/** 到期提醒: on working days one digest for everybody who owes something by a day and has not been told yet. */
export const dutyReminders = {
  name: 'duty-reminders',
  title: '到期提醒',
  schedule: '5 9 * * *',
  misfire: 'skip',
  async run({ db, now, policies }) {
    const reminded = await remindOfDuties(db, { policies, now })
    if (!reminded) return { summary: '今天不是工作日，不发提醒', counts: { digests: 0, lines: 0 } }
    const { digests, lines } = reminded
    return {
      summary: digests === 0 ? '没有新的到期事项，不发提醒' : `提醒${digests}个单位或人，共${lines}项`,
      counts: { digests, lines },
    }
  },
} satisfies Job
