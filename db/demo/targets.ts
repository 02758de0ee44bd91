/** 新增规上 of 2023 by 县市区 and 园区: together the city's 150. */
const SHARES: readonly (readonly [placeId: string, value: number])[] = [
  ['430405', 9],
  ['430406', 9],
  ['430407', 8],
  ['430408', 8],
  ['430412', 2],
  ['430421', 15],
  ['430422', 13],
  ['430423', 9],
  ['430424', 14],
  ['430426', 12],
  ['430481', 13],
  ['430482', 12],
  ['park-hitech', 11],
  ['park-songmu', 11],
  ['park-baisha', 4],
]

/** Rows of `target`; the city's own, the province's and 百十亿 are the documents' and there already. */
export const targetRows = () =>
  SHARES.map(([placeId, value]) => ({
    level: '县',
    place_id: placeId,
    indicator: '新增规上',
    subject: '',
    year: 2023,
    is_yearly: false,
    value: String(value),
    unit: '家',
    is_strict: false,
    document: '2023年新增规模工业企业目标分解（演示）',
    clause: `新增规模工业企业${value}家`,
    status: '施行',
    set_by: 'demo',
    set_at: '2023-01-20T09:00:00+08:00',
  }))
