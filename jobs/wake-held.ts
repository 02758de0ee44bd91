import { wakeHeldCases } from '../src/ledger/clock/wake.ts'
import type { Job } from '../src/schedule/job.ts'

/** 挂起到期恢复: on the day set the clock of a held case goes on. */
export const wakeHeld = {
  name: 'wake-held',
  title: '挂起到期恢复',
  schedule: '30 8 * * *',
  misfire: 'late',
  async run({ db, now }) {
    const resumed = await wakeHeldCases(db, now)
    return {
      summary: resumed === 0 ? '没有挂起到期的诉求' : `恢复办理${resumed}件`,
      counts: { resumed },
    }
  },
} satisfies Job
