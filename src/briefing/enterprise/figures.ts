import type Big from 'big.js'
import { formatWan } from '../../lib/money.ts'
import { growthOf, sayGrowth, signed } from '../../lib/rates.ts'
import { dayOf } from '../../lib/time.ts'
import type { CurrentFigure } from '../../registry/figures.ts'
import { INDICATORS, type Indicator } from '../../registry/indicators.ts'
import { closedYear, inYear, type Period, sayPeriod, yearPeriod } from '../../registry/period.ts'
import { type BriefLine, type BriefSection, line } from '../brief.ts'
import type { FirmRead, PrivateRead } from './read.ts'

const SHOWN: readonly Indicator[] = ['output', 'tax', 'revenue']

/** Its figures by year and this year's months, growth over the base year and over the year before, where they come from. */
export function figures({ firm, private: seen, on }: FirmRead): BriefSection {
  const base = { id: 'figures', title: '经营数据' }
  if (!seen)
    return {
      ...base,
      lines: [line('经营数据不在您的查看范围内，本材料不含产值、税金、营收和走访情况。', 'muted')],
      opens: [],
    }
  const { book, doubling } = seen
  const last = closedYear(on)
  const years = Array.from({ length: last - doubling.baseYear + 1 }, (_, i) =>
    yearPeriod(doubling.baseYear + i),
  )
  const running = runningOf(seen, on)
  const periods = [...years, ...(running ? [running] : [])].filter(period => book.has(period))
  const value = (indicator: Indicator, period: Period) => book.view(indicator, period).chosen
  const shown = SHOWN.filter(indicator => periods.some(period => value(indicator, period)))
  const args = { uscc: firm.uscc }
  if (shown.length === 0)
    return {
      ...base,
      lines: [line('库里还没有这家企业的产值、税金、营收数据，请当面提醒报数。', 'warn')],
      opens: [],
    }
  const row = (name: string, cell: (indicator: Indicator) => string) => ({
    name,
    ...Object.fromEntries(shown.map(indicator => [indicator, cell(indicator)])),
  })
  const growth = (now: CurrentFigure | null, before: CurrentFigure | null, bound: Big | null = null) =>
    now && before ? signed(sayGrowth(growthOf(now.amount, before.amount), bound)) : '—'
  const baseYear = yearPeriod(doubling.baseYear)
  const valueYear = yearPeriod(doubling.valueYear)
  return {
    ...base,
    table: {
      columns: [
        { key: 'name', title: '年份' },
        ...shown.map(indicator => ({
          key: indicator,
          title: INDICATORS[indicator].heading,
          align: 'right' as const,
        })),
      ],
      rows: [
        ...periods.map(period =>
          row(`${shortOf(period)}${period.text === baseYear.text ? '基期' : ''}`, indicator => {
            const found = value(indicator, period)
            return found ? formatWan(found.amount) : '没有数据'
          }),
        ),
        ...(doubling.baseYear < doubling.valueYear
          ? [
              row(`${doubling.valueYear}较基期`, indicator =>
                growth(value(indicator, valueYear), value(indicator, baseYear), seen.doubled),
              ),
            ]
          : []),
        ...(running
          ? [
              row(`${sayPeriod(running.text).slice(5)}同比`, indicator =>
                growth(value(indicator, running), value(indicator, inYear(running, running.year - 1))),
              ),
            ]
          : []),
      ],
    },
    lines: [...sourceLines(seen, periods, shown), ...conflicts(seen, periods, shown)],
    opens: [
      {
        label: '数据出处',
        command: 'figures',
        intent: 'query.provenance',
        args: { ...args, ...(running && { period: running.text }) },
      },
      { label: '产值税收', command: 'figures', intent: 'query.metric', args },
    ],
  }
}

/** Short enough for a column on a phone; whole years are said by their number, months are this year's. */
const shortOf = (period: Period): string =>
  period.kind === 'year' ? String(period.year) : sayPeriod(period.text).slice(5)

/** January to the last month this year that has figures. */
export function runningOf({ book }: PrivateRead, on: string): Period | null {
  const latest = book.latest('months')
  return latest && latest.year === Number(on.slice(0, 4)) ? latest : null
}

/** `产值：统计，2023-03-10 报；…`: of the newest period each. */
function sourceLines(
  { book }: PrivateRead,
  periods: readonly Period[],
  shown: readonly Indicator[],
): BriefLine[] {
  const parts = shown.flatMap(indicator => {
    const newest = [...periods].reverse().flatMap(period => book.view(indicator, period).chosen ?? [])[0]
    return newest
      ? [
          `${INDICATORS[indicator].heading}最近一期${sayPeriod(newest.period)}（${newest.source}，${dayOf(newest.recordedAt)}报${newest.isSum ? '，各月相加' : ''}）`,
        ]
      : []
  })
  return [line(`来源：${parts.join('；')}。`, 'muted')]
}

function conflicts(
  { book }: PrivateRead,
  periods: readonly Period[],
  shown: readonly Indicator[],
): BriefLine[] {
  const found = periods.flatMap(period =>
    shown.flatMap(indicator =>
      book.view(indicator, period).isConflict
        ? [`${sayPeriod(period.text)}${INDICATORS[indicator].heading}`]
        : [],
    ),
  )
  return found.length > 0 ? [line(`各来源数值不一致，请核对：${found.join('、')}。`, 'warn')] : []
}

/** How far it has doubled, in sentences. */
export function doubling({ firm, private: seen }: FirmRead): BriefSection {
  const lines: BriefLine[] = []
  if (seen) {
    const { evaluation, baseYear, valueYear, progress } = seen.doubling
    const { output_doubled: output, tax_doubled: tax } = evaluation.result
    const done = [output === true ? '产值' : '', tax === true ? '税收' : ''].filter(Boolean)
    const gaps = evaluation.conditions.flatMap(({ shortfall }) => shortfall ?? [])
    if (output === null && tax === null)
      lines.push(line(`没有${baseYear}年或${valueYear}年全年数据，不能判断是否倍增。`, 'warn'))
    else
      lines.push(
        line(
          `${valueYear}年较${baseYear}年：${done.length > 0 ? `${done.join('、')}已实现倍增` : '尚未倍增'}${gaps.length > 0 ? `；${gaps.join('，')}即倍增` : ''}。`,
          done.length > 0 ? 'good' : undefined,
        ),
      )
    if (progress?.output.value && progress.output.growth)
      lines.push(
        line(
          `进度口径（不作认定）：${sayPeriod(progress.period)}产值${formatWan(progress.output.value)}，较${sayPeriod(progress.basePeriod)}${sayGrowth(progress.output.growth, seen.doubled)}。`,
        ),
      )
  }
  return {
    id: 'doubling',
    title: '倍增进度',
    lines,
    opens: [{ label: '倍增进度', command: 'doubling', intent: 'query.doubling', args: { uscc: firm.uscc } }],
  }
}
