import Big from 'big.js'
import { z } from 'zod'
import { type Block, bold, buttons, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { formatWan } from '../../src/lib/money.ts'
import { addMonths, dayOf } from '../../src/lib/time.ts'
import { unitOfGroup } from '../../src/people/groups.ts'
import { scaleCounts, scaleTargets } from '../../src/registry/above-scale.ts'
import { type Entrants, entrantsByUnit } from '../../src/registry/entrants.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import {
  caseRows,
  RANKINGS,
  type RankedValue,
  type RankingName,
  ranked,
  rankingIn,
  unitRows,
} from './rows.ts'

const slots = z.object({
  metric: z.enum(RANKINGS).optional(),
  group_by: z.enum(['部门', '县市区']).optional(),
  order: z.enum(['desc', 'asc']).optional(),
  year: z.number().int().optional(),
  period: z.string().max(20).optional(),
})
type Asked = z.infer<typeof slots>

/** 排名: places by the yearly assessment, or places and departments by one number; never by an invented score. */
export const query = intent({
  title: '排名',
  examples: [
    '各县市区新增规上考核排名',
    '净增完成率排名',
    '未解决的诉求按部门排一下',
    '工业投资增幅哪个园区最高',
    '各县区产值增幅排名',
    '税收增长谁排第一',
    '倍增企业数按县市区排',
    '哪个部门逾期最多',
    '产值增速排名',
    '各县市区解决率排名',
    '前十名企业',
    '谁排最后',
    '按部门排一下',
    '各园区排名',
    '倍增数哪个县最多',
    '入规数排前三的是谁',
    '按县排个序',
    '税收前十',
    '没办结的按单位排一下',
    '各县排名',
    '排个名',
    '倍增企业数排名',
    '各县倍增企业个数排一下',
    '哪个县翻番的最多',
    '哪个县问题最多',
    '哪个部门压得最多',
    '各部门逾期数排名',
    '按县市区排',
    '按部门排',
    '解决率谁最高',
    '解决率倒数是谁',
    '各县市区解决率排一下',
    '前五名',
    '后三名',
    '税收增速排名',
    '各县市区倍增企业产值增速排名',
    '哪个园区产值最高',
    '入规数排名',
    '谁最慢',
    '最好的是哪个县',
    '谁拖后腿',
    '垫底的是谁',
    '投资完成率排名',
    '增速最快的园区',
    '哪个县入规最多',
    '各园区按税收排',
    '各县翻番数排名',
    '各县倍增企业 谁最多 谁最少',
    '县市区新增规上排一下 倒着排',
    '各部门没办结的件数排名',
    '解决率后三名是哪几个',
    '园区里产值增速谁第一',
    '投资增速 县市区排个队',
    '各县市区税收倍增数排名',
    '没解决的问题 哪个县最多',
    '倍增产值增速前五的县',
    '哪个部门办结率最低',
    '解决率按县排一下',
    '哪个局办得最慢',
    '哪个单位超期最多',
  ],
  access: ['office', 'admin', 'leader', 'county', 'chain', 'department', 'observer', 'chief'],

  read: ({ text: said }) => {
    const metric = /规上|新增|净增|入规|考核/.test(said) ? null : rankingIn(said)
    const by = /部门|单位|局|谁压/.test(said) ? '部门' : /县|区|园/.test(said) ? '县市区' : null
    return {
      ...(metric && { metric }),
      ...(by && { group_by: by }),
      order: /倒数|垫底|最(?:少|低|差|慢)|从低到高/.test(said) ? 'asc' : 'desc',
    }
  },
  slots,
  run: tell,
})

/** Cross-unit rankings are for officials: in a group nobody's they are told in private. */
export async function isOpenHere({ db, chat }: Context): Promise<boolean> {
  return chat.kind === 'private' || (await unitOfGroup(db, chat.platform, chat.chatId)) !== null
}

async function tell(context: Context, asked: Asked): Promise<Reply> {
  const isPrivate = !(await isOpenHere(context))
  const reply = asked.metric ? await byOne(context, asked, asked.metric) : await byAssessment(context, asked)
  return {
    ...reply,
    isPrivate,
    focus: { asked: { command: 'ranking', intent: 'query.ranking', args: { ...asked } } },
  }
}

async function byOne(context: Context, asked: Asked, metric: RankingName): Promise<Reply> {
  const isCases = ['未解决数', '逾期数', '受理数', '解决率', '按期办结率'].includes(metric)
  const month = asked.period && /^\d{4}-\d\d$/.test(asked.period) ? asked.period : null
  const byUnit = asked.group_by !== '县市区'
  const { rows, words } = isCases
    ? { rows: await caseRows(context, metric, byUnit ? 'unit' : 'region'), words: '全部受理诉求' }
    : await unitRows(context, metric as Parameters<typeof unitRows>[1], month)
  const list = ranked(rows, asked.order === 'asc')
  return {
    card: {
      title: `${metric}排名`,
      tone: 'info',
      blocks: [
        text(
          bold(words),
          `，${isCases ? (byUnit ? '按承办单位' : '按县市区') : '按考核单位'}，${asked.order === 'asc' ? '从低到高' : '从高到低'}。`,
        ),
        ...(list.length === 0 ? [text('还没有可以排的数。')] : [tableOf(metric, list)]),
        note(
          isCases
            ? '数的是本系统受理的诉求；并列的名次相同。未解决＝受理减已解决、不予受理和撤回。'
            : '增幅按今年和上年都有数的企业合计比；不足3家的不予展示、不排名。',
        ),
      ],
    },
  }
}

