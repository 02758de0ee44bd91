import type { Span } from '../../chat/card.ts'

const COLOURS = { good: 'green', warn: 'orange', bad: 'red', muted: 'grey' } as const

/**
 * Makes any text plain in the platform's markdown: every character that could begin markup becomes an entity. The one
 * place where what people typed is escaped.
 */
export function escapeMarkdown(text: string): string {
  const entity = (character: string) => `&#${character.charCodeAt(0)};`
  return (
    text
      .replace(/[&<>*_~[\]`#|\\$:!]/g, entity)
      // Lists, rules and underlined headings begin a line.
      .replace(/^(\s*)([-+=])/gm, (_, blank: string, mark: string) => blank + entity(mark))
      .replace(/^(\s*\d+)([.)])/gm, (_, number: string, mark: string) => number + entity(mark))
      .replace(/^[ \t]{4,}/gm, '   ')
  )
}

/** Spans as markdown; `publicUrl` makes links of our own absolute. */
export function markdownOf(spans: readonly Span[], publicUrl: string): string {
  return spans.map(span => spanMarkdown(span, publicUrl)).join('')
}

function spanMarkdown(span: Span, publicUrl: string): string {
  if (typeof span === 'string') return escapeMarkdown(span)
  if ('href' in span) return `[${escapeMarkdown(span.text)}](${absolute(span.href, publicUrl)})`
  if (span.style === 'bold') return boldMarkdown(span.text)
  return `<font color='${COLOURS[span.style]}'>${escapeMarkdown(span.text)}</font>`
}

/** Stars next to punctuation do not count as bold, so punctuation at the edges stays outside. */
function boldMarkdown(text: string): string {
  const [, before = '', inner = '', after = ''] =
    text.match(/^([\p{P}\p{S}\s]*)([\s\S]*?)([\p{P}\p{S}\s]*)$/u) ?? []
  if (inner === '') return escapeMarkdown(text)
  return `${escapeMarkdown(before)}**${escapeMarkdown(inner).replaceAll('\n', ' ')}**${escapeMarkdown(after)}`
}

/** A path of ours as an address people can open; anything but http(s) comes to nothing. */
export function absolute(href: string, publicUrl: string): string {
  const url = href.startsWith('/') ? `${publicUrl}${href}` : href
  return /^https?:\/\//.test(url)
    ? encodeURI(url).replace(/[()]/g, mark => (mark === '(' ? '%28' : '%29'))
    : publicUrl
}
