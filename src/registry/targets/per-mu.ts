import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { Day } from '../../lib/time.ts'
import { evaluate } from '../../rules/evaluate.ts'
import type { Evaluation } from '../../rules/evaluation.ts'
import { parseFacts } from '../../rules/facts.ts'
import { findRule } from '../../rules/find-rule.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import type { Enterprise } from '../enterprises.ts'
import { openBook } from '../figure-book.ts'
import { yearPeriod } from '../period.ts'

/** Parks of provincial level and above, by id. 高新区 and 综保区 are national; the rest are provincial (待主管部门确认). */
const PROVINCIAL_PARKS = new Set([
  'park-hitech',
  'park-songmu',
  'park-baisha',
  'park-ftz',
  'park-xidu',
  'park-shuikoushan',
  'park-hengdong',
])

/** 亩均评价 of an enterprise in a year as published. */
export interface PerMu {
  year: number
  landMu: Big | null
  grade: 'A' | 'B' | 'C' | 'D' | null
  source: string
  reportedBy: string
}

/** The results of an enterprise, the newest year first. */
export async function perMuOf(db: Db, uscc: string): Promise<PerMu[]> {
  const rows = await rowsOf<Omit<PerMu, 'landMu'> & { landMu: string | null }>(
    db,
    sql`select distinct on (m.year) m.year, m.land_mu::text as "landMu", m.grade, m.source,
        coalesce(p.name, m.reported_by) as "reportedBy"
      from per_mu_result m left join person p on p.id = m.reported_by
      where m.uscc = ${uscc} order by m.year desc, m.id desc`,
  )
  return rows.map(row => ({ ...row, landMu: row.landMu === null ? null : new Big(row.landMu) }))
}

/** A year's result by the rule: in scope or not, its class, tax per mu where land and tax are known. */
export interface JudgedPerMu {
  result: PerMu
  tax: Big | null
  perMu: Big | null
  evaluation: Evaluation
}

/** 亩均评价 by R-MU: the class published stands; tax per mu is worked out from the year's tax and the land. */
export async function judgePerMu(
  db: Db,
  policies: PolicySet,
  firm: Enterprise,
  result: PerMu,
): Promise<JudgedPerMu> {
  const { chosen } = (await openBook(db, firm.uscc, ['tax'])).view('tax', yearPeriod(result.year))
  const tax = chosen?.amount ?? null
  // 上年度 of the day is the year evaluated.
  const on: Day = `${result.year + 1}-01-01`
  const facts = parseFacts({
    is_industrial: firm.isIndustrial,
    in_provincial_park: firm.parkId === null ? null : PROVINCIAL_PARKS.has(firm.parkId),
    mu_class: result.grade,
    land_mu: result.landMu?.toFixed(),
    tax_y: tax?.toFixed(),
  })
  const evaluation = evaluate(findRule(policies.documents, 'R-MU', on), facts, { on })
  const perMu = tax && result.landMu?.gt(0) ? tax.div(result.landMu) : null
  return { result, tax, perMu, evaluation }
}

/** How many enterprises of a year are in each class, by place. */
export const gradesOf = (
  db: Db,
  year: number,
  placeId: string | null,
): Promise<{ grade: string; firms: number }[]> =>
  rowsOf(
    db,
    sql`select m.grade, count(*)::int as firms
      from (select distinct on (uscc) uscc, grade from per_mu_result where year = ${year} order by uscc, id desc) m
      join enterprise e on e.uscc = m.uscc
      where m.grade is not null ${placeId === null ? sql`` : sql`and (e.region_code = ${placeId} or e.park_id = ${placeId} or e.assess_unit_id = ${placeId})`}
      group by m.grade order by m.grade`,
  )

/** The newest year of which there are results. */
export async function newestPerMuYear(db: Db): Promise<number | null> {
  const [row] = await rowsOf<{ year: number | null }>(db, sql`select max(year) as year from per_mu_result`)
  return row?.year ?? null
}
