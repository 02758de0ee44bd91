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
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Wording } from '../../../db/bulletin-content.ts'
import { basisNotes } from '../document/closing.ts'
import { type DocNames, type DocTable, type Passage, plainOf, type Section } from '../document/parts.ts'
import { documentOf } from '../document.ts'
import { type Shown, sayFullDay } from './frame.ts'
import { oneSheetOf } from './one-sheet.ts'
import { sectionHeading } from './page.ts'

/** Millimetres in twentieths of a point. */
export const mm = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440)
/** Points in half points. */
const pt = (points: number): number => points * 2

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

export const run = (text: string, font: Font, size: number = SIZES.three, bold = false): TextRun =>
  new TextRun({
    text,
    size,
    bold,
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

/** The bulletin as an official document: title, sections by 一、（一）1., signature and day, lists and tables attached. */
export async function bulletinWord(shown: Shown, wording: Wording, office: string): Promise<Uint8Array> {
  const { content } = shown
  const sections = documentOf(content, wording)
  const tables = sections.flatMap(({ parts }) =>
    parts.filter((part): part is DocTable => part.kind === 'table'),
  )
  const names = sections.flatMap(({ parts }) =>
    parts.filter((part): part is DocNames => part.kind === 'names' && part.names.length > 0),
  )
  const attached = [...tables.map(({ title }) => title), ...names.map(({ title }) => title)]
  return pack(shown.title, [
    ...draftMark(shown),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: mm(12), lineRule: 'atLeast', after: LINE },
      children: [run(shown.title, 'title', SIZES.two)],
    }),
    ...sections.flatMap((section, i) => sectionParagraphs(section, i)),
    paragraph([run(`口径说明：${basisNotes(content).join('')}`, 'body')]),
    ...attached.map((title, i) =>
      paragraph([run(`${i === 0 ? '附件：' : '　　　'}${i + 1}. ${title}`, 'body')]),
    ),
    ...signature(shown, office),
    ...tables.flatMap((table, i) => attachment(i + 1, table.title, [tableOf(table)])),
    ...names.flatMap((list, i) =>
      attachment(tables.length + i + 1, list.title, [paragraph([run(`${list.names.join('、')}。`, 'body')])]),
    ),
  ])
}

/** （一）, （二） … of a section with several headed passages; a passage without a title runs on. */
const SECOND = [
  '一',
  '二',
  '三',
  '四',
  '五',
  '六',
  '七',
  '八',
  '九',
  '十',
  '十一',
  '十二',
  '十三',
  '十四',
  '十五',
  '十六',
]

function sectionParagraphs(section: Section, i: number): Paragraph[] {
  const passages = section.parts.filter((part): part is Passage => part.kind === 'passage')
  if (passages.length === 0 && section.parts.every(({ kind }) => kind === 'chart')) return []
  let heading = 0
  return [
    paragraph([run(sectionHeading(section, i), 'first')], { keepNext: true }),
    ...passages.map(passage => {
      const words = wordsOf(passage)
      if (passage.isPlain) return paragraph([run(words, 'body')])
      heading += 1
      return paragraph([
        run(`（${SECOND[heading - 1] ?? heading}）${passage.title}。`, 'second'),
        run(words, 'body'),
      ])
    }),
    ...(passages.length === 0 ? [paragraph([run('详见附件。', 'body')])] : []),
  ]
}

/** A passage in plain words, its remark behind its facts. */
function wordsOf({ facts, remark, isPlain }: Passage): string {
  const told = plainOf(facts)
  if (remark === '') return isPlain ? told : `${told}。`
  return `${told}${told === '' ? '' : '；'}${remark}。`
}

const draftMark = ({ publishedAt, version, content }: Shown): Paragraph[] => {
  const words = [
    ...(publishedAt ? [] : [`初稿（第${version}稿），未经审批`]),
    ...(content.isDemo ? ['演示数据，非真实企业数据'] : []),
  ]
  return words.length === 0 ? [] : [paragraph([run(words.join('　'), 'first')], { indent: false })]
}

/** 落款 and 成文日期, the day four characters in from the right. */
function signature({ publishedAt, draftedAt }: Shown, office: string): Paragraph[] {
  const line = (text: string, right: number) =>
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      indent: { right: right * 320 },
      spacing: { line: LINE, lineRule: 'exact' },
      keepLines: true,
      children: [run(text, 'body')],
    })
  return [paragraph([]), line(office, 2), line(sayFullDay(publishedAt ?? draftedAt), 4)]
}

function attachment(n: number, title: string, body: (Paragraph | Table)[]): (Paragraph | Table)[] {
  return [
    new Paragraph({
      pageBreakBefore: true,
      spacing: { line: LINE, lineRule: 'exact' },
      children: [run(`附件${n}`, 'first')],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: mm(12), lineRule: 'atLeast', after: LINE / 2 },
      children: [run(title, 'title', pt(18))],
    }),
    ...body,
  ]
}

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

/** 一页纸 on one sheet: the same fonts, smaller. */
export async function oneSheetWord(shown: Shown, wording: Wording, office: string): Promise<Uint8Array> {
  const sheet = oneSheetOf(shown.content, wording)
  const line = 300
  const small = pt(10.5)
  const of = (children: TextRun[]) =>
    new Paragraph({
      children,
      alignment: AlignmentType.BOTH,
      spacing: { line, lineRule: 'exact' },
      indent: { firstLine: 420 },
    })
  const table = sheet.ranking
  const both = table && {
    ...table[0],
    columns: [...table[0].columns, ...table[0].columns],
    rows: table[0].rows.map((cells, i) => [...cells, ...(table[1].rows[i] ?? cells.map(() => ''))]),
  }
  return pack(
    shown.title,
    [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { after: 60 },
        children: [run(sheet.title, 'title', SIZES.three)],
      }),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { after: 80 },
        children: [
          run(
            `${office}　${sayFullDay(shown.publishedAt ?? shown.draftedAt)}${shown.publishedAt ? '' : '　初稿'}${shown.content.isDemo ? '　演示数据' : ''}`,
            'second',
            small,
          ),
        ],
      }),
      ...sheet.blocks.flatMap(({ title, passages }, i) => [
        ...passages.map((part, n) =>
          of([
            ...(n === 0 ? [run(`${title}　`, 'first', small)] : []),
            ...(part.isPlain ? [] : [run(`${part.title}：`, 'second', small)]),
            run(wordsOf(part), 'body', small),
          ]),
        ),
        ...(i === 0 && both ? [tableOf(both, pt(9))] : []),
      ]),
      new Paragraph({ spacing: { before: 60 }, children: [run(sheet.basis, 'body', pt(8))] }),
    ],
    { top: mm(15), bottom: mm(12), left: mm(27), right: mm(27), header: mm(8), footer: mm(6) },
  )
}

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
