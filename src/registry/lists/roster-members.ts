import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { membershipChange, rosterMember } from '../../../db/schema/index.ts'
import { groupBy } from '../../lib/group.ts'
import type { DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import type { Day } from '../../lib/time.ts'
import { hasRole } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { openStays } from '../rosters/apply.ts'
import { CITY, kindOf, ROSTER_KINDS, type RosterKey, type RosterName, rosterIn } from '../rosters/kinds.ts'
import { storeChanges } from '../rosters/propose.ts'
import { readChoice, readDate, readText } from './cells.ts'
import { FIRM_COLUMNS, readFirm, readFirms } from './firms.ts'
import { type Importer, type List, type ListRow, plus, type Saved } from './list.ts'
import { findPlace, readPlaces } from './places.ts'

/** One stay on a roster, decided elsewhere and taken over with the paper that says so. */
interface MemberRecord {
  uscc: string
  roster: RosterName
  scope: string
  year: number
  stage: string | null
  /** Null where only the year is known. */
  fromOn: Day | null
  toOn: Day | null
  basis: string
  entryRule: string | null
}

const NAMES = ROSTER_KINDS.map(({ name }) => name)
/** Titles and names are both understood. */
const TITLES = Object.fromEntries(
  ROSTER_KINDS.flatMap(({ name, title }) => [
    [title, name],
    [title.replace(/[“”]/g, ''), name],
  ]),
) as Record<string, RosterName>

/** Whoever keeps rosters may take over a list that others decided about. */
const mayKeep = (actor: Actor): boolean => actor.kind === 'operator' || hasRole(actor, 'office')

/** 名录成员: who is and was on which roster, as decided lists say it. */
export const rosterMembers: List<MemberRecord> = {
  kind: 'members',
  title: '名录成员',
  called: /名录(?:成员|企业|表|名单)|(?:入库|培育库|在库)企业?(?:名单|表)/,
  columns: [
    ...FIRM_COLUMNS,
    {
      title: '名录',
      also: ['名录名称', '库', '名单'],
      isRequired: true,
      canBeSaid: true,
      hint: NAMES.join('、'),
    },
    {
      title: '年度',
      also: ['年份', '名录年度'],
      canBeSaid: true,
      hint: '年度名录填年份；库填进入的年份，如 2023',
    },
    { title: '县级名录属地', hint: '只有县倍增名录填，如 衡东县' },
    { title: '级别或批次', also: ['级别', '批次', '阶段', '类别'], hint: '如 首批、省级专精特新；没有不填' },
    {
      title: '进入日期',
      also: ['入库日期', '入选日期', '列入日期', '认定日期'],
      hint: '如 2023-02-28；只知道年份可不填',
    },
    { title: '移出日期', also: ['出库日期', '退出日期'], hint: '还在的不填' },
    {
      title: '依据',
      also: ['文件', '文号', '依据文件', '认定文件', '批准文件'],
      isRequired: true,
      canBeSaid: true,
      hint: '决定的文件或会议，如 衡办发〔2023〕5号',
    },
    { title: '评定办法', also: ['入选办法'], hint: '按哪一版政策评定，如 2021版（试行）' },
  ],
  examples: [
    {
      统一社会信用代码: '91430400DEM000014F',
      企业名称: '衡阳金杯电工有限公司',
      名录: '倍增名录',
      年度: 2023,
      进入日期: { day: '2023-02-28' },
      依据: '市委常委会议第5号纪要',
    },
  ],
  reading: { assume: readRosterTitle },
  tables: [rosterMember, membershipChange],
  mayImport: mayKeep,
  mayExport: mayKeep,
  async reader(db, { now }) {
    const [firms, places, standing] = [await readFirms(db), await readPlaces(db), await readStanding(db)]
    const thisYear = now.getUTCFullYear()
    return (row, notes) => {
      const firm = readFirm(row, firms, notes)
      const roster = readChoice(row, '名录', NAMES, notes, TITLES)
      const fromOn = readDate(row, '进入日期', notes)
      const toOn = readDate(row, '移出日期', notes)
      const year = readYear(row, fromOn, thisYear, notes)
      const basis = readText(row, '依据', notes)
      const stage = readText(row, '级别或批次', notes, { longest: 40 })
      const entryRule = readText(row, '评定办法', notes, { longest: 40 })
      if (fromOn && toOn && toOn < fromOn) notes.reject('移出日期', toOn, `在进入日期${fromOn}之前，请核对。`)
      const scope = roster === '县倍增名录' ? readCounty(row, places, notes) : CITY
      if (!firm || !roster || year === null || !basis || !scope) return null
      const record = { uscc: firm.uscc, roster, scope, year, stage, fromOn, toOn, basis, entryRule }
      warnOfStanding(record, standing(record), notes)
      return record
    }
  },
  keyOf: ({ uscc, roster, scope, year, fromOn }) => [uscc, roster, scope, year, fromOn ?? ''].join(' '),
  save,
  rows: exportRows,
}

/** A published list says above itself which roster it is, of which year, and by which paper. */
function readRosterTitle(title: string): Readonly<Record<string, string>> {
  const kind = rosterIn(title)
  const paper = /[\p{Script=Han}]{2,12}〔20\d\d〕\d+号/u.exec(title)?.[0]
  const year = /(20\d\d)年度?/.exec(title)?.[1]
  return {
    ...(kind && { 名录: kind.name }),
    ...(kind?.isYearly && year && { 年度: year }),
    ...(paper && { 依据: paper }),
  }
}

function readYear(row: DataRow, fromOn: Day | null, thisYear: number, notes: RowNotes): number | null {
  const text = row
    .cell('年度')
    .normalize('NFKC')
    .replace(/[年度\s]/g, '')
  if (text === '' && fromOn) return Number(fromOn.slice(0, 4))
  const year = /^20\d\d$/.test(text) ? Number(text) : null
  if (year === null || year > thisYear + 1) {
    notes.reject('年度', row.cell('年度'), '请填年份，如 2023；或填进入日期。')
    return null
  }
  return year
}

function readCounty(
  row: DataRow,
  places: Awaited<ReturnType<typeof readPlaces>>,
  notes: RowNotes,
): string | null {
  const text = row.cell('县级名录属地')
  const found = text ? findPlace(places.regions, text) : null
  if (!found) notes.reject('县级名录属地', text, '县级名录要填是哪个县，如 衡东县。')
  return found ?? null
}

/** Stays that are there are not touched; one that has ended since is ended, one that is not there is added. */
async function save(db: Db, records: readonly MemberRecord[], importer: Importer): Promise<Saved> {
  let saved: Saved = { added: 0, changed: 0, same: 0 }
  const rosters = groupBy(records, ({ roster, scope, year }) => [roster, scope, year].join(' '))
  for (const some of rosters.values()) saved = plus(saved, await saveRoster(db, some, importer))
  return saved
}

async function saveRoster(db: Db, records: readonly MemberRecord[], importer: Importer): Promise<Saved> {
  const [first] = records
  if (!first) return { added: 0, changed: 0, same: 0 }
  const { roster, scope, year } = first
  const kind = kindOf(roster)
  const key: RosterKey = { kind, scope, year: kind.isYearly ? year : null }
  const known = await db
    .select()
    .from(rosterMember)
    .where(
      and(
        eq(rosterMember.roster, roster),
        eq(rosterMember.scope, scope),
        eq(rosterMember.year, year),
        inArray(
          rosterMember.uscc,
          records.map(({ uscc }) => uscc),
        ),
      ),
    )
  const stayOf = ({ uscc, fromOn }: MemberRecord) =>
    known.find(stay => stay.uscc === uscc && (fromOn === null || stay.fromOn === fromOn))
  const fresh = records.filter(record => !stayOf(record))
  const open = await openStays(
    db,
    key,
    fresh.map(({ uscc }) => uscc),
  )
  const upgrades = fresh.flatMap(record => {
    const stay = open.get(record.uscc)
    return stay && isUpgrade(record, stay) ? [{ record, stay }] : []
  })
  const upgraded = upgrades.map(({ record }) => record)
  // In a pool already, since another day: the day it came in is as it was first told.
  const added = fresh.filter(record => !(open.has(record.uscc) && record.toOn === null))
  const ended = records.filter(record => record.toOn !== null && stayOf(record)?.toOn === null)
  const left = upgrades.map(({ record, stay }) => ({ ...record, year: stay.year, toOn: record.fromOn }))
  await endStays(db, key, left, importer)
  await addStays(db, key, [...added, ...upgraded], importer)
  await endStays(db, key, [...ended, ...added.filter(({ toOn }) => toOn !== null)], importer)
  const changed = ended.length + upgraded.length
  return { added: added.length, changed, same: records.length - added.length - changed }
}

/** In the pool at one stage, and by a later paper at another (升级): one stay ends, the next begins. */
const isUpgrade = (
  { stage, fromOn, toOn }: MemberRecord,
  stay: Pick<typeof rosterMember.$inferSelect, 'stage' | 'fromOn'>,
): boolean =>
  toOn === null &&
  stage !== null &&
  stage !== stay.stage &&
  fromOn !== null &&
  (stay.fromOn === null || fromOn > stay.fromOn)

type Standing = { fromOn: Day | null; stage: string | null }

/** Stays in pools that have not ended, by pool and enterprise. */
async function readStanding(db: Db): Promise<(record: MemberRecord) => Standing | undefined> {
  const keyOf = (one: Pick<MemberRecord, 'uscc' | 'roster' | 'scope'>) =>
    [one.uscc, one.roster, one.scope].join(' ')
  const rows = await db.select().from(rosterMember).where(isNull(rosterMember.toOn))
  const pools = rows.filter(({ roster }) => !kindOf(roster).isYearly)
  const byKey = new Map(pools.map(row => [keyOf(row), row]))
  return record => byKey.get(keyOf(record))
}

/** What a table says otherwise than the pool has it, and what is not taken over. */
function warnOfStanding(record: MemberRecord, stay: Standing | undefined, notes: RowNotes): void {
  const { roster, stage, fromOn, toOn } = record
  if (!stay || toOn !== null || isUpgrade(record, stay)) return
  const since = stay.fromOn ? `（${stay.fromOn}进入${stay.stage ? `，${stay.stage}` : ''}）` : ''
  if (stage !== null && stage !== stay.stage)
    notes.warn('级别或批次', stage, `已在${roster}${since}，不改；升级请写新的进入日期。`)
  else if (fromOn !== null && stay.fromOn !== null && fromOn !== stay.fromOn)
    notes.warn('进入日期', fromOn, `已在${roster}${since}，进入日期以先登记的为准。`)
}

async function addStays(
  db: Db,
  key: RosterKey,
  records: readonly MemberRecord[],
  { by, now }: Importer,
): Promise<void> {
  for (const [year, some] of groupBy(records, ({ year: of }) => of)) {
    const changes = await storeChanges(
      db,
      { ...key, year },
      some.map(({ uscc, stage, basis, fromOn }) => ({
        uscc,
        operation: 'add' as const,
        reason: '按名单导入',
        stage,
        basis,
        state: 'approved' as const,
        effectiveOn: fromOn ?? `${year}-01-01`,
      })),
      { origin: 'import', by, now },
    )
    const byCode = new Map(some.map(record => [record.uscc, record]))
    await db.insert(rosterMember).values(
      changes.map(change => {
        const record = byCode.get(change.uscc)
        return {
          roster: change.roster,
          scope: change.scope,
          year,
          uscc: change.uscc,
          fromOn: record?.fromOn ?? null,
          stage: change.stage,
          entryRule: record?.entryRule ?? null,
          basis: change.basis,
          entryChangeId: change.id,
        }
      }),
    )
  }
}

async function endStays(
  db: Db,
  key: RosterKey,
  records: readonly MemberRecord[],
  { by, now }: Importer,
): Promise<void> {
  for (const [year, some] of groupBy(records, ({ year: of }) => of)) {
    const changes = await storeChanges(
      db,
      { ...key, year },
      some.flatMap(({ uscc, basis, toOn }) =>
        toOn === null
          ? []
          : [
              {
                uscc,
                operation: 'remove' as const,
                reason: '按名单导入',
                basis,
                state: 'approved' as const,
                effectiveOn: toOn,
              },
            ],
      ),
      { origin: 'import', by, now },
    )
    await db.execute(sql`update roster_member m set to_on = c.effective_on, exit_change_id = c.id
      from membership_change c
      where c.id in ${changes.map(({ id }) => id)} and m.uscc = c.uscc and m.roster = c.roster
        and m.scope = c.scope and m.year = c.year and m.to_on is null`)
  }
}

/** Every stay, oldest first. */
async function* exportRows(db: Db): AsyncIterable<ListRow> {
  const rows = await rowsOf<{
    uscc: string
    name: string
    roster: RosterName
    year: number
    county: string | null
    stage: string | null
    fromOn: Day | null
    toOn: Day | null
    basis: string | null
    entryRule: string | null
  }>(
    db,
    sql`select m.uscc, e.name, m.roster, m.year, case when m.scope <> ${CITY} then r.name end as county, m.stage,
        m.from_on::text as "fromOn", m.to_on::text as "toOn",
        coalesce(m.basis, c.basis, c.reason, m.entry_rule, '接收前已在库') as basis, m.entry_rule as "entryRule"
      from roster_member m join enterprise e on e.uscc = m.uscc
      left join region r on r.code = m.scope left join membership_change c on c.id = m.entry_change_id
      order by m.roster, m.year, m.uscc, m.id`,
  )
  for (const row of rows)
    yield {
      统一社会信用代码: row.uscc,
      企业名称: row.name,
      名录: row.roster,
      年度: row.year,
      县级名录属地: row.county,
      级别或批次: row.stage,
      进入日期: row.fromOn ? { day: row.fromOn } : null,
      移出日期: row.toOn ? { day: row.toOn } : null,
      依据: row.basis,
      评定办法: row.entryRule,
    }
}
