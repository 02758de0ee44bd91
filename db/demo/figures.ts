import type { figure } from '../schema/index.ts'
import { byMonths, EDGES, growthIn, twoYears, wan } from './amounts.ts'
import type { Band } from './cohort.ts'
import type { DemoFirm } from './firms.ts'
import type { Years } from './named-firm.ts'
import { between, spread } from './spread.ts'

/** A row of `figure`, as the bulk insert wants it. */
export interface FigureRow {
  [column: string]: string
  uscc: string
  indicator: string
  period: string
  amount: string
  source: string
  reported_by: string
  recorded_at: string
}

/** 元 by year. */
type YuanYears = { [year in 2020 | 2021 | 2022]?: number }

const SOURCES: Record<string, string> = { output: '统计', tax: '税务' }
const YEARS = [2020, 2021, 2022] as const

/** Figures handed out at a time. */
const BATCH = 10_000

/**
 * All figures of the demo enterprises in order of enterprise, some thousands at a time. Data end in 2023-10. The first
 * `monthly` enterprises have single months, the others January to October together.
 */
export function* demoFigures(firms: readonly DemoFirm[], monthly: number): Generator<FigureRow[]> {
  const edges = [...(EDGES.doubled ?? []).map(growth => ({ band: 'doubled' as Band, growth }))].concat(
    (EDGES.half ?? []).map(growth => ({ band: 'half' as Band, growth })),
  )
  let rows: FigureRow[] = []
  for (const firm of firms) {
    const isFree = firm.cell !== null && firm.output === undefined
    const edge = isFree ? edges.findIndex(({ band }) => band === firm.cell?.output) : -1
    const [taken] = edge >= 0 ? edges.splice(edge, 1) : []
    rows.push(...figuresOf(firm, taken?.growth, firm.n < monthly))
    if (rows.length < BATCH) continue
    yield rows
    rows = []
  }
  yield rows
}

function figuresOf(firm: DemoFirm, edge: number | undefined, isMonthly: boolean): FigureRow[] {
  const { n } = firm
  const outputBand = firm.cell?.output ?? (spread(n, 20) < 0.7 ? 'some' : 'fallen')
  const taxBand = firm.cell?.tax ?? (spread(n, 21) < 0.7 ? 'some' : 'fallen')
  const output = firm.output ? inYuan(firm.output) : grown(outputBand, firm.size, n, 22, edge)
  const taxSize = Math.max(8, Math.round((firm.size * between(200, 600, n, 23)) / 10_000))
  const tax = firm.tax ? inYuan(firm.tax) : grown(taxBand, taxSize, n, 24)
  if (firm.cell?.output === 'incomparable' && firm.cell.tax === 'incomparable' && n % 2 === 0) {
    // Entered late in 2021: nothing was reported before its first full year.
    for (const years of [output, tax]) for (const year of [2020, 2021] as const) delete years[year]
  }
  if (firm.cell?.output === 'fallen' && firm.cell.tax === 'incomparable') {
    // Its 2020 is there; what is missing is the tax of the year itself.
    tax[2020] = taxSize * 10_000
    delete tax[2022]
  }
  // Pools are judged by revenue: there it is what the size says.
  const share = firm.roster || firm.size < 2_000 ? 100 : between(88, 104, n, 25)
  const revenue = firm.revenue ? inYuan(firm.revenue) : scaled(output, share)
  const investment =
    firm.investment ??
    (firm.output ? undefined : Math.min(9_400, Math.round(firm.size * 0.08 * spread(n, 26))))
  const equipment =
    firm.equipmentInvestment ?? (spread(n, 27) < 0.3 ? Math.round((investment ?? 0) * 0.5) : undefined)

  const row = rowsOf(firm.uscc)
  return [
    ...YEARS.flatMap(year => [
      ...row('output', String(year), output[year]),
      ...row('tax', String(year), tax[year]),
      ...row('revenue', String(year), revenue[year]),
    ]),
    ...row('main_revenue', '2022', scaled(revenue, 97)[2022]),
    ...row('investment', '2022', investment === undefined ? undefined : investment * 10_000),
    ...row('equipment_investment', '2022', equipment === undefined ? undefined : equipment * 10_000),
    ...runningRows(firm, 'output', output, isMonthly),
    ...runningRows(firm, 'tax', tax, isMonthly),
    ...runningRows(firm, 'revenue', revenue, isMonthly),
  ]
}

