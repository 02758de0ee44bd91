import { AlignmentType, Paragraph, type TextRun } from 'docx'
import type { Wording } from '../../../../db/bulletin-content.ts'
import { type Shown, sayFullDay } from '../frame.ts'
import { oneSheetOf } from '../one-sheet.ts'
import { mm, pack, pt, run, SIZES } from './sheet.ts'
import { tableOf } from './table.ts'
import { wordsOf } from './words.ts'

/** 一页纸 on one sheet: the same fonts, smaller. */
export async function oneSheetWord(shown: Shown, wording: Wording, office: string): Promise<Uint8Array> {
  const sheet = oneSheetOf(shown.content, wording)
  const line = 320
  const small = pt(11)
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
