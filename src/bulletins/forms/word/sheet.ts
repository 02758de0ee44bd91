import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  type Table,
  TextRun,
} from 'docx'

/** Millimetres in twentieths of a point. */
export const mm = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440)
/** Points in half points. */
export const pt = (points: number): number => points * 2

/** GB/T 9704-2012: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm. */
const PAGE = {
  size: { width: mm(210), height: mm(297) },
  margin: {
    top: mm(37),
    left: mm(28),
    right: mm(210 - 28 - 156),
    bottom: mm(297 - 37 - 225),
    header: mm(20),
    footer: mm(23),
  },
}
/** 22 lines of 28 characters fill the type area. */
export const LINE = Math.floor(mm(225) / 22)
/** What a character of 16 points gives up for 28 to fit a line, in twentieths of a point. */
const TIGHTER = Math.floor(mm(156) / 28) - 16 * 20

const FONTS = {
  title: '方正小标宋简体',
  first: '黑体',
  second: '楷体_GB2312',
  body: '仿宋_GB2312',
  number: '宋体',
} as const
/** 2号, 3号, 4号, 小4号. */
export const SIZES = { two: pt(22), three: pt(16), four: pt(14), small: pt(12) } as const

type Font = keyof typeof FONTS

export const run = (text: string, font: Font, size: number = SIZES.three, color?: string): TextRun =>
  new TextRun({
    text,
    size,
    ...(color && { color }),
    ...(size === SIZES.three && { characterSpacing: TIGHTER }),
    font: {
      ascii: 'Times New Roman',
      hAnsi: 'Times New Roman',
      eastAsia: FONTS[font],
      cs: 'Times New Roman',
    },
  })

/** A paragraph of the body: two characters in, fixed lines. */
export const paragraph = (
  children: TextRun[],
  { indent = true, keepNext = false }: { indent?: boolean; keepNext?: boolean } = {},
): Paragraph =>
  new Paragraph({
    children,
    keepNext,
    alignment: AlignmentType.BOTH,
    spacing: { line: LINE, lineRule: 'exact' },
    ...(indent && { indent: { firstLine: 640 } }),
  })

/** A4 by GB/T 9704-2012, or with margins of its own. */
export async function pack(
  title: string,
  children: (Paragraph | Table)[],
  margin: (typeof PAGE)['margin'] = PAGE.margin,
): Promise<Uint8Array> {
  const isOfficial = margin === PAGE.margin
  const section: ISectionOptions = {
    properties: {
      page: { size: PAGE.size, margin },
      ...(isOfficial && {
        grid: { type: DocumentGridType.LINES, linePitch: LINE },
      }),
    },
    headers: { default: new Header({ children: [] }), even: new Header({ children: [] }) },
    ...(isOfficial && {
      footers: {
        default: pageNumber(AlignmentType.RIGHT),
        even: pageNumber(AlignmentType.LEFT),
      },
    }),
    children,
  }
  const document = new Document({
    title,
    creator: '倍增助手',
    styles: { default: { document: { run: { size: SIZES.three, font: FONTS.body } } } },
    evenAndOddHeaderAndFooters: true,
    sections: [section],
  })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

/** 4号 half-width figures between dashes, one character in from the outer edge. */
const pageNumber = (alignment: 'left' | 'right') =>
  new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: alignment === AlignmentType.RIGHT ? { right: 280 } : { left: 280 },
        children: [
          new TextRun({
            children: ['— ', PageNumber.CURRENT, ' —'],
            font: FONTS.number,
            size: SIZES.four,
          }),
        ],
      }),
    ],
  })
