import { Refusal } from '../../lib/errors.ts'
import { addDays, type Day, daysBetween, isDay, weekdayOf } from '../../lib/time.ts'

/** A day a notice names, weekends among them. */
export interface HolidayDay {
  day: Day
  kind: 'off' | 'work'
  /** Of which holiday: 春节, or 春节调休 for a day worked. */
  name: string
}

/** 《国务院办公厅关于××年部分节假日安排的通知》 as days. */
export interface HolidayNotice {
  year: number
  /** Title and number: 国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）. */
  source: string
  days: HolidayDay[]
}

/** Holidays the law gives (《全国年节及纪念日放假办法》第二条): a notice without one of them was not copied whole. */
const HOLIDAYS = ['元旦', '春节', '清明', '劳动', '端午', '中秋', '国庆'] as const

const TITLE = /关于(20\d\d)年部分节假日安排/
const NUMBER = /国办发明电[〔[（(](20\d\d)[〕\]）)](\d+)号/
const HEADING =
  /((?:元旦|春节|清明|劳动|端午|中秋|国庆)节?(?:[、和](?:元旦|春节|清明|劳动|端午|中秋|国庆)节?)*)[:：]/g
const DATE = /(?:(20\d\d)年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(]([^）)]*)[）)])?/g
const WEEKDAYS = '日一二三四五六'

/** Whether a text looks like a whole notice, so that pasting it is enough to have it taken up. */
export const isNotice = (text: string): boolean => TITLE.test(text) && /放假/.test(text)

/**
 * Reads the text of a yearly notice. What it says twice is held against itself: weekdays in brackets, 共几天, that
 * days worked are weekends. Throws `Refusal` naming the place that is not as it should be.
 */
export function readNotice(text: string): HolidayNotice {
  const clean = text.normalize('NFKC').replace(/[ \t]+/g, '')
  const year = Number(TITLE.exec(clean)?.[1])
  if (!year)
    throw new Refusal('没有看到“国务院办公厅关于××××年部分节假日安排的通知”的标题，请把通知全文贴进来。')
  const number = NUMBER.exec(clean)
  if (!number)
    throw new Refusal('没有看到通知的文号（例如“国办发明电〔2025〕7号”），请连同文号一起贴进来，便于核对。')
  const sections = sectionsOf(clean)
  const missing = HOLIDAYS.filter(holiday => !sections.some(({ name }) => name.includes(holiday)))
  if (missing.length > 0)
    throw new Refusal(`通知里没有看到${missing.join('、')}的安排，请把通知全文贴进来，不要截断。`)
  const days = sections.flatMap(section => daysOf(section, year))
  assertConsistent(days)
  return {
    year,
    source: `国务院办公厅关于${year}年部分节假日安排的通知（国办发明电〔${number[1]}〕${number[2]}号）`,
    days: days.sort((a, b) => a.day.localeCompare(b.day)),
  }
}

interface Section {
  name: string
  words: string
}

function sectionsOf(text: string): Section[] {
  const heads = [...text.matchAll(HEADING)]
  return heads.map((head, i) => ({
    name: head[1] ?? '',
    words: text.slice(head.index + head[0].length, heads[i + 1]?.index),
  }))
}

/** Only sentences that give a day off or have it worked count; 鼓励……休息 gives nobody a day off. */
function daysOf({ name, words }: Section, year: number): HolidayDay[] {
  return words.split(/[。;\n]/).flatMap((sentence): HolidayDay[] => {
    const kind = /放假/.test(sentence) ? 'off' : /上班/.test(sentence) ? 'work' : null
    if (!kind) return []
    const days = datesOf(sentence.slice(0, sentence.search(/放假|上班/)), name, year)
    const total = Number(/(?:共|放假)(\d+)天/.exec(sentence)?.[1] ?? days.length)
    if (kind === 'off' && total !== days.length)
      throw new Refusal(`${name}写的是共${total}天，按日期数出来是${days.length}天，请核对“${sentence}”。`)
    return days.map(day => ({ day, kind, name: kind === 'off' ? name : `${name}调休` }))
  })
}

/** `1月28日(周二)至2月4日`, `1月26日(周日)、2月8日(周六)`; a month not named is the one named before. */
function datesOf(words: string, name: string, year: number): Day[] {
  const found: Day[] = []
  let month = ''
  let end = 0
  for (const match of words.matchAll(DATE)) {
    const [whole, saidYear, saidMonth, date = '', bracket = ''] = match
    month = saidMonth ?? month
    // 元旦 of a year may begin in the December before.
    const ofYear = saidYear ?? (month === '12' && name.includes('元旦') ? year - 1 : year)
    const day = `${ofYear}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
    if (!isDay(day)) throw new Refusal(`没有“${whole}”这一天，请核对${name}的安排。`)
    const weekday = /(?:周|星期)([日一二三四五六])/.exec(bracket)?.[1]
    if (weekday && WEEKDAYS[weekdayOf(day)] !== weekday)
      throw new Refusal(
        `${day} 是周${WEEKDAYS[weekdayOf(day)]}，通知里写的是周${weekday}，请核对${name}的安排。`,
      )
    const last = found.at(-1)
    if (last && /^[至到\-—]+$/.test(words.slice(end, match.index))) found.push(...daysAfter(last, day, name))
    else found.push(day)
    end = match.index + whole.length
  }
  if (found.length === 0) throw new Refusal(`没有读到${name}的日期，请核对“${words}”。`)
  return found
}

/** A holiday with its weekends is never longer. */
const LONGEST = 20

function daysAfter(from: Day, to: Day, name: string): Day[] {
  const length = daysBetween(from, to)
  if (length < 1 || length > LONGEST) throw new Refusal(`${name}从 ${from} 到 ${to}，起止日期不对，请核对。`)
  return Array.from({ length }, (_, i) => addDays(from, i + 1))
}

/** Throws where a day is given twice, or a day to be worked is an ordinary working day anyway. */
export function assertConsistent(days: readonly HolidayDay[]): void {
  const seen = new Set<Day>()
  for (const { day, kind, name } of days) {
    if (seen.has(day)) throw new Refusal(`${day} 出现了两次，请核对${name}的安排。`)
    seen.add(day)
    if (kind === 'work' && !isWeekend(day))
      throw new Refusal(
        `${day} 是周${WEEKDAYS[weekdayOf(day)]}，本来就上班，不该写成调休，请核对${name}的安排。`,
      )
  }
}

export const isWeekend = (day: Day): boolean => [0, 6].includes(weekdayOf(day))
