import {
  AlignmentType,
  BorderStyle,
  FrameAnchorType,
  Paragraph,
  TabStopType,
  VerticalPositionAlign,
} from 'docx'
import { type Shown, sayFullDay } from '../frame.ts'
import { LINE, mm, paragraph, pt, run, SIZES } from './sheet.ts'

const RED = 'FF0000'
/** 发文机关标志: as large as fits on a line, up to this many points. */
const LARGEST = 44
const WIDTH_POINTS = (156 / 25.4) * 72

/** 版头: who issues it in red, a number for the office to fill in, the red rule; of a draft what it is, above all. */
export function headOf({ publishedAt, draftedAt, version, content }: Shown, office: string): Paragraph[] {
  const mark = `${office}文件`
  const size = pt(Math.min(LARGEST, Math.floor(WIDTH_POINTS / mark.length)))
  const marks = [
    ...(publishedAt ? [] : [`初稿（第${version}稿），未经审批`]),
    ...(content.isDemo ? ['演示数据，非真实企业数据'] : []),
  ]
  return [
    ...(marks.length === 0 ? [] : [paragraph([run(marks.join('　'), 'first')], { indent: false })]),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      // 35 mm from the upper edge of the type area.
      spacing: { before: mm(35) - (marks.length === 0 ? 0 : LINE), after: LINE * 2 },
      children: [run(mark, 'title', size, RED)],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: LINE, lineRule: 'exact', after: LINE * 2 },
      border: { bottom: { style: BorderStyle.SINGLE, size: 16, color: RED, space: RULE_BELOW } },
      children: [run(`〔${sayFullDay(publishedAt ?? draftedAt).slice(0, 4)}〕　　号`, 'body')],
    }),
  ]
}

/** 4 mm, in points. */
const RULE_BELOW = 11

/** 版记 at the foot of the last page: who had it printed, and when. */
export const footOf = (publishedAt: Date, office: string): Paragraph =>
  new Paragraph({
    frame: {
      type: 'alignment',
      width: mm(156),
      height: LINE,
      anchor: { horizontal: FrameAnchorType.MARGIN, vertical: FrameAnchorType.MARGIN },
      alignment: { x: 'left', y: VerticalPositionAlign.BOTTOM },
    },
    border: {
      top: { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 4 },
      bottom: { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 4 },
    },
    tabStops: [{ type: TabStopType.RIGHT, position: mm(156) - 280 }],
    indent: { left: 280, right: 280 },
    children: [run(`${office}\t${sayFullDay(publishedAt)}印发`, 'body', SIZES.four)],
  })
