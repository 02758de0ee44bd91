import { parse } from 'csv-parse/sync'
import type { SheetRow } from './read.ts'

/** Bytes read at a time. */
const PIECE = 64 * 1024

/** What a CSV is written in; null when it is no text. */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'gb18030' | 'utf-16le' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes.subarray(0, 4096).includes(0)) return null
  // Anything but UTF-8 is taken for the encoding Excel uses in China.
  return (['utf-8', 'gb18030'] as const).find(encoding => isText(bytes, encoding)) ?? null
}

function isText(bytes: Uint8Array, encoding: string): boolean {
  try {
    for (const _ of textOf(bytes, encoding));
    return true
  } catch {
    return false
  }
}

function* textOf(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for (let from = 0; from < bytes.length; from += PIECE)
    yield decoder.decode(bytes.subarray(from, from + PIECE), { stream: true })
  yield decoder.decode()
}

/** Rows of a CSV, parsed anew each time they are gone through. Throws when quotes do not pair. */
export function csvRows(bytes: Uint8Array, encoding: string): Iterable<SheetRow> {
  return {
    *[Symbol.iterator]() {
      let number = 0
      let delimiter: string | undefined
      for (const block of blocksOf(textOf(bytes, encoding))) {
        delimiter ??= delimiterOf(block)
        for (const cells of parseBlock(block, delimiter)) {
          number++
          yield { number, isHidden: false, cells }
        }
      }
    },
  }
}

/** Text cut at ends of lines that stand in no quotes, so that each block can be parsed by itself. */
function* blocksOf(pieces: Iterable<string>): Generator<string> {
  let held = ''
  let seen = 0
  let quotes = 0
  for (const piece of pieces) {
    held += piece
    let cut = -1
    if (quotes === 0 && !piece.includes('"')) cut = held.lastIndexOf('\n')
    else
      for (let at = seen; at < held.length; at++) {
        const code = held.charCodeAt(at)
        if (code === QUOTE) quotes++
        else if (code === LINE_END && quotes % 2 === 0) cut = at
      }
    if (cut >= 0) {
      yield held.slice(0, cut + 1)
      held = held.slice(cut + 1)
      quotes %= 2
    }
    seen = held.length
  }
  if (held !== '') yield held
}

const QUOTE = 0x22
const LINE_END = 0x0a

function parseBlock(block: string, delimiter: string): Iterable<string[]> {
  if (!block.includes('"')) return plainRows(block, delimiter)
  return parse(block, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    trim: true,
  })
}

/** Without quotes lines and cells are what they look like; several times faster than parsing. */
function* plainRows(block: string, delimiter: string): Generator<string[]> {
  const lines = block.split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  for (const line of lines) yield line.split(delimiter).map(cell => cell.trim())
}

/** What stands most often in the first lines: comma, tab or semicolon. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4096)
  const count = (mark: string) => head.split(mark).length
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}
