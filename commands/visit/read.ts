import { splitNote } from '../../src/ledger/split.ts'
import { findDay } from '../../src/lib/find-day.ts'
import { findRange } from '../../src/lib/find-range.ts'
import { addDays, type Day, weekdayOf } from '../../src/lib/time.ts'
import { TITLES } from '../../src/people/find-person.ts'
import { type RiskKind, riskIn } from '../../src/registry/liaison/signals.ts'
import type { Visit } from '../../src/registry/liaison/visits.ts'

/** A visit as it was told. */
export interface ToldVisit {
  visitedOn: Day
  means: Visit['means']
  /** Null where nothing says how it was. */
  outcome: Visit['outcome'] | null
  attempts: number | null
  /** Who was accompanied. */
  leader: string | null
  /** What was seen, without who and when. */
  note: string
  risk: RiskKind | null
  /** Problems told, each with what it is about; those of no kind are not. */
  problems: { category: string; detail: string }[]
  /** 走了5家: how many, where a number says so. */
  count: number | null
}

const NUMBERS = '零一二三四五六七八九十'
const numberOf = (said: string) =>
  /\d/.test(said) ? Number(said) : said === '两' ? 2 : NUMBERS.indexOf(said)

const UNREACHED =
  /联系不上|联系不到|打不通|没人接|不接电话|没打通|没联系上|找不到人|关机|空号|吃了?闭门羹|大门紧闭|没人在/
const FINE =
  /没(?:啥|什么|有|有什么|反映)?(?:大|新)?(?:的)?(?:问题|困难|诉求)|都?(?:一切|情况|生产|经营)?(?:都)?(?:正常|稳定|平稳|良好|挺好|很好|不错)|无(?:问题|诉求|困难|异常)|没(?:啥|什么)?事|都好/
const TROUBLE =
  /反映|问题|困难|诉求|希望|想要|缺|需要|不够|不足|坏了|停[水电气]|太贵|价格高|涨价|难|欠|拖|下滑|下降|停产|停工|跌/
const CALLED = /电话|致电|打了?个?电话|微信|视频/
const OVER = /恢复|复产|复工|没有?停产|不会停产|防止|避免|担心会|已经?好转/
const WITH = new RegExp(`(?:陪同?|跟着?|随同?|带着?)\\s*([\\u4e00-\\u9fff]{1,3}${TITLES})`)
/** What says only that, when and with whom somebody went. */
const FILLER = new RegExp(
  `今[天日早]|昨[天日]|前天|刚才|刚刚|刚|上午|下午|早上|晚上|才|又|我们?|和|一起|(?:本|这个?|上个?)?(?:周|星期|礼拜)[一二三四五六日天]|\\d{4}-\\d\\d-\\d\\d|\\d{1,2}[./月-]\\d{1,2}[日号]?|记(?:一下|个|录)?|补记|走访(?:记录|日志|台账)?|上门|看望|调研|回访|拜访|走了?|去了?|到|从|在|来|出来|回来|看了?|完|过|了|一?下|一趟|企业|公司|厂里|那家|这家|${WITH.source}`,
  'g',
)
/** Words before what the enterprise told. */
const TOLD = /^(?:企业|他们|厂里|对方|老板|公司)?(?:反映|反应|说是?|提出|提到|表示|讲)(?:了|的是)?[:：,，\s]*/

/** What was seen, without the stretches that only say who went where and when. */
function noteOf(rest: string): string {
  const parts = rest.split(/(?<=[\s/,，。;；])/)
  const from = parts.findIndex(part => part.replace(FILLER, '').replace(/[\s/,，。;；:：、-]/g, '') !== '')
  return from < 0
    ? ''
    : parts
        .slice(from)
        .join('')
        .replace(/\s*\/\s*/g, ' ')
        .replace(/^[\s,，、。:：-]+|[\s,，、-]+$/g, '')
        .replace(/\s+/g, ' ')
}

/** What of a note is a problem: the same without the words that introduce it. */
export const problemOf = (note: string): string => note.replace(TOLD, '')

function problemsIn(note: string): { category: string; detail: string }[] {
  return splitNote(problemOf(note))
    .filter(({ isGuessed }) => isGuessed)
    .map(({ category, detail }) => ({ category, detail: problemOf(detail) }))
}

/** What a message says of a visit. `rest` is the message without the enterprise's name. */
export function readVisit(text: string, rest: string, today: Day): ToldVisit {
  const unreached = UNREACHED.test(text)
  const withoutFine = rest.replace(new RegExp(FINE, 'g'), ' ')
  const troubled = TROUBLE.test(withoutFine)
  const attempts = unreached ? /(\d{1,2}|[一二两三四五六七八九十])(?:次|遍|回)/.exec(text)?.[1] : undefined
  const risk = OVER.test(text) ? null : riskIn(withoutFine)
  const note = noteOf(rest)
  const count = /(\d{1,2}|[一二两三四五六七八九十])\s*(?:家|个企业|户)/.exec(rest)?.[1]
  return {
    visitedOn: visitDay(text, today),
    means: CALLED.test(text) || unreached ? '电话' : '上门',
    outcome: unreached ? '联系不上' : troubled || risk ? '有问题' : FINE.test(rest) ? '正常' : null,
    attempts: attempts === undefined ? null : numberOf(attempts),
    leader: WITH.exec(text)?.[1] ?? null,
    note,
    problems: problemsIn(note),
    risk,
    count: count === undefined ? null : numberOf(count),
  }
}

const WEEK = '一二三四五六日天'

/** The day in the past a message names; today where it names none. */
export function visitDay(text: string, today: Day): Day {
  const last = /上(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/.exec(text)?.[1]
  const monday = addDays(today, -((weekdayOf(today) + 6) % 7))
  if (last) return addDays(monday, -7 + Math.min(WEEK.indexOf(last), 6))
  const week = /(?<!下)(?:本|这)?(?:周|星期|礼拜)([一二三四五六日天])/.exec(text)?.[1]
  if (week) {
    const day = addDays(monday, Math.min(WEEK.indexOf(week), 6))
    return day > today ? addDays(day, -7) : day
  }
  const range = findRange(text, today)
  if (range && range.from === range.to) return range.from
  const found = /\d[日号]|\d{1,2}[./]\d{1,2}|\d{4}-\d\d-\d\d|月[一二三]?十?/.test(text)
    ? findDay(text, today)
    : null
  if (!found || !('day' in found.said)) return today
  const { day } = found.said
  return day <= today ? day : `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
}
