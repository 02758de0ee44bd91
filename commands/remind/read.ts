import { findDay } from '../../src/lib/find-day.ts'
import { findRhythm, findTime } from '../../src/lib/find-time.ts'
import type { Rhythm } from '../../src/lib/rhythm.ts'
import { addDays, type Day, dayOf, instantOf, timeOf } from '../../src/lib/time.ts'

/** What a text says is to be reminded of, when and whom. */
export interface SaidReminder {
  /** `2023-11-17T14:00`, Shanghai time; of what comes again the first time is left out. */
  at?: string
  rhythm?: Rhythm
  words: string
  scope: '$self' | '$team'
}

/** When somebody names a day and no time. */
const MORNING = '09:00'

const NUMBER = '(\\d{1,3}|半|[一二两三四五六七八九十]{1,3})'
const LATER = new RegExp(`(?:过)?${NUMBER}(?:个)?(半)?(分钟|小时|钟头)(?:以?后|之后)`)
const DIGITS = '零一二三四五六七八九'
const numberOf = (word: string): number => {
  if (/^\d+$/.test(word)) return Number(word)
  if (word === '两') return 2
  const [tens, ones] = word.split('十')
  if (ones === undefined) return Math.max(0, DIGITS.indexOf(word))
  return (tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0)
}

/** 今晚, 明早 as a day and a part of it. */
const spelled = (text: string) =>
  text
    .replace(/今(?:天)?(晚|早)(?!上)/g, '今天$1上')
    .replace(/明(?:天)?(晚|早)(?!上)/g, '明天$1上')
    .replace(/后(?:天)?(晚|早)(?!上)/g, '后天$1上')

/** Words that only say that it is a reminder. */
const CALL =
  /(?:请|麻烦|帮我|记得|到时候?|届时)*(?:设(?:一?个)?|定(?:一?个)?|发(?:一?个)?)?(?:提醒|叫|喊|通知)(?:一下|下)?(?:我们?|自己|全组|大家|本组|组里|各位|群里|全群|本群|全体)?(?:一下|一声)?|闹钟/g
const EDGES = /^[\s,，。.;；:：、的]+|[\s,，。.;；:：、!！]+$/g

const TEAM = /全组|大家|本组|组里|各位|群里|全群|本群|全体/

/** What a text wants to be reminded of; `inGroup` when it was said to all of a group. */
export function readReminder(said: string, now: Date): SaidReminder {
  const text = spelled(said)
  const scope = TEAM.test(text) ? '$team' : '$self'
  const today = dayOf(now)
  const cut = (from: number, to: number, of = text) => `${of.slice(0, from)} ${of.slice(to)}`
  const rhythm = findRhythm(text, MORNING)
  if (rhythm)
    return { rhythm: rhythm.rhythm, words: wordsOf(withoutTime(cut(rhythm.start, rhythm.end))), scope }
  const later = LATER.exec(text)
  if (later) {
    const [whole, n = '', half, unit] = later
    const minutes = (n === '半' ? 0.5 : numberOf(n) + (half ? 0.5 : 0)) * (unit === '分钟' ? 1 : 60)
    const at = new Date(now.getTime() + minutes * 60_000)
    return {
      at: `${dayOf(at)}T${timeOf(at)}`,
      words: wordsOf(cut(later.index, later.index + whole.length)),
      scope,
    }
  }
  const found = findDay(text, today)
  const day = found && 'day' in found.said ? found : null
  const rest = day ? cut(day.start, day.end) : text
  const time = findTime(rest)
  const words = wordsOf(time ? cut(time.start, time.end, rest) : rest)
  if (!day && !time) return { words, scope }
  const on = day && 'day' in day.said ? day.said.day : nextOn(time?.at ?? MORNING, today, now)
  return { at: `${on}T${time?.at ?? MORNING}`, words, scope }
}

/** Without a day it is today, or tomorrow when that time has passed. */
const nextOn = (at: string, today: Day, now: Date): Day =>
  instantOf(today, at) > now ? today : addDays(today, 1)

const withoutTime = (text: string): string => {
  const time = findTime(text)
  return time ? `${text.slice(0, time.start)} ${text.slice(time.end)}` : text
}

const wordsOf = (text: string): string => {
  const plain = text.replace(CALL, ' ').replace(/\s+/g, ' ').trim().replace(EDGES, '').trim()
  return plain.replace(/^组里/, '小组').replace(/^我(?=去|要|报|交|参)/, '')
}
