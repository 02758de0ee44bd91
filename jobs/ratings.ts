import { pressForRatings } from '../src/ledger/clock/ratings.ts'
import type { Job } from '../src/schedule/job.ts'

/** 评价提醒: on working days; who never answers is closed as 未评价. */
export const ratings = {
  name: 'ratings',
  title: '评价提醒和默认评价',
  schedule: '30 9 * * *',
  misfire: 'skip',
  async run({ db, now }) {
    const asked = await pressForRatings(db, now)
    if (!asked) return { summary: '今天不是工作日，不催评价', counts: { reminded: 0, lapsed: 0 } }
    const { reminded, lapsed } = asked
    return {
      summary:
        reminded + lapsed === 0
          ? '没有要提醒评价的诉求'
          : `提醒企业评价${reminded}件，按未评价销号${lapsed}件`,
      counts: { reminded, lapsed },
    }
  },
} satisfies Job
