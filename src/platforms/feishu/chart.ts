import type { Chart } from '../../chat/card.ts'

/** A chart as the VChart specification the platform draws. */
export function chartSpec({ type, title, unit, points }: Chart): Record<string, unknown> {
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
  return {
    type,
    ...common,
    xField: hasSeries && type === 'bar' ? ['x', 'series'] : 'x',
    yField: 'y',
    ...(hasSeries && { seriesField: 'series', legends: { visible: true } }),
    label: { visible: points.length <= 20 },
  }
}
