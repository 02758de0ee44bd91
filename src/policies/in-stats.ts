import type { Implication } from '../rules/document.ts'

/** 规上 is by its meaning in the statistics; of a firm that is not, nothing follows: it may be registered late. */
export const IN_STATS_BY_SCALE: Implication[] = [
  {
    given: { fact: 'is_above_scale', is: true },
    means: { fact: 'in_stats', is: true },
    because: '未登记是否入统，按“规模以上”推定为已入统。',
  },
]
