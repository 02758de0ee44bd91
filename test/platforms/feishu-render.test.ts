import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { expect, it } from 'vitest'
import type { Block, Card, Field, Span } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { render as renderDingtalk } from '../../src/platforms/dingtalk/render.ts'
import { escapeMarkdown } from '../../src/platforms/feishu/markdown.ts'
import { render as renderFeishu } from '../../src/platforms/feishu/render.ts'
import { checkCard } from '../../src/sandbox/card-check.ts'

const hostile = fc.constantFrom(
  '<at id=all></at>',
  "<font color='red'>x</font>",
  '[点我](http://evil.example)',
  '**粗**',
  '# 标题',
  '- 列表',
  '1. 列表',
  '> 引用',
  '`代码`',
  '~~删~~',
  ':SMILE:',
  'http://evil.example',
  '---',
  '&lt;b&gt;',
  '|a|b|',
  '\\*',
  '    四格',
)
const words = fc
  .array(fc.oneof(hostile, fc.string({ maxLength: 12 }), fc.constantFrom('金杯电工', '\n', '。', ' ')), {
    maxLength: 6,
  })
  .map(parts => parts.join(''))

const span: fc.Arbitrary<Span> = fc.oneof(
  words,
  fc.record({ text: words, style: fc.constantFrom('bold', 'good', 'warn', 'bad', 'muted') }),
  fc.record({
    text: words,
    href: fc.constantFrom('/b/token', 'https://a.example/x(1)', 'javascript:alert(1)'),
  }),
)
const button = fc.record({
  label: words,
  style: fc.constantFrom('primary' as const, 'danger' as const),
  action: fc.record({ command: fc.constant('c'), intent: fc.constant('i'), args: fc.constant({}) }),
})
const options = fc.array(fc.record({ value: fc.string({ minLength: 1, maxLength: 5 }), label: words }), {
  maxLength: 30,
})
const field = (name: string): fc.Arbitrary<Field> =>
  fc.oneof(
    fc.record({ kind: fc.constant('text' as const), name: fc.constant(name), label: words, value: words }),
    fc.record({ kind: fc.constant('choice' as const), name: fc.constant(name), label: words, options }),
    fc.record({ kind: fc.constant('date' as const), name: fc.constant(name), label: words }),
  )
const simple: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), spans: fc.array(span, { maxLength: 4 }) }),
  fc.record({ kind: fc.constant('note' as const), text: words }),
  fc.record({
    kind: fc.constant('fields' as const),
    items: fc.array(fc.record({ label: words, value: span }), { maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant('buttons' as const),
    buttons: fc.array(button, { minLength: 1, maxLength: 4 }),
  }),
)
const table: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant('table' as const),
  columns: fc.record({ title: words }).map(({ title }) => [
    { key: 'a', title },
    { key: 'b', title: '乙' },
  ]),
  rows: fc.array(fc.record({ a: words, b: words }), { maxLength: 60 }),
})
const fold = fc.record({
  kind: fc.constant('fold' as const),
  title: words,
  blocks: fc.array(simple, { maxLength: 4 }),
}) as fc.Arbitrary<Block>
const card: fc.Arbitrary<Card> = fc
  .record({
    title: words,
    tone: fc.constantFrom('info', 'good', 'warn', 'bad', 'plain'),
    tags: fc.array(words, { maxLength: 5 }),
    blocks: fc.array(fc.oneof({ weight: 6, arbitrary: simple }, { weight: 2, arbitrary: table }, fold), {
      maxLength: 60,
    }),
    fields: fc.tuple(field('one'), field('two')),
  })
  .map(({ fields, ...rest }) => ({
    ...rest,
    blocks: [
      ...rest.blocks,
      {
        kind: 'form' as const,
        name: 'form',
        fields,
        submit: { label: '提交', action: { command: 'c', intent: 'i', args: {} } },
      },
    ],
  }))

it('renders any card within what the platform takes', () => {
  fc.assert(
    fc.property(card, one => {
      const rendered = renderFeishu(one, 'https://bot.example')
      expect(checkCard(rendered)).toBeNull()
      expect(Buffer.byteLength(JSON.stringify(rendered))).toBeLessThanOrEqual(30_000)
    }),
    { numRuns: 200 },
  )
})

it('keeps the buttons and says so when a card is too long', () => {
  const long: Card = {
    title: '长',
    tone: 'info',
    blocks: [
      ...Array.from(
        { length: 300 },
        (_, i): Block => ({ kind: 'note', text: `第${i}条 ${'字'.repeat(200)}` }),
      ),
      { kind: 'buttons', buttons: [{ label: '批准', action: { command: 'c', intent: 'i', args: {} } }] },
    ],
  }
  const json = JSON.stringify(renderFeishu(long, ''))
  expect(json).toContain('批准')
  expect(json).toContain('卡片放不下')
})

const markdown = new MarkdownIt({ html: true })

it('lets nothing that people type become markup', () => {
  fc.assert(
    fc.property(words, text => {
      const tokens = markdown.parse(escapeMarkdown(text), {})
      const kinds = tokens.flatMap(token => [token.type, ...(token.children ?? []).map(({ type }) => type)])
      const allowed = [
        'paragraph_open',
        'paragraph_close',
        'inline',
        'text',
        'text_special',
        'softbreak',
        'hardbreak',
      ]
      expect(kinds.filter(kind => !allowed.includes(kind))).toEqual([])
      const shown = tokens.flatMap(token => token.children ?? []).map(({ content }) => content)
      expect(shown.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    }),
    { numRuns: 500 },
  )
})

it('links only to the web', () => {
  const link = (href: string) =>
    JSON.stringify(
      renderFeishu(
        { title: '', tone: 'info', blocks: [{ kind: 'text', spans: [{ text: '看', href }] }] },
        'https://bot.example',
      ),
    )
  expect(link('/b/x')).toContain('(https://bot.example/b/x)')
  expect(link('javascript:alert(1)')).not.toContain('javascript')
})

it('says the same in words on every platform, whatever the card', () => {
  fc.assert(
    fc.property(card, one => {
      expect(cardText(one)).toContain(one.title)
      const { text } = renderDingtalk(one, 'https://bot.example')
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(15_000)
    }),
    { numRuns: 50 },
  )
})
