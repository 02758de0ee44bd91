import type { Block, Card, Tone } from '../../chat/card.ts'
import { type Element, elementsOf } from './elements.ts'

/** The platform takes 30 KB and 200 components; a little is kept back for the note that says what was left out. */
const MAX_BYTES = 29_000
const MAX_TAGS = 190
const MAX_TABLES = 5
const MAX_TAG_LIST = 3

const TEMPLATES: Record<Tone, string> = {
  info: 'blue',
  good: 'green',
  warn: 'orange',
  bad: 'red',
  plain: 'grey',
}

export type FeishuCard = Record<string, unknown>

/**
 * A neutral card as Card JSON 2.0, always within the platform's limits: what does not fit is cut from the end, forms
 * and buttons last, and the card says so.
 */
export function render(card: Card, publicUrl: string): FeishuCard {
  const whole = frame(card, elementsOf(withFewTables(card.blocks), publicUrl))
  if (fits(whole)) return whole
  let blocks = withFewTables(card.blocks).map(shorten)
  for (;;) {
    const tight = frame(card, elementsOf([...blocks, LEFT_OUT], publicUrl))
    if (fits(tight) || blocks.length === 0) return tight
    blocks = dropOne(blocks)
  }
}

const LEFT_OUT: Block = {
  kind: 'note',
  text: '内容较长，卡片放不下，后面的部分没有显示。请缩小范围再查，或请办公室导出。',
}

function frame(card: Card, elements: Element[]): FeishuCard {
  const title = card.title.slice(0, 100)
  return {
    schema: '2.0',
    config: { update_multi: true, summary: { content: title } },
    header: {
      title: { tag: 'plain_text', content: title },
      template: TEMPLATES[card.tone],
      ...(card.tags?.length && {
        text_tag_list: card.tags.slice(0, MAX_TAG_LIST).map(tag => ({
          tag: 'text_tag',
          text: { tag: 'plain_text', content: tag },
          color: 'orange',
        })),
      }),
    },
    body: { elements },
  }
}

function fits(card: FeishuCard): boolean {
  const json = JSON.stringify(card)
  return new TextEncoder().encode(json).length <= MAX_BYTES && countTags(card) <= MAX_TAGS
}

function countTags(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countTags(item), 0)
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value).reduce<number>((sum, item) => sum + countTags(item), 0)
  return inner + ('tag' in value ? 1 : 0)
}

/** From the sixth table on, tables become text. */
function withFewTables(blocks: readonly Block[]): Block[] {
  let tables = 0
  return blocks.flatMap((block): Block[] => {
    if (block.kind !== 'table') return [block]
    tables += 1
    if (tables <= MAX_TABLES) return [block]
    const lines = block.rows.map(row => block.columns.map(({ key }) => row[key] ?? '').join('  '))
    return [
      { kind: 'text', spans: [[block.columns.map(({ title }) => title).join('  '), ...lines].join('\n')] },
    ]
  })
}

const LONGEST_TEXT = 800
const MOST_ROWS = 40
const MOST_POINTS = 100
const MOST_OPTIONS = 100

/** Shortens what is long in itself, so that less has to be dropped whole. */
function shorten(block: Block): Block {
  switch (block.kind) {
    case 'text':
      return {
        ...block,
        spans: block.spans
          .slice(0, 40)
          .map(span => (typeof span === 'string' ? cut(span) : { ...span, text: cut(span.text) })),
      }
    case 'note':
      return { ...block, text: cut(block.text) }
    case 'fields':
      return {
        ...block,
        items: block.items.slice(0, 20).map(({ label, value }) => ({
          label: cut(label),
          value: typeof value === 'string' ? cut(value) : { ...value, text: cut(value.text) },
        })),
      }
    case 'table':
      return { ...block, rows: block.rows.slice(0, MOST_ROWS) }
    case 'chart':
      return { ...block, chart: { ...block.chart, points: block.chart.points.slice(0, MOST_POINTS) } }
    case 'form':
      return {
        ...block,
        fields: block.fields.map(field =>
          'options' in field ? { ...field, options: field.options.slice(0, MOST_OPTIONS) } : field,
        ),
      }
    case 'fold':
      return { ...block, blocks: block.blocks.slice(0, 10).map(inner => shorten(inner) as typeof inner) }
    case 'buttons':
    case 'divider':
      return block
  }
}

const cut = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text)

/** Takes one block away: the last that nobody can act on, or else the last. */
function dropOne(blocks: readonly Block[]): Block[] {
  const last = blocks.findLastIndex(({ kind }) => kind !== 'buttons' && kind !== 'form')
  return blocks.filter((_, index) => index !== (last >= 0 ? last : blocks.length - 1))
}
