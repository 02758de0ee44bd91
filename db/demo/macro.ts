/** 同比, gaps to nation and province in percentage points, rank in the province. */
type Published = readonly [
  indicator: string,
  value: string | null,
  growth: string,
  aboveNation: string | null,
  aboveProvince: string | null,
  rank: number,
]

/** The first three quarters of 2022 as the city published them; those of 2023 are made up. */
const PUBLISHED: Record<string, readonly Published[]> = {
  '2022M01-09': [
    ['规模工业增加值', null, '8.4', '4.5', '1.0', 2],
    ['工业投资', null, '55.4', null, null, 1],
    ['技改投资', null, '43.4', null, null, 1],
    ['工业企业实缴税金', '44.5', '30.3', null, '28.4', 1],
  ],
  '2023M01-09': [
    ['规模工业增加值', null, '6.3', '2.3', '1.5', 3],
    ['工业投资', null, '11.8', '2.8', '3.6', 2],
    ['技改投资', null, '14.2', '10.4', '4.9', 2],
    ['工业企业实缴税金', '47.2', '6.1', null, '2.2', 3],
  ],
  '2023M01-10': [
    ['规模工业增加值', null, '6.6', '2.5', '1.7', 2],
    ['工业投资', null, '12.4', '3.5', '4.0', 2],
    ['技改投资', null, '13.5', '9.6', '-0.4', 4],
    ['工业企业实缴税金', '52.8', '6.7', null, '2.6', 3],
  ],
}

/** Rows of `indicator_value` of the city. */
export const macroRows = () =>
  Object.entries(PUBLISHED).flatMap(([period, published]) =>
    published.map(([indicator, value, growth, above_nation, above_province, rank]) => ({
      place_id: '430400',
      indicator,
      period,
      value,
      unit: value === null ? null : '亿元',
      growth,
      rank,
      ranked_in: '全省',
      above_nation,
      above_province,
      source: indicator === '工业企业实缴税金' ? '市税务局月报（演示）' : '市统计局月度快报（演示）',
      reported_by: 'demo',
      reported_at: reportedAt(period),
    })),
  )

/** By the 18th of the month after. */
function reportedAt(period: string): string {
  const next = Number(period.slice(-2)) + 1
  return `${period.slice(0, 4)}-${String(next).padStart(2, '0')}-18T10:00:00+08:00`
}
