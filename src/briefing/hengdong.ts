import Big from 'big.js'
import type { Db } from '../../db/client.ts'
import { dayOf } from '../lib/time.ts'
import { closedYear } from '../registry/period.ts'
import { macroValues } from '../registry/targets/macro.ts'
import { countyCounts, planOf, type TargetIndicator } from '../registry/targets/targets.ts'

const HENGDONG = '430424'
const UNTIL = 2025
/** 百亿, in 万元. */
const HUNDRED = 1_000_000

/** 衡东县“百十亿” in one sentence: what the draft wants, and what is known of it. */
export async function hengdongLine(db: Db, now: Date): Promise<string> {
  const on = dayOf(now)
  const year = closedYear(on)
  const [targets, outputs, counts] = await Promise.all([
    planOf(db, HENGDONG, UNTIL),
    macroValues(db, { placeId: HENGDONG, indicator: '产业年产值' }),
    countyCounts(db, HENGDONG, { year, on }),
  ])
  const goal = (indicator: TargetIndicator) =>
    targets.find(one => one.indicator === indicator && one.subject === '')?.value.toFixed() ?? '—'
  const industries = targets.filter(({ indicator }) => indicator === '产业年产值')
  const reported = industries.flatMap(
    ({ subject }) => outputs.find(one => one.subject === subject && one.value !== null) ?? [],
  )
  const reached = reported.filter(({ value, unit }) =>
    (value ?? new Big(0)).times(unit === '亿元' ? 10_000 : 1).gt(HUNDRED),
  )
  return (
    `衡东县“百十亿”工程（征求意见稿）到${UNTIL}年目标：百亿产业${goal('百亿级产业')}个、十亿企业${goal('十亿级企业')}户以上、亿元项目${goal('亿元级项目')}个以上；` +
    (reported.length === 0
      ? `${industries.length}个产业都还没有报年产值`
      : `${industries.length}个产业已报年产值${reported.length}个，其中超过100亿元${reached.length}个`) +
    `；${year}年产值10亿元以上企业${counts.largeFirms}户，1亿元以上项目${counts.largeProjects}个。`
  )
}
