import { z } from 'zod'
import { ENTERPRISE_SIZES } from '../../db/schema/index.ts'
import { type Block, bold, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { groupBy } from '../../src/lib/group.ts'
import { dayOf } from '../../src/lib/time.ts'
import { cohort } from '../../src/registry/cohort.ts'
import { firmsOfKind, type KindFirm } from '../../src/registry/enterprise/census.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'

const ORIGINS = ['央企省企', '老衡企', '独角兽', '新衡企'] as const
const GROUPS = ['企业类别', '企业规模', '考核单位', '产业链'] as const
type Group = (typeof GROUPS)[number]

const ORIGIN_WORDS: readonly [(typeof ORIGINS)[number], RegExp][] = [
  ['央企省企', /央企|省企|国企/],
  ['老衡企', /老衡企|老企业/],
  ['独角兽', /独角兽/],
  ['新衡企', /新衡企|新引进企业/],
]
const SIZE = /([大中小微])型企业|([大中小微])型工业企业/
const BY: readonly [Group, RegExp][] = [
  ['企业类别', /四类企业|企业类别|企业来源|按(?:四类|来源|类别)/],
  ['企业规模', /大中小微|企业规模|按规模/],
  ['产业链', /各(?:条)?(?:产业)?链.{0,6}(?:多少|几)家?企业|按(?:产业)?链/],
  ['考核单位', /各(?:县市区|县区|园区|单位).{0,6}(?:多少|几)家?企业|按(?:县市区|园区|单位)/],
]

const NAMED = 30

const slots = z.object({
  origin: z.enum(ORIGINS).optional(),
  size: z.enum(ENTERPRISE_SIZES).optional(),
  by: z.enum(GROUPS).optional(),
  is_digital: z.literal(true).optional(),
  is_going_public: z.literal(true).optional(),
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
})
type Asked = z.infer<typeof slots>

/** 企业分类: how many enterprises of a class there are, how many of them are listed and have doubled, and which. */
export const kinds = intent({
  title: '企业分类统计',
  examples: [
    '央企省企有哪些',
    '老衡企有多少家在名录',
    '四类企业各多少家 倍增了几家',
    '名录企业按企业来源分类',
    '大型企业有几家',
    '数字经济企业有多少家',
    '哪些企业上市了',
    '衡东有多少家企业',
    '各产业链有多少家企业',
    '央企有几家',
    '新衡企有哪些',
    '独角兽企业几家',
  ],
  access: ['office', 'admin', 'leader', 'county', 'chain', 'department', 'liaison', 'observer'],

  read: readAsked,
  slots,
  run: tell,
})

function readAsked({ text: said, rest }: Said): Record<string, unknown> {
  const place = placeIn(rest)
  const origin = ORIGIN_WORDS.find(([, words]) => words.test(said))?.[0]
  const size = SIZE.exec(said)
  const by = BY.find(([, words]) => words.test(said))?.[0]
  return {
    ...(place && { [place.kind]: place.name }),
    ...(origin && { origin }),
    ...(size && { size: size[1] ?? size[2] }),
    ...(by && { by }),
    ...(/数字经济/.test(said) && { is_digital: true }),
    ...(/上市/.test(said) && { is_going_public: true }),
  }
}

async function tell(context: Context, asked: Asked): Promise<Reply> {
  const { db, now, policies } = context
  const on = dayOf(now)
  const place = placeCalled(asked.park ?? asked.region)
  const firms = await firmsOfKind(db, {
    ...(asked.origin && { originClass: asked.origin }),
    ...(asked.size && { size: asked.size }),
    ...(asked.is_digital && { isDigital: true }),
    ...(asked.is_going_public && { isGoingPublic: true }),
    ...(place && { placeId: place.id }),
  })
  const { members, baseYear, valueYear } = await cohort(db, policies, on)
  const listed = new Map(members.map(member => [member.uscc, member]))
  const what = [asked.origin, asked.size && `${asked.size}型`, asked.is_digital && '数字经济']
    .filter(Boolean)
    .join('')
  const title = asked.is_going_public ? '登记了上市阶段的企业' : `${what}${what.endsWith('企') ? '' : '企业'}`
  const row = (name: string, own: readonly KindFirm[]) => {
    const stays = own.flatMap(({ uscc }) => listed.get(uscc) ?? [])
    return {
      name,
      firms: String(own.length),
      above: String(own.filter(({ isAboveScale }) => isAboveScale).length),
      listed: String(stays.length),
      output: String(stays.filter(({ isOutputDoubled }) => isOutputDoubled).length),
      tax: String(stays.filter(({ isTaxDoubled }) => isTaxDoubled).length),
    }
  }
  return {
    card: {
      title: '企业分类统计',
      tone: 'info',
      ...(firms.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(`${place?.name ?? '全市'}库内${title}`, bold(`${firms.length}家`), '。'),
        ...(firms.length === 0 ? [] : [tableBy(asked.by ?? '企业类别', firms, row)]),
        ...namesOf(firms, asked),
        note(
          `名录为2021年以来历年合并；倍增按${valueYear}年较${baseYear}年全年数。企业类别由企业库登记，没有登记的另列。`,
        ),
      ],
    },
  }
}

const tableBy = (
  by: Group,
  firms: readonly KindFirm[],
  row: (name: string, own: readonly KindFirm[]) => Record<string, string>,
): Block => ({
  kind: 'table',
  columns: [
    { key: 'name', title: by },
    { key: 'firms', title: '家数', align: 'right' },
    { key: 'above', title: '规上', align: 'right' },
    { key: 'listed', title: '名录', align: 'right' },
    { key: 'output', title: '产值倍增', align: 'right' },
    { key: 'tax', title: '税收倍增', align: 'right' },
  ],
  rows: grouped(firms, by).map(([name, own]) => row(name, own)),
})

const GROUP_OF: Record<Group, (firm: KindFirm) => string | null> = {
  企业类别: ({ originClass }) => originClass,
  企业规模: ({ size }) => size && `${size}型`,
  考核单位: ({ unit }) => unit,
  产业链: ({ chain }) => chain,
}

const grouped = (firms: readonly KindFirm[], by: Group): [string, KindFirm[]][] =>
  [...groupBy(firms, firm => GROUP_OF[by](firm) ?? '未登记')].sort(
    ([a, own], [b, others]) =>
      Number(a === '未登记') - Number(b === '未登记') || others.length - own.length || a.localeCompare(b),
  )

/** Names only where a class was asked for, not for all there are. */
function namesOf(firms: readonly KindFirm[], { origin, size, is_digital, is_going_public }: Asked): Block[] {
  if (firms.length === 0 || !(origin || size || is_digital || is_going_public)) return []
  const names = firms
    .slice(0, NAMED)
    .map(({ name, listingStage }) => (is_going_public && listingStage ? `${name}（${listingStage}）` : name))
  return [text(names.join('、'), firms.length > NAMED ? `等${firms.length}家。` : '。')]
}
