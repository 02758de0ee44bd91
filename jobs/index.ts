import type { Job } from '../src/schedule/job.ts'
import { deadlineReminders } from './deadline-reminders.ts'
import { dropOldFiles } from './drop-old-files.ts'
import { dutyReminders } from './duty-reminders.ts'
import { gatheredMessages } from './gathered-messages.ts'
import { holidayNotice } from './holiday-notice.ts'
import { leaderBriefing } from './leader-briefing.ts'
import { ledgerAnchor } from './ledger-anchor.ts'
import { monthlyBulletin } from './monthly-bulletin.ts'
import { prospects } from './prospects.ts'
import { ratings } from './ratings.ts'
import { reminders } from './reminders.ts'
import { supervision } from './supervision.ts'
import { wakeHeld } from './wake-held.ts'

/** Everything the clock starts; what is due at one tick runs in this order, as it would by its moments in a day. */
export const jobs: readonly Job[] = [
  ledgerAnchor,
  dropOldFiles,
  wakeHeld,
  reminders,
  gatheredMessages,
  supervision,
  deadlineReminders,
  dutyReminders,
  ratings,
  holidayNotice,
  prospects,
  leaderBriefing,
  monthlyBulletin,
]
