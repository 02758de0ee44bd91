import type { Db } from '../../../db/client.ts'
import { Refusal } from '../../lib/errors.ts'
import { type SheetOut, writeWorkbook } from '../../lib/tables/write.ts'
import { type EntryQuery, ledgerEntries } from '../entries.ts'
import { CASE_COLUMNS, type CaseColumn } from './columns.ts'

/** Rows one file may have; more is no ledger anybody reads. */
const MOST_ROWS = 20_000

/** A 台账 as a file, and how many cases are in it. */
export interface LedgerFile {
  bytes: Uint8Array
  rows: number
}

/**
 * The cases of a query as xlsx: one row a case, the heading frozen and with filters, days as days.
 * @throws {Refusal} when there are none, or too many for one file
 */
export async function exportCases(
  db: Db,
  query: Omit<EntryQuery, 'limit' | 'order'>,
  words: string,
): Promise<LedgerFile> {
  const entries = await ledgerEntries(db, { ...query, order: 'oldest', limit: MOST_ROWS + 1 })
  if (entries.length === 0)
    throw new Refusal(`没有符合条件的诉求（${words}），没有生成台账。可以换个时间或范围再试。`)
  if (entries.length > MOST_ROWS)
    throw new Refusal(`符合条件的诉求超过 ${MOST_ROWS} 件，一个文件放不下，请按时间或县市区分几次导出。`)
  const columns: readonly CaseColumn[] = CASE_COLUMNS
  const sheet: SheetOut = {
    name: '问题台账',
    headings: columns.map(({ title }) => title),
    rows: entries.map(entry => columns.map(({ write }) => write(entry))),
    frozenColumns: 2,
    hasFilter: true,
  }
  return { bytes: await writeWorkbook([sheet, about(words, query.on, entries.length)]), rows: entries.length }
}

/** What the table holds and by which rules, for whoever gets the file without the conversation. */
function about(words: string, on: string, rows: number): SheetOut {
  return {
    name: '说明',
    headings: ['项目', '内容'],
    rows: [
      ['范围', words],
      ['截至', { day: on }],
      ['件数', rows],
      ['用时', '自受理次日起到报送办结（未办结的到截至日）的工作日数，扣除挂起、挂账的工作日。'],
      ['是否逾期', '已办结的看报送办结时是否超过办理期限；在办的看截至日是否已过期限，挂起、挂账的不算。'],
      ['办理期限', '按国务院放假调休安排计算的工作日；“期限暂定”的跨到放假安排还没公布的年份。'],
    ],
  }
}
