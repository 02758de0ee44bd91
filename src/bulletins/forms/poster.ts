import type { BulletinContent, Wording } from '../../../db/bulletin-content.ts'
import { basisNotes } from '../document/closing.ts'
import { type DocChart, type Passage, plainOf } from '../document/parts.ts'
import { documentOf } from '../document.ts'
import { CHART_WIDTH, chartHeight, chartSvg } from './chart.ts'
import type { Shown } from './frame.ts'

const WIDTH = 720
const SIDE = 40
const INNER = WIDTH - 2 * SIDE

interface Line {
  text: string
  size: number
  colour: string
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** Breaks words into lines of a width: a Chinese character is as wide as it is high, others about half. */
function wrap(text: string, size: number): string[] {
  const lines: string[] = []
  let line = ''
  let width = 0
  for (const character of text) {
    const own = /[\u2e80-\uffef“”—]/.test(character) ? size : size * 0.58
    // Punctuation does not begin a line.
    if (width + own > INNER && !/[，。；：、）”]/.test(character)) {
      lines.push(line)
      line = ''
      width = 0
    }
    line += character
    width += own
  }
  return line === '' ? lines : [...lines, line]
}

const linesOf = (text: string, size: number, colour: string): Line[] =>
  wrap(text, size).map(words => ({ text: words, size, colour }))

/** The bulletin as one long picture, for platforms without charts: title, the opening sentence, charts, what they mean. */
export function posterSvg({ content, title, publishedAt, version }: Shown, wording: Wording): string {
  const sections = documentOf(content, wording)
  const parts = sections.flatMap(section => section.parts)
  const charts = parts.filter((part): part is DocChart => part.kind === 'chart' && part.names.length > 0)
  const golden = parts.find((part): part is Passage => part.kind === 'passage' && part.id === 'golden')
  const marks = [
    ...(content.isDemo ? ['演示数据，非真实企业数据'] : []),
    ...(publishedAt ? [] : [`初稿（第${version}稿），未经审批`]),
  ]
  const drawn: string[] = []
  let y = 24
  const write = (lines: readonly Line[], gap: number) => {
    for (const { text, size, colour } of lines) {
      y += size * 1.5
      drawn.push(
        `<text x="${SIDE}" y="${Math.round(y)}" font-size="${size}" fill="${colour}">${escaped(text)}</text>`,
      )
    }
    y += gap
  }
  if (marks.length > 0) write(linesOf(marks.join('　'), 20, '#b3261e'), 0)
  write(linesOf(title, 30, '#1d2129'), 8)
  drawn.push(`<rect x="${SIDE}" y="${Math.round(y)}" width="${INNER}" height="3" fill="#b3261e"/>`)
  y += 12
  if (golden) write(linesOf(plainOf(golden.facts), 24, '#1d2129'), 12)
  for (const chart of charts) {
    write(linesOf(`${chart.title}（单位：${chart.unit}）`, 20, '#5b6370'), 4)
    const height = Math.round((chartHeight(chart) / CHART_WIDTH) * INNER)
    drawn.push(placed(chartSvg(chart), { y: Math.round(y), height }))
    y += height + 14
  }
  write(linesOf(basisNotes(content)[0] ?? '', 17, '#5b6370'), 24)
  const height = Math.ceil(y)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Noto Sans SC"><rect width="${WIDTH}" height="${height}" fill="#fff"/>${drawn.join('')}</svg>`
}

/** One chart as a picture of its own; null when the bulletin has none of that name. */
export function chartPicture(content: BulletinContent, wording: Wording, id: string): string | null {
  const chart = documentOf(content, wording)
    .flatMap(({ parts }) => parts)
    .find((part): part is DocChart => part.kind === 'chart' && part.id === id && part.names.length > 0)
  if (!chart) return null
  const height = Math.round((chartHeight(chart) / CHART_WIDTH) * INNER) + 24
  const drawn = placed(chartSvg(chart), { y: 12, height: height - 24 })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"><rect width="${WIDTH}" height="${height}" fill="#fff"/>${drawn}</svg>`
}

/** A chart at its place in the picture. */
const placed = (svg: string, { y, height }: { y: number; height: number }): string =>
  svg.replace(
    /^<svg[^>]*viewBox="([^"]*)"[^>]*>/,
    (_, box: string) => `<svg x="${SIDE}" y="${y}" width="${INNER}" height="${height}" viewBox="${box}">`,
  )
