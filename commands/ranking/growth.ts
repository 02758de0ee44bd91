import { z } from 'zod'
import { bold, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { maySeeFigures } from '../../src/people/may.ts'
import { INDICATORS, indicatorOf } from '../../src/registry/indicators.ts'
import { parsePeriod } from '../../src/registry/period.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { kindOf, rosterIn, rosterOn, sayRoster } from '../../src/registry/rosters/kinds.ts'
import { membersOn } from '../../src/registry/rosters/members.ts'
import { narrow } from '../../src/registry/rosters/narrow.ts'
import { OVERSEERS } from '../screening/scope.ts'

const MOST = 10

const slots = z.object({
  list: z.enum(['头雁', '倍增名录']).optional(),
  metrics: z.array(z.string().max(30)).max(10).optional(),
  period: z.string().max(20).optional(),
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
})
type Asked = z.infer<typeof slots>

/** 企业增幅榜: the members of a roster that grew most over the same months a year before. */
export const growthBoard = intent({
  title: '企业增幅榜',
  examples: [
    '头雁企业产值增幅榜',
    '名录企业产值增长最快的是哪几家',
    '头雁企业税收增长前10',
    '今年哪些名录企业增速最高',
    '衡东名录企业产值增幅排名',
    '名录企业增幅榜',
    '头雁增幅前十',
    '企业增幅排行',
  ],
  inPrivate: true,
  access: OVERSEERS,

  read: readAsked,
  slots,
  run: tell,
})

function readAsked({ text: said, rest }: Said): Record<string, unknown> {
  const place = placeIn(rest)
  return {
    ...(place && { [place.kind]: place.name }),
    ...(rosterIn(said)?.name === '头雁' && { list: '头雁' }),
  }
}

async function tell({ db, now, policies, speaker }: Context, asked: Asked): Promise<Reply> {
  const on = dayOf(now)
  const key = rosterOn(kindOf(asked.list ?? '倍增名录'), on)
  const indicator = (asked.metrics ?? []).map(indicatorOf).find(one => one !== null) ?? 'output'
  const period = asked.period === undefined ? null : parsePeriod(asked.period)
  if (asked.period !== undefined && !period)
    throw new Refusal(`看不懂期间“${asked.period}”，请说“2022年”或“2023年1-10月”。`)
  const place = placeCalled(asked.park ?? asked.region)
  const members = (await membersOn(db, key, on)).filter(
    member =>
      maySeeFigures(speaker, member) &&
      (place === null || (member.assessUnitId ?? member.regionCode) === place.id),
  )
  const found = await narrow(
    db,
    policies,
    { members, roster: key.kind.name, on },
    { kind: 'growth', indicator, period, isNegative: false },
  )
  const top = found.members.slice(0, MOST)
  return {
    card: {
      title: `${place?.name ?? ''}${key.kind.name}企业${INDICATORS[indicator].heading}增幅榜`,
      tone: 'info',
      ...(members.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(
          `${found.title}，${sayRoster(key)}${members.length}家中增长的`,
          bold(`${found.members.length}家`),
          found.unknown > 0 ? `，${found.unknown}家两期的数不全或不可比` : '',
          '。',
        ),
        {
          kind: 'table',
          columns: [
            { key: 'rank', title: '名次', align: 'right' },
            { key: 'name', title: '企业' },
            { key: 'growth', title: '增幅', align: 'right' },
          ],
          rows: top.map(({ member, value }, i) => ({
            rank: String(i + 1),
            name: member.shortName,
            growth: value,
          })),
        },
        note('只列您能看数据的企业；同比按今年累计与上年同期，基数为零或负的不可比，不参加排名。'),
      ],
    },
    isPrivate: true,
  }
}
