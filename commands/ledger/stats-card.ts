import { CASE_STATE_NAMES, type CaseState } from '../../db/schema/index.ts'
import { type Block, bold, buttons, type Card, fields, note, text } from '../../src/chat/card.ts'
import type { Standing } from '../../src/ledger/filter.ts'
import {
  COLLECTED_RULE,
  type Metric,
  RATES,
  type RateName,
  STANDINGS,
  sayAverageDays,
  sayRate,
} from '../../src/ledger/metrics.ts'
import type { CaseCounts, CaseGroup, Grouping } from '../../src/ledger/statistics.ts'
import { sayPercent } from '../../src/lib/percent.ts'
import type { Campaign } from './named.ts'
import type { Question } from './question.ts'
import { leadOf, type NamedGroup } from './stats-lead.ts'
import { nameOfStatus, type Status } from './status.ts'

/** Groups a card shows. */
const SHOWN = 20

const GROUP_TITLES: Record<Grouping, string> = {
  unit: '责任单位',
  category: '类别',
  region: '县市区',
  assess: '县市区（园区）',
  chain: '产业链',
  campaign: '专项行动',
  month: '月份',
  state: '环节',
}
/** What a group is called that stands for none. */
const NONE: Record<Grouping, string> = {
  unit: '待交办',
  category: '未分类',
  region: '未登记属地',
  assess: '未登记考核单位',
  chain: '不在产业链',
  campaign: '不在专项行动内',
  month: '未知',
  state: '未知',
}

/** Cases counted: those asked for, and those around them whatever their status. */
interface Counted {
  counts: CaseCounts
  around: CaseCounts
  grouped: { by: Grouping; groups: readonly CaseGroup[] } | null
  /** The shares that were asked for by name. */
  metrics: readonly RateName[]
}

/** Counts and shares of some cases, in total and by group, each with what it is made of and its rule. */
export function statsCard(question: Question, counted: Counted, ...more: Block[]): Card {
  const { words, on, reach, again, status } = question
  const { counts, around, grouped, metrics } = counted
  const isShareOf = status ? sayShare(status, counts, around) : null
  return {
    title: `诉求统计${words ? `：${words}` : ''}`,
    tone: 'info',
    blocks: [
      ...(isShareOf
        ? [isShareOf.block]
        : [
            ...metrics.map(name => text(bold(`${RATES[name].name}${sayMetric(sayRate(name, counts))}`))),
            sayTotals(counts),
            fields(
              Object.fromEntries(
                ALL_RATES.filter(name => !metrics.includes(name)).map(name => [
                  RATES[name].name,
                  sayMetric(sayRate(name, counts)),
                ]),
              ),
            ),
          ]),
      ...(grouped ? groupBlocks(grouped, status, metrics[0] ?? null) : []),
      ...more,
      buttons(
        { label: '列出来', action: { command: 'ledger', intent: 'query.case_list', args: again } },
        { label: '导出台账', action: { command: 'ledger', intent: 'export.ledger', args: again } },
      ),
      ruleBlock(
        on,
        isShareOf ? isShareOf.rules : [COLLECTED_RULE, ...ALL_RATES.map(name => RATES[name].rule)],
      ),
      ...reachNote(reach),
    ],
  }
}

const ALL_RATES = ['finished', 'solved', 'inTime', 'overdue'] as const satisfies readonly RateName[]

const sayTotals = (counts: CaseCounts): Block =>
  text(
    bold(`收集${counts.collected}件`),
    `（${counts.firms}家企业），办结${counts.finished}件，解决${counts.solved}件；在办${counts.inHand}件，其中逾期${counts.overdue}件。`,
  )

const OF_THOSE_IN_HAND: readonly Standing[] = ['overdue', 'dueSoon']

/** How many have a status, and how large a share of the others that is. */
function sayShare(
  status: Status,
  { collected: count, firms, overdue }: CaseCounts,
  around: CaseCounts,
): { block: Block; rules: string[] } {
  const name = nameOfStatus(status)
  const standing = 'standing' in status ? status.standing : null
  const isOfInHand = standing !== null && OF_THOSE_IN_HAND.includes(standing)
  const [whole, of] = isOfInHand ? [around.inHand, '在办'] : [around.collected, '收集']
  const late = standing !== 'overdue' && overdue > 0 ? `，其中逾期${overdue}件` : ''
  return {
    block: text(
      bold(`${name}${count}件`),
      `（${firms}家企业）${late}，占${of}的${sayPercent(count, whole)}（${count}/${whole}）。`,
    ),
    rules: [
      ...(standing ? [STANDINGS[standing].rule] : [`${name}：按诉求现在所处的环节。`]),
      isOfInHand ? STANDINGS.inHand.rule : COLLECTED_RULE,
      ...(late ? [STANDINGS.overdue.rule] : []),
    ],
  }
}

