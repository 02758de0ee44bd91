import { draftBulletin } from '../src/bulletins/draft.ts'
import { wasSentBack } from '../src/bulletins/find.ts'
import { remindMissing } from '../src/bulletins/remind-missing.ts'
import { reportPeriod } from '../src/bulletins/report-period.ts'
import { sayNoData } from '../src/bulletins/words.ts'
import { sayPeriod } from '../src/registry/period.ts'
import type { Job } from '../src/schedule/job.ts'

/**
 * From the 25th on: drafts the bulletin with data through the month before, for the office to approve. While figures are
 * missing it asks for them instead, each day until they are in. What people sent back they draft anew themselves.
 */
export const monthlyBulletin = {
  name: 'monthly-bulletin',
  title: '起草倍增通报',
  schedule: '0 9 25-31 * *',
  misfire: 'late',
  async run({ db, now, policies }) {
    const period = reportPeriod(now)
    const title = `${sayPeriod(period)}倍增通报`
    if (await wasSentBack(db, period))
      return { summary: `${title}已退回或撤回，由办公室重新起草`, counts: { drafted: 0, reminded: 0 } }
    const drafted = await draftBulletin(db, {
      policies,
      actor: { kind: 'job', name: 'monthly-bulletin' },
      now,
    })
    if ('bulletin' in drafted) {
      if (drafted.kind === 'drafted')
        return { summary: `已起草${title}，送领导小组办公室审批`, counts: { drafted: 1, reminded: 0 } }
      const state = drafted.bulletin.state === 'published' ? '发布稿' : '初稿待审批'
      return { summary: `${title}已有${state}，没有重复起草`, counts: { drafted: 0, reminded: 0 } }
    }
    // January is counted with February: nobody owes anything.
    const isJanuary = period.endsWith('-01')
    const reminded = isJanuary ? 0 : await remindMissing(db, { period, missing: drafted.missing, now })
    const asked = reminded > 0 ? `，已提醒${reminded}个单位` : ''
    return { summary: `${sayNoData(drafted)}，没有起草通报${asked}`, counts: { drafted: 0, reminded } }
  },
} satisfies Job
