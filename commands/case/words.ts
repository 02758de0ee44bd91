import { CALENDAR_YEARS, WORKDAY_OVERRIDES } from '../../db/base/calendar.ts'
import type { Said } from '../../src/chat/command.ts'
import { CATEGORIES, type Category, guessCategory } from '../../src/ledger/categories.ts'
import { dayMeant, findDay } from '../../src/lib/find-day.ts'
import { dayOf } from '../../src/lib/time.ts'
import type { WorkCalendar } from '../../src/lib/working-days.ts'
import { scopesOf } from '../../src/people/may.ts'
import { unitsIn } from '../parts/units-in.ts'

/** Blanks and stops around what is left, and words that only carry a sentence. */
const EDGES = /^[\s,，。:：;；!！、]+|[\s,，。:：;；、]+$/g
/** What is left of `爱洁的地` when the firm is gone. */
const HANGING = /^的\S{0,4}(?:\s|$)/
const FILLERS =
  /^(?:(?:请|把|将|就|麻烦|帮忙|帮我|给我|那|这|先|这个|这件|那个|那件|这事|那事)(?=[\s,，]|$))+/

/** A text without some of its words, tidied. */
export function without(text: string, ...parts: (RegExp | string | undefined)[]): string {
  const left = parts.reduce<string>((words, part) => (part ? words.replace(part, ' ') : words), text)
  return left
    .replace(/\s+/g, ' ')
    .trim()
    .replace(EDGES, '')
    .replace(HANGING, '')
    .replace(FILLERS, '')
    .replace(EDGES, '')
    .trim()
}

/** What every move on a case reads: which one, and what it is about. */
export function readWhich({ rest, slots, speaker, focus }: Said): Record<string, unknown> {
  const { category, confidence } = guessCategory(rest)
  const isUnnamed =
    slots.case_no === undefined && (slots.enterprise === undefined || slots.enterprise === '$self')
  const isOfFirm = scopesOf(speaker, 'enterprise').length > 0
  const unnamed = isOfFirm && !focus.caseNo ? '$latest' : '$context'
  return {
    ...(isUnnamed && { case_no: unnamed }),
    ...(confidence > 0.5 && { category }),
  }
}

/** The calendar the program brings; what has been confirmed since is in the database. */
const CALENDAR: WorkCalendar = {
  overrides: new Map(WORKDAY_OVERRIDES.map(([day, kind]) => [day, kind])),
  officialYears: new Set(CALENDAR_YEARS.map(({ year }) => year)),
}

/**
 * A day in a text, as slots; with `due_workdays` where working days were said, to be counted again by the calendar in
 * force. `left` is the text without it.
 */
export function readDue(text: string, now: Date): { slots: Record<string, unknown>; left: string } {
  const today = dayOf(now)
  const found = findDay(text, today)
  if (!found) return { slots: {}, left: text }
  const { said } = found
  const slots = {
    due: dayMeant(said, today, CALENDAR),
    ...('workdays' in said && { due_workdays: said.workdays }),
  }
  return { slots, left: `${text.slice(0, found.start)} ${text.slice(found.end)}` }
}

const UNIT = '([^\\s,，。;；:：、!！]{2,14}?)'
const UNIT_END = '(?=牵头|承办|办理|负责|协办|来办|去办|管|的事|吧|[\\s,，。;；:：、!！]|$)'
/** Ways of saying where something goes; the unit is the part in brackets. */
const TO_UNIT = [
  new RegExp(
    `(?:指派|分派|派单?|交办|移交|交|转办|改派|转|改|分)(?:给|到|至|去|由)\\s*${UNIT}${UNIT_END}`,
    'g',
  ),
  new RegExp(`(?:转办|改派|转|派)\\s*${UNIT}${UNIT_END}`, 'g'),
  new RegExp(
    `(?:应该|应当|应|该|得|要)?(?:是|归|由|找|请|让)\\s*${UNIT}${UNIT_END}(?:牵头|承办|办理|负责|协办|来办|管)?`,
    'g',
  ),
]

const LIKE_A_UNIT = /局|办|公司|委|集团|县|区|市|园|税务|国网|水务|燃气/

