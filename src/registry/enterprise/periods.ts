import type { STATUSES } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'

export type Status = (typeof STATUSES)[number]

/** A stay in 规上 or 入统. */
export interface Period {
  /** Null: not stored yet. */
  id: number | null
  /** Null where nobody knows since when. */
  fromOn: Day | null
  /** First day no longer in; null while it lasts. */
  toOn: Day | null
  entry: '月度' | '年度' | null
  exitReason: string | null
}

/** Periods of a status, the earliest first, and what follows from them. */
export interface Standing {
  periods: readonly Period[]
  /** Null: nobody has said. */
  isIn: boolean | null
  /** 首次入规. */
  firstOn: Day | null
}

/** What a row of a register says of a status; null is an empty cell. */
export interface SaidOfStatus {
  isIn: boolean | null
  firstOn: Day | null
  /** First day no longer in. */
  leftOn: Day | null
  exitReason: string | null
}

const byDay = (a: Period, b: Period): number => (a.fromOn ?? '').localeCompare(b.fromOn ?? '')

/** What stands after a register has been read as of a day: who is said to be out and was in, left that day. */
export function afterRegister(before: Standing, said: SaidOfStatus, today: Day): Standing {
  const isIn = said.leftOn !== null ? false : said.isIn
  const periods = before.periods.map(period => ({ ...period }))
  const firstOn = said.firstOn ?? before.firstOn
  const begin = (toOn: Day | null) =>
    periods.push({
      id: null,
      fromOn: periods.length === 0 ? firstOn : null,
      toOn,
      entry: null,
      exitReason: null,
    })
  if (isIn === true && periods.every(({ toOn }) => toOn !== null)) begin(null)
  const isNews = before.isIn !== false || before.firstOn !== firstOn || said.leftOn !== null
  if (isIn === false && isNews && periods.length === 0 && firstOn !== null) begin(said.leftOn ?? today)
  const last = periods.at(-1)
  if (isIn === false && last) {
    last.toOn = said.leftOn ?? last.toOn ?? today
    last.exitReason = said.exitReason ?? last.exitReason
  }
  const [first] = periods
  if (first && said.firstOn !== null) first.fromOn = said.firstOn
  return { periods, isIn: isIn ?? before.isIn, firstOn }
}

/** What stands after one stay was told by itself: known by its first day, or the one that lasts. */
export function withPeriod(before: Standing, told: Omit<Period, 'id'>): Standing {
  const known =
    before.periods.find(({ fromOn }) => fromOn !== null && fromOn === told.fromOn) ??
    before.periods.find(({ fromOn, toOn }) => fromOn === null && (toOn === null || toOn === told.toOn)) ??
    before.periods.find(({ toOn }) => told.fromOn === null && toOn === null)
  const next: Period = {
    id: known?.id ?? null,
    fromOn: told.fromOn ?? known?.fromOn ?? null,
    toOn: told.toOn ?? known?.toOn ?? null,
    entry: told.entry ?? known?.entry ?? null,
    exitReason: told.exitReason ?? known?.exitReason ?? null,
  }
  const periods = [...before.periods.filter(one => one !== known), next].sort(byDay)
  const firstOn = periods.find(({ fromOn }) => fromOn !== null)?.fromOn ?? null
  return { periods, isIn: periods.some(({ toOn }) => toOn === null), firstOn }
}

/** Why stays cannot be as they are said, in Chinese; null when they can. */
export function whyNotPossible(periods: readonly Period[]): string | null {
  for (const [i, { fromOn, toOn }] of periods.entries()) {
    if (fromOn && toOn && toOn < fromOn) return `退出日期 ${toOn} 早于进入日期 ${fromOn}，请核对。`
    const next = periods[i + 1]
    if (next?.fromOn && (toOn === null || toOn > next.fromOn))
      return `${fromOn ?? '较早'}进入的${toOn === null ? '还没有退出' : `到 ${toOn} 才退出`}，不能在 ${next.fromOn} 再进入，请核对。`
  }
  return null
}

export const isSamePeriod = (a: Period, b: Period): boolean =>
  a.fromOn === b.fromOn && a.toOn === b.toOn && a.entry === b.entry && a.exitReason === b.exitReason

/** Stays in words: `2015-03-01至2022-06-30（停产）、2023-05-01起`. */
export function sayPeriods(periods: readonly Period[]): string | null {
  const words = periods.map(({ fromOn, toOn, entry, exitReason }) => {
    const more = [entry && `${entry}入`, exitReason].filter(Boolean).join('，')
    const since = fromOn ?? '进入时间未登记'
    return `${toOn === null ? `${since}起` : `${since}至${toOn}`}${more ? `（${more}）` : ''}`
  })
  return words.join('、') || null
}
