import { inArray, like, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { caseEvent, caseFile, counter, enterprise, enterpriseAlias, unit } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import type { DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import type { Cell } from '../../lib/tables/write.ts'
import { dayOf } from '../../lib/time.ts'
import { hasRole } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { type Chained, chain, insertCases } from '../bulk.ts'
import { loadCalendar } from '../calendar.ts'
import { ledgerEntries } from '../entries.ts'
import { routeFor } from '../routing.ts'
import { readableBy } from '../scope.ts'
import { CASE_COLUMNS, type CaseColumn } from './columns.ts'
import { CASE_EXAMPLES } from './examples.ts'
import { historyOf, type KnownRow } from './history.ts'
import { type ReadRow, readRow } from './row.ts'

/** Who puts a ledger in, and when. */
interface Importer {
  by: string
  now: Date
}

const mayKeep = (actor: Actor): boolean => actor.kind === 'operator' || hasRole(actor, 'office', 'admin')

/** What an import reads; an export of the whole ledger tells more. */
const COLUMNS: readonly CaseColumn[] = (CASE_COLUMNS as readonly CaseColumn[]).filter(
  ({ hint }) => !hint.startsWith('不导入'),
)

/**
 * 问题台账, as lists go in and out: a ledger kept as a spreadsheet is taken over. Every good row becomes a case with its
 * history, its events marked as imported. A row whose 编号 is in the ledger already changes nothing.
 */
export const caseList = {
  kind: 'cases',
  title: '问题台账',
  called: /(?:问题|诉求|困难)(?:收集)?(?:台账|清单|汇总表|表)/,
  columns: COLUMNS,
  examples: CASE_EXAMPLES,
  tables: [caseFile, caseEvent],
  mayImport: mayKeep,
  mayExport: mayKeep,
  async reader(db: Db, { now }: Importer) {
    const known = await knownThings(db)
    const taken = await numbersTaken(db)
    return (row: DataRow, notes: RowNotes): FoundRow | null => {
      const own = row.cell('编号')
      // It changes nothing, so nothing is asked of it.
      if (taken.get(tailOf(own) ?? '') === own)
        return { ...readRow(row, dayOf(now), SILENT), uscc: '', unitId: null }
      const read = readRow(row, dayOf(now), notes)
      checkNumber(read, taken, notes)
      const uscc = findFirm(known, read.firm, notes)
      const unitId = findUnit(known, read.unit, notes)
      if (Number(row.cell('轮次') || 1) > 1)
        notes.warn('轮次', row.cell('轮次'), '已按第1轮导入，前几轮没有记录。')
      return uscc === null ? null : { ...read, uscc, unitId }
    }
  },
  keyOf: ({ number }: FoundRow) => tailOf(number) ?? number,
  save,
  rows: exportRows,
}

/** New cases of a table; those that are there are left alone. */
async function save(
  db: Db,
  rows: readonly FoundRow[],
  { by }: Importer,
): Promise<{ added: number; changed: number; same: number }> {
  const existing = await existingNumbers(db, rows)
  const fresh = rows.filter(({ number }) => !existing.has(number))
  if (fresh.length > 0) await insertCases(db, await chainAll(db, await giveNumbers(db, fresh), by))
  return { added: fresh.length, changed: 0, same: rows.length - fresh.length }
}

const SILENT: RowNotes = { reject() {}, warn() {} }

/** More than any ledger has. */
const MOST_ROWS = 100_000

async function* exportRows(db: Db, actor: Actor): AsyncGenerator<Record<string, Cell>> {
  const calendar = await loadCalendar(db)
  const query = {
    where: readableBy(actor),
    calendar,
    on: '2000-01-01',
    order: 'oldest',
    limit: MOST_ROWS,
  } as const
  for (const entry of await ledgerEntries(db, query))
    yield Object.fromEntries(COLUMNS.map(({ title, write }) => [title, write(entry)]))
}

type FoundRow = ReadRow & Pick<KnownRow, 'uscc' | 'unitId'>

async function chainAll(
  db: Db,
  numbered: readonly { row: FoundRow; no: string }[],
  by: string,
): Promise<Chained[]> {
  const calendar = await loadCalendar(db)
  const usccs = [...new Set(numbered.map(({ row }) => row.uscc))]
  const firms = new Map(
    (
      await db
        .select({ uscc: enterprise.uscc, regionCode: enterprise.regionCode, isDemo: enterprise.isDemo })
        .from(enterprise)
        .where(inArray(enterprise.uscc, usccs))
    ).map(firm => [firm.uscc, firm]),
  )
  const terms = new Map<string, number>()
  const cases: Chained[] = []
  for (const { row, no } of numbered) {
    const firm = firms.get(row.uscc)
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
/** What no other case of ours has: `2023-32`. */
const tailOf = (number: string): string | null => {
  const [, year, , count] = OURS.exec(number) ?? []
  return count === undefined ? null : `${year}-${Number(count)}`
}
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

/** Which of our numbers are given: by year and the count within it. */
async function numbersTaken(db: Db): Promise<Map<string, string>> {
  const rows = await rowsOf<{ no: string }>(db, sql`select no from case_file`)
  return new Map(rows.flatMap(({ no }) => (tailOf(no) ? [[tailOf(no) ?? no, no]] : [])))
}

/** A number of ours tells the day, and stays with its case. */
function checkNumber(
  { number, filedOn }: ReadRow,
  taken: ReadonlyMap<string, string>,
  notes: RowNotes,
): void {
  const tail = tailOf(number)
  if (tail === null) return
  if (number.slice(2, 10) !== filedOn.replaceAll('-', ''))
    notes.reject('编号', number, `编号里的日期与受理日期 ${filedOn} 不一致，请核对。`)
  else if ((taken.get(tail) ?? number) !== number)
    notes.reject('编号', number, `${tail.replace('-', '年的第 ')} 号已经是另一件诉求，请核对。`)
}

/** Our own numbers stay; rows of other ledgers get the next of the year they were filed in. */
async function giveNumbers(db: Db, rows: readonly FoundRow[]): Promise<{ row: FoundRow; no: string }[]> {
  const numbers = new Map<FoundRow, string>()
  for (const year of new Set(rows.map(({ filedOn }) => filedOn.slice(0, 4)))) {
    const ofYear = rows.filter(({ filedOn }) => filedOn.startsWith(year))
    const taken = new Set(
      (
        await db
          .select({ no: caseFile.no })
          .from(caseFile)
          .where(like(caseFile.no, `HY${year}%`))
      ).map(({ no }) => Number(no.slice(no.indexOf('-') + 1))),
    )
    for (const row of ofYear.filter(({ number }) => isOurs(number))) {
      const count = Number(OURS.exec(row.number)?.[3])
      if (taken.has(count))
        throw new Refusal(
          `编号“${row.number}”刚给了别的诉求。请把本系统编号的行和别处台账的行分成两个文件，先导入本系统编号的。`,
        )
      taken.add(count)
      numbers.set(row, row.number)
    }
    let last = [...taken].reduce((most, count) => Math.max(most, count), await lastNumber(db, year))
    for (const row of ofYear.filter(({ number }) => !isOurs(number))) {
      last += 1
      numbers.set(row, `HY${row.filedOn.replaceAll('-', '')}-${String(last).padStart(4, '0')}`)
    }
    await setLastNumber(db, year, last)
  }
  return rows.map(row => ({ row, no: numbers.get(row) ?? row.number }))
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
