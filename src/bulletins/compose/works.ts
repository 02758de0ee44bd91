import type Big from 'big.js'
import type { ContractFacts, MacroFact, ProjectFacts } from '../../../db/bulletin-content.ts'
import type { Db } from '../../../db/client.ts'
import type { Day } from '../../lib/time.ts'
import { contractFigures, contractsOn } from '../../registry/projects/contracts.ts'
import { type ProjectOn, projectsOn } from '../../registry/projects/load.ts'
import { isUnderConstruction } from '../../registry/projects/stages.ts'
import { figuresOf, isLarge, isReserve, lightsOf } from '../../registry/projects/statistics.ts'
import { CITY } from '../../registry/rosters/kinds.ts'
import { endOf, MACRO, macroValues } from '../../registry/targets/macro.ts'
import { findRule } from '../../rules/find-rule.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { FEWEST_SHOWN } from './doubling.ts'

/** A sum, unless too few stand behind it. */
const told = (sum: Big, behind: number): string | null => (behind >= FEWEST_SHOWN ? sum.toFixed() : null)

/** 亿元以上工业项目 as they stood on a day; null with none on the books. */
export async function projectFacts(db: Db, policies: PolicySet, on: Day): Promise<ProjectFacts | null> {
  const large = (await projectsOn(db, on)).filter(
    one => isLarge(one) && !isReserve(one) && one.sector === '工业',
  )
  if (large.length === 0) return null
  const building = figuresOf(large.filter(({ stage }) => isUnderConstruction(stage)))
  const all = figuresOf(large)
  const firmsOf = (some: readonly ProjectOn[]) => new Set(some.map(({ uscc, id }) => uscc ?? id)).size
  const producing = firmsOf(large.filter(one => one.expectedOutput !== null))
  return {
    year: Number(on.slice(0, 4)),
    building: building.count,
    total: told(building.total, building.firms),
    toProduce: all.toProduce,
    produced: all.producedThisYear,
    expectedOutput: told(all.expectedOutput, Math.min(producing, all.toProduce)),
    expectedTax: told(all.expectedTax, Math.min(producing, all.toProduce)),
    lateToStart: all.lateToStart,
    red: lightsOf(findRule(policies.documents, 'R-PROJECT', on), large).红.length,
  }
}

/** What was signed in the newest year that has any by a day, and what became of it; null with none on the books. */
export async function contractFacts(db: Db, policies: PolicySet, on: Day): Promise<ContractFacts | null> {
  const all = await contractsOn(db, on)
  const year = all[0]?.signedOn.slice(0, 4)
  if (year === undefined) return null
  const signed = all.filter(({ signedOn }) => signedOn.startsWith(year))
  const figures = contractFigures(findRule(policies.documents, 'R-CONTRACT', on), signed, on)
  return {
    year: Number(year),
    signed: figures.signed,
    total: told(figures.total, figures.signed),
    attracted: told(figures.attracted, figures.signed),
    manufacturing: figures.manufacturing,
    top500: figures.top500,
    top500Total: told(figures.top500Total, figures.top500),
    top500Attracted: told(figures.top500Attracted, figures.top500),
    started: figures.started,
    produced: figures.produced,
  }
}

/**
 * 宏观指标 of the city, in the order bulletins have them: of each the last that was published of the year up to a month;
 * the period stands beside it.
 */
export async function macroFacts(db: Db, month: string): Promise<MacroFact[]> {
  const published = (await macroValues(db, { placeId: CITY, subject: '' })).filter(
    ({ period }) => period.startsWith(month.slice(0, 4)) && endOf(period).slice(0, 7) <= month,
  )
  return MACRO.flatMap(({ name }): MacroFact[] => {
    const found = published.find(({ indicator }) => indicator === name)
    if (!found) return []
    const { value, growth, aboveNation, aboveProvince, indicator, period, unit, rank, rankedIn, source } =
      found
    const text = (amount: Big | null) => amount?.toFixed() ?? null
    return [
      {
        ...{ indicator, period, unit, rank, rankedIn, source },
        value: text(value),
        growth: text(growth),
        aboveNation: text(aboveNation),
        aboveProvince: text(aboveProvince),
      },
    ]
  })
}
