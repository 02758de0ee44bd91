import { z } from 'zod'
import { NO_WORDING } from '../../db/bulletin-content.ts'
import { composeBulletin } from '../../src/bulletins/compose.ts'
import { latestMonth, reportPeriod } from '../../src/bulletins/report-period.ts'
import { note } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { bulletinBody, demoTag } from '../../src/chat/notices/bulletin-body.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { areaSlots, asksForArea, readArea, tellArea } from '../briefing/area.ts'
import { OFFICIALS } from './access.ts'

/** 倍增情况: the numbers as they are now, of the latest month that has any. */
export const briefing = intent({
  title: '倍增情况',
  examples: [
    '本月倍增情况',
    '全市倍增进度怎么样',
    '倍增了多少家',
    '这个月倍增数据',
    '各县倍增排名',
    '衡东县简报',
    '衡东百十亿 一句话',
    '下周去常宁调研 准备个材料',
    '输变电链 一句话',
    '全市情况 一句话',
  ],
  access: OFFICIALS,

  read: (said: Said) =>
    asksForArea(said.slots)
      ? readArea(said)
      : { topic: '倍增进度', ...(said.slots.period && { period: said.slots.period }) },
  slots: z.object({
    period: z.string().optional(),
    topic: z.string().max(30).optional(),
    ...areaSlots,
  }),
  run: async (context, asked) => (await tellArea(context, asked)) ?? brief(context, asked.period),
})

/** The month a period ends with: `2023-10` of itself and of `2023M01-10`; null of a whole year or nothing. */
export function monthOf(period: string | undefined): string | null {
  const [, year, month] = /^(\d{4})(?:M\d{2})?-(\d{2})$/.exec(period ?? '') ?? []
  return year && month ? `${year}-${month}` : null
}

async function brief({ db, now, policies }: Context, asked?: string): Promise<Reply> {
  const wanted = monthOf(asked) ?? dayOf(now).slice(0, 7)
  const latest = await latestMonth(db, reportPeriod(now))
  if (!latest) throw new Refusal('名录企业还没有任何月度数据，暂时给不出倍增情况。请先导入数据。')
  const content = await composeBulletin(db, policies, now, latest)
  return {
    card: {
      title: `倍增情况（截至${sayPeriod(latest)}）`,
      tone: 'info',
      ...demoTag(content),
      blocks: [
        ...(wanted === latest ? [] : [note(whyOther(wanted, latest))]),
        ...bulletinBody({ content, wording: NO_WORDING, path: '' }),
        note('以上为即时数据，未经审批，不作通报使用。'),
      ],
    },
  }
}

function whyOther(wanted: string, latest: string): string {
  return wanted > latest
    ? `${sayPeriod(wanted)}的数据还没有出，以下为截至${sayPeriod(latest)}的情况。`
    : `以下为最新情况（截至${sayPeriod(latest)}）；${sayPeriod(wanted)}当时的情况请看当月通报。`
}
