import { html } from 'hono/html'
import type { Wording } from '../../../db/bulletin-content.ts'
import { dayOf, timeOf } from '../../lib/time.ts'
import { type Explained, explainAll } from '../provenance/explain.ts'
import type { BehindRows } from '../provenance/rows.ts'
import { frame, fromPath, marks, type Shown } from './frame.ts'

/** Where one number comes from. Of single enterprises only who they are is told, not their figures. */
export function renderProvenance(
  shown: Shown,
  { title, value, rule, source, made }: Explained,
  rows: BehindRows | null,
): Promise<string> {
  const { content, base } = shown
  const at = new Date(content.composedAt)
  return frame(
    `${title}：${value}`,
    html`<main>
<header>${marks(shown)}<h1>${title}：${value}</h1><p class="date">${shown.title}</p></header>
<section class="body"><p>怎么算的：${rule}</p>${made ? html`<p>算式：${made}</p>` : ''}<p>来源：${source}。</p><p>取数时间：${dayOf(at)} ${timeOf(at)}，此后报送和更正的不在其中。</p></section>
${rows ? rowsHtml(rows) : ''}
<nav class="others"><a href="${base}">回到通报</a><a href="${base}/from">每个数的出处</a></nav>
</main>`,
  )
}

function rowsHtml(rows: BehindRows) {
  const [columns, cells, total] =
    rows.kind === 'firms'
      ? [
          ['企业', '考核单位', '产值来源', '税金来源'],
          rows.rows.map(({ name, unitName, outputSource, taxSource }) => [
            name,
            unitName ?? '—',
            outputSource ?? '无数据',
            taxSource ?? '无数据',
          ]),
          rows.rows.length,
        ]
      : [rows.columns, rows.rows, rows.total]
  return html`<section><h2>是哪些（${total}）</h2><table>
<thead><tr>${columns.map(column => html`<th scope="col" class="left">${column}</th>`)}</tr></thead>
<tbody>${cells.map(row => html`<tr>${row.map(cell => html`<td class="left">${cell}</td>`)}</tr>`)}</tbody>
</table>${total > cells.length ? html`<p class="names">只列出前${cells.length}条。</p>` : ''}</section>`
}

/** All numbers of a bulletin, each with where it comes from. */
export function renderProvenances(shown: Shown, wording: Wording): Promise<string> {
  const { content, base } = shown
  return frame(
    `每个数的出处：${shown.title}`,
    html`<main>
<header>${marks(shown)}<h1>每个数的出处</h1><p class="date">${shown.title}</p></header>
<table><thead><tr><th scope="col" class="left">指标</th><th scope="col">数</th><th scope="col" class="left">来源</th></tr></thead>
<tbody>${explainAll(content, wording).map(
      ({ key, title, value, source }) =>
        html`<tr><td class="left">${title}</td><td><a class="fact" href="${fromPath(base, key)}">${value}</a></td><td class="left">${source}</td></tr>`,
    )}</tbody></table>
<nav class="others"><a href="${base}">回到通报</a></nav>
</main>`,
  )
}
