import type { LevelFloor } from '../rules/accidents.ts'

const SAFETY = '《生产安全事故报告和调查处理条例》（国务院令第493号）第三条'
const POLLUTION = '《国家突发环境事件应急预案》（国办函〔2014〕119号）分级标准'

/**
 * From how many dead, seriously injured (poisoned) or 万元 of direct loss an accident is of a level; reaching any one
 * is enough. Other criteria of the environmental scale (people moved, water supply cut) are left to people.
 */
export const LEVEL_FLOORS: LevelFloor[] = [
  { type: '安全生产', level: '特别重大', dead: 30, injured: 100, loss: 10_000, source: SAFETY },
  { type: '安全生产', level: '重大', dead: 10, injured: 50, loss: 5000, source: SAFETY },
  { type: '安全生产', level: '较大', dead: 3, injured: 10, loss: 1000, source: SAFETY },
  { type: '环境污染', level: '特别重大', dead: 30, injured: 100, loss: 10_000, source: POLLUTION },
  { type: '环境污染', level: '重大', dead: 10, injured: 50, loss: 2000, source: POLLUTION },
  { type: '环境污染', level: '较大', dead: 3, injured: 10, loss: 500, source: POLLUTION },
]
