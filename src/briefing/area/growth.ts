import Big from 'big.js'
import { compareGrowth, type Growth } from '../../lib/rates.ts'

/** 增长50%以上. */
export const isUpHalf = (growth: Growth | 'incomparable' | null): boolean =>
  growth !== null && growth !== 'incomparable' && compareGrowth(growth, new Big(50)) >= 0
