import { sql } from 'drizzle-orm'
import type { BulletinContent } from '../../../db/bulletin-content.ts'
import { type Db, rowsOf } from '../../../db/client.ts'
import { caseFile, enterprise } from '../../../db/schema/index.ts'
import { conditionOf, type LedgerFilter, type Standing } from '../../ledger/filter.ts'
import { dayOf } from '../../lib/time.ts'
import { scaleCounts } from '../../registry/above-scale.ts'
import { type CohortRow, cohortRows } from '../../registry/cohort-rows.ts'
import { contractsOn, hasStarted } from '../../registry/projects/contracts.ts'
import { projectsOn } from '../../registry/projects/load.ts'
import { isUnderConstruction } from '../../registry/projects/stages.ts'
import { isLarge, isLateToStart, isReserve, lightsOf } from '../../registry/projects/statistics.ts'
import { coversDay } from '../../registry/rosters/standing.ts'
import { findRule } from '../../rules/find-rule.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { sayGrowthText } from '../document/say.ts'

/** The rows a number was counted from, as they were known when the bulletin was composed. */
export type BehindRows =
  /** Listed enterprises, with their figures. */
  | { kind: 'firms'; rows: CohortRow[] }
  /** Anything else: its names and what can be told of each. */
  | { kind: 'list'; columns: string[]; rows: string[][]; total: number }

/** Rows of a list; the rest are counted. */
const MOST = 300

/** What a number was counted from; null where it is not a count of rows (published, reported, a target). */
export async function rowsBehind(
  db: Db,
  policies: PolicySet,
  content: BulletinContent,
  key: string,
): Promise<BehindRows | null> {
  const test = cohortTest(key)
  if (test) {
    const at = new Date(content.composedAt)
    const { rows } = await cohortRows(db, policies, { on: dayOf(at), knownBy: at })
    return { kind: 'firms', rows: rows.filter(test) }
  }
  if (key.startsWith('case.')) return casesBehind(db, content, key)
  if (/^scale\.(entries|exits|net|count)$/.test(key)) return scaleBehind(db, content)
  const roster = ROSTERS[key]
  if (roster) return membersBehind(db, content, roster)
  if (key.startsWith('project.')) return projectsBehind(db, policies, content, key)
  if (/^progress\.|^unit:.*\.(growth|rank|change)$|^problem\.falling$/.test(key)) return ranking(content)
  return key.startsWith('contract.') ? contractsBehind(db, content, key) : null
}

const COHORT: Record<string, (row: CohortRow) => boolean> = {
  listed: () => true,
  'output.doubled': row => row.isOutputDoubled,
  'output.doubled.share': row => row.isOutputDoubled,
  'tax.doubled': row => row.isTaxDoubled,
  'tax.doubled.share': row => row.isTaxDoubled,
  'output.up50': row => row.isOutputUp50,
  'tax.up50': row => row.isTaxUp50,
  'tax.up50.share': row => row.isTaxUp50,
  'both.doubled': row => row.isOutputDoubled && row.isTaxDoubled,
  incomparable: row => !row.isComparable,
}
const MEASURES: Record<string, (row: CohortRow) => boolean> = {
  listed: () => true,
  output: row => row.isOutputDoubled,
  tax: row => row.isTaxDoubled,
  up50: row => row.isOutputUp50,
}

function cohortTest(key: string): ((row: CohortRow) => boolean) | null {
  if (COHORT[key]) return COHORT[key]
  const [, tier] = /^tier\.(\d+)$/.exec(key) ?? []
  if (tier) return ({ output }) => output !== null && Number(output) >= Number(tier) * 10_000
  const [, kind, id, of = ''] = /^(unit|chain|origin):(.*)\.(listed|output|tax|up50)$/.exec(key) ?? []
  const measure = MEASURES[of]
  if (!kind || !measure) return null
  const isIn = (row: CohortRow) =>
    kind === 'unit'
      ? (row.unitId ?? 'none') === id
      : kind === 'chain'
        ? (row.chain ?? '未标产业链') === id
        : (row.originClass ?? '未分类') === id
  return row => isIn(row) && measure(row)
}

const STANDING: Record<string, Standing | undefined> = { solved: 'solved', open: 'open', overdue: 'overdue' }

