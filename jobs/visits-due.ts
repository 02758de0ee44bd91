import { loadCalendar } from '../src/ledger/calendar.ts'
import { remindVisits } from '../src/registry/liaison/visits-due.ts'
import type { Job } from '../src/schedule/job.ts'

/** 走访提醒: towards the end of a month liaisons hear which of their enterprises nobody has visited yet. */
export const visitsDue = {
  name: 'visits-due',
  title: '走访提醒',
  schedule: '10 9 * * *',
  async run({ db, now }) {
    const reminded = await remindVisits(db, now, await loadCalendar(db))
    if (!reminded) return { summary: '今天不提醒走访', counts: { liaisons: 0, firms: 0 } }
    const { liaisons, firms } = reminded
    return { summary: `提醒${liaisons}位联络员，${firms}家企业本月还没走访`, counts: { liaisons, firms } }
  },
} satisfies Job
