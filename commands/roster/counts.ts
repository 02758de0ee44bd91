import { z } from 'zod'
import { type Block, bold, buttons, fields, note, text, warn } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { addDays, addMonths, type Day, dayOf } from '../../src/lib/time.ts'
import {
  judgeNet,
  type Nominee,
  nominees,
  type ScaleCounts,
  scaleCounts,
  scaleTargets,
  totalOf,
} from '../../src/registry/above-scale.ts'
import { parsePeriod, sayPeriod } from '../../src/registry/period.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'

const slots = z.object({
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
  period: z.string().max(20).optional(),
  metrics: z.array(z.string().max(20)).optional(),
})
type Asked = z.infer<typeof slots>

/** 新增规上几家: firms that entered and left 规上, of the city or one unit, beside their targets. */
export const aboveScale = intent({
  title: '新增和净增规上企业',
  examples: [
    '石鼓上个月新增规上几家 净增多少',
    '今年全市新增规上企业多少家',
    '衡东今年净增规上几家',
    '松木今年入规了几家',
    '今年退库的有多少家',
    '去年净增规模工业企业多少',
    '各县市区今年新增规上情况',
    '今年入规的有几家',
    '上个月全市新增规上多少',
    '祁东净增了几家规上企业',
    '高新区今年退规几家',
    '三季度新入规情况',
    '到目前新增规上企业总数',
    '各县入规数',
    '今年升规多少户 掉了多少户',
    '衡阳县新增规模企业几户',
    '今年入规几家',
    '入规多少家了',
    '新增规上多少',
    '全市规上企业多少家',
    '今年退规几家 净增几家',
    '衡山上半年入规几家',
    '祁东今年新入规多少',
    '10月新增规上',
    '净增多少户',
    '规上企业总数',
    '上个月退了几家',
    '雁峰净增几家规上',
    '今年新上规的有多少',
    '各县新增规上各几家',
    '月度入规的有几家',
    '去年新增规上多少家 今年呢',
    '今年掉规的多少家',
    '园区新增规上情况',
    '耒阳今年入规了几家 退了几家',
    '上半年新增规上多少 净增多少',
    '全市规上工业企业总共多少户',
    '这个月月度入规几家 哪几家',
    '去年底到现在净增几家',
    '衡东今年升规的有几家',
    '入轨企业今年多少家了',
    '高新区规上企业净增',
  ],
  access: ['office', 'admin', 'leader', 'county', 'chain', 'department', 'liaison', 'observer'],

  read: readCounts,
  slots,
  run: tellCounts,
})

function readCounts({ text: said, rest }: Said): Record<string, unknown> {
  const place = placeIn(rest)
  const metrics = [
    /新增|入规|入统/.test(said) ? '新增数' : '',
    /净增/.test(said) ? '净增数' : '',
    /退库|退规|退出/.test(said) ? '退库数' : '',
  ].filter(Boolean)
  return { ...(place && { [place.kind]: place.name }), ...(metrics.length > 0 && { metrics }) }
}

/** The days of a period; this year so far without one. */
function rangeOf(
  period: string | undefined,
  today: Day,
): { from: Day; to: Day; words: string; year: number } {
  const parsed = parsePeriod(period ?? '')
  const thisYear = Number(today.slice(0, 4))
  const isThisYear = !parsed || (parsed.year === thisYear && parsed.kind === 'months' && parsed.from === 1)
  if (isThisYear && (!parsed || period?.endsWith(addMonths(`${today.slice(0, 7)}-01`, -1).slice(5, 7))))
    return { from: `${thisYear}-01-01`, to: today, words: `${thisYear}年以来`, year: thisYear }
  if (!parsed || parsed.kind === 'year') {
    const year = parsed?.year ?? thisYear
    const end = `${year}-12-31`
    return { from: `${year}-01-01`, to: end < today ? end : today, words: `${year}年`, year }
  }
  const month = (n: number): Day => `${parsed.year}-${String(n).padStart(2, '0')}-01`
  const [first, last] = parsed.kind === 'month' ? [parsed.month, parsed.month] : [parsed.from, parsed.to]
  return {
    from: month(first),
    to: addDays(addMonths(month(last), 1), -1),
    words: sayPeriod(parsed.text),
    year: parsed.year,
  }
}

