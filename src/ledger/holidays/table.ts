import { Refusal } from '../../lib/errors.ts'
import { type Column, locate } from '../../lib/tables/headings.ts'
import type { Table } from '../../lib/tables/read.ts'
import { type Day, isDay } from '../../lib/time.ts'
import { assertConsistent, type HolidayDay, type HolidayNotice } from './notice.ts'

/** A year's arrangement as a table: one row a day off or worked. */
const HOLIDAY_COLUMNS: readonly Column[] = [
  { title: '日期', isRequired: true, hint: '2027-01-01' },
  { title: '安排', also: ['类型', '放假或上班'], isRequired: true, hint: '放假 或 上班' },
  { title: '节日', also: ['名称', '节假日'], isRequired: true, hint: '春节' },
  { title: '依据', also: ['文号', '来源', '通知'], isRequired: true, hint: '国办发明电〔2026〕×号' },
]

/**
 * Reads a year's arrangement from a table. Throws `Refusal` naming row and fault; an arrangement without the notice it
 * rests on (依据) is not taken, because only a published one makes a year official.
 */
export function readNoticeTable(table: Table): HolidayNotice {
  const rows = [...locate(table, HOLIDAY_COLUMNS).rows]
  const days = rows.map(({ row, cell }): HolidayDay => {
    const day = dayIn(cell('日期'))
    if (!day) throw new Refusal(`第 ${row} 行：日期“${cell('日期')}”看不懂，请写成 2027-01-01。`)
    const said = cell('安排')
    const kind = /上班|班|work/i.test(said) ? 'work' : /放假|休|off/i.test(said) ? 'off' : null
    if (!kind) throw new Refusal(`第 ${row} 行：安排“${said}”看不懂，请写“放假”或“上班”。`)
    const name = cell('节日').replace(/调休$/, '') || '节假日'
    return { day, kind, name: kind === 'off' ? name : `${name}调休` }
  })
  const basis = rows.map(({ cell }) => cell('依据')).find(words => words !== '')
  if (!basis) throw new Refusal('没有写依据（通知的文号或链接），请在“依据”列写明，便于核对。')
  assertConsistent(days)
  const year = yearOf(days)
  return {
    year,
    source: `国务院办公厅关于${year}年部分节假日安排的通知（${basis.slice(0, 100)}）`,
    days: days.sort((a, b) => a.day.localeCompare(b.day)),
  }
}

function dayIn(words: string): Day | null {
  const match = /^(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?/.exec(words.trim())
  const day = match ? `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}` : ''
  return isDay(day) ? day : null
}

/** The year most days are of; only days around New Year may be of another. */
function yearOf(days: readonly HolidayDay[]): number {
  const last =
    days
      .map(({ day }) => day)
      .sort()
      .at(-1)
      ?.slice(0, 4) ?? ''
  const stray = days.find(
    ({ day }) =>
      !day.startsWith(last) && !(day.slice(5, 7) === '12' && Number(day.slice(0, 4)) === Number(last) - 1),
  )
  if (stray) throw new Refusal(`${stray.day} 不是${last}年的，一次只导入一年的安排，请分开导入。`)
  return Number(last)
}
