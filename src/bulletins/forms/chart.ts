import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { DocChart } from '../document/parts.ts'

use([BarChart, GridComponent, LegendComponent, SVGRenderer])

/** Colours of a chart, the first series behind the second; told apart without colour too, one is light, one dark. */
const LIGHT = '#a9c3e6'
const DARK = '#1f5fae'
const FALLING = '#c0504d'
const INK = '#1d2129'
const SOFT = '#5b6370'

const ROW = 26
const FRAME = 42

/** Width a chart is drawn for, in units of its own; it is scaled to whatever room there is. */
export const CHART_WIDTH = 460
export const chartHeight = ({ names }: Pick<DocChart, 'names'>): number => names.length * ROW + FRAME

/**
 * A chart as an SVG element: lying bars, one row a name, readable on a phone. Where there are two series the second is
 * part of the first and stands before it. No script, nothing loaded; text is text.
 */
export function chartSvg(chart: DocChart): string {
  const isSingle = chart.series.length === 1
  const isPercent = chart.unit === '%'
  const longest = Math.max(2, ...chart.names.map(name => name.length))
  const canvas = init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: CHART_WIDTH,
    height: chartHeight(chart),
  })
  canvas.setOption({
    animation: false,
    color: isSingle ? [DARK] : [LIGHT, DARK],
    textStyle: { fontFamily: 'Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif' },
    legend: isSingle
      ? { show: false }
      : { top: 2, left: 0, itemWidth: 12, itemHeight: 12, selectedMode: false, textStyle: { color: SOFT } },
    grid: { left: longest * 13 + 8, right: 52, top: isSingle ? 8 : 30, bottom: 10 },
    xAxis: {
      type: 'value',
      axisLabel: { show: false },
      splitLine: { show: false },
      axisLine: { show: false },
    },
    yAxis: {
      type: 'category',
      data: [...chart.names],
      inverse: true,
      axisTick: { show: false },
      axisLine: { onZero: true, lineStyle: { color: '#c9ced6' } },
      axisLabel: { color: INK, fontSize: 13, interval: 0, ...(isFalling(chart) && { margin: 8 }) },
    },
    series: chart.series.map(({ name, values }, i) => ({
      type: 'bar',
      name,
      silent: true,
      barWidth: 13,
      ...(i > 0 && { barGap: '-100%', z: 3 }),
      data: values.map(value => ({
        value,
        ...(value !== null && value < 0 && { itemStyle: { color: FALLING } }),
      })),
      label: {
        show: i === 0,
        position: 'right',
        color: INK,
        fontSize: 12,
        formatter: ({ value }: { value: unknown }) => (isPercent ? Number(value).toFixed(1) : String(value)),
      },
    })),
  })
  const svg = canvas.renderToSVGString({ useViewBox: true })
  canvas.dispose()
  return svg
}

const isFalling = ({ series }: DocChart) =>
  series.some(({ values }) => values.some(value => (value ?? 0) < 0))
