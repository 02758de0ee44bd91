import { and, gte, lt } from 'drizzle-orm'
import { z } from 'zod'
import { caseFile } from '../../db/schema/index.ts'
import { type Block, bold, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { sayRate } from '../../src/ledger/metrics.ts'
import { countCases } from '../../src/ledger/statistics.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { sayPercent } from '../../src/lib/percent.ts'
import { addDays, dayOf, daysBetween, instantOf } from '../../src/lib/time.ts'
import {
  type Campaign,
  campaignIn,
  campaignsOf,
  lastDay,
  reportOf,
  visitsWithin,
} from '../../src/registry/liaison/campaigns.ts'

/** Campaigns the documents name, registered here or not. */
const NAMED = /百日行动|千名干部联千企|解难题攻坚月|攻坚月|三送三解三优|援企服务|纾困增效|驻企疫情防控/

/** 专项行动战果: what a campaign reported of itself, and beside it what was recorded here. */
export const campaign = intent({
  title: '专项行动',
  examples: [
    '百日行动战果怎么样',
    '千名干部联千企有多少干部参加',
    '解难题攻坚月还有几天',
    '三送三解三优走访了多少家',
    '援企服务行动情况',
    '有哪些专项行动',
    '援企行动开展得怎么样',
    '百日行动还剩多久',
    '百日行动走访了多少家',
    '百日行动情况',
    '专项行动进展',
    '攻坚月怎么样了',
  ],
  access: ['office', 'admin', 'leader', 'county', 'department', 'chain', 'liaison', 'observer'],

  read: ({ text: said }) => ({ said }),
  slots: z.object({ said: z.string().max(200).optional() }),
  run: (context, { said }) => tellCampaign(context, said ?? ''),
})

async function tellCampaign(context: Context, said: string): Promise<Reply> {
  const { db, now } = context
  const all = await campaignsOf(db)
  const named = NAMED.exec(said)?.[0]
  const found = campaignIn(all, said) ?? (named ? undefined : all.at(-1))
  if (!found)
    throw new Refusal(
      `还没有登记过${named ? `“${named}”` : '专项行动'}。办公室可以用“专项行动”表格导入名称、起止日期和填报数。${all.length > 0 ? `已登记的：${all.map(({ name }) => name).join('、')}。` : ''}`,
    )
  const { reported } = found
  const visits = await visitsWithin(db, found, now)
  const cases = await countCases(db, {
    where: and(
      gte(caseFile.filedAt, instantOf(found.startsOn)),
      lt(caseFile.filedAt, instantOf(addDays(lastDay(found, now), 1))),
    ),
    on: dayOf(now),
  })
  const rate = sayRate('solved', cases)
  const report = await reportOf(db, found.id)
  const others = all.filter(({ id }) => id !== found.id)
  return {
    card: {
      title: found.name.replace(/[“”]/g, ''),
      tone: 'info',
      ...(found.isDemo && { tags: ['演示数据'] }),
      blocks: [
        daysOf(found, dayOf(now)),
        text(
          bold('填报数'),
          `：选派干部${reported.cadres}名，联系服务企业${reported.enterprises}家，收集问题${reported.collected}个，解决${reported.solved}个，解决率${sayPercent(reported.solved, reported.collected)}。`,
        ),
        text(
          bold('本系统记录'),
          `：走访${visits.visits}次、企业${visits.firms}家、${visits.visitors}人参加；受理诉求${cases.collected}件，解决${cases.solved}件，解决率${rate.value}。`,
        ),
        ...(others.length > 0
          ? [text(`其他行动：${others.map(({ name }) => name.replace(/[“”]/g, '')).join('、')}。`)]
          : []),
        ...(report
          ? [
              text(
                `填报数出处：${report.source}（${report.by}${report.on}录入${report.times > 1 ? `，共报过${report.times}次` : ''}）。`,
              ),
            ]
          : []),
        note(
          '填报数由各单位汇总上报，本系统记录是这段时间里逐条记下的，两套数口径不同，不相加也不互相替代。',
        ),
      ],
    },
  }
}

function daysOf({ startsOn, endsOn }: Campaign, today: string): Block {
  const until = endsOn ?? '至今'
  const left = endsOn === null || endsOn < today ? null : daysBetween(today, endsOn)
  const state =
    today < startsOn
      ? '，还没有开始'
      : endsOn !== null && endsOn < today
        ? '，已结束'
        : left === null
          ? ''
          : `，还有${left}天`
  return text(`${startsOn}${endsOn ? '至' : ''}${until}${state}。`)
}
