/** What amounts and counts are in. 万元 is money; the rest are counted or measured as named. */
export const NUMBER_UNITS = [
  '万元',
  '亩',
  '万千瓦时',
  '家',
  '个',
  '件',
  '天',
  '个月',
  '年',
  '名',
  '所',
] as const
export type NumberUnit = (typeof NUMBER_UNITS)[number]
