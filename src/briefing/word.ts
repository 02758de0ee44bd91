import { AlignmentType, Paragraph, type Table } from 'docx'
import { sectionHeading } from '../bulletins/forms/page.ts'
import { LINE, mm, pack, paragraph, run, SIZES } from '../bulletins/forms/word/sheet.ts'
import { tableOf } from '../bulletins/forms/word/table.ts'
import type { Brief, BriefSection, BriefTable } from './brief.ts'

/** A briefing for the desk, set as official documents are. */
export function briefWord(brief: Brief, reader: string): Promise<Uint8Array> {
  const { title, lead, isDemo, asOf, sections, notes } = brief
  return pack(title, [
    ...(isDemo ? [paragraph([run('演示数据，非真实企业数据', 'first')], { indent: false })] : []),
    centred([run(title, 'title', SIZES.two)]),
    centred([run(`${asOf}　供${reader}参阅`, 'second', SIZES.four)]),
    paragraph([run(lead, 'body')]),
    ...sections.flatMap(sectionParts),
    ...notes.map(words => paragraph([run(words, 'second')])),
  ])
}

const centred = (children: ReturnType<typeof run>[]): Paragraph =>
  new Paragraph({
    children,
    alignment: AlignmentType.CENTER,
    spacing: { line: mm(12), lineRule: 'atLeast', after: LINE / 2 },
  })

const sectionParts = (section: BriefSection, i: number): (Paragraph | Table)[] => [
  paragraph([run(sectionHeading(section, i), 'first')], { keepNext: true }),
  ...(section.table ? [tableFrom(section.title, section.table)] : []),
  ...section.lines.map(({ words }, n) =>
    paragraph([run(section.lines.length > 1 ? `${n + 1}. ${words}` : words, 'body')]),
  ),
]

const tableFrom = (title: string, { columns, rows }: BriefTable): Table =>
  tableOf({
    kind: 'table',
    title,
    columns: columns.map(({ title: heading, align }) => ({ title: heading, align: align ?? 'left' })),
    rows: rows.map(row => columns.map(({ key }) => row[key] ?? '')),
  })
