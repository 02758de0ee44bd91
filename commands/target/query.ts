import Big from 'big.js'
import { z } from 'zod'
import { type Block, bold, buttons, note, text, warn } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { sayPercent } from '../../src/lib/percent.ts'
import { dayOf } from '../../src/lib/time.ts'
import { type ScaleCounts, scaleCounts, totalOf } from '../../src/registry/above-scale.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { monthsElapsed } from '../../src/registry/projects/light.ts'
import { CITY, PROVINCE, type Target, targetsFor } from '../../src/registry/targets/targets.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { tellCounty } from './county.ts'

const slots = z.object({
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
  target: z.enum(['新增规模工业企业', '净增规模工业企业']).optional(),
  goal: z.number().int().optional(),
  year: z.number().int().min(2000).max(2100).optional(),
  level: z.enum(['省', '县计划']).optional(),
})
type Asked = z.infer<typeof slots>

const PLAN = /百十亿|百亿(?:级)?产业|十亿(?:级)?企业|亿元(?:级)?项目.{0,4}目标|产业.{0,4}年产值目标/

/** 目标进度: what is to be reached, how far it is and who is behind; of the province, the city, counties, 百十亿. */
export const query = intent({
  title: '目标进度',
  examples: [
    '今年新增规上目标完成多少了',
    '150家的目标还差多少',
    '新增规模工业企业任务哪个县差得最多',
    '衡东新增规上目标完成情况',
    '净增目标完成率各县多少',
    '全省每年净增目标是多少',
    '百十亿完成进度怎么样',
    '各县市区目标分解',
    '新增规上任务完成情况',
    '全年目标还差多少',
    '耒阳的任务是多少',
    '哪个县离目标差得远',
    '今年任务能完成吗',
    '150家完成了几家',
    '各县任务分解情况',
    '完成率怎么样',
    '目标完成进度 谁最慢',
    '衡山县目标任务数',
    '150家完成没',
    '目标完成多少',
    '还差多少家',
    '入规任务完成情况',
    '各县任务',
    '衡山任务差几家',
    '哪个县任务没完成',
    '新增规上目标',
    '今年目标是多少',
    '祁东目标几家 完成几家',
    '完成率多少',
    '净增目标完成没',
    '百十亿目标完成多少',
    '十亿企业目标',
    '省里下的任务',
    '谁离目标最远',
    '全年任务完成几成',
    '入规任务序时进度',
    '松木任务完成没',
    '2025年要达到多少',
    '150家新增任务 现在多少 还差多少',
    '各县入规任务 完成最差的是谁',
    '衡东百十亿 十亿企业差几户',
    '今年净增目标多少 完成几成',
    '松木今年入规任务几家 完成没',
    '能不能完成150家 现在差多少',
    '任务完成率低于50%的县有哪些',
    '县里百亿产业完成几个了',
    '今年能不能完成150家',
    '任务能完成不 差几家',
    '哪个县差得最多 任务',
  ],
  access: ['office', 'admin', 'leader', 'county', 'chain', 'department', 'liaison', 'observer'],

  read: ({ text: said, rest, now }) => {
    const place = placeIn(rest)
    const year = /(20\d\d)年/.exec(said)?.[1]
    const goal = /(\d{2,5})\s*家/.exec(said)?.[1]
    return {
      ...(place ? { [place.kind]: place.name } : { region: '衡阳市' }),
      target: /净增/.test(said) ? '净增规模工业企业' : '新增规模工业企业',
      ...(goal && { goal: Number(goal) }),
      year: year ? Number(year) : Number(dayOf(now).slice(0, 4)),
      ...(/谁|哪个|哪些|各县|各园|按县/.test(said) && { group_by: '县市区' }),
      ...(/差(?:得|的)?最|最(?:多|远|慢)|离.{0,4}最远/.test(said) && { order: '差额降序' }),
      ...(/全省|省里/.test(said) && { level: '省' }),
      ...(PLAN.test(said) && { level: '县计划' }),
    }
  },
  slots,
  run: tell,
})

