import { AlignmentType, Paragraph, type Table } from 'docx'
import type { Wording } from '../../../../db/bulletin-content.ts'
import { basisNotes } from '../../document/closing.ts'
import type { DocNames, DocTable, Passage, Section } from '../../document/parts.ts'
import { documentOf } from '../../document.ts'
import { type Shown, sayFullDay } from '../frame.ts'
import { sectionHeading } from '../page.ts'
import { footOf, headOf } from './letterhead.ts'
import { LINE, mm, pack, paragraph, pt, run, SIZES } from './sheet.ts'
import { tableOf } from './table.ts'
import { wordsOf } from './words.ts'

/** 主送机关. */
const ADDRESSED_TO = '各县市区、园区，市直各有关单位：'

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
    ...headOf(shown, office),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: LINE * 2, line: mm(12), lineRule: 'atLeast', after: LINE },
      children: [run(shown.title, 'title', SIZES.two)],
    }),
    paragraph([run(ADDRESSED_TO, 'body')], { indent: false }),
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
    ...(shown.publishedAt ? [footOf(shown.publishedAt, office)] : []),
  ])
}

/** （一）, （二） … of a section with several headed passages; a passage without a title runs on. */
const SECOND = '一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六'.split(' ')

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
