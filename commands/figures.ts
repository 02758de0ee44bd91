import { z } from 'zod'
import { type Block, buttons, type Card, note, text, warn } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { Refusal } from '../src/lib/errors.ts'
import { dayOf } from '../src/lib/time.ts'
import type { Enterprise } from '../src/registry/enterprises.ts'
import { type FigureBook, openBook } from '../src/registry/figure-book.ts'
import { INDICATORS, type Indicator, indicatorOf } from '../src/registry/indicators.ts'
import {
  closedYear,
  isFuture,
  type Period,
  parsePeriod,
  sayPeriod,
  yearPeriod,
} from '../src/registry/period.ts'
import { conflicts } from './figures/conflicts.ts'
import { contribution } from './figures/contribution.ts'
import { dataFlag, explainFigure, settleFigure } from './figures/doubts.ts'
import { macro } from './figures/macro.ts'
import { metricCorrect, metricReport } from './figures/report.ts'
import { figureTable } from './parts/figure-table.ts'
import { firmAsked, firmSlots, nameOf } from './parts/firm.ts'
import { provenanceBlocks } from './parts/provenance.ts'

const slots = z.object({
  ...firmSlots,
  /** Names of indicators: 工业产值, 实缴税金, 营业收入 … */
  metrics: z.array(z.string().max(30)).max(10).optional(),
  /** `2022`, `2023-10`, `2023M01-10`. */
  period: z.string().max(20).optional(),
})
type Asked = z.infer<typeof slots>

const USUAL: readonly Indicator[] = ['output', 'tax']

