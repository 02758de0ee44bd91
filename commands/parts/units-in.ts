import { UNITS } from '../../db/base/places.ts'
import { findUnits } from '../../src/people/find-unit.ts'

/** A unit's name in a text, and how it is called among people who know it. */
interface Named {
  id: string
  kind: (typeof UNITS)[number]['kind']
  /** 人社局 as people call it, 自然资源和规划局 where they only shorten; never with 市. */
  called: string
  start: number
  end: number
}

const KNOWN = UNITS.filter(({ kind }) => kind !== 'office' && kind !== 'leaders').map(
  ({ id, name, aliases = [], kind }) => ({ id, name, aliases: aliases ?? [], kind }),
)

/** Departments, companies, counties and parks a text names, in order. */
export const unitsIn = (text: string): Named[] =>
  findUnits(KNOWN, text).map(({ unit, start, end }) => ({
    id: unit.id,
    kind: unit.kind,
    called:
      unit.kind === 'county' || unit.kind === 'park' ? unit.name : calledAs(unit, text.slice(start, end)),
    start,
    end,
  }))

/** 自规局, 国网, 城管: shorter than what one would write. */
const SLANG = 3

/** What only shortens the full name is that in full; a usual name stays; what is slang becomes the usual one. */
function calledAs(unit: (typeof KNOWN)[number], said: string): string {
  const { name, aliases, kind } = unit
  const full = name.replace(/^市/, '')
  const [usual = full] = aliases
  const words = aliases.includes(said.slice(1)) ? said.slice(1) : said
  const isCutShort = full.startsWith(words.replace(/[局委办]$/, ''))
  // 国网衡阳供电公司 is shortened from the front.
  if (isCutShort || (kind === 'utility' && full.endsWith(words))) return full
  return words === usual || words.length > SLANG ? words : calledAs({ ...unit, aliases: [usual] }, usual)
}
