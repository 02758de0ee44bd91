import { findProspects } from '../src/registry/prospects/find.ts'
import type { Job } from '../src/schedule/job.ts'

/** 政策找人: morning and afternoon, of the figures that have come in since. */
export const prospects = {
  name: 'prospects',
  title: '政策找人',
  schedule: '45 8,15 * * *',
  misfire: 'skip',
  async run({ db, now, policies }) {
    const { judged, firms, cards, lists } = await findProspects(db, policies, now)
    const of = judged === 'all' ? '全部企业' : `有新数据的${judged}家企业`
    return {
      summary:
        firms === 0
          ? `核对${of}，没有新的情况要告知`
          : `核对${of}，${firms}家有新情况，发卡片${cards}张、清单${lists}份`,
      counts: { firms, cards, lists },
    }
  },
} satisfies Job
