import { makeUscc } from '../../../src/lib/uscc.ts'

/** As many as the city's campaign of 2022 reached. */
export const FIRMS = Number(process.env.BENCH_FIRMS ?? 31_300)
const MONTHS = Array.from({ length: 12 }, (_, i) => `2022-${String(i + 1).padStart(2, '0')}`)
const INDICATORS = [
  ['产值', '统计'],
  ['税金', '税务'],
  ['营收', '统计'],
  ['用电量', '部门'],
] as const

const codeOf = (firm: number) => makeUscc('430406', `B${String(firm).padStart(7, '0')}`)

/** A city of enterprises as CSV. */
export function enterprisesCsv(): string {
  const rows = Array.from(
    { length: FIRMS },
    (_, i) => `衡阳雁测${i}机械有限公司,${codeOf(i)},雁峰区,输变电,C3821,是,2015-03-01`,
  )
  return ['企业名称,统一社会信用代码,所属区域,产业链,行业代码,是否规上,首次入规日期', ...rows, ''].join('\n')
}

/** The heading and every row of its figures of a year: twelve months of four indicators for each. */
export function* figureRows(): Generator<string[]> {
  yield ['统一社会信用代码', '指标', '期间', '数值（万元）', '来源']
  let random = 7
  for (let firm = 0; firm < FIRMS; firm++) {
    const code = codeOf(firm)
    for (const month of MONTHS)
      for (const [indicator, source] of INDICATORS) {
        random = (random * 1_103_515_245 + 12_345) % 2_147_483_648
        yield [code, indicator, month, String((random % 1_000_000) / 100), source]
      }
  }
}
