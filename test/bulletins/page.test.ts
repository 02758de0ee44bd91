import { describe, expect, test } from 'vitest'
import { renderBulletin } from '../../src/bulletins/page.ts'
import { publishedContent } from './content.ts'

const at = new Date('2023-11-25T09:12:00+08:00')
const render = (changes = {}) =>
  renderBulletin({ content: publishedContent(changes), draftedAt: at, decidedAt: at })

describe('the page of a bulletin', () => {
  test('opens with the sentence, its month and the day it was published', async () => {
    const page = await render()
    expect(page).toContain('<title>2023年10月工业企业“原地倍增”情况通报</title>')
    expect(page).toContain('235家倍增名录企业中，23家实现产值倍增（占9.8%）')
    expect(page).toContain('2023年11月25日')
    expect(page).toContain('演示数据')
  })

  test('needs no script and loads nothing', async () => {
    const page = await render()
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|https?:|\son\w+=/i)
  })

  test('shows whatever is in a name as text', async () => {
    const page = await render({
      units: [{ name: '<script>alert(1)</script>"&', listed: 1, growth: null }],
      campaign: { name: '<b>行动</b>', cadres: 1, enterprises: 1, collected: 1, solved: 1 },
    })
    expect(page).not.toMatch(/<script|<b>/)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;')
  })

  test('draws bars as wide as their numbers and none where numbers are held back', async () => {
    const page = await render()
    expect(page).toContain(
      '<rect class="up50" width="100" height="10"/><rect class="doubled" width="50" height="10"/>',
    )
    expect(page.match(/<svg/g)).toHaveLength(4)
    expect(page).toContain('<th scope="row">南岳区</th><td>2</td><td>—</td><td>—</td><td>—</td>')
  })

  test('of real data bears no mark', async () => {
    expect(await render({ isDemo: false })).not.toContain('演示数据')
  })
})