async function tellCounts(context: Context, asked: Asked): Promise<Reply> {
  const today = dayOf(context.now)
  const { from, to, words, year } = rangeOf(asked.period, today)
  const place = placeCalled(asked.park ?? asked.region)
  const all = await scaleCounts(context.db, { from, to })
  const one = place
    ? (all.find(({ unitId }) => unitId === place.id) ?? {
        unitId: place.id,
        name: place.name,
        entries: 0,
        exits: 0,
        moved: 0,
        start: 0,
        end: 0,
      })
    : totalOf(all, '全市')
  // Targets are for a year: a month is not held against them.
  const isYear = from.endsWith('-01-01') && (to === today || to.endsWith('-12-31'))
  const targets = isYear ? (await scaleTargets(context.db, year)).get(one.unitId) : undefined
  const { result, flags } = judgeNet(context.policies, one, targets, today)
  const percent = (ratio: unknown) => (typeof ratio === 'number' ? `${(ratio * 100).toFixed(1)}%` : null)
  const unbalanced = result.balanced === false ? flags.filter(flag => /不一致/.test(flag)) : []
  return {
    card: {
      title: '新增和净增规上企业',
      tone: 'info',
      blocks: [
        text(
          `${words}${one.name}新增规上`,
          bold(`${one.entries}家`),
          `，退库${one.exits}家${one.moved > 0 ? `（其中专业变更${one.moved}家）` : ''}，净增`,
          bold(`${one.entries - one.exits}家`),
          `；期初${one.start}家，期末（${to}）${one.end}家。`,
        ),
        ...(targets
          ? [
              fields({
                新增目标: targets.entries ? `${targets.entries.toFixed()}家` : null,
                新增完成率: percent(result.completion_new),
                净增目标: targets.net ? `${targets.net.toFixed()}家` : null,
                净增完成率: percent(result.completion_net),
              }),
            ]
          : []),
        ...unbalanced.map(flag => text(warn(flag))),
        ...(place ? [] : unitTable(all)),
        note(
          '每家企业只计入一个考核单位，园区企业计入园区；12月至次年2月批准的年度入规计入上一统计年度，待主管部门确认。',
        ),
      ],
    },
  }
}

function unitTable(all: readonly ScaleCounts[]): Block[] {
  const rows = all.filter(({ entries, exits }) => entries + exits > 0)
  if (rows.length === 0) return []
  return [
    {
      kind: 'table',
      columns: [
        { key: 'name', title: '考核单位' },
        { key: 'entries', title: '新增', align: 'right' },
        { key: 'exits', title: '退库', align: 'right' },
        { key: 'net', title: '净增', align: 'right' },
      ],
      rows: rows
        .toSorted((a, b) => b.entries - b.exits - (a.entries - a.exits))
        .map(({ name, entries, exits }) => ({
          name,
          entries: String(entries),
          exits: String(exits),
          net: String(entries - exits),
        })),
    },
  ]
}

/** 奖励和通报批评建议名单: candidates only; naming anybody is for people to decide. */
export const candidates = intent({
  title: '奖励和通报批评建议名单',
  examples: [
    '这个月该通报批评哪些县',
    '净增规上奖励候选名单',
    '新增规上工作哪些县市区该表扬',
    '哪些地方入规落后该点名',
    '通报批评建议名单',
    '入规工作该点名批评谁',
    '哪些县市区要通报',
    '表扬和批评的建议名单',
    '倒数的县要不要通报批评',
    '奖励名单里有哪些县',
    '该表扬哪几个县',
    '通报批评名单有谁',
    '入规工作落后的要点名哪些',
    '这个月奖励候选',
    '谁该被通报',
    '哪几个县市区进度慢要批评',
    '通报点谁的名',
    '通报要点哪几家的名',
    '通报表扬的建议',
    '入规工作表扬谁 批评谁',
    '红榜黄榜候选',
    '拟通报的单位',
    '落后两个月的县有哪些',
    '入规进度慢的县 这期通报点谁',
    '净增前三的要表扬 是哪几个',
    '这个月通报批评名单出来没 有谁',
    '连续两个月落后的是哪几个县 要通报的',
  ],
  inPrivate: true,
  access: ['office', 'leader'],

  slots: z.object({}),
  async run(context) {
    const { award, criticism, through, withoutTarget } = await nominees(
      context.db,
      context.policies,
      dayOf(context.now),
    )
    return {
      card: {
        title: '奖励和通报批评建议名单',
        tone: 'warn',
        blocks: [
          text(bold('只是建议名单，点名通报和奖励都须领导批准，不能直接发布。')),
          ...nomineeBlocks('建议奖励', award.list, ({ unit }) => `净增${unit.entries - unit.exits}家`),
          ...nomineeBlocks('建议通报批评', criticism.list, ({ unit, evaluation }) => {
            const lag = evaluation.result.lag
            const behind = typeof lag === 'number' ? `，落后序时进度${(lag * 100).toFixed(1)}个百分点` : ''
            return `新增${unit.entries}家${behind}`
          }),
          buttons({
            label: '看新增净增情况',
            action: { command: 'roster', intent: 'query.above_scale', args: {} },
          }),
          note(
            `截至${sayPeriod(through)}。“明显提升”“推进缓慢”文件没有定义，按净增较上年同期增长前3名、连续2个月落后序时进度20个百分点以上列出，待主管部门确认。${withoutTarget > 0 ? `有${withoutTarget}个单位没有年度目标，没有参与比较。` : ''}`,
          ),
        ],
      },
      isPrivate: true,
    }
  },
})

function nomineeBlocks(title: string, list: readonly Nominee[], words: (one: Nominee) => string): Block[] {
  if (list.length === 0) return [text(bold(`${title}：`), '没有符合条件的单位。')]
  return [text(bold(`${title}：`), ...list.map(one => `\n· ${one.unit.name}：${words(one)}`))]
}
