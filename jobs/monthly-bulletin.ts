import { draftBulletin } from '../src/bulletins/draft.ts'
import { sayNoData } from '../src/bulletins/words.ts'
import { sayPeriod } from '../src/registry/period.ts'
import type { Job } from '../src/schedule/job.ts'

/** On the 25th: drafts the bulletin with data through the month before, for the office to approve. */
export const monthlyBulletin = {
  name: 'monthly-bulletin',
  title: '起草倍增通报',
  schedule: '0 9 25 * *',
  misfire: 'late',
  async run({ db, now, policies }) {
    const drafted = await draftBulletin(db, {
      policies,
      actor: { kind: 'job', name: 'monthly-bulletin' },
      now,
    })
    switch (drafted.kind) {
      case 'drafted':
        return {
          summary: `已起草${sayPeriod(drafted.bulletin.period)}倍增通报，送领导小组办公室审批`,
          counts: { drafted: 1 },
        }
      case 'existing':
        return {
          summary: `${sayPeriod(drafted.bulletin.period)}倍增通报已有${drafted.bulletin.state === 'draft' ? '初稿待审批' : '发布稿'}，没有重复起草`,
          counts: { drafted: 0 },
        }
      case 'no-data':
        return { summary: `${sayNoData(drafted)}，没有起草通报`, counts: { drafted: 0 } }
    }
  },
} satisfies Job
