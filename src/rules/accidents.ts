import { ACCIDENT_LEVELS, type Accident, type AccidentLevel } from './facts.ts'

export type AccidentType = '安全生产' | '环境污染'

/** From how many dead, injured or 万元 lost an accident of a type is of a level; any one of them is enough. */
export interface LevelFloor {
  type: AccidentType
  level: AccidentLevel
  dead: number
  injured: number
  loss: number
  source: string
}

/** 无 and the levels of ACCIDENT_LEVELS as numbers, so that they can be compared. */
export const levelNumber = (level: AccidentLevel): number => ACCIDENT_LEVELS.indexOf(level) + 1
export const levelName = (number: number): string => ACCIDENT_LEVELS[number - 1] ?? '无'

/**
 * The worst accident of a type in a calendar year, as the range it is known to lie in: one of unknown level is
 * somewhere between the lowest and the highest, one of unknown day or type may not count at all.
 */
export function worstAccident(
  accidents: readonly Accident[],
  type: AccidentType,
  year: string,
): { low: number; high: number } {
  let low = 0
  let high = 0
  for (const accident of accidents) {
    if (accident.type && accident.type !== type) continue
    if (accident.date && accident.date.slice(0, 4) !== year) continue
    const isCertain = Boolean(accident.type && accident.date)
    if (isCertain) low = Math.max(low, accident.level ? levelNumber(accident.level) : 1)
    high = Math.max(high, accident.level ? levelNumber(accident.level) : ACCIDENT_LEVELS.length)
  }
  return { low, high }
}

/**
 * What is doubtful about an accident's declared level, by its dead, injured and loss: a Chinese sentence, or null.
 * The declared level stays the one judged by; a person decides.
 */
export function levelDoubt(accident: Accident, floors: readonly LevelFloor[]): string | null {
  const { type, level, dead, injured, loss } = accident
  if (!type || !level || [dead, injured, loss].every(value => value == null)) return null
  const reached = floors
    .filter(floor => floor.type === type)
    .filter(
      floor =>
        (dead ?? 0) >= floor.dead || (injured ?? 0) >= floor.injured || (loss ? loss.gte(floor.loss) : false),
    )
    .reduce((highest, floor) => Math.max(highest, levelNumber(floor.level)), 1)
  if (reached === levelNumber(level)) return null
  const harm = [
    dead == null ? null : `死亡${dead}人`,
    injured == null ? null : `重伤${injured}人`,
    loss == null ? null : `直接经济损失${loss.toFixed()}万元`,
  ].filter(part => part !== null)
  const source = floors.find(floor => floor.type === type)?.source ?? ''
  const open = harm.length < 3 && reached < levelNumber(level) ? '已填的' : ''
  return `${accident.date ?? '日期不详'}的${type}事故登记为“${level}”，但按${source}，${open}${harm.join('、')}应为“${levelName(reached)}”，等级与伤亡损失不符，需核实。`
}
