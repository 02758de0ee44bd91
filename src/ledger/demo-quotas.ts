import type { Category } from './categories.ts'

/** Collected and solved. */
type Quota = readonly [collected: number, solved: number]

/** 5676 and 5561 of the campaign by category; water, power and gas, and environment and safety, told apart. */
const BY_CATEGORY: readonly (readonly [Category, Quota])[] = [
  ['融资', [1135, 1098]],
  ['用工', [908, 894]],
  ['政策落实', [624, 620]],
  ['审批手续', [568, 563]],
  ['用地', [511, 478]],
  ['市场开拓', [341, 334]],
  ['物流', [284, 281]],
  ['技术创新', [284, 281]],
  ['用电', [282, 280]],
  ['拖欠账款', [227, 222]],
  ['税费', [114, 114]],
  ['环保', [96, 96]],
  ['用水', [92, 91]],
  ['用气', [80, 79]],
  ['安全', [74, 74]],
  ['其他', [56, 56]],
]

/** The same by the 考核单位 of the enterprise. */
const BY_UNIT: readonly (readonly [unitId: string, Quota])[] = [
  ['430406', [352, 346]],
  ['430407', [318, 312]],
  ['430405', [330, 322]],
  ['430408', [301, 297]],
  ['430412', [62, 62]],
  ['430421', [612, 600]],
  ['430422', [486, 478]],
  ['430423', [334, 327]],
  ['430424', [603, 590]],
  ['430426', [438, 424]],
  ['430481', [525, 512]],
  ['430482', [541, 530]],
  ['park-hitech', [336, 330]],
  ['park-songmu', [318, 313]],
  ['park-baisha', [120, 118]],
]

/** 延期办理: so many of a category's open cases. */
const EXTENDED: Partial<Record<Category, number>> = { 用地: 9, 融资: 6 }
/** 转共性专班. */
export const IN_TASKFORCE: Partial<Record<Category, number>> = { 融资: 4, 用工: 2, 技术创新: 2 }

/** How a case of the campaign ended, or why it has not. */
export type Fate = 'solved' | 'handling' | 'extended' | 'taskforce'

export interface Problem {
  category: Category
  unitId: string
  fate: Fate
}

/**
 * Every problem of the campaign, in an order in which neighbours have nothing in common. Those whose numbers end like a
 * case of 2023 are solved, so that a tail alone means the live one.
 */
export function problems(): Problem[] {
  const solvedIn = many(BY_CATEGORY, ([, solved]) => solved)
  const solvedBy = shuffled(
    many(BY_UNIT, ([, solved]) => solved),
    2749,
  )
  const solved = solvedIn.map((category, i) => ({
    category,
    unitId: solvedBy[i] ?? '',
    fate: 'solved' as Fate,
  }))
  const openBy = shuffled(
    many(BY_UNIT, ([collected, done]) => collected - done),
    37,
  )
  const open = BY_CATEGORY.flatMap(([category, [collected, done]]) =>
    Array.from({ length: collected - done }, (_, i) => ({ category, fate: fateOf(category, i) })),
  ).map((one, i) => ({ ...one, unitId: openBy[i] ?? '' }))
  return shuffled([...solved, ...open], 3461)
}

/** What becomes of the `i`th open case of a category. */
function fateOf(category: Category, i: number): Fate {
  const extended = EXTENDED[category] ?? 0
  if (i < extended) return 'extended'
  return i < extended + (IN_TASKFORCE[category] ?? 0) ? 'taskforce' : 'handling'
}

const many = <K>(quotas: readonly (readonly [K, Quota])[], count: (quota: Quota) => number): K[] =>
  quotas.flatMap(([key, quota]) => Array<K>(count(quota)).fill(key))

/** The list in steps of a stride prime to its length. */
const shuffled = <T>(list: readonly T[], stride: number): T[] =>
  list.flatMap((_, i) => list[(i * stride) % list.length] ?? [])
