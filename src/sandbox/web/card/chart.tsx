import { useEffect, useRef, useState } from 'preact/hooks'
import { isObject, type Json, textAt } from '../../json.ts'

const RATIOS: Record<string, string> = { '1:1': '1 / 1', '2:1': '2 / 1', '4:3': '4 / 3', '16:9': '16 / 9' }
const COLOURS = ['#3370ff', '#50ceb9', '#ff9f40', '#935af6', '#f76560', '#35bd4b', '#ffc60a', '#7b8ba8']
const FONT = "-apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"

interface Drawing {
  renderSync(): void
  release(): void
}
interface ChartLibrary {
  VChart: new (spec: Json, options: { dom: HTMLElement; animation: boolean }) => Drawing
}

let library: Promise<ChartLibrary> | undefined

/** The library the platform's own client draws with; fetched when a card first has a chart. */
function loadLibrary(): Promise<ChartLibrary> {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = '/sandbox/assets/vchart.js'
    script.onload = () => resolve((globalThis as unknown as { VChart: ChartLibrary }).VChart)
    script.onerror = () => reject(new Error('图表组件没有加载成功'))
    document.head.append(script)
  })
  return library
}

export function Chart({ node }: { node: Json }) {
  const holder = useRef<HTMLDivElement>(null)
  const [isBroken, setBroken] = useState(false)
  const spec = isObject(node.chart_spec) ? node.chart_spec : {}

  useEffect(() => {
    let drawing: Drawing | undefined
    let isGone = false
    loadLibrary()
      .then(({ VChart }) => {
        if (isGone || !holder.current) return
        drawing = new VChart(dressed(spec), { dom: holder.current, animation: false })
        drawing.renderSync()
      })
      .catch(() => setBroken(true))
    return () => {
      isGone = true
      drawing?.release()
    }
  }, [])

  if (isBroken) return <p class="unsupported">图表无法显示</p>
  const height = textAt(node, 'height')
  const style = /^\d{2,3}px$/.test(height)
    ? { height }
    : { aspectRatio: RATIOS[textAt(node, 'aspect_ratio')] ?? '16 / 9' }
  const title = isObject(spec.title) ? textAt(spec.title, 'text') : ''
  return (
    <div
      class="chart"
      ref={holder}
      style={style}
      role="img"
      aria-label={title || '图表'}
      data-testid="chart"
    />
  )
}

/** The client's own looks, where the card does not say otherwise. */
function dressed(spec: Json): Json {
  const title = isObject(spec.title) ? spec.title : undefined
  return {
    color: COLOURS,
    padding: 8,
    background: 'transparent',
    barMaxWidth: 44,
    ...spec,
    ...(title && {
      title: { textStyle: { fontSize: 14, fontWeight: 'bold', fill: '#1f2329' }, ...title },
    }),
    tooltip: { ...(isObject(spec.tooltip) && spec.tooltip), renderMode: 'canvas' },
    theme: { fontFamily: FONT },
    animation: false,
  }
}
