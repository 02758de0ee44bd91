import { anchorLedger } from '../src/ledger/anchor.ts'
import type { Job } from '../src/schedule/job.ts'

/** 台账日锚: after midnight, every day that is over; days missed are made up for. */
export const ledgerAnchor = {
  name: 'ledger-anchor',
  title: '台账日锚',
  schedule: '10 0 * * *',
  misfire: 'late',
  async run({ db, now }) {
    const { days, cases } = await anchorLedger(db, now)
    return {
      summary: days === 0 ? '昨天的台账已经锚定，没有重复' : `锚定台账${days}天，有新记录的诉求${cases}件`,
      counts: { days, cases },
    }
  },
} satisfies Job
