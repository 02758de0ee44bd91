import type { Chart } from '../../chat/card.ts'

/** With more names than this, standing bars leave no room for their names on a phone: they lie. */
const MOST_STANDING = 8
/** Heights in pixels: of one lying bar with its name, of a second beside it, of what is around them; the most there may be. */
const ROW = 22
const SECOND = 8
const FRAME = 80
const HIGHEST = 999

const namesIn = ({ points }: Chart): number => new Set(points.map(({ x }) => x)).size
const isLying = (chart: Chart): boolean => chart.type === 'bar' && namesIn(chart) > MOST_STANDING

/** A chart as the element of a card: lying bars as high as they need, anything else as wide as a screen. */
export function chartElement(chart: Chart): Record<string, unknown> {
  const hasSeries = chart.points.some(({ series }) => series !== undefined)
  const height = Math.min(HIGHEST, namesIn(chart) * (ROW + (hasSeries ? SECOND : 0)) + FRAME)
  return {
    tag: 'chart',
    ...(isLying(chart) ? { height: `${height}px` } : { aspect_ratio: '16:9' }),
    chart_spec: chartSpec(chart),
  }
}

/** The VChart specification the platform draws. */
function chartSpec(chart: Chart): Record<string, unknown> {
  const { type, title, unit, points } = chart
  const hasSeries = points.some(({ series }) => series !== undefined)
  const common = {
    title: { text: unit ? `${title}（${unit}）` : title },
    data: {
      values: points.map(({ x, y, series }) => ({ x, y, ...(hasSeries && { series: series ?? '' }) })),
    },
  }
  if (type === 'pie') {
    return {
      type,
      ...common,
      valueField: 'y',
      categoryField: 'x',
      legends: { visible: true },
      label: { visible: true },
    }
  }
  const names = hasSeries && type === 'bar' ? ['x', 'series'] : 'x'
  return {
    type,
    ...common,
    ...(isLying(chart)
      ? { direction: 'horizontal', xField: 'y', yField: names }
      : { xField: names, yField: 'y' }),
    ...(hasSeries && { seriesField: 'series', legends: { visible: true } }),
    label: { visible: isLying(chart) || points.length <= 20 },
  }
}
