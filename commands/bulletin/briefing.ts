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
    '这个月倍增数据',
    '衡东县简报',
    '衡东百十亿 一句话',
    '下周去常宁调研 准备个材料',
    '输变电链 一句话',
    '全市情况 一句话',
    '整体情况',
    '最近情况怎么样',
    '这个月情况',
    '本月情况简单说说',
    '倍增总体怎么样',
    '全市情况',
    '上个月的情况',
    '给我讲讲最近情况',
    '总体进展',
    '10月份通报念一下',
    '看下10月通报',
    '上期通报给我看看',
    '最新通报',
    '倍增情况',
    '现在倍增搞得怎么样了',
    '一句话说下倍增情况',
    '入规和倍增总体情况',
    '最近工作咋样',
    '全市倍增进展',
    '汇报一下本月情况',
    '三季度倍增情况',
    '倍增完成得怎么样',
    '常宁倍增搞得如何',
    '衡南最近情况',
    '工作推进情况',
    '这个月倍增怎么样 有啥变化',
    '全市这个月工作情况说一下',
    '给我看看上个月的通报',
    '最近一期通报内容',
    '倍增工作整体推进得咋样',
    '衡东现在什么情况 简单讲讲',
    '本周情况',
    '准备个材料',
    '给个材料',
  ],
  access: OFFICIALS,

  read: (said: Said) => (asksForArea(said.slots) ? readArea(said) : readMonth(said)),
  slots: z.object({
    period: z.string().optional(),
    topic: z.string().max(30).optional(),
    /** That the month asked about has no data yet. */
    note: z.string().max(30).optional(),
    ...areaSlots,
  }),
  run: async (context, asked) => (await tellArea(context, asked)) ?? brief(context, asked),
})

/** 本月 is not over and has no data yet: the month before is meant. */
function readMonth({ slots: { period }, now }: Said): Record<string, unknown> {
  const month = dayOf(now).slice(0, 7)
  if (period !== month) return { topic: '倍增进度', ...(period && { period }) }
  return { topic: '倍增进度', period: reportPeriod(now), note: '当月数据未出，取上月' }
}

/** The month a period ends with: `2023-10` of itself and of `2023M01-10`; null of a whole year or nothing. */
export function monthOf(period: string | undefined): string | null {
  const [, year, month] = /^(\d{4})(?:M\d{2})?-(\d{2})$/.exec(period ?? '') ?? []
  return year && month ? `${year}-${month}` : null
}

async function brief(
  { db, now, policies }: Context,
  { period, note: isTooEarly }: { period?: string | undefined; note?: string | undefined },
): Promise<Reply> {
  const thisMonth = dayOf(now).slice(0, 7)
  const wanted = isTooEarly ? thisMonth : (monthOf(period) ?? thisMonth)
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
