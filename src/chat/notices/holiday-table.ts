import type { ProposedDay } from '../../../db/schema/index.ts'
import { addDays, type Day } from '../../lib/time.ts'
import type { Block } from '../card.ts'

/** 一年的放假安排: a row a holiday, days off as spans, days worked one by one. */
export function holidayTable(days: readonly ProposedDay[]): Block {
  const names = [...new Set(days.map(({ name }) => holidayOf(name)))]
  const daysOf = (holiday: string, kind: ProposedDay['kind']) =>
    days.filter(one => one.kind === kind && holidayOf(one.name) === holiday).map(({ day }) => day)
  return {
    kind: 'table',
    columns: [
      { key: 'name', title: '节日' },
      { key: 'off', title: '放假' },
      { key: 'work', title: '调休上班' },
    ],
    rows: names.map(name => ({
      name,
      off: saySpans(daysOf(name, 'off')) || '—',
      work: saySpans(daysOf(name, 'work')) || '无',
    })),
  }
}

const holidayOf = (name: string) => name.replace(/调休$/, '')

/** `2月15日至2月23日`, `2月14日、2月28日` */
export function saySpans(days: readonly Day[]): string {
  const spans: { from: Day; to: Day }[] = []
  for (const day of [...days].sort()) {
    const last = spans.at(-1)
    if (last && addDays(last.to, 1) === day) last.to = day
    else spans.push({ from: day, to: day })
  }
  return spans
    .map(({ from, to }) => (from === to ? shortDay(from) : `${shortDay(from)}至${shortDay(to)}`))
    .join('、')
}

const shortDay = (day: Day) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
