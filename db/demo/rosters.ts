import { sql } from 'drizzle-orm'
import { insertMany } from '../bulk.ts'
import type { Db } from '../client.ts'
import { membershipChange } from '../schema/index.ts'
import type { DemoFirm } from './firms.ts'
import type { NamedFirm } from './named-firm.ts'
import { spread } from './spread.ts'

/** How the listed got in: the trial policy's conditions are not public, and the new ones do not apply to them. */
const ENTRY_RULE = '2021版（条件种子未载）'
/** The first 产业链“头雁”企业: the largest in their chains. */
const LEADING = 109

type Pool = NonNullable<NamedFirm['roster']>

/** What a member of a pool came in for. */
const POOLS: Record<Pool, { on: string; reason: string; basis: string }> = {
  小升规培育库: {
    on: '2023-03-01',
    reason: '2022年营业收入在1000万元至2000万元之间，列为年度重点培育对象',
    basis: '2022年企业营业收入（税务）比对表',
  },
  应统未统: {
    on: '2023-03-20',
    reason: '2022年营业收入达到2000万元，尚未入统',
    basis: '2022年企业营业收入（税务）比对表',
  },
  退规风险库: {
    on: '2023-08-15',
    reason: '近十二个月营业收入接近或低于2000万元',
    basis: '2023年8月运行监测表',
  },
}

/** Listed enterprises are on the roster of 2022, of 2023 or, mostly, of both; their union is the 235. */
const isListedIn = (year: 2022 | 2023, { cell, n }: DemoFirm): boolean =>
  cell !== null && n % 8 !== (year === 2022 ? 3 : 7)

/** 专精特新“小巨人” by year: 65 in 2022, of which 55 of the province; 20 of the province in 2021. */
export function specialisedFirms(firms: readonly DemoFirm[]) {
  const able = firms
    .filter(({ cell }) => cell !== null)
    .sort((a, b) => spread(a.n, 181) - spread(b.n, 181))
    .slice(0, 85)
  return able.map(({ uscc }, i) => ({
    uscc,
    year: i < 65 ? 2022 : 2021,
    stage: i < 10 ? '国家级小巨人' : '省级专精特新',
  }))
}

/** The day a year's 小巨人 were recognised. */
export const specialisedOn = (year: number): string => `${year}-09-${year === 2022 ? '15' : '20'}`

/** Puts the demo enterprises on their rosters, each by an approved change that says why and on what paper. */
export async function loadRosters(db: Db, firms: readonly DemoFirm[]): Promise<void> {
  await insertMany(db, membershipChange, changes(firms))
  await db.execute(sql`insert into roster_member
      (roster, scope, year, uscc, from_on, stage, entry_rule, basis, entry_change_id)
    select roster, scope, year, uscc, effective_on, stage,
      case when roster = '倍增名录' then ${ENTRY_RULE} end, basis, id
    from membership_change where decided_by = 'demo' order by id`)
}

function changes(firms: readonly DemoFirm[]) {
  const yearly = ([2022, 2023] as const).flatMap((year, i) =>
    firms
      .filter(firm => isListedIn(year, firm))
      .map(({ uscc }) => ({
        proposal: i + 1,
        roster: '倍增名录',
        year,
        uscc,
        reason: `${year}年初评定列入倍增培育企业名录`,
        stage: null,
        basis: `${year}年市委常委会议、市政府常务会议纪要（演示）`,
        effective_on: year === 2022 ? '2022-02-28' : '2023-02-24',
      })),
  )
  const leading = firms
    .filter(({ chain, cell }) => chain !== null && cell !== null)
    .sort((a, b) => b.size - a.size || a.n - b.n)
    .slice(0, LEADING)
    .map(({ uscc }) => ({
      proposal: 3,
      roster: '头雁',
      year: 2022,
      uscc,
      reason: '产业链龙头骨干企业，列入首批“头雁”企业',
      stage: '首批',
      basis: '首批产业链“头雁”企业名单（演示）',
      effective_on: '2022-09-01',
    }))
  const specialised = specialisedFirms(firms).map(({ uscc, year, stage }) => ({
    proposal: year === 2021 ? 4 : 5,
    roster: '梯度培育库',
    year,
    uscc,
    reason: `${year}年新认定`,
    stage,
    basis: `${year}年专精特新“小巨人”认定名单（演示）`,
    effective_on: specialisedOn(year),
  }))
  const pools = firms.flatMap(({ uscc, roster }) => {
    if (!roster) return []
    const { on, reason, basis } = POOLS[roster]
    const proposal = 6 + Object.keys(POOLS).indexOf(roster)
    const paper = `${basis}（演示）`
    return [{ proposal, roster, year: 2023, uscc, reason, stage: null, basis: paper, effective_on: on }]
  })
  return [...yearly, ...leading, ...specialised, ...pools].map(change => {
    const at = `${change.effective_on}T15:00:00+08:00`
    return {
      ...change,
      scope: '430400',
      operation: 'add',
      origin: 'import',
      state: 'approved',
      proposed_by: 'demo',
      proposed_at: at,
      decided_by: 'demo',
      decided_at: at,
    }
  })
}
