import type { BulletinContent } from '../../../db/bulletin-content.ts'
import { basisNotes, goldenLine, SUPPRESSED } from '../../bulletins/words.ts'
import { type Block, fields, note, text } from '../card.ts'

/** The mark of a bulletin made from demo data. */
export const demoTag = ({ isDemo }: BulletinContent) => (isDemo ? { tags: ['演示数据'] } : {})

/** The numbers of a bulletin as card blocks, without title and buttons. */
export function bulletinBody(content: BulletinContent): Block[] {
  const { cases, tiers } = content
  return [
    text(goldenLine(content)),
    fields({
      '税收增长50%以上': `${content.taxUp50}家`,
      产值税收均倍增: `${content.bothDoubled}家`,
      ...Object.fromEntries(tiers.map(({ atLeastYi, count }) => [`产值${atLeastYi}亿元以上`, `${count}家`])),
      数据不全不可比: `${content.incomparable}家`,
    }),
    { kind: 'divider' },
    unitTable(content),
    unitChart(content),
    text(
      `台账问题：在办${cases.open}件，其中逾期${cases.overdue}件；已销号${cases.closed}件。`,
      ...(cases.byCategory.length > 0
        ? [`在办按类别：${cases.byCategory.map(({ category, open }) => `${category}${open}件`).join('、')}。`]
        : []),
    ),
    ...basisNotes(content).map(note),
  ]
}

function unitTable({ units }: BulletinContent): Block {
  return {
    kind: 'table',
    columns: [
      { key: 'name', title: '县市区（园区）' },
      { key: 'listed', title: '名录', align: 'right' },
      { key: 'output', title: '产值倍增', align: 'right' },
      { key: 'tax', title: '税收倍增', align: 'right' },
      { key: 'up50', title: '产值增50%以上', align: 'right' },
    ],
    rows: units.map(({ name, listed, growth }) => ({
      name,
      listed: String(listed),
      output: growth ? String(growth.outputDoubled) : SUPPRESSED,
      tax: growth ? String(growth.taxDoubled) : SUPPRESSED,
      up50: growth ? String(growth.outputUp50) : SUPPRESSED,
    })),
  }
}

function unitChart({ units }: BulletinContent): Block {
  const points = units.flatMap(({ name, growth }) => (growth ? [{ x: name, y: growth.outputUp50 }] : []))
  return {
    kind: 'chart',
    chart: {
      type: 'bar',
      title: '产值增长50%以上企业',
      unit: '家',
      points: points.sort((a, b) => b.y - a.y),
    },
  }
}
