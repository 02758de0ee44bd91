import { z } from 'zod'
import { bold, buttons, note, text } from '../../src/chat/card.ts'
import type { Context, Reply, Said } from '../../src/chat/command.ts'
import { sayPercent } from '../../src/lib/percent.ts'
import { dayOf } from '../../src/lib/time.ts'
import { maySeeFigures } from '../../src/people/may.ts'
import { type CohortRow, cohortRows } from '../../src/registry/cohort-rows.ts'
import { BASE_YEAR } from '../../src/registry/fact-year.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { CITY, kindOf, plainTitle } from '../../src/registry/rosters/kinds.ts'
import { everOn } from '../../src/registry/rosters/members.ts'

/** Which of the listed are asked about, by the words of the outside contract. */
const DOUBLED = ['产值倍增', '税收倍增', '双倍增', '产值增长50%以上', '税收增长50%以上'] as const
type Doubled = (typeof DOUBLED)[number]

const IS: Record<Doubled, (row: CohortRow) => boolean> = {
  产值倍增: row => row.isOutputDoubled,
  税收倍增: row => row.isTaxDoubled,
  双倍增: row => row.isOutputDoubled && row.isTaxDoubled,
  '产值增长50%以上': row => row.isOutputUp50,
  '税收增长50%以上': row => row.isTaxUp50,
}

/** What a list can be exported by. */
const EXPORTED: readonly Doubled[] = ['产值倍增', '税收倍增', '产值增长50%以上']

/** How many names are told; the table has all. */
const NAMED = 15

export const manySlots = {
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
  /** 倍增名录, where many enterprises are asked about and not one. */
  list: z.string().max(20).optional(),
  /** Those that are looked at; else all listed. */
  filter: z.enum(DOUBLED).optional(),
  metrics: z.array(z.string()).optional(),
}
type Asked = z.infer<z.ZodObject<typeof manySlots>>

const MANY = /几[家户个]|多少[家户个]|哪[些几家]|有谁|名单|占比|占多少|\d家|名录|双倍增|都翻|都倍增/

/** What a text asks of many: `产值翻番的税收都翻了没` is of those whose output did. */
export function readMany({ text: said, rest, slots: { metrics = [] } }: Said): Partial<Asked> {
  const place = placeIn(rest)
  const arePaired = /产值(?:和|与|、|跟)?税|税[收金]?(?:和|与|、|跟)?产值/.test(said)
  const filter = arePaired
    ? null
    : /税收?[^产]{0,3}(?:翻|倍增)[^的]{0,3}的/.test(said)
      ? '税收倍增'
      : /产值[^税]{0,3}(?:翻|倍增)[^的]{0,3}的/.test(said)
        ? '产值倍增'
        : null
  const areBoth = metrics.length > 1 && /都|双|两项|也/.test(said)
  const isMany = MANY.test(said) || place !== null
  return {
    ...(place && { [place.kind]: place.name }),
    ...(filter && { filter }),
    ...((areBoth || /两项|双倍增/.test(said)) && { metrics: ['双倍增'] }),
    ...(isMany && { list: plainTitle(kindOf('倍增名录')) }),
  }
}

/** What is asked of those that are looked at. */
function wantedOf(said: string, { metrics = [] }: Asked): Doubled {
  if (metrics.includes('双倍增')) return '双倍增'
  const isTax = metrics.includes('实缴税金') && !metrics.includes('工业产值')
  if (/50[%％]|百分之五十|一半|五成/.test(said)) return isTax ? '税收增长50%以上' : '产值增长50%以上'
  return isTax ? '税收倍增' : '产值倍增'
}

/** 多少家翻番: the listed enterprises of all years, counted as the bulletin counts them; names to whoever may see them. */
export async function tellMany(
  { db, policies, now, speaker, text: said }: Context,
  given: Asked,
): Promise<Reply> {
  const { region, park, filter } = given
  const on = dayOf(now)
  const { valueYear, rows } = await cohortRows(db, policies, { on })
  const place = placeCalled(park ?? region)
  const listed = place ? rows.filter(({ unitId }) => unitId === place.id) : rows
  const among = filter ? listed.filter(IS[filter]) : listed
  const count = (kind: Doubled) => among.filter(IS[kind]).length
  const asked = wantedOf(said, given)
  const meant = among.filter(IS[asked])
  const where = place ? place.name : '全市'
  const whose = filter && filter !== asked ? `${filter}的${among.length}家里` : `名录企业${among.length}家里`
  const others = DOUBLED.filter(kind => kind !== asked && kind !== filter)
  const visible = new Set(
    (await everOn(db, { kind: kindOf('倍增名录'), scope: CITY }, on))
      .filter(member => maySeeFigures(speaker, member))
      .map(({ uscc }) => uscc),
  )
  const named = meant.filter(({ uscc }) => visible.has(uscc))
  return {
    card: {
      title: `${where}倍增企业`,
      tone: 'info',
      ...(rows.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(
          `${valueYear}年较${BASE_YEAR}年，${where}${whose}，${asked}的`,
          bold(`${meant.length}家`),
          `，占${sayPercent(meant.length, among.length)}。`,
        ),
        text(others.map(kind => `${kind}${count(kind)}家`).join('，'), '。'),
        ...(named.length > 0
          ? [
              text(
                named
                  .slice(0, NAMED)
                  .map(({ name }) => name)
                  .join('、'),
                named.length > NAMED ? ` 等${named.length}家` : '',
              ),
            ]
          : []),
        buttons(
          ...(named.length > 0 && EXPORTED.includes(asked)
            ? [
                {
                  label: '导出名单',
                  action: { command: 'roster', intent: 'export.list', args: { filter: asked, region, park } },
                },
              ]
            : []),
          { label: '倍增情况', action: { command: 'bulletin', intent: 'query.briefing', args: {} } },
        ),
        note(
          '名录企业指2021年以来历年名录合并，同一企业只计一次，计入考核单位；按全年数认定，资料不全的不算。',
        ),
      ],
    },
    ...(named.length > 0 && { isPrivate: true }),
  }
}
