import type { Said } from '../../src/chat/command.ts'
import type { Slots } from '../../src/chat/slots.ts'
import { findDay } from '../../src/lib/find-day.ts'
import { addDays, type Day, dayOf } from '../../src/lib/time.ts'
import { placeIn } from '../../src/registry/places.ts'
import { plainTitle, type RosterKind, rosterIn } from '../../src/registry/rosters/kinds.ts'

/** A roster as it stands in a sentence, with the words that belong to its name. */
export const phraseOf = ({ words }: RosterKind): RegExp =>
  new RegExp(`[“"]?(?:${words.source})[”"]?(?:企业|重点|风险|培育|后备)*(?:库|名录|名单)?(?:里面?|内|中)?`)

const BACK: [RegExp, number][] = [
  [/前天/, -2],
  [/昨[天日]/, -1],
]

/** A day in the past that a text names in full; null for a year or a month. */
export function dayIn(text: string, today: Day): Day | null {
  const back = BACK.find(([words]) => words.test(text))
  if (back) return addDays(today, back[1])
  const found = /\d[日号]|\d{4}-\d\d-\d\d|\d月\d|今[天日]/.test(text) ? findDay(text, today) : null
  if (!found || !('day' in found.said)) return null
  const { day } = found.said
  return day <= today ? day : `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
}

const YEARS: [RegExp, number][] = [
  [/今年|本年|当年/, 0],
  [/去年|上年|上一年/, -1],
  [/前年/, -2],
  [/明年|下一年/, 1],
]

/** The year a text names: a roster's 今年 is the calendar's, in January as well. */
export function yearIn(text: string, today: Day): number | null {
  const written =
    /(20\d\d)(?!\d)/.exec(text)?.[1] ?? /(?<!\d)(\d\d)年(?!内|来)/.exec(text)?.[1]?.replace(/^/, '20')
  if (written) return Number(written)
  const said = YEARS.find(([words]) => words.test(text))
  return said ? Number(today.slice(0, 4)) + said[1] : null
}

/** Whether a text itself names an enterprise: what was on screen before, and the speaker's own, are not named. */
export const namesFirm = ({ enterprise, candidates }: Pick<Slots, 'enterprise' | 'candidates'>): boolean =>
  candidates !== undefined || (enterprise !== undefined && enterprise !== '$self')

/** What is read out of any text about a roster. */
export function readRoster({ text, rest, now }: Said): Record<string, unknown> {
  const place = placeIn(rest)
  const roster = rosterIn(text)
  const on = dayIn(text, dayOf(now))
  const year = yearIn(rest, dayOf(now))
  return {
    ...(roster && { list: plainTitle(roster) }),
    ...(year !== null && { year }),
    ...(on && { on }),
    ...(place && { [place.kind]: place.name }),
  }
}
