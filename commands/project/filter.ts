import { REGIONS } from '../../db/base/places.ts'
import { INVESTOR_TAGS, PROJECT_KINDS } from '../../db/schema/index.ts'
import type { ProjectOn } from '../../src/registry/projects/load.ts'
import { isFrom, isUnderConstruction } from '../../src/registry/projects/stages.ts'
import { isLarge, isLateToStart, isReserve } from '../../src/registry/projects/statistics.ts'

/** One way of choosing among projects, as people name it. */
interface Choice {
  /** As it stands in a title. */
  title: string
  words: RegExp
  fits(one: ProjectOn): boolean
}

/** Kinds of projects that are called otherwise too. */
const KIND_WORDS: Partial<Record<(typeof PROJECT_KINDS)[number], RegExp>> = {
  技改: /技改|技术改造/,
  工业重点: /工业重点|重点项目/,
  产业链协同创新: /协同创新/,
}

/** Which projects: the first of the list a text names. 亿元 projects are the industrial ones, as documents count them. */
const SETS: readonly Choice[] = [
  {
    title: '招商发布项目',
    words: /招商发布|发布库|对外发布|招商引资项目库/,
    fits: one => one.kinds.includes('招商发布'),
  },
  { title: '储备项目', words: /储备/, fits: one => one.stage === '储备' && !one.kinds.includes('招商发布') },
  { title: '先建后验项目', words: /先建后验/, fits: one => one.approval === '先建后验' },
  { title: '省重点项目', words: /省(?:级)?重点/, fits: one => one.level === '省' && isRunning(one) },
  { title: '市重点项目', words: /市(?:级)?重点/, fits: one => one.level === '市' && isRunning(one) },
  ...PROJECT_KINDS.filter(kind => kind !== '招商发布' && kind !== '其他').map(
    (kind): Choice => ({
      title: `${kind}项目`,
      words: KIND_WORDS[kind] ?? new RegExp(kind),
      fits: one => one.kinds.includes(kind) && isRunning(one),
    }),
  ),
  {
    title: '在建亿元以上工业项目',
    words: /亿元|亿级|亿以上|上亿/,
    fits: one => isLarge(one) && one.sector === '工业' && isRunning(one),
  },
]

/** This year's: no reserve, and not producing since before the year began. */
const isRunning = (one: ProjectOn): boolean => {
  const production = one.stages.find(({ stage }) => stage === '投产')?.actualOn ?? null
  return !isReserve(one) && (production === null || production.slice(0, 4) >= one.on.slice(0, 4))
}

const ALL: Choice = { title: '项目', words: /项目/, fits: isRunning }

/** A list of projects of which something is so, as people ask for it. */
export const CONDITIONS = {
  红灯: { words: /红灯|红牌|亮红|严重滞后/, fits: () => true },
  黄灯: { words: /黄灯|黄牌|亮黄/, fits: () => true },
  滞后: { words: /滞后|落后|拖后腿|进度慢|红黄灯/, fits: () => true },
  应开工未开工: { words: /(?:应|该)开工?.{0,3}(?:未|没)开|(?:没|未)(?:有)?开工|还没开/, fits: isLateToStart },
  今年投产: {
    words: /(?:今年|年内|年底|预计|计划|要).{0,4}投产|投产计划/,
    fits: ({ stages, on }: ProjectOn) =>
      stages.some(
        one => one.stage === '投产' && (one.actualOn ?? one.plannedOn)?.slice(0, 4) === on.slice(0, 4),
      ),
  },
  已投产: { words: /(?:已经?|哪些)投产了?/, fits: ({ stage }: ProjectOn) => stage === '投产' },
  在建: { words: /在建/, fits: ({ stage }: ProjectOn) => isUnderConstruction(stage) },
  已开工: { words: /(?:已经?|哪些)开工/, fits: ({ stage }: ProjectOn) => isFrom(stage, '开工') },
  没报进度: {
    words: /(?:没|未)(?:有)?(?:报|填)(?:进度|进展|数|台账)?/,
    fits: ({ plan, progress }: ProjectOn) => plan !== null && progress === null,
  },
  包而不推: { words: /包而不推/, fits: ({ delay }: ProjectOn) => delay?.tag === '包而不推' },
  推而不快: { words: /推而不快/, fits: ({ delay }: ProjectOn) => delay?.tag === '推而不快' },
  快而不优: { words: /快而不优/, fits: ({ delay }: ProjectOn) => delay?.tag === '快而不优' },
} as const satisfies Record<string, { words: RegExp; fits(one: ProjectOn): boolean }>
export type Condition = keyof typeof CONDITIONS

export const conditionIn = (text: string): Condition | undefined =>
  (Object.keys(CONDITIONS) as Condition[]).find(name => CONDITIONS[name].words.test(text))

/** Which projects are asked about: a set, a place, an investor. */
export interface Asked {
  /** The title of a set. */
  filter?: string | undefined
  region_code?: string | undefined
  chain?: string | undefined
  tag?: string | undefined
}

/** What a text says of which projects are meant. */
export function askedIn(text: string, chains: readonly string[]): Asked {
  const set = SETS.find(({ words }) => words.test(text))
  const place = REGIONS.filter(({ code }) => code !== '430400').find(({ name, aliases = [] }) =>
    [name, ...aliases].some(word => text.includes(word)),
  )
  const tag = INVESTOR_TAGS.find(word => text.includes(word) || (word === '三类500强' && /500强/.test(text)))
  const chain = chains.find(name => text.includes(name))
  return {
    ...(set && { filter: set.title }),
    ...(place && { region_code: place.code }),
    ...(chain && { chain }),
    ...(tag && { tag }),
  }
}

/** The projects asked about, and what they are called. */
export function chosen(
  projects: readonly ProjectOn[],
  { filter, region_code, chain, tag }: Asked,
): { title: string; projects: ProjectOn[] } {
  const set = SETS.find(({ title }) => title === filter) ?? ALL
  const place = REGIONS.find(({ code }) => code === region_code)
  return {
    title: [place?.name, chain && `${chain}产业链`, tag, set.title].filter(Boolean).join(''),
    projects: projects.filter(
      one =>
        set.fits(one) &&
        (region_code === undefined || one.regionCode === region_code) &&
        (chain === undefined || one.chain === chain) &&
        (tag === undefined || one.tags.some(own => own === tag)),
    ),
  }
}