const tableOf = (title: string, list: readonly (RankedValue & { rank: number | null })[]): Block => ({
  kind: 'table',
  columns: [
    { key: 'rank', title: '名次', align: 'right' },
    { key: 'name', title: '单位' },
    { key: 'value', title, align: 'right' },
    { key: 'made', title: '依据' },
  ],
  rows: list.map(({ rank, name, value, made }) => ({
    rank: rank === null ? '—' : String(rank),
    name,
    value,
    made,
  })),
})

/** R-RANK: four columns side by side, in the order of net completion; no score is made of them. */
async function byAssessment({ db, now, policies }: Context, asked: Asked): Promise<Reply> {
  const today = dayOf(now)
  const year = asked.year ?? Number(today.slice(0, 4))
  const end = `${year}-12-31`
  const to = end < today ? end : today
  const [counts, targets, entrants] = await Promise.all([
    scaleCounts(db, { from: `${year}-01-01`, to }),
    scaleTargets(db, year),
    entrantsByUnit(db, {
      from: `${year}-01-01`,
      to,
      before: { from: `${year - 1}-01-01`, to: addMonths(to, -12) },
    }),
  ])
  const version = findRule(policies.documents, 'R-RANK', today)
  const judged = counts
    .filter(({ unitId }) => unitId !== '')
    .map(unit => {
      const own = entrants.get(unit.unitId)
      const goal = targets.get(unit.unitId)
      const { result } = evaluate(
        version,
        parseFacts({
          entries: unit.entries,
          exits: unit.exits,
          target_entries: goal?.entries?.toFixed(),
          target_net: goal?.net?.toFixed(),
          entrants_mean_revenue: own?.meanRevenue?.toFixed(),
          entries_last_year: own?.lastYear,
          entries_kept: own?.kept,
          entrants_specialised: own?.specialised,
        }),
        { on: today },
      )
      return { unit, own, result }
    })
  const hasNetTargets = judged.some(({ result }) => result.completion_net !== null)
  const key = (result: (typeof judged)[number]['result'], net: number) =>
    hasNetTargets
      ? typeof result.completion_net === 'number'
        ? new Big(result.completion_net)
        : null
      : new Big(net)
  const list = ranked(
    judged.map(({ unit, own, result }) => ({
      name: unit.name,
      unit,
      result,
      quality: qualityOf(own),
      sort: key(result, unit.entries - unit.exits),
    })),
    asked.order === 'asc',
  )
  const percent = (value: unknown) => (typeof value === 'number' ? `${(value * 100).toFixed(1)}%` : '无目标')
  return {
    card: {
      title: `${year}年新增规上考核`,
      tone: 'info',
      blocks: [
        text(`截至${to}，`, hasNetTargets ? '按净增目标完成率排。' : '还没有登记净增目标，暂按净增数排。'),
        {
          kind: 'table',
          columns: [
            { key: 'rank', title: '名次', align: 'right' },
            { key: 'name', title: '单位' },
            { key: 'net', title: '净增', align: 'right' },
            { key: 'entries', title: '新增', align: 'right' },
            { key: 'completion', title: '完成率（净增／新增）', align: 'right' },
            { key: 'quality', title: '入规质量' },
          ],
          rows: list.map(({ rank, name, unit, result, quality }) => ({
            rank: rank === null ? '—' : String(rank),
            name,
            net: String(unit.entries - unit.exits),
            entries: String(unit.entries),
            completion: `${percent(result.completion_net)}／${percent(result.completion_new)}`,
            quality,
          })),
        },
        buttons(
          {
            label: '跟去年同期比',
            action: { command: 'ranking', intent: 'query.compare', args: { base: '去年同期' } },
          },
          { label: '目标进度', action: { command: 'target', intent: 'query.target', args: { year } } },
        ),
        note(
          '四项分列、不合成总分（R-RANK：文件没有权重）。入规质量没有定义，列入规企业平均营收、专精特新家数、上年入规企业留存数，待主管部门确认；平均营收不足3家不展示。',
        ),
      ],
    },
  }
}

function qualityOf(own: Entrants | undefined): string {
  if (!own) return '—'
  const revenue = own.meanRevenue ? `平均营收${formatWan(own.meanRevenue)}` : ''
  const special = own.specialised > 0 ? `专精特新${own.specialised}家` : ''
  const kept = own.lastYear > 0 ? `上年${own.lastYear}家留存${own.kept}家` : ''
  return [revenue, special, kept].filter(Boolean).join('，') || '—'
}
