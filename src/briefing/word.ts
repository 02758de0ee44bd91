import {
  AlignmentType,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { type Brief, type BriefSection, type BriefTable, headingOf } from './brief.ts'

/** Millimetres in twentieths of a point, points in half points. */
const mm = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440)
const pt = (points: number): number => points * 2

/** GB/T 9704-2012: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm of 22 lines. */
const PAGE = {
  size: { width: mm(210), height: mm(297) },
  margin: { top: mm(37), left: mm(28), right: mm(26), bottom: mm(35), footer: mm(23) },
}
const LINE = Math.floor(mm(225) / 22)
const FONTS = { title: '方正小标宋简体', first: '黑体', second: '楷体_GB2312', body: '仿宋_GB2312' } as const

const run = (words: string, font: keyof typeof FONTS, size: number = pt(16)): TextRun =>
  new TextRun({
    text: words,
    size,
    font: {
      ascii: 'Times New Roman',
      hAnsi: 'Times New Roman',
      eastAsia: FONTS[font],
      cs: 'Times New Roman',
    },
  })

const paragraph = (words: string, font: keyof typeof FONTS = 'body'): Paragraph =>
  new Paragraph({
    children: [run(words, font)],
    alignment: AlignmentType.BOTH,
    spacing: { line: LINE, lineRule: 'exact' },
    indent: { firstLine: 640 },
  })

const centred = (words: string, font: keyof typeof FONTS, size: number): Paragraph =>
  new Paragraph({
    children: [run(words, font, size)],
    alignment: AlignmentType.CENTER,
    spacing: { line: mm(12), lineRule: 'atLeast' },
  })

export const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** A briefing for the desk, set as official documents are. */
export async function briefWord(brief: Brief, reader: string): Promise<Uint8Array> {
  const { title, lead, isDemo, asOf, sections, notes } = brief
  const document = new Document({
    title,
    creator: '倍增助手',
    sections: [
      {
        properties: { page: PAGE },
        footers: { default: pageNumber() },
        children: [
          ...(isDemo ? [paragraph('演示数据，非真实企业数据', 'first')] : []),
          centred(title, 'title', pt(22)),
          centred(`${asOf}　供${reader}参阅`, 'second', pt(14)),
          paragraph(lead),
          ...sections.flatMap(sectionParts),
          ...notes.map(words => paragraph(words, 'second')),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

const sectionParts = (section: BriefSection, i: number): (Paragraph | Table)[] => [
  paragraph(headingOf(section, i), 'first'),
  ...(section.table ? [tableOf(section.table)] : []),
  ...section.lines.map(({ words }, n) => paragraph(section.lines.length > 1 ? `${n + 1}. ${words}` : words)),
]

function tableOf({ columns, rows }: BriefTable): Table {
  const width = mm(156)
  const each = Math.floor(width / columns.length)
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map(
        words =>
          new TableCell({
            width: { size: each, type: WidthType.DXA },
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [run(words, isHead ? 'first' : 'body', pt(12))],
              }),
            ],
          }),
      ),
    })
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: columns.map(() => each),
    rows: [
      row(
        columns.map(({ title }) => title),
        true,
      ),
      ...rows.map(cells =>
        row(
          columns.map(({ key }) => cells[key] ?? ''),
          false,
        ),
      ),
    ],
  })
}

/** 4号 figures between dashes. */
const pageNumber = () =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: '宋体', size: pt(14) })],
      }),
    ],
  })
