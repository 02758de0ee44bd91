import Big from 'big.js'
import { addDays } from '../time.ts'
import type { Sheet, SheetRow } from './read.ts'
import { attributeOf, decoded, elementsOf, plainText, stringOf, tagsOf } from './xml.ts'
import { readZip, type ZipEntry } from './zip.ts'

/** How a number is shown; anything else is shown as it is. */
type Shown = 'day' | 'percent' | null

interface Workbook {
  strings: readonly string[]
  /** By the number of the cell's style. */
  shown: readonly Shown[]
  /** Day number 0. */
  epoch: string
}

/**
 * The sheets of an xlsx file. Rows are unpacked and read one by one each time they are gone through, so that a sheet of
 * a million rows takes no more memory than a small one. Throws when the file is damaged.
 */
export function readWorkbook(bytes: Uint8Array): Sheet[] {
  const zip = readZip(bytes)
  const text = (entry: ZipEntry | undefined) => [...decoded(entry?.open() ?? [])].join('')
  const related = (folder: string, path: string) =>
    [...tagsOf(text(zip.get(path)), 'Relationship')].map(({ inside }) => ({
      id: attributeOf(inside, 'Id') ?? '',
      type: attributeOf(inside, 'Type')?.split('/').at(-1),
      path: pathOf(folder, attributeOf(inside, 'Target') ?? ''),
    }))
  const main = related('', '_rels/.rels').find(({ type }) => type === 'officeDocument')?.path ?? ''
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const parts = related(folder, `${folder}_rels/${main.slice(folder.length)}.rels`)
  const part = (kind: string) => zip.get(parts.find(({ type }) => type === kind)?.path ?? '')
  const xml = text(zip.get(main))
  const is1904 = /<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"/.test(xml)
  const book: Workbook = {
    strings: [...elementsOf(decoded(part('sharedStrings')?.open() ?? []), 'si')].map(stringOf),
    shown: stylesOf(text(part('styles'))),
    epoch: is1904 ? '1904-01-01' : '1899-12-30',
  }
  const sheets = [...tagsOf(xml, 'sheet')].flatMap(({ inside }): Sheet[] => {
    const id = attributeOf(inside, '(?:\\w+:)?id')
    const entry = zip.get(parts.find(one => one.id === id)?.path ?? '')
    if (!entry) return []
    const isHidden = /^(?:hidden|veryHidden)$/.test(attributeOf(inside, 'state') ?? '')
    return [{ name: attributeOf(inside, 'name') ?? '', isHidden, rows: rowsOf(entry, book) }]
  })
  if (sheets.length === 0) throw new Error('a workbook without sheets')
  return sheets
}

const pathOf = (folder: string, target: string) =>
  target.startsWith('/') ? target.slice(1) : `${folder}${target}`.replace(/[^/]+\/\.\.\//g, '')

/** Numbers of the formats that every spreadsheet knows and that show days, the Chinese ones among them. */
const isDayFormat = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

function stylesOf(xml: string): Shown[] {
  const codes = new Map(
    [...tagsOf(xml, 'numFmt')].map(({ inside }) => [
      Number(attributeOf(inside, 'numFmtId')),
      attributeOf(inside, 'formatCode') ?? '',
    ]),
  )
  const [formats] = tagsOf(xml, 'cellXfs')
  return [...tagsOf(formats?.body ?? '', 'xf')].map(({ inside }) => {
    const id = Number(attributeOf(inside, 'numFmtId'))
    // Without texts in quotes, colours and conditions, and characters taken as they are.
    const code = codes.get(id)?.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '')
    if (code === undefined) return isDayFormat(id) ? 'day' : id === 9 || id === 10 ? 'percent' : null
    return /[ymdhs]/i.test(code) && !/general/i.test(code) ? 'day' : code.includes('%') ? 'percent' : null
  })
}

interface Merge {
  top: number
  bottom: number
  left: number
  right: number
}

function rowsOf(entry: ZipEntry, book: Workbook): Iterable<SheetRow> {
  let merges: Merge[] | undefined
  return {
    *[Symbol.iterator]() {
      merges ??= mergesOf(entry)
      let number = 0
      let open: { merge: Merge; value: string }[] = []
      for (const xml of elementsOf(decoded(entry.open()), 'row')) {
        const row = readRow(xml, number + 1, book)
        number = row.number
        if (merges.length > 0) {
          open = open.filter(({ merge }) => merge.bottom >= number)
          for (const merge of merges)
            if (merge.top === number) open.push({ merge, value: row.cells[merge.left] ?? '' })
          for (const { merge, value } of open)
            for (let column = merge.left; column <= merge.right; column++) {
              while (row.cells.length <= column) row.cells.push('')
              row.cells[column] = value
            }
        }
        yield row
      }
    },
  }
}

/** Merged cells stand behind the rows; what they hold is said of all of them. */
function mergesOf(entry: ZipEntry): Merge[] {
  return [...elementsOf(decoded(entry.open()), 'mergeCell')].flatMap(xml => {
    const [from = '', to = from] = (attributeOf(xml, 'ref') ?? '').split(':')
    const [top, bottom] = [from, to].map(ref => Number(ref.replace(/\D/g, ''))) as [number, number]
    return top > 0 && bottom >= top ? [{ top, bottom, left: columnOf(from), right: columnOf(to) }] : []
  })
}

/** The column of a cell's address, 0 for A. */
function columnOf(address: string): number {
  let column = 0
  for (const letter of address.replace(/[^A-Z]/g, '')) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

const CELL = /<(?:\w+:)?c(?:\s([^>]*?))?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g
const VALUE = /<(?:\w+:)?v(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?v>/

function readRow(xml: string, next: number, book: Workbook): SheetRow & { cells: string[] } {
  const inside = xml.slice(0, xml.indexOf('>'))
  const number = Number(/\sr="(\d+)"/.exec(inside)?.[1] ?? next)
  const isHidden = /\shidden="(?:1|true)"/.test(inside)
  const cells: string[] = []
  CELL.lastIndex = inside.length
  for (let found = CELL.exec(xml); found; found = CELL.exec(xml)) {
    const [, attributes = '', body = ''] = found
    const address = /(?:^|\s)r="([A-Z]+)\d+"/.exec(attributes)?.[1]
    const column = address ? columnOf(address) : cells.length
    while (cells.length < column) cells.push('')
    cells[column] = body === '' ? '' : readCell(attributes, body, book)
  }
  return { number, isHidden, cells }
}

function readCell(attributes: string, body: string, { strings, shown, epoch }: Workbook): string {
  const type = /(?:^|\s)t="(\w+)"/.exec(attributes)?.[1]
  if (type === 'inlineStr') return stringOf(body).trim()
  const value = VALUE.exec(body)?.[1] ?? ''
  if (type === 's') return (strings[Number(value)] ?? '').trim()
  if (type === 'b') return value === '1' ? '是' : '否'
  if (type === 'd') return value.slice(0, 10)
  if (type === 'str' || type === 'e') return plainText(value).trim()
  const how = shown[Number(/(?:^|\s)s="(\d+)"/.exec(attributes)?.[1] ?? -1)] ?? null
  if (how === null || !/^[-+\d.]/.test(value)) return value
  if (how === 'percent') return `${new Big(value).times(100).round(8).toFixed()}%`
  return Number(value) >= 1 ? addDays(epoch, Math.floor(Number(value))) : value
}
