import { z } from 'zod'
import { type Block, bold, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { placeCalled, placesIn } from '../../src/registry/places.ts'
import { assessUnits, besideLastYear, CITY, monthsUpTo, UNIT_FIGURES } from '../parts/unit-figures.ts'
import { isOpenHere } from './query.ts'

const MOST = 4

const slots = z.object({
  units: z.array(z.string().max(20)).max(20).optional(),
  base: z.literal('去年同期').optional(),
  period: z.string().max(20).optional(),
})

const LAST_YEAR =
  /(?:跟|和|同|与|比|较)?(?:去年|上年)(?:同期)?(?:比|相比|对比|怎么样)|比去年|同比(?:怎么样|咋样|多少|呢)?$|同期(?:比|对比)/

/** 对比: units side by side, or the city or a unit beside the same time last year. */
export const compare = intent({
  title: '对比',
  examples: [
    '高新区和松木比一下',
    '衡东跟祁东比比看',
    '雁峰石鼓珠晖蒸湘对比',
    '跟去年同期比怎么样',
    '衡南和去年同期比呢',
    '比去年同期是多了还是少了',
    '和上个月比怎么样',
    '跟去年比增加多少',
    '耒阳和常宁对比',
    '衡南跟衡山哪个好',
    '同比呢',
    '环比变化',
    '今年和去年同期对比',
    '石鼓跟珠晖比一比',
    '比上季度如何',
    '比年初增加了几家',
    '耒阳跟常宁比',
    '和去年比',
    '同比怎么样',
    '环比呢',
    '跟上月比',
    '衡东衡南比一比',
    '松木高新白沙绿岛对比',
    '比去年多几家',
    '耒阳常宁放一起看',
    '几个城区对比一下',
    '和上半年比',
    '跟全省平均比',
    '石鼓珠晖哪个强',
    '跟祁东比差多少',
    '对比衡山和南岳',
    '衡阳县和衡南县的问题数对比',
    '比上年同期增了没',
    '今年跟前年比',
    '两个园区对比下产值',
    '和同期比是升是降',
    '衡东祁东放在一块比',
    '衡东祁东入规数比一比',
    '比上个月多了还是少了',
    '跟去年10月比呢',
    '和全省比差多少',
    '高新区和白沙绿岛比产值',
    '常宁跟耒阳哪个解决得好',
    '今年前三季度和去年同期比',
  ],
  access: ['office', 'admin', 'leader', 'county', 'chain', 'department', 'observer', 'chief'],

  read: ({ text: said }) => {
    const units = placesIn(said).map(({ name }) => name)
    return { ...(units.length > 0 && { units }), ...(LAST_YEAR.test(said) && { base: '去年同期' }) }
  },
  slots,
  run: tell,
})

async function tell(context: Context, asked: z.infer<typeof slots>): Promise<Reply> {
  const places = (asked.units ?? []).map(name => {
    const place = placeCalled(name)
    if (!place) throw new Refusal(`没有登记过“${name}”这个县市区或园区，请核对名称。`)
    return place
  })
  const isPrivate = !(await isOpenHere(context))
  if (asked.base || places.length < 2) {
    const inFocus = placeCalled(asWords(context.focus.asked?.args.region ?? context.focus.asked?.args.park))
    return { ...(await againstLastYear(context, places[0] ?? inFocus)), isPrivate }
  }
  if (places.length > MOST)
    throw new Refusal(`一次最多比${MOST}个单位，更多的请看排名，例如“各县市区产值增幅排名”。`)
  return { ...(await sideBySide(context, places, asked.period ?? null)), isPrivate }
}

const asWords = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

async function againstLastYear(
  context: Context,
  place: { id: string; name: string } | null | undefined,
): Promise<Reply> {
  const today = dayOf(context.now)
  const lines = await besideLastYear(context, place?.id ?? CITY)
  const rows = lines.map(({ name, now, before, change }) => ({ name, now, before, change }))
  return {
    card: {
      title: `${place?.name ?? '全市'}：和去年同期比`,
      tone: 'info',
      blocks: [
        text(`今年1月1日到${today}，和去年同一段日子比：`),
        {
          kind: 'table',
          columns: [
            { key: 'name', title: '指标' },
            { key: 'now', title: '今年', align: 'right' },
            { key: 'before', title: '去年同期', align: 'right' },
            { key: 'change', title: '变化', align: 'right' },
          ],
          rows,
        },
        note(
          '产值、税金按两年都有数的企业合计比；诉求、走访只数本系统记下的，去年没用本系统的时段不能说明问题。',
        ),
      ],
    },
    ...(place && {
      focus: { asked: { command: 'ranking', intent: 'query.compare', args: { region: place.name } } },
    }),
  }
}

async function sideBySide(
  context: Context,
  places: readonly { id: string; name: string }[],
  period: string | null,
): Promise<Reply> {
  const months = monthsUpTo(period && /^\d{4}-\d\d$/.test(period) ? period : null, context.now)
  const units = await assessUnits(context, months)
  const found = places.map(place => units.find(({ id }) => id === place.id) ?? null)
  const missing = places.filter((_, i) => found[i] === null)
  const shown = found.flatMap(unit => unit ?? [])
  const sources: Block[] = shown.map(({ name, figures }) =>
    text(bold(name), `：${UNIT_FIGURES.map(figure => `${figure}（${figures[figure].source}）`).join('、')}`),
  )
  return {
    card: {
      title: `对比：${places.map(({ name }) => name).join('、')}`,
      tone: 'info',
      blocks: [
        text(bold(sayPeriod(months.text))),
        ...(missing.length > 0
          ? [text(`${missing.map(({ name }) => name).join('、')}没有单独考核的企业，不参加对比。`)]
          : []),
        ...(shown.length > 0
          ? [
              {
                kind: 'table' as const,
                columns: [
                  { key: 'figure', title: '指标' },
                  ...shown.map(({ id, name }) => ({ key: id, title: name, align: 'right' as const })),
                ],
                rows: UNIT_FIGURES.map(figure => ({
                  figure,
                  ...Object.fromEntries(shown.map(({ id, figures }) => [id, figures[figure].value])),
                })),
              },
            ]
          : []),
        ...sources,
        note('只比汇总数，不涉及单个企业；不足3家的不予展示。一家企业只计入一个考核单位。'),
      ],
    },
  }
}
