import Big from 'big.js'
import { z } from 'zod'
import { type Block, bold, buttons, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { groupBy } from '../../src/lib/group.ts'
import { formatWan, parseMoney } from '../../src/lib/money.ts'
import { dayOf } from '../../src/lib/time.ts'
import { maySeeFigures } from '../../src/people/may.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { firmsOfOutput, type TierFirm, type Tiers } from '../../src/registry/tiers.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { parameterOn } from '../../src/rules/parameters.ts'
import { yearIn } from '../roster/words.ts'

const PASSED = /(?:产值|营收)?(?:过|上|超过?|达到?|突破)((?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]*)个?亿)/

const NAMED = 30

const slots = z.object({
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
  year: z.number().int().min(2000).max(2100).optional(),
  /** 万元, as text. */
  at_least_wan: z.string().max(20).optional(),
})

/** 企业梯队: how many firms reach 10亿, 50亿 and 100亿 of output, and which. */
export const tier = intent({
  title: '企业梯队',
  examples: [
    '产值过10亿的企业有几家',
    '五十亿以上的企业有哪些',
    '十亿级企业多少户',
    '企业梯队情况',
    '衡东产值上亿的企业有几家',
    '有没有百亿企业',
    '过10亿50亿100亿的企业各多少家',
    '产值10亿以上几户',
    '百亿企业有没有',
    '过50亿的有几家 是谁',
    '十亿企业名单',
    '超10亿的企业比去年多了几家',
    '全市亿元企业多少户',
    '松木有几家过10亿',
    '[特变电工衡变]是不是百亿企业',
    '[建滔化工]过50亿没有',
    '产值百亿的企业',
    '10亿级企业今年新增几家',
    '梯队怎么分布的',
    '产值过50亿的是哪几家 过百亿的呢',
    '有几家过10亿了 去年几家',
    '10亿以上的企业 常宁有没有',
    '[建滔化工]今年能算50亿级了吗 现在在哪一档',
    '10亿以上企业清单 几家',
    '现在十亿企业有几户',
  ],
  access: ['office', 'admin', 'leader', 'county', 'chain', 'department', 'liaison', 'observer'],

  read: readTier,
  slots,
  run: tell,
})

function readTier({ text: said, rest, now }: Said): Record<string, unknown> {
  const place = placeIn(rest)
  const year = yearIn(said, dayOf(now))
  const named = [...said.matchAll(/(\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)个?亿/g)].flatMap(
    ([words]) => parseMoney(words) ?? [],
  )
  // 百亿企业 says 100亿; 上亿 says one.
  const bare = named.length === 0 && PASSED.test(said) ? new Big(10_000) : null
  const [only] = bare ? [bare] : named.length === 1 ? named : []
  return {
    ...(place && { [place.kind]: place.name }),
    ...(year && { year }),
    ...(only && { at_least_wan: only.toFixed() }),
  }
}

async function tell(context: Context, asked: z.infer<typeof slots>): Promise<Reply> {
  const { db, now, policies, speaker } = context
  const on = dayOf(now)
  const { document } = findRule(policies.documents, 'R-TIER', on)
  const tiers = ['tier10', 'tier50', 'tier100'].map(name => new Big(parameterOn(document, name, on).value))
  const [lowest = new Big(0)] = tiers
  const wanted = asked.at_least_wan === undefined ? null : new Big(asked.at_least_wan)
  const place = placeCalled(asked.park ?? asked.region)
  const found = await firmsOfOutput(db, {
    atLeast: wanted?.lt(lowest) ? wanted : lowest,
    ...(asked.year && { year: asked.year }),
    ...(place && { placeId: place.id }),
    on,
  })
  const shown = wanted ? found.firms.filter(({ output }) => output.gte(wanted)) : found.firms
  const visible = shown.filter(firm => maySeeFigures(speaker, firm))
  const where = place?.name ?? '全市'
  return {
    card: {
      title: `企业梯队：${found.year}年产值`,
      tone: 'info',
      ...(found.firms.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        ...(wanted
          ? [
              text(
                `${where}${found.year}年产值${formatWan(wanted)}以上的企业`,
                bold(`${shown.length}家`),
                listedAmong(shown),
                '。',
              ),
            ]
          : []),
        tierTable(tiers, found.firms),
        ...(place ? [] : unitBlocks(shown)),
        ...namesOf(visible, shown.length, wanted),
        buttons({ label: '倍增情况', action: { command: 'bulletin', intent: 'query.briefing', args: {} } }),
        note(noteOf(found, where)),
      ],
    },
    ...(visible.length > 0 && { isPrivate: true }),
  }
}

const listedAmong = (firms: readonly TierFirm[]): string =>
  firms.length === 0 ? '' : `，其中名录企业${firms.filter(({ isListed }) => isListed).length}家`

/** Tiers hold each other; beside them the bands, in which a firm stands once. */
function tierTable(tiers: readonly Big[], firms: readonly TierFirm[]): Block {
  return {
    kind: 'table',
    columns: [
      { key: 'tier', title: '梯队' },
      { key: 'firms', title: '家数', align: 'right' },
      { key: 'listed', title: '其中名录', align: 'right' },
      { key: 'band', title: '不含上一档', align: 'right' },
    ],
    rows: tiers.map((tier, i) => {
      const reached = firms.filter(({ output }) => output.gte(tier))
      const next = tiers[i + 1]
      const band = next ? reached.filter(({ output }) => output.lt(next)) : reached
      return {
        tier: `${formatWan(tier)}以上`,
        firms: String(reached.length),
        listed: String(reached.filter(({ isListed }) => isListed).length),
        band: String(band.length),
      }
    }),
  }
}

function unitBlocks(firms: readonly TierFirm[]): Block[] {
  const units = [...groupBy(firms, ({ unit }) => unit ?? '未登记考核单位')]
    .map(([name, own]) => ({ name, many: own.length }))
    .sort((a, b) => b.many - a.many || a.name.localeCompare(b.name))
  return units.length === 0 ? [] : [text(units.map(({ name, many }) => `${name}${many}家`).join('、'), '。')]
}

function namesOf(visible: readonly TierFirm[], all: number, wanted: Big | null): Block[] {
  if (visible.length === 0) return []
  const names = visible.slice(0, NAMED).map(({ name, isListed }) => (isListed ? `${name}（名录）` : name))
  return [
    text(
      wanted ? '' : '10亿元以上：',
      names.join('、'),
      visible.length > NAMED ? `等${visible.length}家` : '',
      '。',
    ),
    ...(visible.length < all ? [text(`只列您职责范围内的${visible.length}家。`)] : []),
  ]
}

const noteOf = ({ year, reported }: Tiers, where: string): string =>
  `${where}有${year}年产值的企业${reported}家。“过”按含本数计，各档层层包含（R-TIER，读法待主管部门确认）；产值按统计、部门、企业自报的先后取数。`
