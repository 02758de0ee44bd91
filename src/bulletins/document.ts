import type { BulletinContent, Wording } from '../../db/bulletin-content.ts'
import { sayPeriod } from '../registry/period.ts'
import { arranged } from './document/arranged.ts'
import { cases } from './document/cases.ts'
import { closing } from './document/closing.ts'
import { groups } from './document/groups.ts'
import { macro, scale, works } from './document/growing.ts'
import { overall } from './document/overall.ts'
import type { Section } from './document/parts.ts'
import { units } from './document/units.ts'

/** 关于2023年10月全市工业企业“原地倍增”情况的通报, or as people have worded it. */
export const titleOf = (
  { period }: Pick<BulletinContent, 'period'>,
  { remarks }: Pick<Wording, 'remarks'>,
): string => remarks.title ?? `关于${sayPeriod(period)}全市工业企业“原地倍增”情况的通报`

/** A bulletin as sections, in the order of the document; sections with nothing on the books are left out. */
export function documentOf(content: BulletinContent, wording: Wording): Section[] {
  return [
    overall(content, wording),
    units(content, wording),
    groups(content),
    cases(content, wording),
    scale(content, wording),
    works(content, wording),
    macro(content, wording),
    closing(content, wording),
  ]
    .map(section => ({ ...section, parts: arranged(section.parts, wording) }))
    .filter(({ parts }) => parts.length > 0)
}
