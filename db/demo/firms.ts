import { demoCode } from './codes.ts'
import type { Band, Cell, Seat } from './cohort.ts'
import { seats } from './cohort.ts'
import type { NamedFirm } from './named-firm.ts'
import { NAMED_FIRMS } from './named-firms.ts'
import { between, pick, spread } from './spread.ts'
import { syntheticFirm } from './synthetic-names.ts'

/** A demo enterprise before its figures: who it is and, if listed, how it grew. */
export interface DemoFirm extends NamedFirm {
  uscc: string
  /** Its number, from which everything made up about it follows. */
  n: number
}

/** 考核单位 of the city's parks: where their firms are registered. */
const PARK_REGIONS: Record<string, string> = {
  'park-hitech': '430408',
  'park-songmu': '430407',
  'park-baisha': '430406',
}
const PLACES: Record<string, string> = {
  '430405': '衡阳',
  '430406': '衡阳',
  '430407': '衡阳',
  '430408': '衡阳',
  '430412': '南岳',
  '430421': '衡阳县',
  '430422': '衡南',
  '430423': '衡山',
  '430424': '衡东',
  '430426': '祁东',
  '430481': '耒阳',
  '430482': '常宁',
}
const UNLISTED_REGIONS = Object.keys(PLACES) as [string, ...string[]]
const ORIGINS = ['新衡企', '新衡企', '新衡企', '老衡企', '央企省企', '独角兽'] as const

/** Tier makers among the made-up names: two more of 10亿元 and over, so that there are twelve. */
const BIG_SIZES = [126_000, 100_600]

/** The demo enterprises: named ones first, then the rest of the 235 listed, then unlisted ones up to `size`. */
export function demoFirms(size: number): DemoFirm[] {
  const free = seats()
  const named = NAMED_FIRMS.map((firm, n) => {
    if (firm.cell) takeSeat(free, firm.unitId, firm.cell)
    return { ...firm, n, uscc: demoCode(n, firm.regionCode) }
  })
  const big = [...BIG_SIZES]
  const listed = free.map((seat, i) => {
    const firm = synthetic(named.length + i, PARK_REGIONS[seat.unitId] ?? seat.unitId, seat)
    const isRoomy = seat.output === 'some' && seat.tax === 'some'
    const size = isRoomy ? big.shift() : undefined
    return size ? { ...firm, size } : firm
  })
  const rest = Array.from({ length: Math.max(0, size - named.length - listed.length) }, (_, i) => {
    const n = named.length + listed.length + i
    return synthetic(n, pick(UNLISTED_REGIONS, n, 1), null)
  })
  return [...named, ...listed, ...rest]
}

/** Removes a seat of the unit with this cell, exchanging cells of the same group between units if need be. */
function takeSeat(free: Seat[], unitId: string, cell: Cell): void {
  const isSame = (seat: Seat) => seat.output === cell.output && seat.tax === cell.tax
  const own = free.findIndex(seat => seat.unitId === unitId && isSame(seat))
  if (own >= 0) {
    free.splice(own, 1)
    return
  }
  const mine = free.findIndex(seat => seat.unitId === unitId && groupOf(seat) === groupOf(cell))
  const theirs = free.find(isSame)
  const given = free[mine]
  if (!given || !theirs) throw new Error(`no seat ${cell.output}/${cell.tax} for a firm of ${unitId}`)
  theirs.output = given.output
  theirs.tax = given.tax
  free.splice(mine, 1)
}

/** What decides which of a unit's counts a seat falls under. */
function groupOf({ output, tax }: Cell): string {
  const isHigh = (band: Band) => band === 'doubled'
  return `${isHigh(output) ? 2 : output === 'half' ? 1 : 0}${isHigh(tax)}`
}

function synthetic(n: number, regionCode: string, seat: Seat | null): DemoFirm {
  const { shortName, industryCode, chain } = syntheticFirm(n)
  const unitId = seat?.unitId ?? regionCode
  const isNew = seat?.output === 'incomparable' && seat.tax === 'incomparable' && n % 2 === 0
  const isSmall = seat === null && spread(n, 2) < 0.6
  return {
    n,
    uscc: demoCode(n, regionCode),
    name: `${PLACES[regionCode] ?? '衡阳'}${shortName}有限公司`,
    shortName,
    aliases: [],
    regionCode,
    ...(unitId.startsWith('park-') && { parkId: unitId }),
    unitId,
    chain,
    industryCode,
    originClass: pick(ORIGINS, n, 3),
    cell: seat && { output: seat.output, tax: seat.tax },
    size: sizeOf(n, isSmall),
    firstAboveScaleOn: isNew
      ? '2021-12-01'
      : `${between(2005, 2019, n, 4)}-${String(between(1, 12, n, 5)).padStart(2, '0')}-01`,
    isAboveScale: !isSmall,
    inStats: !isSmall,
    ...(isSmall && spread(n, 6) < 0.4 && { roster: '小升规培育库' as const }),
  }
}

/** 2022 output, 万元: small ones below 2000, others around a median of 1.1亿 and never up to 10亿. */
function sizeOf(n: number, isSmall: boolean): number {
  if (isSmall) return between(600, 1_900, n, 7)
  // The sum of three even spreads is near enough to a bell.
  const bell = (spread(n, 8) + spread(n, 9) + spread(n, 10)) / 1.5 - 1
  return Math.min(94_000, Math.max(2_400, Math.round(11_000 * Math.exp(1.9 * bell))))
}
