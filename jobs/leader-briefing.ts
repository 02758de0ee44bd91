import { briefLeaders } from '../src/briefing/leader/tell.ts'
import type { Job } from '../src/schedule/job.ts'

/** 领导简报: every half hour those whose hour has come, once a day; nothing new is nothing said. */
export const leaderBriefing = {
  name: 'leader-briefing',
  title: '领导简报',
  schedule: '*/30 6-21 * * *',
  misfire: 'skip',
  async run({ db, now, policies }) {
    const { leaders, items, quiet } = await briefLeaders(db, policies, now)
    return {
      summary:
        leaders + quiet === 0
          ? '现在没有要报的领导'
          : `报给${leaders}位领导共${items}项，${quiet}位没有新情况、没有打扰`,
      counts: { leaders, items, quiet },
    }
  },
} satisfies Job
