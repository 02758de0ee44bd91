import { askForHolidays } from '../src/ledger/holidays/missing.ts'
import type { Job } from '../src/schedule/job.ts'

/** 工作日历提醒: while next year's holiday notice is not in, asks for it. */
export const holidayNotice = {
  name: 'holiday-notice',
  title: '催导入下一年工作日历',
  schedule: '10 9 * * *',
  misfire: 'skip',
  async run({ db, now }) {
    const asked = await askForHolidays(db, now)
    return asked
      ? { summary: `${asked.year}年工作日历还没有导入，已按频次提醒`, counts: { asked: 1 } }
      : { summary: '工作日历齐全，或今天不用提醒', counts: { asked: 0 } }
  },
} satisfies Job
