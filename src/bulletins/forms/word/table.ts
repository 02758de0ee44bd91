import { AlignmentType, Paragraph, Table, TableCell, TableRow, VerticalAlign, WidthType } from 'docx'
import { type DocTable, plainOf } from '../../document/parts.ts'
import { mm, run, SIZES } from './sheet.ts'

/** A table as broad as the type area, its columns by what stands in them. */
export function tableOf({ columns, rows }: DocTable, size: number = SIZES.small): Table {
  const width = mm(156)
  const share = columns.map(
    ({ title }, i) =>
      Math.max(2.6, broadest(title) / 2, ...rows.map(row => broadest(plainOf([row[i] ?? ''])))) + 1,
  )
  const all = share.reduce((sum, part) => sum + part, 0)
  const widths = share.map(part => Math.floor((part / all) * width))
  const cell = (text: string, i: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[i] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { left: 40, right: 40 },
      children: [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { line: size * 13, lineRule: 'exact' },
          children: [run(text, isHead ? 'first' : 'body', size)],
        }),
      ],
    })
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map((text, i) => cell(text, i, isHead)),
    })
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      row(
        columns.map(({ title }) => title),
        true,
      ),
      ...rows.map(cells =>
        row(
          cells.map(one => plainOf([one])),
          false,
        ),
      ),
    ],
  })
}

/** How broad words are, in characters: a Latin letter or figure is half of one. */
const broadest = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x2000 ? 0.55 : 1), 0)