async function tell(context: Context, asked: Asked): Promise<Reply> {
  if (asked.level === '省') return tellProvince(context)
  if (asked.level === '县计划') return tellCounty(context)
  return tellScale(context, asked)
}

/** What is reached of a unit's target, and how that stands to the part of the year that has passed. */
interface Progress {
  id: string
  name: string
  target: Target
  reached: number
  /** Still to come; nought once it is reached. */
  left: Big
}

const reachedOf = (counts: ScaleCounts | undefined, indicator: string) =>
  counts ? (indicator === '净增规上' ? counts.entries - counts.exits : counts.entries) : 0

async function tellScale({ db, now, policies }: Context, asked: Asked): Promise<Reply> {
  const today = dayOf(now)
  const year = asked.year ?? Number(today.slice(0, 4))
  const indicator = asked.target === '净增规模工业企业' ? '净增规上' : '新增规上'
  const end = `${year}-12-31`
  const to = end < today ? end : today
  const counts = await scaleCounts(db, { from: `${year}-01-01`, to })
  const targets = (await targetsFor(db, year, { indicator })).filter(({ subject }) => subject === '')
  const place = placeCalled(asked.park ?? asked.region)
  const progressOf = (id: string, name: string): Progress | null => {
    const target = targets.find(({ placeId }) => placeId === id)
    if (!target) return null
    const reached = reachedOf(
      id === CITY ? totalOf(counts, '全市') : counts.find(({ unitId }) => unitId === id),
      indicator,
    )
    const left = target.value.minus(reached)
    return { id, name, target, reached, left: left.lt(0) ? new Big(0) : left }
  }
  const passed = end < today ? 12 : monthsElapsed(today)
  const whole = progressOf(place?.id ?? CITY, place?.name ?? '全市')
  const units = counts.filter(({ unitId }) => unitId !== '')
  const progress = units
    .flatMap(({ unitId, name }) => progressOf(unitId, name) ?? [])
    .sort((a, b) => b.left.cmp(a.left) || a.name.localeCompare(b.name))
  const without = units.filter(({ unitId }) => !targets.some(one => one.placeId === unitId))
  const { flags } = evaluate(
    findRule(policies.documents, 'R-TGT', today),
    parseFacts({
      target_level: place ? '县' : '市',
      entries: whole?.reached,
      ...(place && { target_entries: whole?.target.value.toFixed() }),
    }),
    { on: today },
  )
  return {
    card: {
      title: `${year}年${indicator}目标`,
      tone: whole && isBehind(whole, passed) ? 'warn' : 'info',
      blocks: [
        ...(asked.goal && whole && !whole.target.value.eq(asked.goal)
          ? [
              text(
                warn('请核对：'),
                `您说的是${asked.goal}家，登记的目标是${whole.target.value.toFixed()}家。`,
              ),
            ]
          : []),
        ...(whole
          ? wholeLines(whole, passed, year)
          : [text(warn(`${place?.name ?? '全市'}还没有登记${year}年的${indicator}目标。`))]),
        ...(place ? [] : countyBlocks(progress, without, targets, passed)),
        buttons(
          { label: '考核排名', action: { command: 'ranking', intent: 'query.ranking', args: { year } } },
          {
            label: '跟去年同期比',
            action: {
              command: 'ranking',
              intent: 'query.compare',
              args: { base: '去年同期', ...(place && { units: [place.name] }) },
            },
          },
        ),
        note(
          `截至${to}；序时按已过${passed}个月算。${whole ? `目标出自${whole.target.document}“${whole.target.clause}”。` : ''}${flags.find(flag => flag.includes('不能直接比较')) ?? ''}`,
        ),
      ],
    },
  }
}

const isBehind = ({ reached, target }: Progress, passed: number): boolean =>
  new Big(reached).times(12).lt(target.value.times(passed))

