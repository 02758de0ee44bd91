import { z } from 'zod'
import { type Block, bold, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { MACRO, macroIn, macroValues, sayMacro } from '../../src/registry/targets/macro.ts'
import { CITY } from '../parts/unit-figures.ts'

const SHOWN = 4

const slots = z.object({
  metric: z.string().max(30).optional(),
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
  period: z.string().max(20).optional(),
})

/** 宏观指标: growth, rank and gaps as they were published, with their source. */
export const macro = intent({
  title: '宏观指标',
  examples: [
    '规模工业增加值增速全省排第几',
    '工业投资增长多少',
    '技改投资增速',
    '全市工业税收增长多少',
    '规工增加值高于全省几个百分点',
    '高新技术企业有多少家',
    '承接产业评价指数多少',
    '全市规模工业增加值增长多少',
    '今年工业投资怎么样',
    '规上工业增速在全省排位',
    '制造业投资增速多少',
    '前三季度工业经济运行情况',
    '高技术制造业增长了多少',
    '1-9月全市规工增速',
    '全市工业经济指标',
    '全市规工增速多少',
    '工业增加值增速排全省第几位',
    '1-10月工业投资增幅',
    '技改投资增长多少 全省排名',
    '全市工业税收多少 增速呢',
    '我市规模工业增长高于全省多少',
    '前三季度工业投资完成情况',
    '工业用电量增长多少',
    '高新技术产业增加值',
    '全市工业经济运行怎么样',
    '规上工业利润增速',
    '全市实缴税金增长几个点',
    '制造业增加值占比',
    '工业投资比全省平均高多少',
    '省里排第几 增加值',
    '规模工业增加值上半年多少',
    '规模工业增加值 全省第几 比全省高多少',
    '工业投资增速掉到第几了',
    '1-9月技改投资增幅 全省位次',
    '全市规上工业营收利润怎么样',
    '今年以来全市工业税收增幅',
    '规工利润增长多少',
    '全市工业增速',
  ],
  access: 'known',

  read: ({ text: said, rest }) => {
    const found = macroIn(said)
    const metric = found && /增速|增长|增幅/.test(said) && !/增速|指数/.test(found) ? `${found}增速` : found
    const place = placeIn(rest)
    const asksRank = /全省.{0,4}(?:第几|排|位次|名次)|排.{0,3}(?:全省|省里)|省里.{0,3}排/.test(said)
    return {
      ...(metric && { metric }),
      ...(asksRank && { field: '全省排名' }),
      ...(place && { [place.kind]: place.name }),
    }
  },
  slots,
  run: tell,
})

async function tell(
  { db }: Context,
  { metric: asked, region, park, period }: z.infer<typeof slots>,
): Promise<Reply> {
  const metric = asked?.replace(/增速$/, '')
  const place = placeCalled(park ?? region)
  const placeId = place?.id ?? CITY
  const where = place?.name ?? '全市'
  const wanted = metric ? [metric] : MACRO.map(({ name }) => name)
  const blocks: Block[] = []
  for (const indicator of wanted) {
    const all = await macroValues(db, { placeId, indicator, subject: '' })
    const values = period ? all.filter(one => one.period === period) : all
    const shown = (values.length > 0 ? values : all).slice(0, metric ? SHOWN : 1)
    if (metric && period && values.length === 0 && all.length > 0)
      blocks.push(text(`还没有${sayPeriod(period)}的数，最近的是：`))
    for (const value of shown)
      blocks.push(
        text(
          bold(`${sayPeriod(value.period)}${where}${indicator}`),
          `：${sayMacro(value)}。`,
          `（${value.source}${value.publishedOn ? `，${value.publishedOn}公布` : ''}，${value.by}录入）`,
        ),
      )
    if (metric && shown.length === 0) blocks.push(text(`${where}${indicator}还没有录入。`))
  }
  if (blocks.length === 0) blocks.push(text(`${where}还没有录入宏观指标。`))
  return {
    card: {
      title: '宏观指标',
      tone: 'info',
      blocks: [
        ...blocks,
        note('照主管部门公布的数录入，本系统不推算。办公室和统计部门可以用宏观指标表格导入。'),
      ],
    },
  }
}
