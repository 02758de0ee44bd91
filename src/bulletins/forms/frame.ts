import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { BulletinContent } from '../../../db/bulletin-content.ts'
import { dayOf } from '../../lib/time.ts'
import type { Run } from '../document/parts.ts'
import { pageStyle } from './page-style.ts'

type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** What a page of a bulletin is made from. */
export interface Shown {
  content: BulletinContent
  title: string
  /** Null of a draft, which says so at its head. */
  publishedAt: Date | null
  draftedAt: Date
  version: number
  /** Where the page is, `/b/<token>`: its numbers and other forms hang below. */
  base: string
}

/** A page of its own: no script, nothing loaded from elsewhere, A4 when printed. */
export async function frame(title: string, body: Html, more: Html = raw('')): Promise<string> {
  const page = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${pageStyle}${more}</style>
</head>
<body>
${body}
</body>
</html>`
  return String(await page)
}

/** Marks at the head: demo data, a draft. */
export const marks = ({ content, publishedAt, version }: Shown): Html =>
  html`${content.isDemo ? html`<p class="mark">演示数据，非真实企业数据</p>` : ''}${
    publishedAt ? '' : html`<p class="mark">初稿（第${version}稿），未经审批，请勿引用</p>`
  }`

/** Words with their numbers as links to where each comes from. */
export const linked = (runs: readonly Run[], base: string): Html[] =>
  runs.map(run =>
    typeof run === 'string'
      ? html`${run}`
      : html`<a class="fact" href="${fromPath(base, run.key)}">${run.say}</a>`,
  )

export const fromPath = (base: string, key: string): string => `${base}/from/${encodeURIComponent(key)}`

/** `2023年11月25日`: Arabic figures, no leading zeros (GB/T 9704-2012). */
export function sayFullDay(at: Date): string {
  const [year, month, day] = dayOf(at).split('-').map(Number)
  return `${year}年${month}月${day}日`
}
