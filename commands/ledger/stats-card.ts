import { CASE_STATE_NAMES, type CaseState } from '../../db/schema/index.ts'
import { type Block, bold, buttons, type Card, fields, note, text } from '../../src/chat/card.ts'
import {
  COLLECTED_RULE,
  type Metric,
  type RateName,
  sayAverageDays,
  sayRate,
} from '../../src/ledger/metrics.ts'
import type { CaseCounts, CaseGroup, Grouping } from '../../src/ledger/statistics.ts'
import type { Day } from '../../src/lib/time.ts'

/** Groups a card shows; the export has all. */
const SHOWN = 16

const GROUP_TITLES: Record<Grouping, string> = {
  unit: '责任单位',
  category: '类别',
  region: '县市区',
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
  chain: '不在产业链',
  campaign: '不在专项行动内',
  month: '未知',
  state: '未知',
}

/** What was asked for, in words, and what of it to offer next. */
export interface Answered {
  /** `衡东县 · 逾期`; empty when everything is meant. */
  words: string
  on: Day
  /** The slots that would ask the same again. */
  again: Record<string, unknown>
}

/** Counts and shares of some cases, in total and by group, each with what it is made of and its rule. */
export function statsCard(
  { words, on, again }: Answered,
  counts: CaseCounts,
  grouped: { by: Grouping; groups: readonly CaseGroup[] } | null,
): Card {
  const metrics = [
    sayRate('finished', counts),
    sayRate('solved', counts),
    sayRate('inTime', counts),
    sayRate('overdue', counts),
  ]
  return {
    title: `诉求统计${words ? `：${words}` : ''}`,
    tone: 'info',
    blocks: [
      text(
        bold(`收集${counts.collected}件`),
        `（${counts.firms}家企业），办结${counts.finished}件，解决${counts.solved}件；在办${counts.inHand}件，其中逾期${counts.overdue}件。`,
      ),
      ...(counts.collected > 0
        ? [fields(Object.fromEntries(metrics.map(one => [one.name, sayMetric(one)])))]
        : []),
      ...(grouped ? groupBlocks(grouped) : []),
      buttons(
        { label: '列出来', action: { command: 'ledger', intent: 'query.case_list', args: again } },
        { label: '导出台账', action: { command: 'ledger', intent: 'export.ledger', args: again } },
      ),
      ruleBlock(on, [COLLECTED_RULE, ...metrics.map(({ rule }) => rule)]),
    ],
  }
}

/** One share or average by itself: 满意度, 平均用时. */
export function rateCard(
  { words, on }: Answered,
  counts: CaseCounts,
  wanted: readonly (RateName | 'days')[],
): Card {
  const metrics = wanted.map(name => (name === 'days' ? sayAverageDays(counts) : sayRate(name, counts)))
  return {
    title: metrics.map(({ name }) => name).join('、'),
    tone: 'info',
    blocks: [
      ...(words ? [text(words)] : []),
      fields(Object.fromEntries(metrics.map(one => [one.name, sayMetric(one)]))),
      note(`截至${on}。${metrics.map(({ rule }) => rule).join('')}`),
    ],
  }
}

/** By which rules it was counted, folded away. */
const ruleBlock = (on: Day, rules: readonly string[]): Block => ({
  kind: 'fold',
  title: `口径（截至${on}）`,
  blocks: rules.map(rule => ({ kind: 'text', spans: [rule] })),
})

const sayMetric = ({ value, made }: Metric) => (made ? `${value}（${made}）` : value)

function groupBlocks({ by, groups }: { by: Grouping; groups: readonly CaseGroup[] }): Block[] {
  if (groups.length === 0) return []
  const shown = groups.slice(0, SHOWN)
  return [
    {
      kind: 'table',
      columns: [
        { key: 'name', title: GROUP_TITLES[by] },
        { key: 'collected', title: '收集', align: 'right' },
        { key: 'solved', title: '解决', align: 'right' },
        { key: 'rate', title: '解决率', align: 'right' },
        { key: 'inHand', title: '在办', align: 'right' },
        { key: 'overdue', title: '逾期', align: 'right' },
      ],
      rows: shown.map(group => ({
        name: groupName(by, group),
        collected: String(group.counts.collected),
        solved: String(group.counts.solved),
        rate: sayRate('solved', group.counts).value,
        inHand: String(group.counts.inHand),
        overdue: String(group.counts.overdue),
      })),
    },
    ...(groups.length > SHOWN ? [note(`只列前${SHOWN}个，共${groups.length}个；导出的台账里有全部。`)] : []),
    ...(by === 'campaign' ? [note('两个行动时间重叠的，一件诉求在两个行动里都计。')] : []),
  ]
}

function groupName(by: Grouping, { key, name }: CaseGroup): string {
  if (by === 'state' && key !== null) return CASE_STATE_NAMES[key as CaseState] ?? key
  if (by === 'month' && key !== null) return `${Number(key.slice(0, 4))}年${Number(key.slice(5))}月`
  return name ?? NONE[by]
}