/** 经营数据: figures of an enterprise with their source, and who reported them. */
export const figures = {
  name: 'figures',
  title: '经营数据',
  aliases: ['数据', '产值', '税收'],
  summary: '查企业的产值、税金、营收，每个数都注明来源和期间；企业报数、更正；异常的数请企业说明',
  intents: {
    'query.metric': intent({
      title: '产值税收',
      examples: [
        '查下[金杯电工] 去年的产值和税收',
        '[湖南机油泵] 今年产值',
        '[恒飞电缆] 2022年营收多少',
        '[建滔化工] 10月份税收',
        '[特变电工衡变] 1-10月产值同比',
        '[南岳电控]上半年交了多少税',
        '我们去年产值多少',
        '[大合新材料]去年完成投资额',
        '[瑞达电源]近两年主营收入',
        '调一下[创大玉兔]的经营数据',
        '[福邦新材料]三季度营收',
        '看下[衡山汽车]前9个月产值',
        '我们厂上个月纳税多少',
        '[创大玉兔]这两年产值税收',
        '[固诚电气]营业收入有多少',
        '[德阳鞋业] 前年产值',
        '[爱洁科技]今年效益怎么样 产值多少',
        '我公司上半年营收',
        '[建衡实业]缴了多少税',
        '[南岳电控]产值数据',
        '[古汉中药] 10月 产值 税收',
        '[金翼有色]经营情况怎么样 有数吗',
        '[恒飞电缆]产值',
        '[金翼有色]上个月营收多少',
        '[大合新材料] 税',
        '[德阳鞋业]今年交了好多税',
        '[固诚电气]前三季度主营收入',
        '[瑞达电源]2021年产值税收各多少',
        '[爱洁科技]设备投资投了多少',
        '[建滔化工]今年各月产值',
        '[福邦新材料]每个月产值列一下',
        '[金杯电工]产值增长多少 同比',
        '[南岳电控]1到10月累计产值',
        '我们今年交了多少税了',
        '我们8月份报的营收是多少',
        '查[建衡实业]的税收',
        '[衡山汽车]这个季度产值怎么样',
        '[古汉中药] 营收 增幅',
        '[创大玉兔]产值涨了还是跌了',
        '[金隆再生金属]去年税金',
        '[凌能5G]今年投了多少钱',
        '[湖南机油泵]同比增幅多少',
        '衡南 [雁南机械] 10月产值',
        '[衡岳纸业]近几个月营业收入',
        '查下松木的[建滔化工] 上半年产值和税收',
        '[南岳电控]去年产值多少 比前年呢',
        '领导要[瑞达电源] 9月的产值税收 快',
        '[衡山汽车]前三季度营收有没有过亿',
        '[镭目科技] 税收 1-8月',
        '衡阳县[建衡实业]今年产值报了多少',
        '把[古汉中药]近三年产值给我',
        '祁东 [福邦新材料] 上月产值',
        '我们上半年产值税收合计多少',
        '今年税收情况 [恒飞电缆]',
        '[金杯电工]累计营收',
        '[建滔化工]前三季度税金多少',
        '[瑞达电源]去年和前年产值',
        '[古汉中药]有没有上月的产值',
        '我厂9月报的产值',
      ],
      inPrivate: true,
      access: 'known',
      slots,
      run: tellFigures,
    }),
    'query.provenance': intent({
      title: '数据出处',
      examples: [
        '这数谁报的 准不准',
        '[金杯电工]的产值是哪来的',
        '[固诚电气] 10月产值谁报的',
        '[建滔化工]去年税收数据出处',
        '这个数什么时候报的 改过没有',
        '[湖南机油泵]产值统计和自报对得上吗',
        '这个数是谁给的',
        '这组数据来源是哪里',
        '[恒飞电缆]税收数据从哪来的',
        '产值这个口径是统计的还是税务的',
        '数据可靠吗 出自哪',
        '[瑞达电源]营收是自己报的吗',
        '哪个部门提供的数',
        '这个数改过几次 谁改的',
        '这个产值是统计局的数还是企业报的',
        '这数从哪个系统来的',
        '[德阳鞋业]9月产值谁填的',
        '数据来源写清楚 是谁报的',
        '这个税收数是税务局给的吗',
        '[恒飞电缆]的数准不准 谁提供的',
        '[南岳电控]产值依据是什么',
        '口径是啥 哪个部门的',
        '这个增速怎么来的 谁算的',
        '[建滔化工]营收改过没有 谁改的',
        '是自己报的还是统计核过的',
        '数据截止到哪天 谁出的',
        '你这个数据靠谱吗 出处在哪',
        '[建滔化工]这个产值谁报上来的 有没有核过',
        '23家这个数哪来的 哪个部门给的',
        '解决率98是怎么统计出来的 数据哪来',
        '税收这块是税务的还是企业填的',
        '[恒飞电缆]产值改过没有 什么时候改的',
        '[南岳电控]产值来源',
        '数是谁录的',
        '哪天更新的 谁给的数',
      ],
      inPrivate: true,
      access: 'known',
      slots,
      run: tellProvenance,
    }),
    'intake.metric_report': metricReport,
    'intake.metric_correct': metricCorrect,
    'data.flag': dataFlag,
    'figures.explain': explainFigure,
    'figures.settle': settleFigure,
    'query.metric_contribution': contribution,
    'query.conflicts': conflicts,
    'query.macro': macro,
  },
} satisfies Command

async function tellFigures(context: Context, asked: Asked): Promise<Reply> {
  const firm = await firmAsked(context, asked, '金杯电工 去年产值税收')
  const indicators = indicatorsAsked(asked)
  const wanted = periodAsked(asked)
  const book = await openBook(context.db, firm.uscc, indicators)
  const shown = wanted ? periodsFor(book, wanted) : usualPeriods(book, context.now)
  const blocks: Block[] = [text(...nameOf(firm, asked))]
  const lacking = wanted && !shown.includes(wanted) ? [wanted] : []
  for (const period of lacking) blocks.push(missing(period, indicators, shown, context.now))
  if (shown.length === 0) blocks.push(text(warn('库里还没有这家企业的'), namesOf(indicators), '数据。'))
  for (const period of shown) blocks.push(...figureTable(book, indicators, period))
  if (shown.length > 0) {
    const args = { uscc: firm.uscc, metrics: asked.metrics ?? indicators.map(id => INDICATORS[id].title) }
    const [first] = shown
    blocks.push(
      buttons(
        {
          label: '这数谁报的',
          action: {
            command: 'figures',
            intent: 'query.provenance',
            args: { ...args, ...(first && { period: first.text }) },
          },
        },
        {
          label: '倍增进度',
          action: { command: 'doubling', intent: 'query.doubling', args: { uscc: firm.uscc } },
        },
      ),
      note('产值为现价工业总产值，税金为当期实缴；数据以统计、税务部门最终认定为准。'),
    )
  }
  return { card: cardOf('经营数据', firm, blocks), isPrivate: true, focus: { uscc: firm.uscc } }
}

