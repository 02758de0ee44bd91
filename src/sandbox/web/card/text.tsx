import { isObject, type Json, textAt } from '../../json.ts'
import { useCard } from './host.ts'
import { colourClass, markdownToHtml } from './markdown.ts'

/** A `plain_text` or `lark_md` object, or nothing. */
export function Text({ node }: { node: unknown }) {
  if (!isObject(node)) return null
  if (node.tag === 'lark_md' || node.tag === 'markdown') return <Markdown node={node} />
  return <>{textAt(node, 'content')}</>
}

export function Markdown({ node }: { node: Json }) {
  const { names } = useCard()
  const html = markdownToHtml(textAt(node, 'content'), names)
  // Safe: markdownToHtml escapes all that is not its own.
  return <div class={`md ${textClasses(node)}`} dangerouslySetInnerHTML={{ __html: html }} />
}

/** `div`: a plain text with size, colour and alignment. */
export function Div({ node }: { node: Json }) {
  const text = isObject(node.text) ? node.text : {}
  return (
    <div class={`md ${textClasses(text)} ${colourClass('ink', textAt(text, 'text_color'))}`}>
      <Text node={text} />
    </div>
  )
}

function textClasses(node: Json): string {
  const size = textAt(node, 'text_size').replaceAll('_', '-')
  const align = textAt(node, 'text_align')
  return `${/^[a-z0-9-]+$/.test(size) ? `size-${size}` : ''} ${/^(center|right)$/.test(align) ? `align-${align}` : ''}`
}
