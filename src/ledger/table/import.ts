import { inArray, like, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { caseFile, counter, enterprise, enterpriseAlias, unit } from '../../../db/schema/index.ts'
import { locate } from '../../lib/tables/headings.ts'
import type { Table } from '../../lib/tables/read.ts'
import { type ImportReport, openReport, type RowNotes } from '../../lib/tables/report.ts'
import { dayOf } from '../../lib/time.ts'
import { type Chained, chain, insertCases } from '../bulk.ts'
import { loadCalendar } from '../calendar.ts'
import { routeFor } from '../routing.ts'
import { CASE_COLUMNS } from './columns.ts'
import { historyOf, type KnownRow } from './history.ts'
import { type ReadRow, readRow } from './row.ts'

/** New rows from which on the planner's picture of the tables is out of date. */
const MANY = 200

/**
 * Takes over a ledger kept as a spreadsheet: every good row becomes a case with its history, its events marked as
 * imported; faulty rows are listed, all of them, and left out. A row whose 编号 is in the ledger already changes
 * nothing. With `dry` nothing is written. In the caller's transaction.
 * @throws {Refusal} when headings are missing or there are no rows
 */
export async function importCases(
  db: Db,
  table: Table,
  { by, now, dry = false }: { by: string; now: Date; dry?: boolean },
): Promise<ImportReport> {
  const located = locate(table, CASE_COLUMNS)
  const { report, notesOf, isBad } = openReport()
  const known = await knownThings(db)
  const rows: FoundRow[] = []
  const seen = new Map<string, number>()
  for (const line of located.rows) {
    const notes = notesOf(line.row)
    if (line.skip !== null) {
      notes.warn(null, '', line.skip)
      continue
    }
    const read = readRow(line, dayOf(now), notes)
    const twin = seen.get(read.number)
    if (read.number && twin) notes.reject('编号', read.number, `与第 ${twin} 行重复，请核对。`)
    else seen.set(read.number, line.row)
    const uscc = findFirm(known, read.firm, notes)
    const unitId = findUnit(known, read.unit, notes)
    if (Number(line.cell('轮次') || 1) > 1)
      notes.warn('轮次', line.cell('轮次'), '已按第1轮导入，前几轮没有记录。')
    if (!isBad(line.row) && uscc) rows.push({ ...read, uscc, unitId })
  }
  const existing = await existingNumbers(db, rows)
  const fresh = rows.filter(({ number }) => !existing.has(number))
  const numbered = await giveNumbers(db, fresh, notesOf, dry)
  report.accepted = rows.length - fresh.length + numbered.length
  report.unchanged = rows.length - fresh.length
  report.rejected.sort((a, b) => a.row - b.row)
  if (dry || numbered.length === 0) return report
  const cases = await chainAll(db, numbered, known, by)
  await insertCases(db, cases)
  if (cases.length >= MANY) await db.execute(sql`analyze case_file, case_event`)
  return report
}

type FoundRow = ReadRow & Pick<KnownRow, 'uscc' | 'unitId'>

async function chainAll(
  db: Db,
  numbered: readonly { row: FoundRow; no: string }[],
  known: Known,
  by: string,
): Promise<Chained[]> {
  const calendar = await loadCalendar(db)
  const terms = new Map<string, number>()
  const cases: Chained[] = []
  for (const { row, no } of numbered) {
    const firm = known.firms.get(row.uscc)
    const key = `${row.category} ${firm?.regionCode} ${row.urgency}`
    const dueDays =
      terms.get(key) ?? (await routeFor(db, row.category, firm?.regionCode ?? null, row.urgency)).dueDays
    terms.set(key, dueDays)
    const { uscc, unitId } = row
    const events = historyOf(
      { read: row, no, uscc, unitId, isDemo: firm?.isDemo ?? false, dueDays },
      { by, calendar, formKey: isOurs(row.number) ? null : formKeyOf(row.number) },
    )
    cases.push(chain(null, events))
  }
  return cases
}

interface Known {
  firms: Map<string, { regionCode: string | null; isDemo: boolean }>
  /** Names, short names and aliases; several codes where one name is several firms'. */
  firmNames: Map<string, Set<string>>
  units: Map<string, string>
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '')

async function knownThings(db: Db): Promise<Known> {
  const firms = await db
    .select({
      uscc: enterprise.uscc,
      name: enterprise.name,
      shortName: enterprise.shortName,
      regionCode: enterprise.regionCode,
      isDemo: enterprise.isDemo,
    })
    .from(enterprise)
  const aliases = await db.select().from(enterpriseAlias)
  const firmNames = new Map<string, Set<string>>()
  const call = (name: string, uscc: string) =>
    firmNames.set(plain(name), (firmNames.get(plain(name)) ?? new Set()).add(uscc))
  for (const { uscc, name, shortName } of firms) for (const word of [name, shortName, uscc]) call(word, uscc)
  for (const { uscc, alias } of aliases) call(alias, uscc)
  const units = await db.select().from(unit)
  const unitNames = units.flatMap(({ id, name, aliases: also, kind }) =>
    kind === 'office' || kind === 'leaders' ? [] : [name, ...also].map(word => [plain(word), id] as const),
  )
  return {
    firms: new Map(firms.map(({ uscc, regionCode, isDemo }) => [uscc, { regionCode, isDemo }])),
    firmNames,
    units: new Map(unitNames),
  }
}

function findFirm({ firmNames }: Known, text: string, notes: RowNotes): string | null {
  if (text === '') return null
  const [first, second] = firmNames.get(plain(text)) ?? []
  if (!first) notes.reject('企业', text, '库里没有这家企业，请先导入企业名单，或填全称、统一社会信用代码。')
  else if (second) notes.reject('企业', text, '有几家企业都叫这个名字，请填统一社会信用代码。')
  return second ? null : (first ?? null)
}

function findUnit({ units }: Known, text: string, notes: RowNotes): string | null {
  if (text === '') return null
  const found = units.get(plain(text)) ?? units.get(`市${plain(text)}`)
  if (!found) notes.reject('责任单位', text, '没有登记过这个单位，请填单位全称或常用简称。')
  return found ?? null
}

const OURS = /^HY(\d{4})(\d{4})-(\d{4,6})$/
const isOurs = (number: string) => OURS.test(number)
/** A number of another ledger is kept as the key of the form the case came in by: one case for one number, ever. */
const formKeyOf = (number: string) => `import:${number}`

async function existingNumbers(db: Db, rows: readonly FoundRow[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (let from = 0; from < rows.length; from += 1000) {
    const numbers = rows.slice(from, from + 1000).map(({ number }) => number)
    const cases = await db
      .select({ no: caseFile.no, formKey: caseFile.formKey })
      .from(caseFile)
      .where(sql`${inArray(caseFile.no, numbers)} or ${inArray(caseFile.formKey, numbers.map(formKeyOf))}`)
    for (const { no, formKey } of cases)
      found.add(formKey?.startsWith('import:') ? formKey.slice(7) : no).add(no)
  }
  return found
}

/** Our own numbers stay, if nobody else has them; rows of other ledgers get the next of the year they were filed in. */
async function giveNumbers(
  db: Db,
  rows: readonly FoundRow[],
  notesOf: (row: number) => RowNotes,
  dry: boolean,
): Promise<{ row: FoundRow; no: string }[]> {
  const given: { row: FoundRow; no: string }[] = []
  const years = [...new Set(rows.map(({ filedOn }) => filedOn.slice(0, 4)))]
  for (const year of years) {
    const ofYear = rows.filter(({ filedOn }) => filedOn.startsWith(year))
    const taken = new Set(
      (
        await db
          .select({ no: caseFile.no })
          .from(caseFile)
          .where(like(caseFile.no, `HY${year}%`))
      ).map(({ no }) => Number(no.slice(no.indexOf('-') + 1))),
    )
    let last = [...taken].reduce((most, tail) => Math.max(most, tail), await lastNumber(db, year))
    for (const row of ofYear.filter(({ number }) => isOurs(number))) {
      const tail = Number(OURS.exec(row.number)?.[3])
      if (row.number.slice(2, 10) !== row.filedOn.replaceAll('-', '')) {
        notesOf(row.row).reject('编号', row.number, `编号里的日期与受理日期 ${row.filedOn} 不一致，请核对。`)
      } else if (taken.has(tail)) {
        notesOf(row.row).reject('编号', row.number, `${year}年的第 ${tail} 号已经是另一件诉求，请核对。`)
      } else {
        taken.add(tail)
        last = Math.max(last, tail)
        given.push({ row, no: row.number })
      }
    }
    for (const row of ofYear.filter(({ number }) => !isOurs(number))) {
      last += 1
      given.push({ row, no: `HY${row.filedOn.replaceAll('-', '')}-${String(last).padStart(4, '0')}` })
    }
    if (!dry) await setLastNumber(db, year, last)
  }
  return given.sort((a, b) => a.row.row - b.row.row)
}

async function lastNumber(db: Db, year: string): Promise<number> {
  const [row] = await rowsOf<{ value: number }>(
    db,
    sql`select value from counter where name = ${`case:${year}`} for update`,
  )
  return row?.value ?? 0
}

async function setLastNumber(db: Db, year: string, value: number): Promise<void> {
  await db
    .insert(counter)
    .values({ name: `case:${year}`, value })
    .onConflictDoUpdate({ target: counter.name, set: { value: sql`greatest(${counter.value}, ${value})` } })
}
