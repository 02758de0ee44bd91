import Big from 'big.js'
import { formatWan } from '../../lib/money.ts'
import { sayPercent } from '../../lib/percent.ts'
import type { Fact } from './parts.ts'

/** Facts with the classifier they are counted by. */
const counted =
  (classifier: string) =>
  (key: string, count: number): Fact => ({
    key,
    say: `${count}${classifier}`,
  })
export const firms = counted('家')
export const items = counted('个')
export const people = counted('名')
export const cases = counted('件')

/** 亿元 with up to two decimals, whole 万元 below 1亿. */
export const money = (key: string, wan: string): Fact => ({ key, say: formatWan(new Big(wan)) })

/** A share in percent: one decimal, or two where somebody asked for it; never rounded up to a whole. */
export const share = (key: string, part: number, whole: number, exact: readonly string[] = []): Fact => ({
  key,
  say:
    exact.includes(key) && whole > 0
      ? `${new Big(part).times(100).div(whole).toFixed(2)}%`
      : sayPercent(part, whole),
})

/** Growth in percent as bulletins write it: `增长8.4%`, `下降2.5%`, `持平`. */
export function sayGrowthText(percent: string, decimals = 1): string {
  const growth = new Big(percent)
  const shown = growth.abs().toFixed(decimals)
  if (Number(shown) === 0) return '持平'
  return `${growth.gt(0) ? '增长' : '下降'}${shown}%`
}

export const growth = (key: string, percent: string, exact: readonly string[] = []): Fact => ({
  key,
  say: sayGrowthText(percent, exact.includes('growth') ? 2 : 1),
})

/** How far above another's growth, in percentage points: `高于全国4.5个百分点`. */
export function gap(key: string, than: string, points: string): Fact {
  const far = new Big(points)
  if (far.abs().toFixed(1) === '0.0') return { key, say: `与${than}持平` }
  return { key, say: `${far.gt(0) ? '高于' : '低于'}${than}${far.abs().toFixed(1)}个百分点` }
}

/** A count of enterprises: whole below 10,000, else in 万家 with up to two decimals: `3.13万家`. */
export const manyFirms = (key: string, count: number): Fact => ({
  key,
  say: count < 10_000 ? `${count}家` : `${new Big(new Big(count).div(10_000).toFixed(2)).toFixed()}万家`,
})

/** Shown in the place of a number behind which too few enterprises stand, or that is not known. */
export const SUPPRESSED = '—'
