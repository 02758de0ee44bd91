import { findDay } from '../../src/lib/find-day.ts'
import { addDays, addMonths, type Day, isDay } from '../../src/lib/time.ts'
import { TITLES } from '../../src/people/find-person.ts'
import type { Duty } from '../../src/registry/liaison/people.ts'

/** The duty a text names: 联系领导, 挂点干部, 驻企联络员. */
export function dutyIn(text: string): Duty | null {
  if (
    /(?:联点|联系|挂点|挂钩|对口|包联|帮扶)(?:的)?(?:市|县|区)?领导|领导.{0,3}(?:联系|联点|挂点)|哪个领导|哪位领导/.test(
      text,
    )
  )
    return '联点领导'
  if (/(?:科级|中层|联点|挂点|包联|联系)(?:中层)?干部/.test(text)) return '科级干部'
  return /联络员|驻企干部|驻企/.test(text) ? '联络员' : null
}

const PERSON = `(?:[小老][\\u4e00-\\u9fff]|[\\u4e00-\\u9fff]{1,3}?${TITLES}|[\\u4e00-\\u9fff]{2,3})`
const LEFT = new RegExp(
  `(?<![\\u4e00-\\u9fff])(?:原来?的?|把)?(${PERSON})(?=已?经?(?:调走|调离|调到|退休|离任|离岗|离职|转岗|免职|不干|不再|换成|换为|改成|改为))`,
)
const CAME = new RegExp(
  `(?:现在是|现由|换(?:成|为|给|上|了)?|改成|改为|改由|变成|新来的是|新的是|新任是|接替的是|由|归|[转交]给)\\s*(${PERSON})(?:联系|负责|接替|接手|担任|管|来|了|$|[\\s,，。])`,
)

/** Who left and who came, as far as a text says. */
export function changeIn(text: string): { before: string | null; after: string | null } {
  return { before: LEFT.exec(text)?.[1] ?? null, after: CAME.exec(`${text} `)?.[1] ?? null }
}

const TO = new RegExp(
  `(?:转给?|转交给?|移交给?|交给?|托给|先?给|请(?!假)|让|由)\\s*(${PERSON})(?:先)?(?:代管|代为?|帮忙?|帮我|负责|盯|管|跑|顶|看|接|[\\s,，。]|$)`,
)
const DAYS = /(?:请假|休假|出差|外出|学习|代管)?\s*(\d{1,2}|[一二两三四五六七八九十])\s*天/
const NUMBERS = '零一二三四五六七八九十'
const LEAVE = /请假|休假|年休|产假|病假|出差|外出|学习|培训|代管|调休|住院/

/** 请假 as it was said: to whom, from when, until when; what is not said is null. */
export function leaveIn(
  text: string,
  today: Day,
): { to: string | null; from: Day | null; until: Day | null; reason: string | null } {
  const days = DAYS.exec(text)?.[1]
  const [before = '', after] = splitAtUntil(text)
  const from = dayOfText(before, today)
  const reason = LEAVE.exec(text)?.[0] ?? null
  const to = TO.exec(`${text} `)?.[1] ?? null
  if (days) {
    const count = days === '两' ? 2 : /\d/.test(days) ? Number(days) : NUMBERS.indexOf(days)
    const start = from ?? dayOfText(text.replace(DAYS, ' '), today) ?? today
    return { to, from: start, until: addDays(start, count - 1), reason }
  }
  if (after !== undefined) return { to, from, until: untilOf(after, from ?? today, today), reason }
  const only = dayOfText(text, today)
  return { to, from: only, until: only, reason }
}

/** 到24日 is of the month it begins in. */
function untilOf(text: string, from: Day, today: Day): Day | null {
  const date = /^(\d{1,2})[日号]/.exec(text.trim())?.[1]
  if (!date) return dayOfText(text, today)
  const day = `${from.slice(0, 7)}-${date.padStart(2, '0')}`
  return isDay(day) ? day : null
}

/** Parts before and after 到 or 至 that stands before a day. */
function splitAtUntil(text: string): [string, string?] {
  const match = /(?:到|至)(?=[\d一二三四五六七八九十下本这月周星礼年后明今大])/.exec(text)
  return match ? [text.slice(0, match.index), text.slice(match.index + 1)] : [text]
}

function dayOfText(text: string, today: Day): Day | null {
  if (/一个月|1个月/.test(text)) return addMonths(today, 1)
  const found = findDay(text, today)
  return found && 'day' in found.said ? found.said.day : null
}
