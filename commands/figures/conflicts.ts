import { z } from 'zod'
import { type Block, bold, buttons, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { maySeeFigures } from '../../src/people/may.ts'
import { type Conflict, conflictsIn } from '../../src/registry/conflicts.ts'
import { INDICATORS, indicatorOf, sayAmount } from '../../src/registry/indicators.ts'
import { closedYear, parsePeriod, sayPeriod } from '../../src/registry/period.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { OVERSEERS } from '../screening/scope.ts'

const SHOWN = 8

const slots = z.object({
  metrics: z.array(z.string().max(30)).max(10).optional(),
  period: z.string().max(20).optional(),
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
})

/** 多来源不一致: where the statistics, the tax bureau, a department and the firm itself say different figures. */
export const conflicts = intent({
  title: '数据对不上的企业',
  examples: [
    '哪些企业统计和自报的数对不上',
    '多个来源数据不一致的有哪些',
    '去年产值几个来源对不上的企业',
    '税务和企业报的税金不一致的列一下',
    '衡东数据打架的企业',
    '数据打架的有哪些',
    '统计和税务不一致的企业',
    '几个来源对不上的',
  ],
  inPrivate: true,
  access: OVERSEERS,

  read: ({ rest }) => {
    const place = placeIn(rest)
    return place ? { [place.kind]: place.name } : {}
  },
  slots,
  run: tell,
})

async function tell(context: Context, asked: z.infer<typeof slots>): Promise<Reply> {
  const { db, now, speaker } = context
  const period = asked.period ?? String(closedYear(dayOf(now)))
  if (!parsePeriod(period)) throw new Refusal(`看不懂期间“${period}”，请说“2022年”或“2023年10月”。`)
  const named = (asked.metrics ?? []).flatMap(word => indicatorOf(word) ?? [])
  const place = placeCalled(asked.park ?? asked.region)
  const found = (
    await conflictsIn(db, {
      period,
      ...(named.length > 0 && { indicators: named }),
      ...(place && { placeId: place.id }),
    })
  ).filter(one => maySeeFigures(speaker, one))
  const firms = new Set(found.map(({ uscc }) => uscc)).size
  return {
    card: {
      title: '数据对不上的企业',
      tone: found.length > 0 ? 'warn' : 'good',
      ...(found.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(
          `${place?.name ?? ''}${sayPeriod(period)}，几个来源不一致的`,
          bold(`${firms}家${found.length}项`),
          found.length === 0 ? '，没有要核对的。' : '，差得多的在前：',
        ),
        ...found.slice(0, SHOWN).map(lineOf),
        ...(found.length > SHOWN ? [text(`只列前${SHOWN}项，共${found.length}项。`)] : []),
        ...moreOf(found),
        note(
          '各来源的数都留着，不自动取舍；排在前面的是系统现在采用的来源（税金先税务，其余先统计），哪个对请与来源单位核实。',
        ),
      ],
    },
    isPrivate: true,
  }
}

function lineOf({ enterprise, indicator, said }: Conflict): Block {
  const [first, ...others] = said
  const [last] = others.slice(-1)
  const gap =
    first && last && first.amount.gt(0)
      ? `，相差${first.amount.minus(last.amount).abs().div(first.amount).times(100).toFixed(1)}%`
      : ''
  return text(
    bold(enterprise),
    ` ${INDICATORS[indicator].title}：`,
    said.map(({ source, amount }) => `${source}${sayAmount(indicator, amount)}`).join('，'),
    gap,
  )
}

function moreOf([first]: readonly Conflict[]): Block[] {
  if (!first) return []
  const { uscc, enterprise, indicator, period } = first
  return [
    buttons({
      label: `看${enterprise}的出处`,
      action: {
        command: 'figures',
        intent: 'query.provenance',
        args: { uscc, metrics: [INDICATORS[indicator].title], period },
      },
    }),
  ]
}
