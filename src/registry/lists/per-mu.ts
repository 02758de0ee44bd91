import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { perMuResult } from '../../../db/schema/index.ts'
import { type EnterpriseScope, maySeeFigures, scopesOf } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { readChoice, readText } from './cells.ts'
import { FIRM_COLUMNS, readFirm, readFirms } from './firms.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

const GRADES = ['A', 'B', 'C', 'D'] as const

interface PerMuRecord {
  uscc: string
  year: number
  landMu: string | null
  grade: (typeof GRADES)[number] | null
  source: string | null
}

const mayPublish = (actor: Actor): boolean =>
  actor.kind === 'operator' ||
  scopesOf(actor, 'office').length > 0 ||
  scopesOf(actor, 'department').some(id => id === 'dept-industry' || id === 'dept-land')
const maySee = (actor: Actor, firm: EnterpriseScope): boolean =>
  mayPublish(actor) || (actor.kind === 'person' && maySeeFigures(actor, firm))

/** 亩均评价: land and class of enterprises by year, as published. Only ever added; the newest of a year counts. */
export const perMu: List<PerMuRecord> = {
  kind: 'per-mu',
  title: '亩均评价',
  called: /亩均/,
  columns: [
    ...FIRM_COLUMNS,
    { title: '年度', also: ['评价年度', '年份'], isRequired: true, canBeSaid: true, hint: '评价的是哪一年，如 2022' },
    { title: '用地（亩）', also: ['用地亩数', '用地', '占地面积（亩）'], hint: '亩；可不填' },
    { title: '等次', also: ['评价等次', '类别', '评价结果'], hint: GRADES.join('、') },
    { title: '出处', also: ['来源', '文件'], hint: '公布文件' },
  ],
  examples: [
    {
      统一社会信用代码: '91430400DEM000014F',
      企业名称: '衡阳金杯电工有限公司',
      年度: 2022,
      '用地（亩）': 133.5,
      等次: 'A',
      出处: '2022年度评价结果公告',
    },
  ],
  tables: [perMuResult],
  mayImport: mayPublish,
  mayExport: actor => mayPublish(actor) || scopesOf(actor, 'county', 'leader', 'admin', 'chain').length > 0,
  async reader(db) {
    const firms = await readFirms(db)
    return (row, notes) => {
      const firm = readFirm(row, firms, notes)
      const said = row
        .cell('年度')
        .normalize('NFKC')
        .replace(/[年度\s]/g, '')
        .replace(/\.0+$/, '')
      const year = /^20\d\d$/.test(said) ? Number(said) : null
      if (year === null) notes.reject('年度', row.cell('年度'), '请写四位数字，例如 2022。')
      const land = row
        .cell('用地（亩）')
        .normalize('NFKC')
        .replace(/[亩,\s]/g, '')
      const landMu = /^\d{1,6}(?:\.\d{1,4})?$/.test(land) ? new Big(land).toFixed() : null
      if (land !== '' && (landMu === null || new Big(landMu).lte(0)))
        notes.reject('用地（亩）', row.cell('用地（亩）'), '应是大于0的数，单位是亩；平方米请除以666.67。')
      const grade = readChoice(row, '等次', GRADES, notes, { A类: 'A', B类: 'B', C类: 'C', D类: 'D' })
      const source = readText(row, '出处', notes, { longest: 100 })
      if (firm && land === '' && grade === null) notes.reject('等次', '', '用地和等次都没有填，至少填一项。')
      if (!firm || year === null || (landMu === null && grade === null)) return null
      return { uscc: firm.uscc, year, landMu, grade, source }
    }
  },
  keyOf: ({ uscc, year }) => `${uscc} ${year}`,
  save,
  rows: exportRows,
}

interface Standing {
  uscc: string
  year: number
  landMu: string | null
  grade: PerMuRecord['grade']
  source: string
}

const newest = sql`select distinct on (uscc, year) uscc, year, trim_scale(land_mu)::text as "landMu", grade, source
  from per_mu_result order by uscc, year, id desc`

async function save(db: Db, records: readonly PerMuRecord[], { by, now }: Importer): Promise<Saved> {
  const rows = await rowsOf<Standing>(db, newest)
  const known = new Map(rows.map(row => [`${row.uscc} ${row.year}`, row]))
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  const fresh: (typeof perMuResult.$inferInsert)[] = []
  for (const record of records) {
    const old = known.get(`${record.uscc} ${record.year}`)
    const next = {
      uscc: record.uscc,
      year: record.year,
      landMu: record.landMu ?? old?.landMu ?? null,
      grade: record.grade ?? old?.grade ?? null,
      source: record.source ?? old?.source ?? '亩均评价表',
    }
    if (old && old.landMu === next.landMu && old.grade === next.grade && old.source === next.source) {
      saved.same++
      continue
    }
    fresh.push({ ...next, reportedBy: by, reportedAt: now })
    saved[old ? 'changed' : 'added']++
  }
  for (let from = 0; from < fresh.length; from += 1000)
    await db.insert(perMuResult).values(fresh.slice(from, from + 1000))
  return saved
}

async function* exportRows(db: Db, actor: Actor): AsyncIterable<ListRow> {
  const rows = await rowsOf<Standing & EnterpriseScope & { name: string }>(
    db,
    sql`select m.*, e.name, e.region_code as "regionCode", e.assess_unit_id as "assessUnitId", e.chain
      from (${newest}) m join enterprise e on e.uscc = m.uscc order by m.uscc, m.year`,
  )
  for (const row of rows)
    if (maySee(actor, row))
      yield {
        统一社会信用代码: row.uscc,
        企业名称: row.name,
        年度: row.year,
        '用地（亩）': row.landMu === null ? null : Number(row.landMu),
        等次: row.grade,
        出处: row.source,
      }
}
