import type { Job } from '../src/schedule/job.ts'
import { deadlineReminders } from './deadline-reminders.ts'
import { holidayNotice } from './holiday-notice.ts'
import { monthlyBulletin } from './monthly-bulletin.ts'

/** Everything the clock starts. */
export const jobs: readonly Job[] = [deadlineReminders, holidayNotice, monthlyBulletin]
