import type { Db } from '../../../db/client.ts'
import { QUALIFICATION_LEVELS, qualification, qualificationKind } from '../../../db/schema/index.ts'
import { dayOf } from '../../lib/time.ts'
import { hasRole, scopesOf } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import {
  keptQualifications,
  type SaidQualification,
  saveQualifications,
} from '../enterprise/keep-qualifications.ts'
import { kindsIn, qualificationKinds } from '../enterprise/qualifications.ts'
import { readChoice, readDate, readText } from './cells.ts'
import { FIRM_COLUMNS, type KnownFirm, readFirm, readFirms } from './firms.ts'
import { countEffects, type Importer, type List, type ListRow, type Saved } from './list.ts'

/** The office for all; a county or park for its own firms. */
const mayKeep = (actor: Actor): boolean =>
  actor.kind === 'operator' || hasRole(actor, 'office', 'county') || scopesOf(actor, 'department').length > 0

const isTheirs = (actor: Actor, { regionCode, assessUnitId }: KnownFirm): boolean => {
  if (actor.kind === 'operator' || hasRole(actor, 'office', 'department')) return true
  return scopesOf(actor, 'county').some(id => id === regionCode || id === assessUnitId)
}

/** 资质荣誉: what enterprises are recognised as, with the days it counts from and until. */
export const qualificationList: List<SaidQualification> = {
  kind: 'qualifications',
  title: '资质荣誉',
  called: /资质|荣誉|专精特新|小巨人|高新技术企业|高企|单项冠军/,
  columns: [
    ...FIRM_COLUMNS,
    {
      title: '资质名称',
      also: ['资质', '荣誉名称', '资质荣誉', '认定类别', '资质类型', '荣誉', '称号'],
      isRequired: true,
      canBeSaid: true,
      hint: '如 专精特新“小巨人”、单项冠军、企业技术中心、绿色工厂',
    },
    { title: '级别', also: ['等级', '认定级别', '资质级别'], hint: `${QUALIFICATION_LEVELS.join('、')}` },
    { title: '证书编号', also: ['编号', '证书号', '文号', '认定文号'], hint: '没有不填' },
    { title: '认定日期', also: ['认定时间', '发证日期', '批准日期'], hint: '如 2022-08-01' },
    {
      title: '有效期至',
      also: ['到期日期', '有效期', '截止日期', '有效期截止'],
      hint: '如 2025-07-31；长期有效不填',
    },
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
      return { uscc: firm.uscc, kind: name, level, number, fromOn, expiresOn, revokedOn }
    }
  },
  keyOf,
  save,
  rows,
}

const LEVELS = { 国家: '国家级', 省: '省级', 市: '市级', 县: '县级', 县区级: '县级' } as const

/** The same again from the same day is the same recognition. */
function keyOf({ uscc, kind, level, fromOn }: SaidQualification): string {
  return [uscc, kind, level ?? '', fromOn ?? ''].join(' ')
}

async function save(db: Db, records: readonly SaidQualification[], importer: Importer): Promise<Saved> {
  const { by, now, batchId } = importer
  return countEffects(await saveQualifications(db, records, { by, now, batchId, reason: null }))
}

async function* rows(db: Db, actor: Actor): AsyncGenerator<ListRow> {
  const firms = await readFirms(db)
  for (const { uscc, kind, level, number, fromOn, expiresOn, revokedOn } of await keptQualifications(db)) {
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
