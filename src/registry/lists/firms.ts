import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Column, DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import type { EnterpriseScope } from '../../people/may.ts'
import { readUscc } from './cells.ts'

/** An enterprise a row may be about. */
export interface KnownFirm extends EnterpriseScope {
  name: string
  /** Counted from 0. */
  place: number
}

/** All enterprises, to be found by code, by full name, and by other names that are one firm's alone. */
export interface Firms {
  byCode: ReadonlyMap<string, KnownFirm>
  /** Null: several firms go by it. */
  byName: ReadonlyMap<string, KnownFirm | null>
}

const plain = (name: string) => name.normalize('NFKC').replace(/\s/g, '')

export async function readFirms(db: Db): Promise<Firms> {
  const firms = await rowsOf<Omit<KnownFirm, 'place'> & { shortName: string }>(
    db,
    sql`select uscc, name, short_name as "shortName", region_code as "regionCode",
        assess_unit_id as "assessUnitId", chain from enterprise`,
  )
  const aliases = await rowsOf<{ uscc: string; alias: string }>(
    db,
    sql`select uscc, alias from enterprise_alias`,
  )
  const byCode = new Map<string, KnownFirm>(firms.map((firm, place) => [firm.uscc, { ...firm, place }]))
  const byName = new Map<string, KnownFirm | null>()
  const call = (name: string, firm: KnownFirm | undefined) => {
    const known = byName.get(plain(name))
    if (firm) byName.set(plain(name), known === undefined || known?.uscc === firm.uscc ? firm : null)
  }
  for (const { uscc, alias } of aliases) call(alias, byCode.get(uscc))
  for (const { uscc, shortName } of firms) call(shortName, byCode.get(uscc))
  // A full name goes before what others are called for short.
  for (const { name } of firms) byName.delete(plain(name))
  for (const { uscc, name } of firms) call(name, byCode.get(uscc))
  return { byCode, byName }
}

/** The two columns that say which enterprise a row is about: the code, or where there is none the name. */
export const FIRM_COLUMNS: readonly Column[] = [
  {
    title: '统一社会信用代码',
    also: ['信用代码', '社会信用代码', '统一信用代码', '纳税人识别号', 'USCC'],
    isRequired: true,
    unless: '企业名称',
    hint: '18 位，单元格设为文本；企业须已在库',
  },
  {
    title: '企业名称',
    also: [
      '名称',
      '企业',
      '单位名称',
      '单位详细名称',
      '企业全称',
      '公司名称',
      '企业单位',
      '事故单位',
      '户名',
      '纳税人名称',
    ],
    hint: '有代码时只供核对；没有代码时按全称认企业',
  },
]

/** The enterprise a row is about; null when it was rejected. */
export function readFirm(row: DataRow, firms: Firms, notes: RowNotes): KnownFirm | null {
  const name = row.cell('企业名称')
  const code = row.cell('统一社会信用代码')
  if (code !== '') {
    const known = firms.byCode.get(code)
    const uscc = known ? code : readUscc(row, notes)
    const firm = known ?? (uscc === null ? null : firms.byCode.get(uscc))
    if (uscc !== null && !firm)
      notes.reject('统一社会信用代码', uscc, '库里没有这家企业，请先导入企业名单，或核对代码。')
    if (
      firm &&
      name &&
      name !== firm.name &&
      plain(name) !== plain(firm.name) &&
      firms.byName.get(plain(name)) !== firm
    )
      notes.warn('企业名称', name, `与登记的“${firm.name}”不一致，已按代码导入，请核对。`)
    return firm ?? null
  }
  if (name === '') {
    notes.reject('统一社会信用代码', '', '没有填，请补上 18 位统一社会信用代码。')
    return null
  }
  const firm = firms.byName.get(plain(name))
  if (firm === null) notes.reject('企业名称', name, '有几家企业都叫这个名字，请填统一社会信用代码。')
  if (firm === undefined)
    notes.reject('企业名称', name, '库里没有这家企业，请先导入企业名单，或填统一社会信用代码。')
  return firm ?? null
}
