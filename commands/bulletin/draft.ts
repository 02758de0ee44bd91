import { z } from 'zod'
import { draftBulletin } from '../../src/bulletins/draft.ts'
import { remindMissing } from '../../src/bulletins/remind-missing.ts'
import { reportPeriod } from '../../src/bulletins/report-period.ts'
import { sayNoData } from '../../src/bulletins/words.ts'
import { note } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { bulletinWaiting } from '../../src/chat/notices/bulletin-office.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { DECIDERS } from './access.ts'
import { monthOf } from './briefing.ts'
import { showBulletin } from './show.ts'

/** 起草倍增通报: the draft of last month, or whose figures it waits for. */
export const draft = intent({
  title: '起草倍增通报',
  examples: [
    '10月份倍增通报出个初稿',
    '起草倍增通报',
    '写一下上个月的通报',
    '通报初稿',
    '看看通报现在的稿子',
    '出个通报',
    '起草10月通报',
    '写个入规通报',
    '问题办理通报出一期',
    '搞一份解决率通报',
    '写一期三季度倍增通报',
    '通报拟个稿',
    '起草一份问题办理的简报',
    '搞个问题简报',
    '出一期入规工作通报',
    '上半月问题办理情况写个通报',
    '写个调度通报',
    '本月通报初稿',
    '通报稿子出来没',
    '做个倍增月报',
    '拟一个通报批评的稿子',
    '起草10月入规通报 各县排名放进去',
    '出一个前三季度问题办理通报',
    '写份退规风险的通报初稿',
    '10月份调度通报 先出个稿',
    '百日行动通报写一个',
    '弄个通报稿',
    '通报写一下 9月的',
  ],
  access: DECIDERS,
  read: ({ slots }) => ({ type: '倍增进度月报', ...(slots.period && { period: slots.period }) }),
  slots: z.object({ period: z.string().optional(), type: z.string().max(30).optional() }),
  run: draftOne,
})

async function draftOne(
  { db, now, policies, speaker, causeId }: Context,
  { period }: { period?: string | undefined },
): Promise<Reply> {
  const due = reportPeriod(now)
  const asked = monthOf(period)
  // 本月的通报 is the one drafted this month, about the month before.
  if (asked && asked !== due && asked !== dayOf(now).slice(0, 7)) {
    throw new Refusal(
      `现在能起草的是${sayPeriod(due)}通报（数据截至上月），不能起草${sayPeriod(asked)}的。请发“起草倍增通报”。`,
    )
  }
  const drafted = await draftBulletin(db, { policies, actor: speaker, now, causeId })
  const did = {
    words: `起草${sayPeriod(due)}倍增通报`,
    undo: { never: '初稿不批准就不会发出去；不要了请退回。' },
  }
  if ('bulletin' in drafted) {
    const shown = await showBulletin(db, drafted.bulletin, now)
    return drafted.kind === 'drafted' ? { ...shown, did } : shown
  }
  if (drafted.kind === 'no-data')
    throw new Refusal(`${sayNoData(drafted)}，不能起草通报。请先催报并导入数据。`)
  const reminded = await remindMissing(db, { period: drafted.period, missing: drafted.missing, now })
  const units = drafted.missing.map(({ unitId: _, name, ...rest }) => ({ unit: name, ...rest }))
  const card = bulletinWaiting({ period: drafted.period, days: 0, units })
  return {
    card: {
      ...card,
      title: `${sayPeriod(drafted.period)}数据未报齐，不能起草`,
      blocks: [...card.blocks, note(`今天已提醒${reminded}个单位。`)],
    },
    ...(reminded > 0 && {
      did: { ...did, words: `提醒${reminded}个单位报${sayPeriod(drafted.period)}的数` },
    }),
  }
}
