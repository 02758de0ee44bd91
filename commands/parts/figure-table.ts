import { type Block, text, warn } from '../../src/chat/card.ts'
import { growthOf, sayGrowth } from '../../src/lib/rates.ts'
import type { FigureBook } from '../../src/registry/figure-book.ts'
import type { CurrentFigure, FigureView } from '../../src/registry/figures.ts'
import { INDICATORS, type Indicator, sayAmount } from '../../src/registry/indicators.ts'
import { inYear, type Period, sayPeriod } from '../../src/registry/period.ts'

/** Figures of one period: amount, growth over the same period a year before, source; disagreements below. */
export function figureTable(book: FigureBook, indicators: readonly Indicator[], period: Period): Block[] {
  const before = inYear(period, period.year - 1)
  const rows = indicators.map(indicator => {
    const view = book.view(indicator, period)
    const last = book.view(indicator, before).chosen
    const now = view.chosen
    return {
      view,
      cells: {
        name: INDICATORS[indicator].title,
        amount: now ? sayAmount(indicator, now.amount) : '没有数据',
        growth: now && last ? sayGrowth(growthOf(now.amount, last.amount)) : '—',
        source: now ? saySource(now) : '—',
      },
    }
  })
  return [
    {
      kind: 'table',
      columns: [
        { key: 'name', title: sayPeriod(period.text) },
        { key: 'amount', title: '数值', align: 'right' },
        { key: 'growth', title: `比${sayPeriod(before.text)}`, align: 'right' },
        { key: 'source', title: '来源' },
      ],
      rows: rows.map(({ cells }) => cells),
    },
    ...rows.flatMap(({ view }) => sayConflict(view)),
  ]
}

/** 统计, or 统计（各月相加） for a cumulative figure added up here. */
function saySource({ source, isSum }: CurrentFigure): string {
  return isSum ? `${source}（各月相加）` : source
}

function sayConflict({ isConflict, indicator, chosen, others }: FigureView): Block[] {
  if (!isConflict || !chosen) return []
  const differing = others.filter(other => !other.amount.eq(chosen.amount))
  const words = differing.map(other => `${saySource(other)}${sayAmount(indicator, other.amount)}`).join('、')
  return [
    text(
      warn(`${INDICATORS[indicator].title}各方不一致：`),
      `${saySource(chosen)}${sayAmount(indicator, chosen.amount)}，${words}。这里以${chosen.source}为准，请核对。`,
    ),
  ]
}