async function tellProvenance(context: Context, asked: Asked): Promise<Reply> {
  const firm = await firmAsked(context, asked, '金杯电工 去年产值谁报的')
  const indicators = indicatorsAsked(asked)
  const wanted = periodAsked(asked)
  const book = await openBook(context.db, firm.uscc, indicators)
  const [period] = wanted ? periodsFor(book, wanted) : usualPeriods(book, context.now)
  const blocks: Block[] = [text(...nameOf(firm, asked))]
  if (wanted && period !== wanted)
    blocks.push(missing(wanted, indicators, period ? [period] : [], context.now))
  if (period) blocks.push(...(await provenanceBlocks(context.db, firm.uscc, book, indicators, period)))
  else if (!wanted) blocks.push(text(warn('库里还没有这家企业的'), namesOf(indicators), '数据。'))
  blocks.push(note('数据只增不改：更正是新的一版，旧版都留着。'))
  return { card: cardOf('数据出处', firm, blocks), isPrivate: true, focus: { uscc: firm.uscc } }
}

function cardOf(title: string, firm: Enterprise, blocks: Block[]): Card {
  return { title, tone: 'info', ...(firm.isDemo && { tags: ['演示数据'] }), blocks }
}

function indicatorsAsked({ metrics = [] }: Asked): readonly Indicator[] {
  const unknown = metrics.find(word => indicatorOf(word) === null)
  if (unknown !== undefined) {
    const known = Object.values(INDICATORS).map(({ title }) => title)
    throw new Refusal(`没有“${unknown}”这项数据，可以查：${known.join('、')}。`)
  }
  const found = metrics.flatMap(word => indicatorOf(word) ?? [])
  return found.length > 0 ? [...new Set(found)] : USUAL
}

function periodAsked({ period }: Asked): Period | null {
  if (period === undefined) return null
  const parsed = parsePeriod(period)
  if (!parsed) throw new Refusal(`看不懂期间“${period}”，请说“2022年”“2023年10月”或“2023年1-10月”。`)
  return parsed
}

/** The period asked for, or, where nothing is in, the latest like it, or the latest of any kind. */
function periodsFor(book: FigureBook, wanted: Period): Period[] {
  if (book.has(wanted)) return [wanted]
  const kinds = [wanted.kind, 'months', 'month', 'year'] as const
  const latest = kinds.map(kind => book.latest(kind)).find(period => period !== null)
  return latest ? [latest] : []
}

/** The last closed year and, after it, this year's months so far. */
function usualPeriods(book: FigureBook, now: Date): Period[] {
  const closed = yearPeriod(closedYear(dayOf(now)))
  const year = book.has(closed) ? closed : book.latest('year')
  const months = book.latest('months')
  const isNewer = months && (!year || months.year > year.year)
  return [...(year ? [year] : []), ...(isNewer ? [months] : [])]
}

function missing(
  wanted: Period,
  indicators: readonly Indicator[],
  shown: readonly Period[],
  now: Date,
): Block {
  const said = sayPeriod(wanted.text)
  const why = isFuture(wanted, now)
    ? `${said}还没有到，没有数据`
    : `还没有${said}的${namesOf(indicators)}数据`
  const [latest] = shown
  return text(warn(why), latest ? `；最近的是${sayPeriod(latest.text)}：` : '，其他期间也没有。')
}

const namesOf = (indicators: readonly Indicator[]): string =>
  indicators.map(indicator => INDICATORS[indicator].title).join('、')
