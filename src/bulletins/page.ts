import { html } from 'hono/html'
import type { BulletinContent } from '../../db/bulletin-content.ts'
import { dayOf } from '../lib/time.ts'
import { sayPeriod } from '../registry/period.ts'
import type { Bulletin } from './find.ts'
import { pageStyle } from './page-style.ts'
import { basisNotes, goldenLine, SUPPRESSED, sayShare } from './words.ts'

/** A bulletin as a page of its own: no script, nothing loaded from elsewhere, A4 when printed. */
export async function renderBulletin(
  row: Pick<Bulletin, 'content' | 'draftedAt' | 'decidedAt'>,
): Promise<string> {
  const { content } = row
  const title = `${sayPeriod(content.period)}工业企业“原地倍增”情况通报`
  const page = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<header>
${content.isDemo ? html`<p class="demo">演示数据，非真实企业数据</p>` : ''}
<h1>${title}</h1>
<p class="date">${sayFullDay(row.decidedAt ?? row.draftedAt)}</p>
</header>
<section><h2>一、总体情况</h2><p class="lead">${goldenLine(content)}</p>${keyNumbers(content)}</section>
<section><h2>二、县市区（园区）情况</h2>${unitTable(content)}</section>
<section><h2>三、企业梯队</h2>${tierList(content)}</section>
<section><h2>四、问题办理</h2>${caseSection(content)}</section>
<section class="basis"><h2>口径说明</h2><ol>${basisNotes(content).map(words => html`<li>${words}</li>`)}</ol></section>
</main>
</body>
</html>`
  return String(await page)
}

function keyNumbers({
  listed,
  outputDoubled,
  taxDoubled,
  outputUp50,
  taxUp50,
  bothDoubled,
}: BulletinContent) {
  const items: [string, number][] = [
    ['产值倍增', outputDoubled],
    ['税收倍增', taxDoubled],
    ['产值税收均倍增', bothDoubled],
    ['产值增长50%以上', outputUp50],
    ['税收增长50%以上', taxUp50],
  ]
  return html`<dl class="numbers"><div><dt>名录企业</dt><dd>${listed}<small>家</small></dd></div>${items.map(
    ([label, count]) =>
      html`<div><dt>${label}</dt><dd>${count}<small>家 占${sayShare(count, listed)}</small></dd></div>`,
  )}</dl>`
}

function unitTable({ units }: BulletinContent) {
  const most = Math.max(1, ...units.map(({ growth }) => growth?.outputUp50 ?? 0))
  return html`<table>
<thead><tr><th scope="col">单位</th><th scope="col">名录企业</th><th scope="col">产值倍增</th><th scope="col">税收倍增</th><th scope="col">产值增长50%以上</th></tr></thead>
<tbody>${units.map(
    ({ name, listed, growth }) =>
      html`<tr><th scope="row">${name}</th><td>${listed}</td>${
        growth
          ? html`<td>${growth.outputDoubled}</td><td>${growth.taxDoubled}</td><td class="barred">${bar(growth, most)}<span>${growth.outputUp50}</span></td>`
          : html`<td>${SUPPRESSED}</td><td>${SUPPRESSED}</td><td>${SUPPRESSED}</td>`
      }</tr>`,
  )}</tbody>
</table>
<p class="key"><i class="up50"></i>产值增长50%以上<i class="doubled"></i>其中产值倍增（单位：家）</p>`
}

/** A bar for 产值增长50%以上 with the doubled part, which it contains, in front. */
function bar({ outputUp50, outputDoubled }: { outputUp50: number; outputDoubled: number }, most: number) {
  const width = (count: number) => Math.round((count / most) * 1000) / 10
  return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="up50" width="${width(outputUp50)}" height="10"/><rect class="doubled" width="${width(outputDoubled)}" height="10"/></svg>`
}

function tierList({ tiers, valueYear }: BulletinContent) {
  const words = tiers.map(({ atLeastYi, count }) => `${atLeastYi}亿元以上${count}家`).join('、')
  return html`<p>按${valueYear}年产值，名录企业中${words}（前者包含后者）。</p>`
}

function caseSection({ cases, campaign }: BulletinContent) {
  return html`${
    campaign
      ? html`<p>${campaign.name}期间，收集企业问题${campaign.collected}个，解决问题${campaign.solved}个${
          campaign.collected > 0 ? `，问题解决率${sayShare(campaign.solved, campaign.collected)}` : ''
        }。</p>`
      : ''
  }<p>目前台账在办${cases.open}件，其中逾期${cases.overdue}件；已销号${cases.closed}件。${
    cases.byCategory.length > 0
      ? `在办按类别：${cases.byCategory.map(({ category, open }) => `${category}${open}件`).join('、')}。`
      : ''
  }</p>`
}

/** `2023年11月25日`: Arabic figures, no leading zeros (GB/T 9704-2012). */
function sayFullDay(at: Date): string {
  const [year, month, day] = dayOf(at).split('-').map(Number)
  return `${year}年${month}月${day}日`
}
