import Big from 'big.js'
import { z } from 'zod'
import { type Block, bad, bold, buttons, type Card, fields, note, text, warn } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { formatWan } from '../../src/lib/money.ts'
import { sayPercent } from '../../src/lib/percent.ts'
import { dayOf } from '../../src/lib/time.ts'
import { hasRole } from '../../src/people/may.ts'
import type { ProjectOn } from '../../src/registry/projects/load.ts'
import { projectsOn } from '../../src/registry/projects/load.ts'
import {
  BANDS,
  bandOf,
  completion,
  figuresBy,
  figuresOf,
  lightsOf,
  type ProjectFigures,
} from '../../src/registry/projects/statistics.ts'
import { type Asked, askedIn, chosen } from './filter.ts'
import { ownProjects } from './pick.ts'
import { lightVersion, percent } from './show.ts'

export const statsSlots = z.object({
  filter: z.string().max(20).optional(),
  region_code: z.string().max(6).optional(),
  chain: z.string().max(20).optional(),
  tag: z.string().max(10).optional(),
  metrics: z.array(z.string()).optional(),
  by: z.enum(['unit', 'band', 'chain']).optional(),
})
type Slots = z.infer<typeof statsSlots>

/** Fewer firms than this behind a sum tell of single ones (C-3). */
const FEWEST_FIRMS = 3
export const SUPPRESSED = '不足3家'

/** Everything a speaker may count: their own, or the whole city for whoever reads aggregates alone. */
async function countable(context: Context): Promise<ProjectOn[]> {
  return hasRole(context.speaker, 'observer')
    ? projectsOn(context.db, dayOf(context.now))
    : ownProjects(context)
}

const chainsOf = (projects: readonly ProjectOn[]): string[] => [
  ...new Set(projects.flatMap(({ chain }) => chain ?? [])),
]

/** 开了多少、投了多少: counted over the projects asked about, with what each number counts. */
export async function tellStats(context: Context, given: Slots): Promise<Reply> {
  const all = await countable(context)
  const asked: Asked = { ...askedIn(context.text, chainsOf(all)), ...given }
  const { title, projects } = chosen(all, asked)
  if (projects.length === 0)
    throw new Refusal(
      all.length === 0
        ? '您的职责范围内还没有登记项目。'
        : `没有${title}。可以问“亿元项目开了多少”“技改项目完成率”“储备项目有多少”。`,
    )
  const on = dayOf(context.now)
  const figures = figuresOf(projects)
  const isFew = figures.firms < FEWEST_FIRMS
  const isOpen = context.chat.kind === 'group' || hasRole(context.speaker, 'observer')
  const saidCount = Number(/(\d{1,4})个/.exec(context.text)?.[1] ?? figures.count)
  const lit = lightsOf(lightVersion(context), projects)
  const by = given.by ?? 'unit'
  const card: Card = {
    title: `${title}情况`,
    tone: lit.红.length > 0 ? 'warn' : 'info',
    ...(projects.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      text(
        bold(`${title}${figures.count}个`),
        isFew && isOpen ? '' : `，总投资${formatWan(figures.total)}`,
        `，已开工${figures.started}个（${sayPercent(figures.started, figures.count)}）`,
        `，已投产${figures.produced}个。`,
      ),
      ...(saidCount === figures.count
        ? []
        : [text(warn(`您说的是${saidCount}个，您能看到的台账里是${figures.count}个。`))]),
      ...(isFew && isOpen ? [text(warn(`涉及企业${SUPPRESSED}，金额不予展示。`))] : moneyBlocks(figures, on)),
      fields({
        在建: `${figures.building}个`,
        应开工未开工: figures.lateToStart > 0 ? bad(`${figures.lateToStart}个`) : '无',
        园区内: `${figures.inParks}个（${sayPercent(figures.inParks, figures.count)}）`,
        亮灯: `红${lit.红.length} 黄${lit.黄.length} 绿${lit.绿.length}${lit.未亮.length > 0 ? ` 未亮${lit.未亮.length}` : ''}`,
      }),
      ...breakdown(projects, by, isOpen, unitNames(projects)),
      buttons(
        ...(lit.红.length > 0 ? [to('红灯项目', 'query.project_list', { ...asked, condition: '红灯' })] : []),
        ...(figures.lateToStart > 0
          ? [to('应开工未开工', 'query.project_list', { ...asked, condition: '应开工未开工' })]
          : []),
        ...(figures.toProduce > 0
          ? [to('今年投产', 'query.project_list', { ...asked, condition: '今年投产' })]
          : []),
        by === 'band'
          ? to('按县市区园区', 'query.project_stats', { ...asked, by: 'unit' })
          : to('按投资规模', 'query.project_stats', { ...asked, by: 'band' }),
      ),
      note(
        `口径：不含储备项目和往年已投产项目；“1亿元以上”含1亿元；在建＝已开工未投产；完成率＝有年度计划的项目今年完成投资÷年度计划（${figures.planned}个有计划${figures.unreported > 0 ? `，其中${figures.unreported}个今年还没报，按0计` : ''}）。来源：项目台账，${on}。`,
      ),
    ],
  }
  return { card, isPrivate: isFew && !isOpen }
}

