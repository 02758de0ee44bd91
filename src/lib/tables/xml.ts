/** The little of XML that spreadsheets need: pieces of text between tags, without building trees. */

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Text of XML with its entities and Excel's own escapes (`_x000D_`) resolved. */
export function plainText(xml: string): string {
  const text = xml.includes('&')
    ? xml.replace(
        /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
        (whole, hex?: string, dec?: string, name?: string) => {
          if (name !== undefined) return ENTITIES[name] ?? whole
          return String.fromCodePoint(Number.parseInt(hex ?? dec ?? '', hex ? 16 : 10))
        },
      )
    : xml
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}

/** An attribute of a tag's inside; undefined when it has none such. */
export function attributeOf(inside: string, name: string): string | undefined {
  const at = inside.search(new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']`))
  if (at < 0) return undefined
  const from = inside.slice(at).search(/["']/) + at + 1
  const value = inside.slice(from, inside.indexOf(inside.charAt(from - 1), from))
  return plainText(value)
}

/** Tags of a name, whatever their prefix: what stands inside the tag, and between it and its end. */
export function* tagsOf(xml: string, name: string): Generator<{ inside: string; body: string }> {
  const pattern = new RegExp(`<(\\w+:)?${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</(?:\\w+:)?${name}>)`, 'g')
  for (const [, , inside = '', body = ''] of xml.matchAll(pattern)) yield { inside, body }
}

/** The texts of a shared or inline string together, phonetic readings left out. */
export function stringOf(xml: string): string {
  const only = xml.indexOf('<t>')
  if (only >= 0 && xml.indexOf('<t', only + 1) < 0)
    return plainText(xml.slice(only + 3, xml.indexOf('</t>', only)))
  const said = xml.includes('rPh') ? xml.replace(/<(\w+:)?rPh[\s>][\s\S]*?<\/(?:\w+:)?rPh>/g, '') : xml
  let text = ''
  for (const [, , body = ''] of said.matchAll(/<(\w+:)?t(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?t>/g)) text += body
  return plainText(text)
}

/** Text of pieces of UTF-8. */
export function* decoded(pieces: Iterable<Uint8Array>): Generator<string> {
  const decoder = new TextDecoder()
  for (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true })
    if (text !== '') yield text
  }
}

/** Everything from a begin tag to its end tag, one after the other, out of pieces of text of any length. */
export function* elementsOf(pieces: Iterable<string>, name: string): Generator<string> {
  const begin = new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])`, 'g')
  let held = ''
  for (const piece of pieces) {
    held += piece
    let from = 0
    while (true) {
      begin.lastIndex = from
      const found = begin.exec(held)
      if (!found) {
        // A tag may be cut in two.
        from = Math.max(from, held.lastIndexOf('<'))
        break
      }
      const close = held.indexOf('>', found.index)
      if (close < 0) {
        from = found.index
        break
      }
      const end = held.charAt(close - 1) === '/' ? close + 1 : endOf(held, `${found[0].slice(1)}>`, close)
      if (end < 0) {
        from = found.index
        break
      }
      yield held.slice(found.index, end)
      from = end
    }
    held = held.slice(from)
  }
}

function endOf(text: string, tag: string, from: number): number {
  const at = text.indexOf(`</${tag}`, from)
  return at < 0 ? -1 : at + tag.length + 2
}
