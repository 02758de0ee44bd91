import Big from 'big.js'
import type { BulletinContent, UnitFacts, Wording } from '../../../db/bulletin-content.ts'
import { sayPeriod } from '../../registry/period.ts'
import { againstWords } from './overall.ts'
import type { Part, Passage, Run, Section } from './parts.ts'
import { passage } from './passage.ts'
import { firms, growth, SUPPRESSED } from './say.ts'

/** `unit:430426`; what a remark about a unit hangs on. */
const unitKey = ({ id }: Pick<UnitFacts, 'id'>): string => `unit:${id ?? 'none'}`

export function units(content: BulletinContent, wording: Wording): Section {
  const ranked = rankedUnits(content)
  const parts: Part[] = [
    unitTable(content, ranked, wording),
    {
      kind: 'chart',
      id: 'doubling',
      title: '产值增长50%以上和产值倍增企业',
      unit: '家',
      names: content.units.filter(({ growth: told }) => told).map(({ name }) => name),
      series: [
        {
          name: '产值增长50%以上',
          values: content.units.flatMap(({ growth: told }) => told?.outputUp50 ?? []),
        },
        { name: '产值倍增', values: content.units.flatMap(({ growth: told }) => told?.outputDoubled ?? []) },
      ],
    },
    ...(ranked.some(({ progress }) => progress) ? [progressChart(content, ranked)] : []),
    ...ranked.filter(({ progress }) => progress).map(unit => unitPassage(content, wording, unit)),
    ...boards(content, wording),
  ]
  return { id: 'units', title: '县市区（园区）情况', parts }
}

/** By rank, those without one last. */
const rankedUnits = ({ units: all }: BulletinContent): UnitFacts[] =>
  [...all].sort((a, b) => (a.rank ?? 999) - (b.rank ?? 999))

function unitTable({ ranking }: BulletinContent, ranked: readonly UnitFacts[], { exact }: Wording): Part {
  const withProgress = ranking !== null
  const left = (title: string) => ({ title, align: 'left' as const })
  const right = (title: string) => ({ title, align: 'right' as const })
  return {
    kind: 'table',
    title: withProgress
      ? `${sayPeriod(ranking.period)}各单位产值${against({ ranking })}增幅排名`
      : '名录企业和倍增情况',
    columns: [
      ...(withProgress ? [right('位次'), right('较上月')] : []),
      left('单位'),
      right('名录（家）'),
      right('产值倍增'),
      right('税收倍增'),
      right('产值增50%以上'),
      ...(withProgress ? [right('累计增幅')] : []),
    ],
    rows: ranked.map(unit => unitRow(unit, withProgress, exact)),
  }
}

function unitRow(unit: UnitFacts, withProgress: boolean, exact: readonly string[]): Run[] {
  const key = unitKey(unit)
  const number = (of: string, count: number | undefined): Run =>
    count === undefined ? SUPPRESSED : { key: `${key}.${of}`, say: String(count) }
  return [
    ...(withProgress
      ? [
          unit.rank === null ? SUPPRESSED : { key: `${key}.rank`, say: String(unit.rank) },
          unit.rank === null || unit.rankBefore === null
            ? SUPPRESSED
            : { key: `${key}.change`, say: arrow(unit.rankBefore - unit.rank) },
        ]
      : []),
    unit.name,
    number('listed', unit.listed),
    number('output', unit.growth?.outputDoubled),
    number('tax', unit.growth?.taxDoubled),
    number('up50', unit.growth?.outputUp50),
    ...(withProgress
      ? [unit.progress ? growth(`${key}.growth`, unit.progress.growth, exact) : SUPPRESSED]
      : []),
  ]
}

const arrow = (places: number): string => (places === 0 ? '平' : places > 0 ? `↑${places}` : `↓${-places}`)

function progressChart(content: BulletinContent, ranked: readonly UnitFacts[]): Part {
  const told = ranked.flatMap(({ name, progress }) => (progress ? [{ name, growth: progress.growth }] : []))
  return {
    kind: 'chart',
    id: 'progress',
    title: `累计产值较${againstWords(content)}增幅`,
    unit: '%',
    names: told.map(({ name }) => name),
    series: [{ name: '增幅', values: told.map(unit => Number(new Big(unit.growth).toFixed(1))) }],
  }
}

/** What is said of one unit: facts, then a remark that the office may word otherwise. */
function unitPassage(content: BulletinContent, wording: Wording, unit: UnitFacts): Passage {
  const key = unitKey(unit)
  const { progress, rank, rankBefore } = unit
  return passage(wording, {
    id: key,
    title: unit.name,
    facts: [
      `名录企业累计产值${against(content)}`,
      progress ? growth(`${key}.growth`, progress.growth, wording.exact) : SUPPRESSED,
      ...(rank === null || wording.omitted?.includes(`${key}.rank`)
        ? []
        : ['，居', { key: `${key}.rank`, say: `全市第${rank}位` }, ...moved(key, rank, rankBefore)]),
      ...(unit.growth
        ? [
            '；产值倍增',
            firms(`${key}.output`, unit.growth.outputDoubled),
            '、税收倍增',
            firms(`${key}.tax`, unit.growth.taxDoubled),
          ]
        : []),
    ],
    remark: ownRemark(content, unit),
  })
}

/** 同比, or against the base year. */
const against = ({ ranking }: Pick<BulletinContent, 'ranking'>): string =>
  ranking?.against === '上年同期' ? '同比' : '较基期同期'

function moved(key: string, rank: number, before: number | null): Run[] {
  if (before === null) return []
  const places = before - rank
  const say = places === 0 ? '与上月持平' : `较上月${places > 0 ? '上升' : '下降'}${Math.abs(places)}位`
  return ['（', { key: `${key}.change`, say }, '）']
}

/** Our own words, by how a unit stands to all of them; the office may put others. */
function ownRemark({ ranking }: BulletinContent, { progress }: UnitFacts): string {
  if (!progress || !ranking?.growth) return ''
  const own = new Big(progress.growth)
  if (own.lt(0)) return '进度滞后'
  return own.gte(ranking.growth) ? '进度较快' : '进度偏慢'
}

/** 红榜, 黄榜: only once somebody with the right has agreed to them. */
function boards({ boards: { red, yellow } }: BulletinContent, wording: Wording): Passage[] {
  if (!wording.boards?.isShown) return []
  const board = (id: 'red' | 'yellow', title: string, lines: typeof red): Passage[] =>
    lines.length === 0
      ? []
      : [
          passage(wording, {
            id: `board:${id}`,
            title,
            facts: lines.flatMap(({ unit, entries, net, target }, i): Run[] => [
              `${i === 0 ? '' : '；'}${unit}（新增规上`,
              firms(`board.${id}.${unit}.entries`, entries),
              '，净增',
              firms(`board.${id}.${unit}.net`, net),
              ...(target === null ? [] : ['，全年新增目标', firms(`board.${id}.${unit}.target`, target)]),
              '）',
            ]),
          }),
        ]
  return [...board('red', '红榜（予以表扬）', red), ...board('yellow', '黄榜（督促整改）', yellow)]
}
