import { readDay } from '../../lib/tables/cells.ts'
import type { DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import type { Day } from '../../lib/time.ts'
import { readDate } from './cells.ts'

/** Days of a stage. Under 开工时间, which may be either, a day to come is a plan, whatever stands around it. */
export function readStage(
  row: DataRow,
  { planned, actual }: { planned: string; actual: string },
  today: Day,
  notes: RowNotes,
): { plannedOn: Day | null; actualOn: Day | null } {
  const plannedOn = readPlannedDay(row, planned, notes)
  const text = row.cell(actual)
  const isEither = !row.written(actual).includes('实际') && plannedOn === null
  if (isEither && (PLANNED.test(text) || (readDay(text) ?? '') > today)) {
    const then = readPlannedDay(row, actual, notes)
    if (then) notes.warn(actual, text, `还没有到，按“${planned}”导入。`)
    return { plannedOn: then, actualOn: null }
  }
  const actualOn = readDate(row, actual, notes)
  if (actualOn && actualOn > today) notes.reject(actual, actualOn, `还没有到，计划的时间请填在“${planned}”。`)
  return { plannedOn, actualOn }
}

const PLANNED = /^(?:拟|预计|计划|力争)|年底$|[月年]前$/

/** `拟2023年12月开工`, `2025年底`, `2024年6月前`. */
function readPlannedDay(row: DataRow, column: string, notes: RowNotes): Day | null {
  const text = row.cell(column).normalize('NFKC')
  const bare = text
    .replace(/^(?:拟|预计|计划|力争)(?:于|在)?/, '')
    .replace(/(?:之?前|左右)?(?:全面|正式)?(?:开工|动工|竣工|完工|建成|投产|签约|落地)?(?:之?前|左右)?$/, '')
    .replace(/年底$/, '-12-31')
  const day = bare === text ? null : readDay(bare)
  return day ?? readDate(row, column, notes)
}