/** Shares or the average by themselves: 满意度, 平均用时. */
export function ratesCard(
  { words, on, reach }: Question,
  counts: CaseCounts,
  wanted: readonly (RateName | 'days')[],
): Card {
  const metrics = wanted.map(name => (name === 'days' ? sayAverageDays(counts) : sayRate(name, counts)))
  return {
    title: `${metrics.map(({ name }) => name).join('、')}${words ? `：${words}` : ''}`,
    tone: 'info',
    blocks: [
      fields(Object.fromEntries(metrics.map(one => [one.name, sayMetric(one)]))),
      note(`截至${on}。${metrics.map(({ rule }) => rule).join('')}`),
      ...reachNote(reach),
    ],
  }
}

/** What a campaign reported of itself, apart from what the ledger counts. */
export function campaignCard(
  { on, again }: Question,
  { name, startsOn, endsOn, collected, solved, cadres, enterprises, isDemo }: Campaign,
  counts: CaseCounts,
): Card {
  return {
    title: name,
    tone: 'info',
    ...(isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(
        bold(`收集问题${collected}件，解决${solved}件，问题解决率${sayPercent(solved, collected)}`),
        `（${solved}/${collected}）。`,
      ),
      text(`选派干部${cadres}名，联系企业${enterprises}家；${startsOn}至${endsOn ?? '今'}。`),
      text(
        counts.collected > 0
          ? `台账里这期间受理的有${counts.collected}件，解决${counts.solved}件，问题解决率${sayMetric(sayRate('solved', counts))}。`
          : '台账里没有这期间受理的诉求。',
      ),
      ...(counts.collected > 0
        ? [
            buttons({
              label: '列出来',
              action: { command: 'ledger', intent: 'query.case_list', args: again },
            }),
          ]
        : []),
      note(
        `前两行是行动的填报数，由各地汇总上报，不是台账逐件登记的；台账的数截至${on}。${RATES.solved.rule}`,
      ),
    ],
  }
}

/** Whose cases were counted, for those who do not see all. */
export const reachNote = (reach: string | null): Block[] => (reach ? [note(`范围：${reach}。`)] : [])

/** By which rules it was counted, folded away. */
const ruleBlock = (on: string, rules: readonly string[]): Block => ({
  kind: 'fold',
  title: `口径（截至${on}）`,
  blocks: rules.map(rule => ({ kind: 'text', spans: [rule] })),
})

const sayMetric = ({ value, made }: Metric) => (made ? `${value}（${made}）` : value)

function groupBlocks(
  { by, groups }: { by: Grouping; groups: readonly CaseGroup[] },
  status: Status | null,
  metric: RateName | null,
): Block[] {
  if (groups.length === 0) return []
  const named = groups.map((group): NamedGroup => ({ ...group, name: groupName(by, group) }))
  const lead = leadOf(named, by, metric)
  const shown = named.slice(0, SHOWN)
  return [
    ...(lead ? [text(lead)] : []),
    status ? statusTable(by, named, shown, status) : rateTable(by, shown, metric ?? 'solved'),
    ...(named.length > SHOWN ? [note(`只列前${SHOWN}个，共${named.length}个。`)] : []),
    ...(by === 'campaign' ? [note('两个行动时间重叠的，一件诉求在两个行动里都计。')] : []),
  ]
}

/** Few and short columns: it is read on a phone. */
const rateTable = (by: Grouping, groups: readonly NamedGroup[], rate: RateName): Block => ({
  kind: 'table',
  columns: [
    { key: 'name', title: GROUP_TITLES[by] },
    { key: 'collected', title: '收集', align: 'right' },
    { key: 'rate', title: RATES[rate].name, align: 'right' },
    { key: 'inHand', title: '在办', align: 'right' },
    { key: 'overdue', title: '逾期', align: 'right' },
  ],
  rows: groups.map(({ name, counts }) => ({
    name,
    collected: String(counts.collected),
    rate: sayMetric(sayRate(rate, counts)),
    inHand: String(counts.inHand),
    overdue: String(counts.overdue),
  })),
})

function statusTable(
  by: Grouping,
  all: readonly NamedGroup[],
  shown: readonly NamedGroup[],
  status: Status,
): Block {
  const total = all.reduce((sum, { counts }) => sum + counts.collected, 0)
  const showsOverdue = !('standing' in status && status.standing === 'overdue')
  return {
    kind: 'table',
    columns: [
      { key: 'name', title: GROUP_TITLES[by] },
      { key: 'count', title: nameOfStatus(status), align: 'right' },
      { key: 'share', title: '占比', align: 'right' },
      ...(showsOverdue ? [{ key: 'overdue', title: '逾期', align: 'right' as const }] : []),
    ],
    rows: shown.map(({ name, counts }) => ({
      name,
      count: String(counts.collected),
      share: sayPercent(counts.collected, total),
      ...(showsOverdue && { overdue: String(counts.overdue) }),
    })),
  }
}

function groupName(by: Grouping, { key, name }: CaseGroup): string {
  if (by === 'state' && key !== null) return CASE_STATE_NAMES[key as CaseState] ?? key
  if (by === 'month' && key !== null) return `${Number(key.slice(0, 4))}年${Number(key.slice(5))}月`
  return name ?? NONE[by]
}
