import type { Rhythm } from './rhythm.ts'

/** A time of day as it was said, and where. */
export interface FoundTime {
  /** `HH:MM`. */
  at: string
  start: number
  end: number
}

const DIGITS = '零一二三四五六七八九'

/** `9`, `九`, `十一`, `二十三`; -1 for what is no number. */
function numberOf(words: string): number {
  if (/^\d+$/.test(words)) return Number(words)
  const digit = (char: string) => (char === '两' ? 2 : DIGITS.indexOf(char))
  const [tens = '', ones] = words.split('十')
  if (ones === undefined) return words.length === 1 ? digit(words) : -1
  return (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones))
}

const PART = '(凌晨|清早|早上|早晨|早|上午|中午|下午|午后|傍晚|晚上|晚间|夜里|晚|今晚|明晚|后晚)?'
const HOUR = '(\\d{1,2}|[零一二两三四五六七八九十]{1,3})'
const TIME = new RegExp(
  `${PART}\\s*(?:(?<![\\d.])(\\d{1,2})[:：](\\d{2})|${HOUR}[点时](?!\\d(?![\\d分]))(?:钟|整)?(半|一刻|三刻|\\d{2}(?![\\d个亿万%])分?|\\d分|[零一二三四五][十]?[一二三四五六七八九]?分)?)`,
  'g',
)
/** Without a clock time these say one all the same. */
const PARTS_ALONE: Record<string, string> = {
  一早: '08:30',
  上班后: '08:30',
  上午: '09:00',
  中午: '12:00',
  下班前: '17:00',
  下午: '15:00',
  晚上: '20:00',
}

function minutesOf(words: string | undefined): number {
  if (!words) return 0
  if (words === '半') return 30
  if (words === '一刻') return 15
  if (words === '三刻') return 45
  return numberOf(words.replace('分', '').replace(/^零/, ''))
}

function hourOf(hour: number, part: string | undefined): number {
  if (!part) return hour
  if (/下午|午后|傍晚|晚|夜/.test(part) && hour < 12) return hour === 0 ? 0 : hour + 12
  if (part === '中午' && hour < 3) return hour + 12
  return hour
}

const two = (n: number) => String(n).padStart(2, '0')

/** Times of day a text names, in order: `上午9点`, `下午两点半`, `16:00`, `晚上10点`. Impossible ones are no times. */
export function findTimes(text: string): FoundTime[] {
  return [...text.matchAll(TIME)].flatMap(match => {
    const [whole, part, clockHour, clockMinutes, saidHour, saidMinutes] = match
    const hour = hourOf(clockHour ? Number(clockHour) : numberOf(saidHour ?? ''), part)
    const minutes = clockMinutes ? Number(clockMinutes) : minutesOf(saidMinutes)
    if (hour < 0 || hour > 24 || minutes < 0 || minutes > 59) return []
    const start = match.index
    return [{ at: `${two(hour % 24)}:${two(minutes)}`, start, end: start + whole.length }]
  })
}

/** The first time of day a text names, in figures or by the part of the day: `下班前`, `一早`. */
export function findTime(text: string): FoundTime | null {
  const [first] = findTimes(text)
  if (first) return first
  for (const [words, at] of Object.entries(PARTS_ALONE)) {
    const start = text.indexOf(words)
    if (start >= 0) return { at, start, end: start + words.length }
  }
  return null
}

/** A rhythm as it was said, and where; the time is left to whoever reads on where none was named. */
export interface FoundRhythm {
  rhythm: Rhythm
  hasTime: boolean
  start: number
  end: number
}

const EVERY =
  /每个?(?:(工作日|个?上班日)|(周|星期|礼拜)(?:的?([一二三四五六日天1-7]))?|月(?:的?(\d{1,2}|[一二三]?十?[一二三四五六七八九]?)[号日]|(底|末)|(初))?|(天|日)(?!常)|(?:个?早上|晚上?|晨))/

/** How often a text says that something is to be: `每周五下午4点`, `每天9点`, `每月25号`, `每月一次`. `otherwise` is the time where none is named. */
export function findRhythm(text: string, otherwise: string): FoundRhythm | null {
  const match = EVERY.exec(text) ?? /(?:一|1)(周|星期|月|天)(?:一|1)次/.exec(text)
  if (!match) return null
  const after = text.slice(match.index)
  const time = findTime(after)
  const at = time?.at ?? otherwise
  const [whole, workday, week, weekday, date, isEnd, , day] = match
  const end = match.index + Math.max(whole.length, time?.end ?? 0)
  const found = (rhythm: Rhythm): FoundRhythm => ({ rhythm, hasTime: time !== null, start: match.index, end })
  if (/^[一1]/.test(whole)) {
    if (/月/.test(whole)) return found({ every: 'month', on: 1, at })
    return found(/天/.test(whole) ? { every: 'day', at } : { every: 'week', on: 1, at })
  }
  if (workday) return found({ every: 'workday', at })
  if (week) return found({ every: 'week', on: weekdayNumber(weekday ?? '一'), at })
  if (day || /早|晚|晨/.test(whole)) return found({ every: 'day', at })
  const on = isEnd ? 31 : date ? numberOf(date) : 1
  return on >= 1 && on <= 31 ? found({ every: 'month', on, at }) : null
}

/** 1 = Monday … 7 = Sunday. */
const weekdayNumber = (word: string) =>
  /[日天]/.test(word) ? 7 : /\d/.test(word) ? Number(word) : DIGITS.indexOf(word)
