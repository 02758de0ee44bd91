import MarkdownIt from 'markdown-it'
import { COLOUR_NAMES } from './colours.ts'

/**
 * The platform's Markdown as safe HTML: CommonMark without HTML, plus the platform's own few tags. Those are read by
 * a rule of the parser, so that escaped text never becomes a tag, and written from fixed pieces, so that nothing of
 * a card's author reaches the page unescaped.
 */

const ATTRIBUTE = /([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/g
const OPENING =
  /^<(font|at|text_tag|a|link|person|number_tag|local_datetime)((?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))*)\s*\/?>/
const CLOSING = /^<\/(font|at|a|link|person|local_datetime)>/
const BREAK = /^<br\s*\/?>/

const md = new MarkdownIt({ html: false, linkify: false, breaks: true })
const { escapeHtml } = md.utils
md.validateLink = url => /^(https?:|mailto:|tel:)/i.test(url)

interface Env {
  names: ReadonlyMap<string, string>
}

md.inline.ruler.before('autolink', 'platform_tag', (state, silent) => {
  if (state.src[state.pos] !== '<') return false
  const rest = state.src.slice(state.pos)
  const [length, html] = readTag(rest, state.env as unknown as Env) ?? [0, '']
  if (length === 0) return false
  if (!silent) state.push('platform_tag', '', 0).content = html
  state.pos += length
  return true
})
md.renderer.rules.platform_tag = (tokens, index) => tokens[index]?.content ?? ''
md.renderer.rules.image = () => '<span class="md-image">图片</span>'
md.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('target', '_blank')
  tokens[index]?.attrSet('rel', 'noopener noreferrer')
  return self.renderToken(tokens, index, options)
}
md.renderer.rules.table_open = () => '<div class="md-table"><table>'
md.renderer.rules.table_close = () => '</table></div>'

export function markdownToHtml(source: string, names: ReadonlyMap<string, string>): string {
  return md.render(source, { names } satisfies Env)
}

/** How many characters a platform tag at the start of a text takes, and its HTML. */
function readTag(text: string, env: Env): [length: number, html: string] | null {
  const broken = BREAK.exec(text)
  if (broken) return [broken[0].length, '<br>']
  const closing = CLOSING.exec(text)
  if (closing)
    return [
      closing[0].length,
      closing[1] === 'a' || closing[1] === 'link' ? '</a>' : closing[1] === 'font' ? '</span>' : '',
    ]
  const opening = OPENING.exec(text)
  if (!opening) return null
  const [whole, name = '', attributes = ''] = opening
  const given = new Map(
    [...attributes.matchAll(ATTRIBUTE)].map(([, key, value]) => [key, unquote(value ?? '')]),
  )
  if (name === 'text_tag' || name === 'number_tag')
    return readLabel(text, whole, name, given.get('color') ?? '')
  return [whole.length, openingHtml(name, given, env)]
}

function openingHtml(name: string, given: ReadonlyMap<string | undefined, string>, env: Env): string {
  switch (name) {
    case 'font':
      return `<span class="${colourClass('ink', given.get('color') ?? '')}">`
    case 'a':
    case 'link': {
      const href = given.get('href') ?? given.get('url') ?? ''
      return /^https?:\/\//i.test(href)
        ? `<a href="${escapeHtml(href)}" target="_blank" rel="noopener noreferrer">`
        : '<a>'
    }
    case 'at':
    case 'person': {
      const id = given.get('id') ?? given.get('user_id') ?? ''
      const who = id === 'all' ? '所有人' : (env.names.get(id) ?? id)
      return `<span class="mention">@${escapeHtml(who)}</span>`
    }
    default: {
      const at = Number(given.get('millisecond'))
      return Number.isFinite(at)
        ? new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
        : ''
    }
  }
}

/** `<text_tag color='red'>words</text_tag>`: the words are plain. */
function readLabel(text: string, opening: string, name: string, colour: string): [number, string] | null {
  const end = text.indexOf(`</${name}>`)
  if (end < 0) return null
  const words = md.utils.unescapeAll(text.slice(opening.length, end))
  return [
    end + name.length + 3,
    `<span class="tag ${colourClass('tag', colour || 'neutral')}">${escapeHtml(words)}</span>`,
  ]
}

const unquote = (value: string) => value.replace(/^(["'])(.*)\1$/s, '$2')

/** A class for one of the platform's colour names; none for anything else. `red-600` is read as `red`. */
export function colourClass(kind: 'ink' | 'tag' | 'head', name: string): string {
  const base = name.toLowerCase().split('-')[0] ?? ''
  return COLOUR_NAMES.has(base) ? `${kind}-${base}` : ''
}
