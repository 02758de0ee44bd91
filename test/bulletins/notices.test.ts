import { describe, expect, test } from 'vitest'
import { NO_WORDING } from '../../db/bulletin-content.ts'
import type { Card } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { bulletinDraft, bulletinHeldDraft } from '../../src/chat/notices/bulletin-draft.ts'
import { bulletinMissing, bulletinWaiting } from '../../src/chat/notices/bulletin-office.ts'
import { bulletinPublished, bulletinRecalled } from '../../src/chat/notices/bulletin-published.ts'
import { render as dingtalk } from '../../src/platforms/dingtalk/render.ts'
import { render as feishu } from '../../src/platforms/feishu/render.ts'
import { publishedContent } from './content.ts'

const PATH = '/b/d5.1700000000.x'
const shown = { bulletinId: 5, content: publishedContent(), wording: NO_WORDING, path: PATH }
const changes = [{ title: '产值倍增企业', before: '21家', after: '23家' }]
const draft = bulletinDraft({ ...shown, version: 2, why: '改写：祁东县', changes })
const published = bulletinPublished(shown)

type Kind = Card['blocks'][number]['kind']
const blocksOf = <K extends Kind>(card: Card, kind: K) =>
  card.blocks.filter((block): block is Extract<Card['blocks'][number], { kind: K }> => block.kind === kind)
const buttonsOf = (card: Card) => blocksOf(card, 'buttons').flatMap(block => block.buttons)

describe('the card of a bulletin', () => {
  test.each([
    ['draft', draft],
    ['published', published],
  ])('says the same facts as a %s', (_state, card) => {
    const words = cardText(card)
    expect(card.tags).toEqual(['演示数据'])
    expect(words).toContain('235家倍增名录企业中，23家实现产值倍增（占9.8%）')
    expect(words).toContain('产值10亿元以上：12家')
    expect(words).toContain('未销号4件，其中逾期1件；已销号7件')
    expect(words).toContain('新增规模工业企业106家、退库7家')
    expect(words).toContain('祁东县：名录企业累计产值同比下降2.5%')
    expect(words).toContain('以2020年为基期')
  })

  test('shows no growth of a unit with fewer than three enterprises, in table or chart', () => {
    const [table] = blocksOf(draft, 'table')
    expect(table?.columns.map(({ title }) => title).slice(0, 4)).toEqual([
      '位次',
      '单位',
      '累计增幅',
      '较上月',
    ])
    const cells = table?.rows.find(row => row.c2 === '南岳区') ?? {}
    expect(table?.columns.map(({ key }) => cells[key])).toEqual(['—', '南岳区', '—', '—', '—', '—', '—', '2'])
    for (const { chart } of blocksOf(draft, 'chart'))
      expect(chart.points.map(point => point.x)).not.toContain('南岳区')
  })

  test('opens where each opening number comes from', () => {
    const spans = published.blocks.flatMap(block => (block.kind === 'text' ? block.spans : []))
    const links = spans.flatMap(span => (typeof span !== 'string' && 'href' in span ? [span] : []))
    expect(links[0]).toEqual({ text: '235家', href: `${PATH}/from/listed` })
    expect(links.map(({ text }) => text)).toEqual([
      ...['235家', '23家', '9.8%', '36家', '15.3%', '46家', '23家'],
      ...['3369名', '3.13万家', '5676个', '5561个', '98.0%'],
    ])
  })

  test('of real data bears no mark', () => {
    const content = publishedContent({ isDemo: false })
    expect(bulletinPublished({ ...shown, content }).tags).toBeUndefined()
  })

  test('of a draft tells what made this version and what changed since last month', () => {
    const words = cardText(draft)
    expect(words).toContain('本稿：改写：祁东县。')
    expect(words).toContain('产值倍增企业 | 21家 | 23家')
  })

  test('asks before it is published, names the version that is seen, and wants a reason to send it back', () => {
    const approve = buttonsOf(draft).find(({ label }) => label === '批准发布')
    expect(approve?.action).toEqual({
      command: 'bulletin',
      intent: 'bulletin.approve',
      args: { bulletin_id: 5, version: 2 },
    })
    expect(approve?.confirm).toBeTruthy()
    const forms = blocksOf(draft, 'form')
    expect(forms.map(({ submit }) => submit.label)).toEqual(['改写', '退回'])
    expect(forms[1]?.fields).toMatchObject([{ name: 'reason', required: true }])
  })

  test('suggests the boards with what has been decided about them', () => {
    expect(cardText(draft)).toContain('黄榜（督促整改）建议：珠晖区。尚未批准，通报里不出现。')
  })

  test('of a held draft cannot be approved, only released', () => {
    const held = bulletinHeldDraft({ ...shown, version: 1, why: '起草', changes: [] }, '数据还没核', '周岳')
    const labels = buttonsOf(held).map(({ label }) => label)
    expect(labels).not.toContain('批准发布')
    expect(labels).toContain('数据已核，解除暂缓')
    expect(cardText(held)).toContain('已由周岳暂缓发布：数据还没核')
  })

  test('once published has no buttons but the ways to its other forms', () => {
    expect(blocksOf(published, 'form')).toEqual([])
    expect(buttonsOf(published).map(({ href }) => href)).toEqual([
      PATH,
      `${PATH}/one`,
      `${PATH}/bulletin.docx`,
      `${PATH}/bulletin.png`,
      `${PATH}/from`,
    ])
    expect(buttonsOf(published).every(({ action }) => action === undefined)).toBe(true)
  })
})

describe('on the platforms', () => {
  const url = 'https://example.gov.cn'
  test.each([
    ['draft', draft],
    ['published', published],
  ])('the card of a %s fits with nothing cut, in few tables and charts', (_state, card) => {
    const json = JSON.stringify(feishu(card, url))
    expect(new TextEncoder().encode(json).length).toBeLessThan(29_000)
    expect(json).not.toContain('卡片放不下')
    expect(json.match(/"tag":"table"/g)?.length).toBeLessThanOrEqual(3)
    expect(json.match(/"tag":"chart"/g)?.length).toBeLessThanOrEqual(5)
  })

  test('where there are no charts pictures of them stand in the text', () => {
    const { text } = dingtalk(published, url)
    expect(text).toContain(`](${url}${PATH}/chart/doubling.png)`)
    expect(text).not.toContain('后面的部分没有显示')
  })
})

test('a bulletin taken back says so and why', () => {
  const words = cardText(
    bulletinRecalled({ bulletinId: 5, period: '2023-10', reason: '产值有更正', by: '李衡', isDemo: true }),
  )
  expect(words).toContain('已由李衡撤回，请勿引用和转发')
  expect(words).toContain('产值有更正')
})

test('a unit is told what it owes, the office whose it is, and both by how many days it is late', () => {
  const unit = { unit: '祁东县', listed: 18, output: 10, tax: 12, firms: ['甲', '乙'] }
  const first = cardText(bulletinMissing({ ...unit, period: '2023-10', days: 0 }))
  const third = cardText(bulletinMissing({ ...unit, period: '2023-10', days: 2 }))
  expect(first).toContain('祁东县名录企业18家，还缺产值10家、税金12家')
  expect(first).toContain('甲、乙等12家')
  expect(first).toContain('今天应起草')
  expect(third).toContain('已晚2天')
  expect(cardText(bulletinWaiting({ period: '2023-10', days: 2, units: [unit] }))).toContain(
    '祁东县 | 18 | 产值10家、税金12家',
  )
})
