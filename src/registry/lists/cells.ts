import Big from 'big.js'
import { exactWan } from '../../lib/money.ts'
import { readAmount, readDay, readFlag, unitWorth } from '../../lib/tables/cells.ts'
import type { DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import type { Day } from '../../lib/time.ts'
import { cleanUscc, isUsccCheckRight, isUsccShaped } from '../../lib/uscc.ts'

/** Cells of a row as they are read and checked. Each gives null for an empty cell, and for one it has rejected. */

/** Text of at most so many characters; `isRequired` rejects an empty cell. */
export function readText(
  row: DataRow,
  column: string,
  notes: RowNotes,
  { longest = 200, isRequired = false }: { longest?: number; isRequired?: boolean } = {},
): string | null {
  const text = row.cell(column).replace(/\s+/g, ' ').trim()
  if (text === '') {
    if (isRequired) notes.reject(column, '', '没有填，请补上。')
    return null
  }
  if (text.length <= longest) return text
  notes.reject(column, `${text.slice(0, 30)}…`, `超过 ${longest} 个字，请压缩。`)
  return null
}

/** Several words in one cell, between 、 , ; / or |. */
export const readWords = (row: DataRow, column: string): string[] =>
  row
    .cell(column)
    .split(/[、,，;；/|\n]/)
    .map(word => word.trim())
    .filter(word => !/^(?:无|没有|[-—–]*)$/.test(word) && word.length <= 60)

export function readTick(row: DataRow, column: string, notes: RowNotes): boolean | null {
  const text = row.cell(column)
  const value = readFlag(text)
  if (text && value === undefined) notes.reject(column, text, '只能填“是”或“否”，请修改。')
  return value ?? null
}

export function readDate(row: DataRow, column: string, notes: RowNotes): Day | null {
  const text = datumOf(row, column)
  const day = text ? readDay(text, row.cell('年份')) : null
  if (text && !day)
    notes.reject(
      column,
      text,
      /^\d{1,2}[-/.月]\d{1,2}日?$/.test(text)
        ? '没有写年份，请填成 2022-03-01 这样。'
        : '不是日期，请填成 2022-03-01 这样。',
    )
  return day
}

/** A cell where a day or a number belongs: 无 is nothing. */
function datumOf(row: DataRow, column: string): string {
  const text = row.cell(column)
  return /^(?:暂?无|没有)$/.test(text) ? '' : text
}

/** One of some words; `known` has what people write for them, and gives what is meant. */
export function readChoice<T extends string>(
  row: DataRow,
  column: string,
  choices: readonly T[],
  notes: RowNotes,
  known: Readonly<Record<string, T>> = {},
): T | null {
  const text = row.cell(column).normalize('NFKC').replace(/\s/g, '')
  if (text === '') return null
  const found = choices.find(choice => choice === text) ?? known[text]
  if (!found) notes.reject(column, row.cell(column), `不认识，请填其中之一：${choices.join('、')}。`)
  return found ?? null
}

/** An amount in 万元; the unit stands in the heading or in the cell, else it is 万元. */
export function readMoney(
  row: DataRow,
  column: string,
  notes: RowNotes,
  { mayBeNegative = false }: { mayBeNegative?: boolean } = {},
): Big | null {
  const text = datumOf(row, column)
  if (text === '') return null
  const unit = row.unit(column)
  const worth = unitWorth(unit)
  const amount = worth && readAmount(text, worth)
  const problem = !worth
    ? `表头里的单位“${unit}”不认识，请改成 元、万元 或 亿元。`
    : !amount
      ? whyNoAmount(text)
      : amount.lt(0) && !mayBeNegative
        ? '是负数，请核对；冲减的请按净额填报。'
        : amount.abs().gt(ABSURD)
          ? `折合 ${exactWan(amount)}，超过 1000 亿元，请核对单位。`
          : null
  if (problem === null) return amount
  notes.reject(column, text, problem)
  return null
}

function whyNoAmount(text: string): string {
  if (text.startsWith('#')) return '是公式出错的结果，请在 Excel 里改好公式，或直接填数字。'
  return /[%％]/.test(text) ? '是百分数，这里要填金额，请核对。' : '不是数字，请只填金额。'
}

/** A number that is no money: 用电量 in 万千瓦时, 用工人数. */
export function readNumber(row: DataRow, column: string, notes: RowNotes): Big | null {
  const text = row.cell(column)
  const [, plain = '', own = ''] =
    /^([^万千度人]*)(\D*)$/.exec(text.normalize('NFKC').replace(/[\s,]/g, '')) ?? []
  const worth = unitOfCount(own, row.unit(column))
  if (!worth) {
    notes.reject(column, text, `表头里的单位“${row.unit(column)}”不认识，请改成 万千瓦时 或 人。`)
    return null
  }
  if (/^\d+(?:\.\d+)?(?:e[-+]?\d{1,2})?$/i.test(plain)) return new Big(plain).times(worth).round(4)
  notes.reject(column, text, '不是数字，请只填数字。')
  return null
}

/** A unit in the cell itself wins. */
const unitOfCount = (own: string, heading: string | null): string | undefined =>
  COUNTED[own] ?? (own === '' ? COUNTED[heading ?? '万元'] : undefined)

const COUNTED: Readonly<Record<string, string>> = {
  // A column for all indicators is headed by the unit of most of them.
  万元: '1',
  人: '1',
  万千瓦时: '1',
  万度: '1',
  // Of electricity nobody counts otherwise than in 千瓦时.
  万: '1',
  千瓦时: '0.0001',
  度: '0.0001',
}

/** Land in 亩, whatever of 亩, 平方米 and 公顷 stands in the heading or the cell. */
export function readArea(row: DataRow, column: string, notes: RowNotes): Big | null {
  const text = datumOf(row, column).normalize('NFKC').replace(/[\s,]/g, '')
  if (text === '') return null
  const [, digits, own] = /^(\d+(?:\.\d+)?)(亩|平方米|平米|㎡|m2|公顷)?$/i.exec(text) ?? []
  const worth = MU[(own ?? row.unit(column) ?? '亩').toLowerCase()]
  if (digits && worth) return new Big(digits).times(worth).round(2)
  notes.reject(column, row.cell(column), '不是面积，请填亩数，如 68.5。')
  return null
}

/** 1亩 is 10000/15 m². */
const MU: Readonly<Record<string, string>> = {
  亩: '1',
  平方米: '0.0015',
  平米: '0.0015',
  '㎡': '0.0015',
  m2: '0.0015',
  公顷: '15',
}

/** 1000亿元, more than the largest enterprise of the city makes: a larger amount has the wrong unit. */
const ABSURD = 10_000_000

/** The USCC of a row, cleaned. A wrong check digit warns, never rejects: some early real codes have one. */
export function readUscc(row: DataRow, notes: RowNotes, column = '统一社会信用代码'): string | null {
  const text = row.cell(column)
  const code = cleanUscc(text)
  const problem = whyNoUscc(code)
  if (problem !== null) {
    notes.reject(column, text, problem)
    return null
  }
  if (!isUsccCheckRight(code))
    notes.warn(column, text, '最后一位校验码对不上，已照原样导入，请与营业执照核对。')
  return code
}

function whyNoUscc(code: string): string | null {
  if (code === '') return '没有填，请补上 18 位统一社会信用代码。'
  // Excel keeps 15 digits of a number and makes the rest zeros.
  const isCut = /^\d{15}000$/.test(code) && !isUsccCheckRight(code)
  if (isCut || /^[\d.]+E\+?\d+$/.test(code))
    return '被 Excel 存成了数字，后几位已丢失。请把这一列设为“文本”后重新填写。'
  if (code.length !== 18) return `应是 18 位，现在是 ${code.length} 位，请核对。`
  return isUsccShaped(code) ? null : '含有不会出现在代码里的字符（没有 I、O、S、V、Z），请核对。'
}
