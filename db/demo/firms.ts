import { demoCode } from './codes.ts'
import type { Band, Cell, Seat } from './cohort.ts'
import { seats } from './cohort.ts'
import type { NamedFirm } from './named-firm.ts'
import { NAMED_FIRMS } from './named-firms.ts'
import { between, pick, spread } from './spread.ts'
import { syntheticFirm } from './synthetic-names.ts'
import { type Footing, scaleDays, sizeOfFooting, unlisted } from './unlisted.ts'

/** A demo enterprise before its figures: who it is and, if listed, how it grew. */
export interface DemoFirm extends NamedFirm {
  uscc: string
  /** Its number, from which everything made up about it follows. */
  n: number
  /** First day no longer 规上. */
  leftScaleOn?: string | null
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
    const firm = listedFirm(named.length + i, seat)
    const isRoomy = seat.output === 'some' && seat.tax === 'some'
    const size = isRoomy ? big.shift() : undefined
    return size ? { ...firm, size } : firm
  })
  const rest = Array.from({ length: Math.max(0, size - named.length - listed.length) }, (_, i) => {
    const n = named.length + listed.length + i
    const { footing, unitId } = unlisted(i, n)
    return outside(n, unitId, footing)
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

/** Who the made-up enterprise number `n` of a unit is. */
function identityOf(n: number, unitId: string) {
  const { shortName, industryCode, chain } = syntheticFirm(n)
  const regionCode = PARK_REGIONS[unitId] ?? unitId
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
  }
}

/** One of the 235. */
function listedFirm(n: number, { unitId, output, tax }: Seat): DemoFirm {
  const isNew = output === 'incomparable' && tax === 'incomparable' && n % 2 === 0
  return {
    ...identityOf(n, unitId),
    cell: { output, tax },
    size: listedSize(n),
    firstAboveScaleOn: isNew
      ? '2021-12-01'
      : `${between(2005, 2019, n, 4)}-${String(between(1, 12, n, 5)).padStart(2, '0')}-01`,
  }
}

/** One that is on no 倍增名录. */
function outside(n: number, unitId: string, footing: Footing): DemoFirm {
  const days = scaleDays(footing, n)
  const isIn = days !== null && days.to === null
  return {
    ...identityOf(n, unitId),
    cell: null,
    size: sizeOfFooting(footing, n),
    isAboveScale: isIn,
    inStats: isIn,
    ...(days && { firstAboveScaleOn: days.from, leftScaleOn: days.to }),
    ...((footing === '小升规培育库' || footing === '应统未统' || footing === '退规风险库') && {
      roster: footing,
    }),
  }
}

/** 2022 output of a listed one, 万元: around a median of 1.1亿, never up to 10亿, never near falling out of 规上. */
function listedSize(n: number): number {
  // The sum of three even spreads is near enough to a bell.
  const bell = (spread(n, 8) + spread(n, 9) + spread(n, 10)) / 1.5 - 1
  return Math.min(94_000, Math.max(3_700, Math.round(11_000 * Math.exp(1.9 * bell))))
}
