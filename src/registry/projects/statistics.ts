import Big from 'big.js'
import { groupBy } from '../../lib/group.ts'
import type { RuleVersion } from '../../rules/find-rule.ts'
import { isTracked, type Light, lightOf, monthsElapsed } from './light.ts'
import type { ProjectOn } from './load.ts'
import { isFrom, isUnderConstruction } from './stages.ts'

/** 亿元 in 万元. */
const YI = 10_000

/** 亿元项目: 1亿元 and more, the bound included. */
export const isLarge = ({ total }: Pick<ProjectOn, 'total'>): boolean => total.gte(YI)

/** 储备项目 and those only offered to investors are not yet projects to be counted as running. */
export const isReserve = ({ stage, kinds }: Pick<ProjectOn, 'stage' | 'kinds'>): boolean =>
  stage === '储备' || kinds.includes('招商发布')

/** What can be counted of projects on a day. Amounts in 万元. */
export interface ProjectFigures {
  count: number
  /** 总投资. */
  total: Big
  /** 已开工, produces or not. */
  started: number
  /** 在建: started, not producing. */
  building: number
  produced: number
  /** 应开工未开工. */
  lateToStart: number
  /** Of those with a plan for the year: how many, what is planned and what was invested. */
  planned: number
  plan: Big
  /** By the planned ones alone, so that the rate compares like with like. */
  invested: Big
  /** By all, planned or not. */
  investedAll: Big
  /** Planned ones that have not reported an amount this year. */
  unreported: number
  /** 年度计划投产, or produced this year: how many, and what is expected of them a year. */
  toProduce: number
  producedThisYear: number
  expectedOutput: Big
  expectedTax: Big
  inParks: number
  totalInParks: Big
  /** Different firms behind them; a project without one counts for itself. */
  firms: number
}

/** Counts projects; of none everything is nought. */
export function figuresOf(projects: readonly ProjectOn[]): ProjectFigures {
  const year = projects[0]?.on.slice(0, 4)
  const sum = (some: readonly ProjectOn[], amount: (one: ProjectOn) => Big | null | undefined) =>
    some.reduce((total, one) => total.plus(amount(one) ?? 0), new Big(0))
  const inYear = (day: string | null | undefined) => day?.slice(0, 4) === year
  const production = ({ stages }: ProjectOn) => stages.find(({ stage }) => stage === '投产')
  const planned = projects.filter(({ plan }) => plan !== null)
  const toProduce = projects.filter(one => {
    const dates = production(one)
    return dates && (inYear(dates.actualOn) || (dates.actualOn === null && inYear(dates.plannedOn)))
  })
  const inParks = projects.filter(({ parkId }) => parkId !== null)
  return {
    count: projects.length,
    total: sum(projects, one => one.total),
    started: projects.filter(({ stage }) => isFrom(stage, '开工')).length,
    building: projects.filter(({ stage }) => isUnderConstruction(stage)).length,
    produced: projects.filter(({ stage }) => stage === '投产').length,
    lateToStart: projects.filter(isLateToStart).length,
    planned: planned.length,
    plan: sum(planned, one => one.plan?.investment),
    invested: sum(planned, one => one.progress?.cumulative),
    investedAll: sum(projects, one => one.progress?.cumulative),
    unreported: planned.filter(({ progress }) => progress === null).length,
    toProduce: toProduce.length,
    producedThisYear: toProduce.filter(one => production(one)?.actualOn).length,
    expectedOutput: sum(toProduce, one => one.expectedOutput),
    expectedTax: sum(toProduce, one => one.expectedTax),
    inParks: inParks.length,
    totalInParks: sum(inParks, one => one.total),
    firms: new Set(projects.map(({ uscc, id }) => uscc ?? id)).size,
  }
}

/** 应开工未开工: its planned day is over and it has not started. */
export const isLateToStart = ({ stage, stages, on }: ProjectOn): boolean =>
  !isFrom(stage, '开工') &&
  stages.some(one => one.stage === '开工' && one.plannedOn !== null && one.plannedOn < on)

/** 投资完成率 of a year's plans, and what the months that are over would have made of it; ratios in percent. */
export function completion(
  { plan, invested }: Pick<ProjectFigures, 'plan' | 'invested'>,
  on: string,
): { rate: Big | null; schedule: Big } {
  return {
    rate: plan.gt(0) ? invested.times(100).div(plan) : null,
    schedule: new Big(monthsElapsed(on)).times(100).div(12),
  }
}

/** 规模榜单: projects by something of theirs, the largest sum first. */
export function figuresBy<K>(
  projects: readonly ProjectOn[],
  keyOf: (one: ProjectOn) => K,
): { key: K; figures: ProjectFigures }[] {
  return [...groupBy(projects, keyOf)]
    .map(([key, some]) => ({ key, figures: figuresOf(some) }))
    .sort((a, b) => b.figures.total.cmp(a.figures.total) || b.figures.count - a.figures.count)
}

/** 按总投资分档, in 亿元; the lower bound belongs to it. */
export const BANDS: readonly { title: string; from: number }[] = [
  { title: '20亿元以上', from: 20 },
  { title: '10—20亿元', from: 10 },
  { title: '5—10亿元', from: 5 },
  { title: '2—5亿元', from: 2 },
  { title: '1—2亿元', from: 1 },
  { title: '不足1亿元', from: 0 },
]

export const bandOf = ({ total }: Pick<ProjectOn, 'total'>): string =>
  BANDS.find(({ from }) => total.gte(from * YI))?.title ?? '不足1亿元'

/** How many are at which light; `未亮` are not followed or cannot be told. */
export function lightsOf(
  version: RuleVersion,
  projects: readonly ProjectOn[],
): Record<Light | '未亮', ProjectOn[]> {
  const lit: Record<Light | '未亮', ProjectOn[]> = { 红: [], 黄: [], 绿: [], 未亮: [] }
  for (const one of projects) lit[(isTracked(one) ? lightOf(version, one).light : null) ?? '未亮'].push(one)
  return lit
}