/** Of each indicator another number, so that they do not all move alike; revenue goes with output. */
const SALTS: Record<string, number> = { output: 30, tax: 31, revenue: 30 }

/** This year's and last year's months, one by one or January to October together, and those of 2020. */
function runningRows(firm: DemoFirm, indicator: string, years: YuanYears, isMonthly: boolean): FigureRow[] {
  const row = rowsOf(firm.uscc)
  const { n } = firm
  const salt = SALTS[indicator] ?? 0
  const whole = years[2022]
  if (whole === undefined) return []
  // A whole number of 元 from integers: ten twelfths of last year, up or down a little; at risk, far down.
  const pace = firm.roster === '退规风险库' ? between(500, 690, n, 33) : between(960, 1_240, n, salt)
  const soFar = Math.floor((whole / 12_000) * 10) * pace
  const base = years[2020]
  const baseSoFar =
    base === undefined ? undefined : Math.floor((base / 12_000) * 10) * between(970, 1_030, n, salt + 5)
  const months = byMonths(whole, 12, n + salt)
  const together = months.slice(0, -2).reduce((sum, { yuan }) => sum + yuan, 0)
  const running = isMonthly
    ? [
        ...months.flatMap(({ month, yuan }) => row(indicator, monthKey(2022, month), yuan)),
        // Spread otherwise than last year, so that units change places from month to month.
        ...byMonths(soFar, 10, n + salt + 1).flatMap(({ month, yuan }) =>
          row(indicator, monthKey(2023, month), yuan),
        ),
      ]
    : [...row(indicator, '2022M01-10', together), ...row(indicator, '2023M01-10', soFar)]
  return [...running, ...row(indicator, '2020M01-10', baseSoFar)]
}

/** One firm mistyped its October output, 1260 for 1206万元, and corrected it; both rows stay. */
export function misreported({ shortName, uscc }: DemoFirm): (typeof figure.$inferInsert)[] {
  if (shortName !== '固诚电气') return []
  const report = {
    uscc,
    indicator: 'output',
    period: '2023-10',
    source: '企业自报',
    reportedBy: 'demo',
  } as const
  return [
    { ...report, amount: '1260', recordedAt: new Date('2023-11-09T09:20:00+08:00') },
    {
      ...report,
      amount: '1206',
      recordedAt: new Date('2023-11-10T15:40:00+08:00'),
      reason: '误将1206录为1260，企业更正',
    },
  ]
}

const monthKey = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}`

function rowsOf(uscc: string) {
  return (indicator: string, period: string, yuan: number | undefined, source?: string): FigureRow[] =>
    yuan === undefined
      ? []
      : [
          {
            uscc,
            indicator,
            period,
            amount: wan(yuan),
            source: source ?? SOURCES[indicator] ?? '企业自报',
            reported_by: 'demo',
            recorded_at: recordedAt(period),
          },
        ]
}

/** When a figure of a period came in: annual ones in the following February, monthly ones by the 14th. */
function recordedAt(period: string): string {
  const year = Number(period.slice(0, 4))
  const month = period.length === 4 ? 13 : Number(period.slice(-2))
  const [y, m, day] =
    month >= 13 ? [year + 1, 2, 20] : month === 12 ? [year + 1, 1, 14] : [year, month + 1, 14]
  return `${y}-${String(m).padStart(2, '0')}-${day}T10:00:00+08:00`
}

const inYuan = (years: Years): YuanYears =>
  Object.fromEntries(Object.entries(years).map(([year, amount]) => [year, amount * 10_000]))

/** Percent of each year's amount, in whole 元. */
const scaled = (years: YuanYears, percent: number): YuanYears =>
  Object.fromEntries(Object.entries(years).map(([year, yuan]) => [year, Math.floor(yuan / 100) * percent]))

/** Three years of an amount that grew by its band; 不可比 means nothing in 2020. */
function grown(band: Band, size: number, n: number, salt: number, edge?: number): YuanYears {
  if (band === 'incomparable') return { 2020: 0, 2021: Math.round(size * 0.8) * 10_000, 2022: size * 10_000 }
  const { base, value } = twoYears(size, edge ?? growthIn(band, n, salt))
  const part = between(35, 75, n, salt + 10)
  const middle = base + Math.floor((value - base) / 100) * part
  return { 2020: base, 2021: middle, 2022: value }
}
