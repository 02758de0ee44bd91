import { loadCalendar } from '../src/ledger/calendar.ts'
import { sayPeriod } from '../src/registry/period.ts'
import { remindFigures } from '../src/registry/reporting/due.ts'
import type { Job } from '../src/schedule/job.ts'

/** 催报数据: before the window for last month's figures closes, asks listed firms; after it, tells their liaisons. */
export const figuresDue = {
  name: 'figures-due',
  title: '催报月度数据',
  schedule: '20 9 * * *',
  async run({ db, now }) {
    const reminded = await remindFigures(db, now, await loadCalendar(db))
    if (!reminded) return { summary: '今天不催报数据', counts: { firms: 0, liaisons: 0 } }
    const { period, firms, liaisons } = reminded
    return {
      summary: `${sayPeriod(period.text)}数据：提醒${firms}家企业，告知${liaisons}位联络员`,
      counts: { firms, liaisons },
    }
  },
} satisfies Job