function wholeLines({ name, target, reached, left }: Progress, passed: number, year: number): Block[] {
  const rate = sayPercent(reached, Number(target.value))
  const schedule = sayPercent(passed, 12)
  const ahead = target.value.gt(0)
    ? new Big(reached).div(target.value).times(100).minus(new Big(passed).times(100).div(12))
    : null
  const rest = 12 - passed
  return [
    text(
      `${name}目标${target.value.toFixed()}${target.unit}，已完成`,
      bold(`${reached}${target.unit}`),
      '，完成率',
      bold(rate),
      `；序时${schedule}，`,
      ahead === null
        ? ''
        : ahead.lt(0)
          ? warn(`落后${ahead.abs().toFixed(1)}个百分点`)
          : `超前${ahead.toFixed(1)}个百分点`,
      '。',
    ),
    left.eq(0)
      ? text('目标已经完成。')
      : rest > 0
        ? text(
            `还差${left.toFixed()}${target.unit}：今年剩${rest}个月，平均每月要新增${left.div(rest).round(1, 3).toFixed()}${target.unit}；已过${passed}个月平均每月${passed > 0 ? new Big(reached).div(passed).toFixed(1) : '0'}${target.unit}。`,
          )
        : text(warn(`${year}年没有完成，差${left.toFixed()}${target.unit}。`)),
  ]
}

function countyBlocks(
  progress: readonly Progress[],
  without: readonly ScaleCounts[],
  targets: readonly Target[],
  passed: number,
): Block[] {
  const city = targets.find(({ placeId }) => placeId === CITY)
  const sum = progress.reduce((total, { target }) => total.plus(target.value), new Big(0))
  if (progress.length === 0)
    return [
      text(
        '县市区、园区的目标还没有登记，办公室可以用目标表格导入，或者说“衡东县今年新增规上目标定为12家”。',
      ),
    ]
  return [
    {
      kind: 'table',
      columns: [
        { key: 'name', title: '单位' },
        { key: 'target', title: '目标', align: 'right' },
        { key: 'reached', title: '完成', align: 'right' },
        { key: 'rate', title: '完成率', align: 'right' },
        { key: 'left', title: '还差', align: 'right' },
      ],
      rows: progress.map(one => ({
        name: isBehind(one, passed) ? `${one.name}（落后序时）` : one.name,
        target: one.target.value.toFixed(),
        reached: String(one.reached),
        rate: sayPercent(one.reached, Number(one.target.value)),
        left: one.left.toFixed(),
      })),
    },
    ...(city
      ? [
          text(
            `${progress.length}个单位目标合计${sum.toFixed()}家，占全市目标${sayPercent(Number(sum), Number(city.value))}。`,
          ),
        ]
      : []),
    ...(without.length > 0 ? [text(`还没有登记目标：${without.map(({ name }) => name).join('、')}。`)] : []),
  ]
}

async function tellProvince({ db, now }: Context): Promise<Reply> {
  const today = dayOf(now)
  const year = Number(today.slice(0, 4))
  const targets = [
    ...(await targetsFor(db, year, { placeId: PROVINCE })),
    ...(await targetsFor(db, 2025, { placeId: PROVINCE, indicator: '规上总数' })),
  ].filter((one, i, all) => all.findIndex(({ id }) => id === one.id) === i)
  if (targets.length === 0) throw new Refusal('还没有登记全省目标。')
  return {
    card: {
      title: '全省目标',
      tone: 'info',
      blocks: [
        ...targets.map(({ indicator, value, unit, year: until, isYearly, document, clause }) =>
          text(
            bold(indicator),
            `：${isYearly ? '每年' : `到${until}年`}${value.toFixed()}${unit}以上（${document}“${clause}”）`,
          ),
        ),
        note('全省1000家是净增，全市150家是新增，两个数不能直接比。全省完成数不在本系统里。'),
      ],
    },
  }
}
