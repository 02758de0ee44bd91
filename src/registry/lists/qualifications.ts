import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { QUALIFICATION_LEVELS, qualification, qualificationKind } from '../../../db/schema/index.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { hasRole, scopesOf } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { kindsIn, type QualificationLevel, qualificationKinds } from '../enterprise/qualifications.ts'
import { readChoice, readDate, readText } from './cells.ts'
import { FIRM_COLUMNS, type KnownFirm, readFirm, readFirms } from './firms.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

interface QualificationRecord {
  uscc: string
  kind: string
  /** Not in the dictionary yet: it comes in as 待主管部门确认. */
  isNewKind: boolean
  level: QualificationLevel | null
  number: string | null
  fromOn: Day | null
  expiresOn: Day | null
  revokedOn: Day | null
}

/** The office for all; a county or park for its own firms. */
const mayKeep = (actor: Actor): boolean =>
  actor.kind === 'operator' || hasRole(actor, 'office', 'county') || scopesOf(actor, 'department').length > 0

const isTheirs = (actor: Actor, { regionCode, assessUnitId }: KnownFirm): boolean => {
  if (actor.kind === 'operator' || hasRole(actor, 'office', 'department')) return true
  return scopesOf(actor, 'county').some(id => id === regionCode || id === assessUnitId)
}

/** 资质荣誉: what enterprises are recognised as, with the days it counts from and until. */
export const qualificationList: List<QualificationRecord> = {
  kind: 'qualifications',
  title: '资质荣誉',
  columns: [
    ...FIRM_COLUMNS,
    {
      title: '资质名称',
      also: ['资质', '荣誉名称', '资质荣誉', '认定类别'],
      isRequired: true,
      hint: '如 专精特新“小巨人”、单项冠军、企业技术中心、绿色工厂',
    },
    { title: '级别', also: ['等级', '认定级别'], hint: `${QUALIFICATION_LEVELS.join('、')}` },
    { title: '证书编号', also: ['编号', '文号', '认定文号'], hint: '没有不填' },
    { title: '认定日期', also: ['认定时间', '发证日期', '批准日期'], hint: '如 2022-08-01' },
    { title: '有效期至', also: ['到期日期', '有效期', '截止日期'], hint: '如 2025-07-31；长期有效不填' },
    { title: '撤销日期', also: ['取消日期'], hint: '被撤销的填' },
  ],
  examples: [
    {
      统一社会信用代码: '91430400DEM000014F',
      资质名称: '专精特新“小巨人”',
      级别: '省级',
      认定日期: '2022-08-01',
      有效期至: '2025-07-31',
    },
  ],
  tables: [qualificationKind, qualification],
  mayImport: mayKeep,
  mayExport: mayKeep,
  async reader(db, { actor, now }) {
    const firms = await readFirms(db)
    const kinds = await qualificationKinds(db)
    const today = dayOf(now)
    return (row, notes) => {
      const firm = readFirm(row, firms, notes)
      if (firm && !isTheirs(actor, firm))
        notes.reject('企业名称', firm.name, '不是您单位的企业，请交领导小组办公室导入。')
      const said = readText(row, '资质名称', notes, { longest: 40 })
      const [kind, ...others] = said ? kindsIn(kinds, said) : []
      if (others.length > 0) notes.reject('资质名称', said ?? '', '一格只填一种资质，请分成几行。')
      const name = kind?.name ?? said
      if (said && !kind) notes.warn('资质名称', said, '词典里还没有，按“待主管部门确认”登记，请核对名称。')
      const level = readChoice(row, '级别', QUALIFICATION_LEVELS, notes, LEVELS)
      const number = readText(row, '证书编号', notes, { longest: 60 })
      const fromOn = readDate(row, '认定日期', notes)
      const expiresOn = readDate(row, '有效期至', notes)
      const revokedOn = readDate(row, '撤销日期', notes)
      if (fromOn && fromOn > today) notes.reject('认定日期', fromOn, '还没有到，请核对。')
      if (fromOn && expiresOn && expiresOn < fromOn)
        notes.reject('有效期至', expiresOn, '早于认定日期，请核对。')
      if (fromOn && revokedOn && revokedOn < fromOn)
        notes.reject('撤销日期', revokedOn, '早于认定日期，请核对。')
      if (!firm || !name) return null
      return { uscc: firm.uscc, kind: name, isNewKind: !kind, level, number, fromOn, expiresOn, revokedOn }
    }
  },
  keyOf,
  save,
  rows,
}

const LEVELS = { 国家: '国家级', 省: '省级', 市: '市级', 县: '县级', 县区级: '县级' } as const

/** The same again from the same day is the same recognition. */
function keyOf({ uscc, kind, level, fromOn }: Omit<QualificationRecord, 'isNewKind'>): string {
  return [uscc, kind, level ?? '', fromOn ?? ''].join(' ')
}

type Standing = Omit<QualificationRecord, 'isNewKind'> & { id: number }

const standingOf = (db: Db): Promise<Standing[]> =>
  rowsOf<Standing>(
    db,
    sql`select id, uscc, kind, level, number, from_on::text as "fromOn", expires_on::text as "expiresOn",
      revoked_on::text as "revokedOn" from qualification order by id`,
  )

async function save(db: Db, records: readonly QualificationRecord[], importer: Importer): Promise<Saved> {
  const fresh = [...new Set(records.filter(({ isNewKind }) => isNewKind).map(({ kind }) => kind))]
  if (fresh.length > 0)
    await db
      .insert(qualificationKind)
      .values(fresh.map(name => ({ name, source: `导入（${dayOf(importer.now)}）`, isConfirmed: false })))
      .onConflictDoNothing()
  const { by, now, batchId } = importer
  const stamp = { setBy: by, setAt: now, batchId }
  const standing = new Map((await standingOf(db)).map(one => [keyOf(one), one]))
  const added = records.filter(record => !standing.has(keyOf(record)))
  if (added.length > 0)
    await db
      .insert(qualification)
      .values(added.map(({ isNewKind: _, ...record }) => ({ ...record, ...stamp })))
  let changed = 0
  for (const record of records) {
    const old = standing.get(keyOf(record))
    if (!old) continue
    // An empty cell changes nothing.
    const number = record.number ?? old.number
    const expiresOn = record.expiresOn ?? old.expiresOn
    const revokedOn = record.revokedOn ?? old.revokedOn
    if (number === old.number && expiresOn === old.expiresOn && revokedOn === old.revokedOn) continue
    await db
      .update(qualification)
      .set({ number, expiresOn, revokedOn, ...stamp })
      .where(eq(qualification.id, old.id))
    changed++
  }
  return { added: added.length, changed, same: records.length - added.length - changed }
}

async function* rows(db: Db, actor: Actor): AsyncGenerator<ListRow> {
  const firms = await readFirms(db)
  for (const { id: _, uscc, kind, level, number, fromOn, expiresOn, revokedOn } of await standingOf(db)) {
    const firm = firms.byCode.get(uscc)
    if (!firm || !isTheirs(actor, firm)) continue
    yield {
      统一社会信用代码: uscc,
      企业名称: firm.name,
      资质名称: kind,
      级别: level,
      证书编号: number,
      认定日期: fromOn && { day: fromOn },
      有效期至: expiresOn && { day: expiresOn },
      撤销日期: revokedOn && { day: revokedOn },
    }
  }
}
