import { html, raw } from 'hono/html'
import { frame } from '../bulletins/forms/frame.ts'
import { sectionHeading } from '../bulletins/forms/page.ts'
import type { Brief, BriefLine, BriefSection, BriefTable } from './brief.ts'

const style = raw(`
.lines { margin: 8px 0; padding-left: 1.3em; } .lines li { margin: 4px 0; }
.bad { color: #b3261e; } .warn { color: #8a5a00; } .good { color: #1b6e3c; } .muted { color: #5b6370; font-size: 14px; }
table.brief th:last-child, table.brief td:last-child { width: auto; }
`)

/** A briefing as a page of its own: no script, nothing loaded from elsewhere, A4 when printed. */
export function renderBrief(brief: Brief, reader: string): Promise<string> {
  const { title, lead, isDemo, asOf, sections, notes } = brief
  return frame(
    title,
    html`<main>
<header>
${isDemo ? html`<p class="mark">演示数据，非真实企业数据</p>` : ''}
<h1>${title}</h1>
<p class="date">${asOf}　供${reader}参阅</p>
</header>
<p class="lead">${lead}</p>
${sections.map((section, i) => sectionHtml(section, i))}
<section class="basis"><h2>说明</h2><ol>${notes.map(words => html`<li>${words}</li>`)}</ol></section>
</main>`,
    style,
  )
}

const sectionHtml = (section: BriefSection, i: number) =>
  html`<section><h2>${sectionHeading(section, i)}</h2>${section.table ? tableHtml(section.table) : ''}${
    section.lines.length > 0 ? html`<ul class="lines">${section.lines.map(lineHtml)}</ul>` : ''
  }</section>`

const lineHtml = ({ words, tone }: BriefLine) => html`<li${tone ? html` class="${tone}"` : ''}>${words}</li>`

const tableHtml = ({ columns, rows }: BriefTable) =>
  html`<table class="brief"><thead><tr>${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    row =>
      html`<tr>${columns.map(({ key }, i) =>
        i === 0 ? html`<th scope="row">${row[key] ?? ''}</th>` : html`<td>${row[key] ?? ''}</td>`,
      )}</tr>`,
  )}</tbody></table>`
