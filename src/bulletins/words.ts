import { sayPeriod } from '../registry/period.ts'
import type { Drafted } from './draft.ts'

/** Units named in one sentence; the rest are counted. */
const NAMED = 6

/** Why a month has no bulletin: `2023年11月的数据还没有报送，最近有数据的是2023年10月`; `…还缺祁东县（产值10家）…`. */
export function sayNoData(drafted: Extract<Drafted, { kind: 'no-data' | 'holes' }>): string {
  const month = sayPeriod(drafted.period)
  if (drafted.kind === 'holes') {
    const units = drafted.missing.slice(0, NAMED).map(({ name, output, tax }) => {
      const lacks = [output > 0 ? `产值${output}家` : '', tax > 0 ? `税金${tax}家` : ''].filter(Boolean)
      return `${name}（${lacks.join('、')}）`
    })
    const more = drafted.missing.length > NAMED ? `等${drafted.missing.length}个单位` : ''
    return `${month}的数据还没有报齐，缺${units.join('、')}${more}`
  }
  const why = drafted.period.endsWith('-01') ? '的数据与2月合并统计，没有单月数据' : '的数据还没有报送'
  const known = drafted.latest ? `最近有数据的是${sayPeriod(drafted.latest)}` : '名录企业还没有任何月度数据'
  return `${month}${why}，${known}`
}
