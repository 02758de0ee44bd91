import { describe, expect, test } from 'vitest'
import type { Card } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { bulletinDraft } from '../../src/chat/notices/bulletin-draft.ts'
import { bulletinPublished } from '../../src/chat/notices/bulletin-published.ts'
import { publishedContent } from './content.ts'

const draft = bulletinDraft({ bulletinId: 5, content: publishedContent() })
const published = bulletinPublished({ bulletinId: 5, content: publishedContent(), path: '/b/5.1.x' })

const blocksOf = <K extends Card['blocks'][number]['kind']>(card: Card, kind: K) =>
  card.blocks.filter((block): block is Extract<Card['blocks'][number], { kind: K }> => block.kind === kind)

describe('the card of a bulletin', () => {
  test.each([
    ['draft', draft],
    ['published', published],
  ])('says the same facts as a %s', (_state, card) => {
    const words = cardText(card)
    expect(card.tags).toEqual(['演示数据'])
    expect(words).toContain('235家倍增名录企业中，23家实现产值倍增（占9.8%）')
    expect(words).toContain('产值10亿元以上：12家')
    expect(words).toContain('产值100亿元以上：1家')
    expect(words).toContain('在办4件，其中逾期1件；已销号7件')
    expect(words).toContain('以2020年为基期')
  })

  test('shows no growth of a unit with fewer than three enterprises, in table or chart', () => {
    const [table] = blocksOf(draft, 'table')
    expect(table?.rows.find(row => row.name === '南岳区')).toEqual({
      name: '南岳区',
      listed: '2',
      output: '—',
      tax: '—',
      up50: '—',
    })
    const [chart] = blocksOf(draft, 'chart')
    expect(chart?.chart.points.map(point => point.x)).toEqual(['衡东县', '松木经开区', '雁峰区', '石鼓区'])
  })

  test('of real data bears no mark', () => {
    expect(
      bulletinDraft({ bulletinId: 5, content: publishedContent({ isDemo: false }) }).tags,
    ).toBeUndefined()
  })

  test('asks before it is published and wants a reason to send it back', () => {
    const [approve] = blocksOf(draft, 'buttons').flatMap(block => block.buttons)
    expect(approve?.action).toEqual({
      command: 'bulletin',
      intent: 'bulletin.approve',
      args: { bulletin_id: 5 },
    })
    expect(approve?.confirm).toBeTruthy()
    const [form] = blocksOf(draft, 'form')
    expect(form?.fields).toMatchObject([{ name: 'reason', required: true }])
    expect(form?.submit.action).toEqual({
      command: 'bulletin',
      intent: 'bulletin.reject',
      args: { bulletin_id: 5 },
    })
  })

  test('once published has no buttons but the way to its page', () => {
    expect(blocksOf(published, 'form')).toEqual([])
    const all = blocksOf(published, 'buttons').flatMap(block => block.buttons)
    expect(all).toMatchObject([{ href: '/b/5.1.x' }])
    expect(all[0]?.action).toBeUndefined()
  })
})