/** Words before a unit's name that send something to it, and those that keep it away. */
const SENT = /(?:[给到至去由派转交归请找让改办催]|应该?是?|得是?|是)\s*$/
const NOT_SENT = /(?:不归|不是|不属于?|不该|不应|非|不在|从)\s*$/

/** The unit a text says something goes to, as it is called; `left` is the text without it. */
export function readUnit(text: string): { dept: string | undefined; left: string } {
  const known = unitsIn(text).filter(({ start }) => !NOT_SENT.test(text.slice(0, start)))
  const sent = known.find(({ start }) => SENT.test(text.slice(0, start))) ?? known[0]
  if (sent) return { dept: sent.called, left: cut(text, sent) }
  for (const pattern of TO_UNIT) {
    for (const match of text.matchAll(pattern)) {
      const [whole, dept = ''] = match
      if (LIKE_A_UNIT.test(dept)) return { dept, left: text.replace(whole, ' ') }
    }
  }
  return { dept: undefined, left: text }
}

/** The text without a unit and the words that send something there. */
function cut(text: string, { start, end }: { start: number; end: number }): string {
  const before = text.slice(0, start).replace(SENDING, ' ')
  return `${before} ${text.slice(end).replace(/^(?:牵头|承办|办理|负责|协办|来办|去办|来管|办|管)/, ' ')}`
}
const SENDING =
  /(?:应该|应当|应|该|得|要|请|把|将)?(?:指派|分派|派单?|交办|移交|转办|改派|改由|交由|转|交|改|分)?(?:给|到|至|去|由|归|是|找|让|催)?\s*$/

/** The category a text corrects to: `是天然气不是自来水`, `改成用电`. */
export function readCorrection(text: string): { category?: Category; right?: string; wrong?: string } {
  const [, right, wrong] =
    /(?<!不)是([^\s,，。不]{1,20})[\s,，]*不是([^\s,，。]{1,20})/.exec(text) ?? swapped(text) ?? []
  const [, named] =
    /(?:改成|改为|(?:应该|应当|该|要)?归(?:到|入|于|为)?|应该是|应当是|类别是|[\s,，]是)([^\s,，。]{2,20})/.exec(
      text,
    ) ?? []
  const words = right ?? named
  if (!words) return {}
  const known = CATEGORIES.find(one => words.includes(one))
  const guess = guessCategory(words)
  const category = known ?? (guess.confidence > 0 ? guess.category : undefined)
  return { ...(category && { category }), ...(right && wrong && { right, wrong }) }
}

function swapped(text: string): [string, string, string] | null {
  const match = /不是([^\s,，。是]{1,20})[\s,，]*(?:而?是)([^\s,，。]{1,20})/.exec(text)
  return match?.[1] && match[2] ? [match[0], match[2], match[1]] : null
}

const BANKS: Record<string, string> = {
  中行: '中国银行',
  中国银行: '中国银行',
  工行: '中国工商银行',
  工商银行: '中国工商银行',
  农行: '中国农业银行',
  农业银行: '中国农业银行',
  建行: '中国建设银行',
  建设银行: '中国建设银行',
  交行: '交通银行',
  邮储: '中国邮政储蓄银行',
  农商行: '农村商业银行',
  华融湘江: '湖南银行',
  湖南银行: '湖南银行',
}

/** A bank by its short name. */
export function readBank(text: string): string | undefined {
  const short = Object.keys(BANKS).find(name => text.includes(name))
  return short && BANKS[short]
}

const HOLDS: readonly [RegExp, string][] = [
  [/补正|补齐|补材料|缺材料|等企业|企业补/, '待企业补正'],
  [/省厅|省里|上级|部里|批复|批文|国家/, '待上级答复'],
  [/专班/, '纳入专班'],
]

/** Why a clock should stand, as one of the reasons there are, with what was said. */
export function readHold(text: string): string | undefined {
  if (text === '') return undefined
  const [, reason = '待外部条件'] = HOLDS.find(([words]) => words.test(text)) ?? []
  return text.startsWith(reason) ? text : `${reason}：${text}`
}
