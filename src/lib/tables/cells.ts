import Big from 'big.js'
import { parseMoney } from '../money.ts'
import { addDays, type Day, isDay } from '../time.ts'

/** 是/否 as people tick it; undefined when it is neither. */
export function readFlag(text: string): boolean | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  if (['是', 'y', 'yes', '1', 'true', '√', '✓', '有', '对'].includes(plain)) return true
  if (['否', 'n', 'no', '0', 'false', '×', 'x', '无', '不是'].includes(plain)) return false
  return undefined
}

/** A time of day behind a day. */
const TIME = /[\sT](?:[01]?\d|2[0-3])[:时]\d{0,2}(?::\d{2}(?:\.\d+)?)?分?Z?$/

/**
 * A day as spreadsheets hold it, `2022-03-01`, `2022/3/1`, `2022年3月`, `11月6日` of a year that is known otherwise, an
 * Excel day number; null when it is none. A time of day behind it says no more.
 */
export function readDay(text: string, year = ''): Day | null {
  const plain = text.normalize('NFKC').trim().replace(TIME, '').replace(/\s/g, '')
  const short = year === '' ? null : /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain)
  if (short) return readDay(`${year}-${short[1]}-${short[2]}`)
  const parts =
    /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})?日?)?$/.exec(plain) ??
    /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(plain)
  if (parts) {
    const [, year = '', month = '', day = '1'] = parts
    const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    return isDay(found) ? found : null
  }
  // Days since 1899-12-30, for the years 1970 to 2099; a number of that size is no other way of writing a day.
  const serial = /^\d{5}$/.test(plain) ? Number(plain) : 0
  return serial >= 25_569 && serial <= 73_050 ? addDays('1899-12-30', serial) : null
}

const WORTH: ReadonlyMap<string, Big> = new Map(
  Object.entries({
    '': '1',
    万元: '1',
    万: '1',
    元: '0.0001',
    千元: '0.1',
    亿元: '10000',
    亿: '10000',
    百万元: '100',
    千万元: '1000',
  }).map(([unit, worth]) => [unit, new Big(worth)]),
)

/** What one unit of a heading is worth in 万元; null for units that are no money. */
export const unitWorth = (unit: string | null): Big | null =>
  WORTH.get((unit ?? '').replace('人民币', '')) ?? null

/** The finest amount kept, 万元: 1元. */
const DECIMALS = 4

/**
 * An amount in 万元 from a cell whose heading says its unit; a unit typed into the cell itself wins. Null when it is
 * not a number.
 */
export function readAmount(text: string, worth: Big): Big | null {
  const plain = text.normalize('NFKC').replace(/[\s,'"]/g, '')
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,2})?$/i.test(plain)) {
    return new Big(plain.replace(/^\+/, '')).times(worth).round(DECIMALS)
  }
  const said = /[亿万元wW]/.test(plain) && /^[-\d]/.test(plain) ? parseMoney(plain) : null
  return said?.round(DECIMALS) ?? null
}