async function casesBehind(db: Db, content: BulletinContent, key: string): Promise<BehindRows> {
  const on = dayOf(new Date(content.composedAt))
  const [, kind, name, of = ''] = /^case\.(?:(category|unit):(.*)\.)?(\w+)$/.exec(key) ?? []
  const filter: LedgerFilter = {
    standing: STANDING[of],
    ...(of === 'closed' && { states: ['closed'] }),
    ...(kind === 'category' && name && { categories: [name] }),
  }
  const where = conditionOf(filter, on)
  const rows = await rowsOf<{ no: string; category: string; unit: string | null; total: number }>(
    db,
    sql`select ${caseFile.no} as no, ${caseFile.category} as category, unit.name as unit, (count(*) over ())::int as total
      from ${caseFile} join ${enterprise} on ${enterprise.uscc} = ${caseFile.uscc}
      left join unit on unit.id = ${caseFile.leadUnitId}
      where ${where ?? sql`true`} ${kind === 'unit' ? sql`and coalesce(unit.name, ${caseFile.leadUnitId}) = ${name}` : sql``}
      order by ${caseFile.filedAt} desc, ${caseFile.no} limit ${MOST}`,
  )
  return {
    kind: 'list',
    columns: ['诉求编号', '类别', '承办单位'],
    rows: rows.map(({ no, category, unit }) => [no, category, unit ?? '未交办']),
    total: rows[0]?.total ?? 0,
  }
}

async function scaleBehind(db: Db, { asOf }: BulletinContent): Promise<BehindRows> {
  const counts = await scaleCounts(db, { from: `${asOf.slice(0, 4)}-01-01`, to: asOf })
  return {
    kind: 'list',
    columns: ['单位', '新增', '退库', '净增', '在库'],
    rows: counts.map(({ name, entries, exits, end }) => [
      name,
      ...[entries, exits, entries - exits, end].map(String),
    ]),
    total: counts.length,
  }
}

const ROSTERS: Record<string, string> = {
  'scale.cultivation': '小升规培育库',
  'nurture.leading': '头雁',
}

async function membersBehind(db: Db, { asOf }: BulletinContent, roster: string): Promise<BehindRows> {
  const rows = await rowsOf<{ name: string; unit: string | null; total: number }>(
    db,
    sql`select e.short_name as name, u.name as unit, (count(*) over ())::int as total
      from roster_member m join enterprise e using (uscc) left join unit u on u.id = e.assess_unit_id
      where m.roster = ${roster} and ${coversDay(asOf)} order by e.assess_unit_id, e.uscc limit ${MOST}`,
  )
  return {
    kind: 'list',
    columns: ['企业', '单位'],
    rows: rows.map(({ name, unit }) => [name, unit ?? '—']),
    total: rows[0]?.total ?? 0,
  }
}

/** The units as they are ranked; the figures of single firms are nobody's here. */
const ranking = ({ units }: BulletinContent): BehindRows => ({
  kind: 'list',
  columns: ['单位', '可比企业', '累计增幅', '位次', '上月位次'],
  rows: units.map(({ name, progress, rank, rankBefore }) => [
    name,
    String(progress?.firms ?? '—'),
    progress ? sayGrowthText(progress.growth) : '—',
    String(rank ?? '—'),
    String(rankBefore ?? '—'),
  ]),
  total: units.length,
})

async function projectsBehind(
  db: Db,
  policies: PolicySet,
  { asOf }: BulletinContent,
  key: string,
): Promise<BehindRows> {
  const of = key.slice('project.'.length)
  const large = (await projectsOn(db, asOf)).filter(
    one => isLarge(one) && !isReserve(one) && one.sector === '工业',
  )
  const year = asOf.slice(0, 4)
  const red = lightsOf(findRule(policies.documents, 'R-PROJECT', asOf), large).红
  const shown = large.filter(one => {
    const production = one.stages.find(({ stage }) => stage === '投产')
    const isToProduce = (production?.actualOn ?? production?.plannedOn)?.slice(0, 4) === year
    if (of === 'building' || of === 'total') return isUnderConstruction(one.stage)
    if (of === 'late') return isLateToStart(one)
    if (of === 'produced') return production?.actualOn?.slice(0, 4) === year
    return of === 'red' ? red.includes(one) : isToProduce
  })
  return {
    kind: 'list',
    columns: ['项目', '属地', '阶段'],
    rows: shown.slice(0, MOST).map(({ name, park, region, stage }) => [name, park ?? region ?? '—', stage]),
    total: shown.length,
  }
}

async function contractsBehind(
  db: Db,
  { asOf, contracts }: BulletinContent,
  key: string,
): Promise<BehindRows> {
  const signed = (await contractsOn(db, asOf)).filter(({ signedOn }) =>
    signedOn.startsWith(String(contracts?.year)),
  )
  const shown = signed.filter(one => {
    if (key.startsWith('contract.manufacturing')) return one.isManufacturing
    if (key.startsWith('contract.top500')) return one.tags.includes('三类500强')
    if (key === 'contract.started' || key === 'contract.rate') return hasStarted(one)
    return key !== 'contract.produced' || one.producedOn !== null
  })
  return {
    kind: 'list',
    columns: ['项目', '属地', '签约'],
    rows: shown
      .slice(0, MOST)
      .map(({ name, park, region, signedOn }) => [name, park ?? region ?? '—', signedOn]),
    total: shown.length,
  }
}