const to = (label: string, intent: string, args: Record<string, unknown>) => ({
  label,
  action: { command: 'project', intent, args },
})

function moneyBlocks(figures: ProjectFigures, on: string): Block[] {
  const { rate, schedule } = completion(figures, on)
  const gap = rate ? rate.minus(schedule) : null
  return [
    fields({
      年度计划投资: figures.planned > 0 ? formatWan(figures.plan) : '没有登记',
      今年完成投资: formatWan(figures.invested),
      完成率: rate ? percent(rate) : null,
      序时进度: rate ? `${percent(schedule)}（${sayGap(gap ?? new Big(0))}）` : null,
      今年计划投产:
        figures.toProduce > 0 ? `${figures.toProduce}个，已投产${figures.producedThisYear}个` : null,
      预计新增年产值: figures.expectedOutput.gt(0) ? formatWan(figures.expectedOutput) : null,
      预计新增年税收: figures.expectedTax.gt(0) ? formatWan(figures.expectedTax) : null,
    }),
  ]
}

const sayGap = (gap: Big): string =>
  gap.round(1).eq(0) ? '持平' : `${gap.gt(0) ? '快' : '慢'}${gap.abs().toFixed(1)}个百分点`

/** Rows of the table; the rest are counted together. */
const ROWS = 15

const unitNames = (projects: readonly ProjectOn[]): Map<string, string> =>
  new Map(
    projects.flatMap(({ unitId, parkId, park, region }) => {
      const name = unitId !== null && unitId === parkId ? park : region
      return unitId !== null && name !== null ? [[unitId, name] as const] : []
    }),
  )

function breakdown(
  projects: readonly ProjectOn[],
  by: NonNullable<Slots['by']>,
  isOpen: boolean,
  units: ReadonlyMap<string, string>,
): Block[] {
  const nameOf = (one: ProjectOn): string =>
    by === 'band'
      ? bandOf(one)
      : by === 'chain'
        ? (one.chain ?? '未定')
        : (units.get(one.unitId ?? '') ?? '未定')
  const groups = figuresBy(projects, nameOf)
  if (by === 'band') {
    const place = (key: string) => BANDS.findIndex(({ title }) => title === key)
    groups.sort((a, b) => place(a.key) - place(b.key))
  }
  if (groups.length < 2) return []
  return [
    {
      kind: 'table',
      columns: [
        { key: 'name', title: by === 'band' ? '规模' : by === 'chain' ? '产业链' : '单位' },
        { key: 'count', title: '个数', align: 'right' },
        { key: 'total', title: '总投资', align: 'right' },
        { key: 'started', title: '开工', align: 'right' },
        { key: 'rate', title: '完成率', align: 'right' },
      ],
      rows: groups.slice(0, ROWS).map(({ key, figures }) => {
        const isFew = isOpen && figures.firms < FEWEST_FIRMS
        const { rate } = completion(figures, projects[0]?.on ?? '')
        return {
          name: key,
          count: String(figures.count),
          total: isFew ? SUPPRESSED : formatWan(figures.total).replace('元', ''),
          started: String(figures.started),
          rate: isFew || !rate ? '—' : percent(rate),
        }
      }),
    },
  ]
}
