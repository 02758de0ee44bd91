import { html } from 'hono/html'
import type { BulletinContent, Wording } from '../../../db/bulletin-content.ts'
import { sayPeriod } from '../../registry/period.ts'
import { basisNotes } from '../document/closing.ts'
import type { DocTable, Part, Passage, Run } from '../document/parts.ts'
import { documentOf } from '../document.ts'
import { frame, marks, type Shown, sayFullDay } from './frame.ts'
import { keyNumbers, passageHtml, tableHtml } from './page.ts'
import { oneSheetStyle } from './page-style.ts'

/** What stands on one sheet: the headings with their passages, and the ranking in short. */
export interface OneSheet {
  title: string
  blocks: { title: string; passages: Passage[] }[]
  /** Rank, unit, doubled, growth; of a half of the units each. */
  ranking: [DocTable, DocTable] | null
  basis: string
}

/** 一页纸: the bulletin on one sheet. Long lists, single units and groups are left to the whole of it. */
export function oneSheetOf(content: BulletinContent, wording: Wording): OneSheet {
  const sections = documentOf(content, wording)
  const of = (id: string) => sections.find(section => section.id === id)?.parts ?? []
  const passages = (id: string, but: readonly string[] = []) =>
    of(id).filter(
      (part): part is Passage => part.kind === 'passage' && part.isPlain === true && !but.includes(part.id),
    )
  const blocks = [
    { title: '总体情况', passages: passages('overall', ['more']) },
    { title: '问题办理', passages: passages('cases', ['campaign']) },
    { title: '培育入规', passages: passages('scale') },
    { title: '项目招商', passages: passages('works') },
    { title: '经济指标', passages: passages('macro') },
    {
      title: '问题和打算',
      passages: of('closing').filter((part): part is Passage => part.kind === 'passage'),
    },
  ]
  return {
    title: `${sayPeriod(content.period)}“原地倍增”一页纸`,
    blocks: blocks.filter(block => block.passages.length > 0),
    ranking: ranking(of('units')),
    basis: basisNotes(content)[0] ?? '',
  }
}

/** The units' table with its first two and last columns, in two halves. */
function ranking(parts: readonly Part[]): OneSheet['ranking'] {
  const table = parts.find((part): part is DocTable => part.kind === 'table')
  if (!table) return null
  const kept = table.columns.length > 6 ? [0, 1, 2, 4, 7] : [0, 1, 2]
  const pick = <T>(row: readonly T[]): T[] => kept.flatMap(i => row[i] ?? [])
  const half = Math.ceil(table.rows.length / 2)
  const of = (rows: Run[][]): DocTable => ({
    ...table,
    columns: pick(table.columns),
    rows: rows.map(row => kept.map(i => row[i] ?? '')),
  })
  return [of(table.rows.slice(0, half)), of(table.rows.slice(half))]
}

/** One sheet as a page. */
export function renderOneSheet(shown: Shown, wording: Wording): Promise<string> {
  const { content, base, publishedAt, draftedAt } = shown
  const sheet = oneSheetOf(content, wording)
  return frame(
    sheet.title,
    html`<main class="sheet">
<header>${marks(shown)}<h1>${sheet.title}</h1><p class="date">${sayFullDay(publishedAt ?? draftedAt)}　领导小组办公室</p></header>
${sheet.blocks.map(
  ({ title, passages }, i) =>
    html`<section><h2>${title}</h2>${passages.map(part => passageHtml(part, base))}${i === 0 ? keyNumbers(shown, wording) : ''}${
      i === 0 && sheet.ranking ? halves(sheet.ranking, base) : ''
    }</section>`,
)}
<section class="basis"><p>${sheet.basis}</p></section>
</main>`,
    oneSheetStyle,
  )
}

const halves = ([first, second]: NonNullable<OneSheet['ranking']>, base: string) =>
  html`<h2>${first.title}</h2><div class="pair">${[first, second].map(
    table => html`<div class="half">${tableHtml({ ...table, title: '' }, base)}</div>`,
  )}</div>`
