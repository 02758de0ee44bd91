import { html, raw } from 'hono/html'
import type { Wording } from '../../../db/bulletin-content.ts'
import { basisNotes } from '../document/closing.ts'
import type { DocTable, Part, Passage, Section } from '../document/parts.ts'
import { firms, share } from '../document/say.ts'
import { documentOf } from '../document.ts'
import { chartSvg } from './chart.ts'
import { frame, linked, marks, type Shown, sayFullDay } from './frame.ts'

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** 一、 二、 … of sections. */
export const sectionHeading = ({ title }: Pick<Section, 'title'>, i: number): string =>
  `${NUMERALS[i] ?? i + 1}、${title}`

/** The whole bulletin as a page. */
export function renderPage(shown: Shown, wording: Wording): Promise<string> {
  const { content, title, publishedAt, draftedAt, base } = shown
  return frame(
    title,
    html`<main>
<header>
${marks(shown)}
<h1>${title}</h1>
<p class="date">${sayFullDay(publishedAt ?? draftedAt)}</p>
</header>
${documentOf(content, wording).map(
  (section, i) =>
    html`<section><h2>${sectionHeading(section, i)}</h2><div class="body">${section.parts.map(part =>
      partHtml(part, base, part.kind === 'passage' && part.id === 'golden'),
    )}${section.id === 'overall' ? keyNumbers(shown, wording) : ''}</div></section>`,
)}
<section class="basis"><h2>口径说明</h2><ol>${basisNotes(content).map(words => html`<li>${words}</li>`)}</ol></section>
<nav class="others"><a href="${base}/bulletin.docx">下载公文格式（Word）</a><a href="${base}/one">一页纸</a><a href="${base}/one.docx">一页纸（Word）</a><a href="${base}/from">每个数的出处</a></nav>
</main>`,
  )
}

export function keyNumbers({ content, base }: Shown, { exact }: Wording) {
  const { listed, outputDoubled, taxDoubled, outputUp50, taxUp50, bothDoubled } = content
  const items = [
    ['产值倍增', 'output.doubled', outputDoubled],
    ['税收倍增', 'tax.doubled', taxDoubled],
    ['均实现倍增', 'both.doubled', bothDoubled],
    ['产值增50%以上', 'output.up50', outputUp50],
    ['税收增50%以上', 'tax.up50', taxUp50],
  ] as const
  return html`<dl class="numbers"><div><dt>名录企业</dt><dd>${linked([firms('listed', listed)], base)}</dd></div>${items.map(
    ([label, key, count]) =>
      html`<div><dt>${label}</dt><dd>${linked([firms(key, count)], base)}<small>占${share(`${key}.share`, count, listed, exact).say}</small></dd></div>`,
  )}</dl>`
}

function partHtml(part: Part, base: string, isLead: boolean) {
  switch (part.kind) {
    case 'passage':
      return passageHtml(part, base, isLead)
    case 'table':
      return tableHtml(part, base)
    case 'chart':
      return part.names.length === 0
        ? ''
        : html`<figure role="group" aria-label="${part.title}"><figcaption>${part.title}（单位：${part.unit}）</figcaption>${raw(chartSvg(part))}</figure>`
    case 'names':
      return part.names.length === 0
        ? ''
        : html`<p class="names"><b>${part.title}：</b>${part.names.join('、')}。</p>`
  }
}

export function passageHtml({ title, facts, remark, isPlain }: Passage, base: string, isLead = false) {
  const tail = remark === '' ? '' : html`${facts.length > 0 ? '；' : ''}<span class="said">${remark}</span>`
  const end = isPlain && remark === '' ? '' : '。'
  return html`<p${isLead ? raw(' class="lead"') : ''}>${isPlain ? '' : html`<b>${title}：</b>`}${linked(facts, base)}${tail}${end}</p>`
}

export function tableHtml({ title, columns, rows }: DocTable, base: string) {
  const left = (i: number) => raw(columns[i]?.align === 'left' ? ' class="left"' : '')
  return html`<h3>${title}</h3><table>
<thead><tr>${columns.map((column, i) => html`<th scope="col"${left(i)}>${column.title}</th>`)}</tr></thead>
<tbody>${rows.map(
    row => html`<tr>${row.map((cell, i) => html`<td${left(i)}>${linked([cell], base)}</td>`)}</tr>`,
  )}</tbody>
</table>`
}
