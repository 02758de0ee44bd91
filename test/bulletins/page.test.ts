import { describe, expect, test } from 'vitest'
import { type BulletinContent, NO_WORDING, type Wording } from '../../db/bulletin-content.ts'
import { titleOf } from '../../src/bulletins/document.ts'
import { renderOneSheet } from '../../src/bulletins/forms/one-sheet.ts'
import { renderPage } from '../../src/bulletins/forms/page.ts'
import { posterSvg } from '../../src/bulletins/forms/poster.ts'
import { publishedContent } from './content.ts'

const at = new Date('2023-11-25T09:12:00+08:00')
const shownOf = (changes: Partial<BulletinContent> = {}, publishedAt: Date | null = at) => ({
  content: publishedContent(changes),
  title: titleOf(publishedContent(changes), NO_WORDING),
  publishedAt,
  draftedAt: at,
  version: 2,
  base: '/b/5.1.x',
})
const render = (changes: Partial<BulletinContent> = {}, wording: Wording = NO_WORDING) =>
  renderPage(shownOf(changes), wording)
const plain = (page: string) => page.replace(/<[^>]+>/g, '')

describe('the page of a bulletin', () => {
  test('opens with the sentence, its month and the day it was published', async () => {
    const page = await render()
    expect(page).toContain('<title>关于2023年10月全市工业企业“原地倍增”情况的通报</title>')
    expect(plain(page)).toContain('235家倍增名录企业中，23家实现产值倍增（占9.8%）')
    expect(page).toContain('2023年11月25日')
    expect(page).toContain('演示数据')
  })

  test('has a heading for each section, in order', async () => {
    const headings = [...(await render()).matchAll(/<h2>([^<]*)<\/h2>/g)].map(match => match[1])
    expect(headings).toEqual([
      '一、总体情况',
      '二、县市区（园区）情况',
      '三、产业链和四类企业情况',
      '四、企业问题办理情况',
      '五、规模企业和优质企业培育情况',
      '六、项目建设和招商引资情况',
      '七、主要经济指标',
      '八、典型经验、存在问题和下步打算',
      '口径说明',
    ])
  })

  test('every number of it is a link to where it comes from', async () => {
    const page = await render()
    expect(page).toContain('<a class="fact" href="/b/5.1.x/from/output.doubled">23家</a>')
    expect(page).toContain(`href="/b/5.1.x/from/${encodeURIComponent('unit:430426.growth')}"`)
  })

  test('needs no script and loads nothing', async () => {
    const page = await render()
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|\son\w+=/i)
    expect(page.replaceAll(/http:\/\/www\.w3\.org\/[^"]*/g, '')).not.toMatch(/https?:/)
  })

  test('shows whatever is in a name as text', async () => {
    const [first] = publishedContent().units
    if (!first) throw new Error('no units')
    const page = await render({
      units: [{ ...first, name: '<script>alert(1)</script>"&' }],
      campaign: { name: '<b>行动</b>', cadres: 1, enterprises: 1, collected: 1, solved: 1 },
    })
    expect(page).not.toMatch(/<script|<b>行动/)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;')
  })

  test('draws its charts as SVG with their words as text', async () => {
    const page = await render()
    expect(page.match(/<svg/g)).toHaveLength(4)
    expect(page).toMatch(/<text[^>]*>祁东县<\/text>/)
    expect(page).toMatch(/<text[^>]*>-2.5<\/text>/)
    expect(page).not.toMatch(/<text[^>]*>南岳区<\/text>/)
  })

  test('of a draft says so; of real data bears no mark', async () => {
    expect(await renderPage(shownOf({}, null), NO_WORDING)).toContain('初稿（第2稿），未经审批')
    expect(await render({ isDemo: false })).not.toContain('演示数据')
    expect(await render()).not.toContain('初稿')
  })

  test('prints the words people gave a unit, and nothing else is other', async () => {
    const remarks = { 'unit:430426': '进度有所放缓' }
    const before = plain(await render())
    const after = plain(await render({}, { ...NO_WORDING, remarks }))
    expect(after).toBe(before.replace('进度滞后', '进度有所放缓'))
  })
})

test('one sheet has what a meeting needs', async () => {
  const words = plain(await renderOneSheet(shownOf(), NO_WORDING))
  for (const part of ['总体情况', '问题办理', '培育入规', '项目招商', '经济指标', '存在问题', '下步打算'])
    expect(words).toContain(part)
  expect(words).toContain('雁峰区')
})

test('the picture holds the sentence, the charts and what the numbers mean', () => {
  const svg = posterSvg(shownOf(), NO_WORDING)
  expect(svg.match(/<svg/g)?.length).toBe(5)
  expect(svg).toContain('演示数据')
  expect(plain(svg)).toContain('235家倍增名录企业中')
})
