import type { Db } from '../../../db/client.ts'
import { QUALIFICATION_LEVELS, qualification } from '../../../db/schema/index.ts'
import {
  type EnterpriseScope,
  hasRole,
  mayKeepEnterprise,
  mayKeepEnterprises,
  maySeeProfile,
} from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import {
  kindCalled,
  qualificationKinds,
  qualificationsOf,
  type SaidQualification,
  saveQualifications,
} from '../enterprise/qualifications.ts'
import { readChoice, readDate, readText } from './cells.ts'
import { FIRM_COLUMNS, readFirm, readFirms } from './firms.ts'
import { countEffects, type Importer, type List, type ListRow, type Saved } from './list.ts'

const maySee = (actor: Actor, firm: EnterpriseScope): boolean =>
  actor.kind === 'operator' || (actor.kind === 'person' && maySeeProfile(actor, firm))
/** The industry bureau recognises most of them. */
const mayAtAll = (actor: Actor): boolean => mayKeepEnterprises(actor) || hasRole(actor, 'department')

/** 企业资质: what enterprises were recognised as, of which level and until when. */
export const qualifications: List<SaidQualification> = {
  kind: 'qualifications',
  title: '企业资质',
  called: /资质|专精特新|小巨人|高新技术企业|高企|单项冠军/,
  columns: [
    ...FIRM_COLUMNS,
    {
      title: '资质',
      also: ['资质名称', '资质类型', '认定类型', '荣誉', '称号'],
      isRequired: true,
      canBeSaid: true,
      hint: '如 专精特新“小巨人”、高新技术企业',
    },
    { title: '级别', also: ['资质级别', '认定级别', '等级'], hint: QUALIFICATION_LEVELS.join('、') },
    { title: '证书编号', also: ['证书号', '编号', '文号', '认定文号'], hint: '证书编号或认定文号' },
    { title: '认定日期', also: ['认定时间', '发证日期', '发证时间', '批准日期'], hint: '如 2022-10-18' },
    { title: '有效期至', also: ['有效期', '到期日期', '到期时间', '有效期截止'], hint: '最后有效的一天' },
    { title: '撤销日期', also: ['取消日期', '撤销时间'], hint: '没有撤销不填' },
  ],
  examples: [
    {
      统一社会信用代码: '91430400DEM000014F',
      企业名称: '衡阳金杯电工有限公司',
      资质: '高新技术企业',
      级别: '省级',
      证书编号: 'GR202243000000',
      认定日期: { day: '2022-10-18' },
      有效期至: { day: '2025-10-17' },
    },
  ],
  tables: [qualification],
  mayImport: mayAtAll,
  mayExport: mayAtAll,
  async reader(db, { actor }) {
    const [firms, kinds] = [await readFirms(db), await qualificationKinds(db)]
    return (row, notes) => {
      const firm = readFirm(row, firms, notes)
      if (firm && !mayKeepEnterprise(actor, firm) && !hasRole(actor, 'department'))
        notes.reject('统一社会信用代码', firm.uscc, `“${firm.name}”不是本县市区、园区的企业，请核对。`)
      const said = readText(row, '资质', notes, { longest: 40 })
      const kind = said && (kindCalled(kinds, said) ?? said)
      if (kind && !kinds.some(({ name }) => name === kind))
        notes.warn('资质', kind, '不在资质词典里，将照原样登记，标为待主管部门确认。')
      const level = readChoice(row, '级别', QUALIFICATION_LEVELS, notes, LEVELS)
      const number = readText(row, '证书编号', notes, { longest: 60 })
      const fromOn = readDate(row, '认定日期', notes)
      const expiresOn = readDate(row, '有效期至', notes)
      const revokedOn = readDate(row, '撤销日期', notes)
      if (fromOn && expiresOn && expiresOn < fromOn)
        notes.reject('有效期至', expiresOn, `早于认定日期 ${fromOn}，请核对。`)
      if (!firm || !kind) return null
      return { uscc: firm.uscc, kind, level, number, fromOn, expiresOn, revokedOn }
    }
  },
  keyOf: ({ uscc, kind, fromOn }) => [uscc, kind, fromOn ?? ''].join(' '),
  save,
  rows: exportRows,
}

const LEVELS = { 国家: '国家级', 省: '省级', 湖南省: '省级', 市: '市级', 衡阳市: '市级', 县: '县级' } as const

async function save(db: Db, records: readonly SaidQualification[], importer: Importer): Promise<Saved> {
  const { by, now, batchId } = importer
  return countEffects(await saveQualifications(db, records, { by, now, batchId, reason: null }))
}

async function* exportRows(db: Db, actor: Actor): AsyncIterable<ListRow> {
  const { byCode } = await readFirms(db)
  const day = (on: string | null) => on && { day: on }
  for (const one of await qualificationsOf(db)) {
    const firm = byCode.get(one.uscc)
    if (!firm || !maySee(actor, firm)) continue
    yield {
      统一社会信用代码: one.uscc,
      企业名称: firm.name,
      资质: one.kind,
      级别: one.level,
      证书编号: one.number,
      认定日期: day(one.fromOn),
      有效期至: day(one.expiresOn),
      撤销日期: day(one.revokedOn),
    }
  }
}
