import type { Block, Card, Span } from '../../chat/card.ts'
import { cardText } from '../../chat/card-text.ts'

/** `msgParam` may have 15,000 bytes; a little is kept back for the title and for what JSON adds. */
const MAX_BYTES = 12_000

/** A card as this platform's markdown message. There are no buttons: a line says what can be answered instead. */
export function render(card: Card, publicUrl: string): { title: string; text: string } {
  const blocks = card.blocks.map(block => blockMarkdown(block, publicUrl)).filter(Boolean)
  const tags = (card.tags ?? []).map(tag => `〔${escapeMarkdown(tag)}〕`).join('')
  const text = [`#### ${escapeMarkdown(card.title)}${tags}`, ...blocks].join('\n\n')
  return { title: card.title.slice(0, 100), text: shorten(text) }
}

function blockMarkdown(block: Block, publicUrl: string): string {
  switch (block.kind) {
    case 'text':
      return block.spans.map(span => spanMarkdown(span, publicUrl)).join('')
    case 'fields':
      return block.items
        .map(({ label, value }) => `- ${escapeMarkdown(label)}：${spanMarkdown(value, publicUrl)}`)
        .join('\n')
    case 'note':
      return `> ${escapeMarkdown(block.text)}`
    case 'divider':
      return '---'
    case 'buttons': {
      const links = block.buttons.filter(button => button.href)
      const words = block.buttons
        .filter(button => !button.href)
        .map(({ label }) => `“${escapeMarkdown(label)}”`)
      return [
        ...links.map(({ label, href }) => `[${escapeMarkdown(label)}](${absolute(href ?? '', publicUrl)})`),
        ...(words.length > 0 ? [`可回复：${words.join('、')}`] : []),
      ].join('\n\n')
    }
    case 'chart':
      if (block.image)
        return `${escapeMarkdown(block.chart.title)}\n\n![${escapeMarkdown(block.chart.title)}](${absolute(block.image, publicUrl)})`
      return plainBlock(block)
    case 'form':
    case 'table':
    case 'fold':
      return plainBlock(block)
  }
}

const plainBlock = (block: Block): string =>
  escapeMarkdown(cardText({ title: '', tone: 'plain', blocks: [block] }).replace(/^【】\n?/, ''))
    .split('\n')
    .join('  \n')

function spanMarkdown(span: Span, publicUrl: string): string {
  if (typeof span === 'string') return escapeMarkdown(span)
  if ('href' in span) return `[${escapeMarkdown(span.text)}](${absolute(span.href, publicUrl)})`
  return span.style === 'bold' ? `**${escapeMarkdown(span.text)}**` : escapeMarkdown(span.text)
}

const absolute = (href: string, publicUrl: string) =>
  encodeURI(href.startsWith('/') ? `${publicUrl}${href}` : href)

/** Makes text plain in markdown; full-width look-alikes, because this platform does not undo escapes. */
function escapeMarkdown(text: string): string {
  const plain: Record<string, string> = {
    '*': '＊',
    _: '＿',
    '[': '［',
    ']': '］',
    '`': '｀',
    '#': '＃',
    '<': '＜',
    '>': '＞',
    '!': '！',
  }
  return text.replace(/[*_[\]`#<>!]/g, character => plain[character] ?? character)
}

function shorten(text: string): string {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= MAX_BYTES) return text
  const head = new TextDecoder().decode(bytes.slice(0, MAX_BYTES)).replace(/\ufffd+$/, '')
  return `${head}\n\n> 内容较长，后面的部分没有显示。请缩小范围再查。`
}
