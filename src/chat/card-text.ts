import type { Block, Card, Span } from './card.ts'

const spanText = (span: Span): string => (typeof span === 'string' ? span : span.text)

/** A card as plain text, for the terminal, for platforms without cards and for previews. */
export function cardText(card: Card): string {
  const tags = (card.tags ?? []).map(tag => `〔${tag}〕`).join('')
  return [`【${card.title}】${tags}`, ...card.blocks.map(blockText)].filter(Boolean).join('\n')
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.spans.map(spanText).join('')
    case 'note':
      return block.text
    case 'divider':
      return '────'
    case 'fields':
      return block.items.map(item => `${item.label}：${spanText(item.value)}`).join('\n')
    case 'table':
      return [
        block.columns.map(column => column.title).join(' | '),
        ...block.rows.map(row => block.columns.map(column => row[column.key] ?? '').join(' | ')),
      ].join('\n')
    case 'chart':
      return [
        `${block.chart.title}（${block.chart.unit}）`,
        ...block.chart.points.map(({ x, y, series }) => `${series ? `${series} ` : ''}${x}：${y}`),
      ].join('\n')
    case 'buttons':
      return block.buttons.map(button => `[${button.label}]`).join(' ')
    case 'form':
      return [
        ...block.fields.map(field => `${field.label}：${[field.value ?? '＿＿'].flat().join('、')}`),
        `[${block.submit.label}]`,
      ].join('\n')
    case 'fold':
      return [block.title, ...block.blocks.map(blockText)].join('\n')
  }
}
