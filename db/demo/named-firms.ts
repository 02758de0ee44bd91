import type { enterprise } from '../schema/index.ts'
import type { Cell } from './cohort.ts'

/** Figures of one indicator, 万元 by year; a year left out has not been reported. */
export type Years = { readonly [year in 2020 | 2021 | 2022]?: number }

type Origin = (typeof enterprise.$inferInsert)['originClass']

/**
 * An enterprise known by name. Names of real enterprises occur in the city's own public reports; every figure here is
 * made up.
 */
export interface NamedFirm {
  name: string
  shortName: string
  aliases: readonly string[]
  regionCode: string
  parkId?: string
  /** 考核单位. */
  unitId: string
  chain: string | null
  industryCode: string
  originClass: Origin
  /** Place in the cohort; null when it is on no roster. */
  cell: Cell | null
  /** 2022 output, 万元, where nothing else is prescribed. */
  size: number
  output?: Years
  tax?: Years
  revenue?: Years
  investment?: number
  equipmentInvestment?: number
  /** First 入规 day. */
  firstAboveScaleOn?: string
  isAboveScale?: boolean
  isIndustrial?: boolean
  isDigital?: boolean
  inStats?: boolean
  /** Also on this list in 2023. */
  roster?: '小升规培育库' | '退规风险库'
}

const both: Cell = { output: 'doubled', tax: 'doubled' }
const halfAndTax: Cell = { output: 'half', tax: 'doubled' }
const steady: Cell = { output: 'some', tax: 'some' }

/** The first four have their codes from the reference; the first is bound to `ou_demo_enterprise`. */
export const NAMED_FIRMS: readonly NamedFirm[] = [
  // Passes C1 of the roster's conditions for 2022: output and tax both up by 30% and more over 2021.
  {
    name: '衡阳金杯电工有限公司',
    shortName: '金杯电工',
    aliases: ['金杯', '金杯公司'],
    regionCode: '430406',
    unitId: '430406',
    chain: '输变电',
    industryCode: 'C3831',
    originClass: '老衡企',
    cell: both,
    size: 256_000,
    output: { 2020: 120_000, 2021: 190_000, 2022: 256_000 },
    tax: { 2020: 4_300, 2021: 6_900, 2022: 9_200 },
    investment: 8_600,
    equipmentInvestment: 3_250,
    firstAboveScaleOn: '2004-12-01',
  },
  {
    name: '衡阳建滔化工有限公司',
    shortName: '建滔化工',
    aliases: ['建滔', '建滔实业'],
    regionCode: '430407',
    parkId: 'park-songmu',
    unitId: 'park-songmu',
    chain: '盐卤化工',
    industryCode: 'C2612',
    originClass: '老衡企',
    cell: both,
    size: 1_085_000,
    output: { 2020: 530_000, 2021: 880_000, 2022: 1_085_000 },
    tax: { 2020: 14_800, 2021: 25_600, 2022: 31_900 },
    investment: 42_000,
    equipmentInvestment: 21_000,
    firstAboveScaleOn: '2007-06-01',
  },
  {
    name: '湖南机油泵股份有限公司',
    shortName: '湖南机油泵',
    aliases: ['机油泵', '湘油泵', '衡东机油泵'],
    regionCode: '430424',
    parkId: 'park-hengdong',
    unitId: '430424',
    chain: '新能源汽车',
    industryCode: 'C3670',
    originClass: '老衡企',
    cell: both,
    size: 163_000,
    firstAboveScaleOn: '2003-01-01',
  },
  {
    name: '常宁金翼有色金属有限公司',
    shortName: '金翼有色',
    aliases: ['金翼', '金翼公司'],
    regionCode: '430482',
    parkId: 'park-shuikoushan',
    unitId: '430482',
    chain: '有色金属',
    industryCode: 'C3212',
    originClass: '新衡企',
    cell: both,
    size: 623_000,
  },
  // A near miss of C1 in 2022: output up by 26.9%, everything else there. Of C2: 3800万元 of investment short.
  {
    name: '湖南瑞达电源有限公司',
    shortName: '瑞达电源',
    aliases: ['瑞达'],
    regionCode: '430407',
    parkId: 'park-songmu',
    unitId: 'park-songmu',
    chain: '新能源汽车',
    industryCode: 'C3843',
    originClass: '新衡企',
    cell: null,
    size: 36_800,
    output: { 2020: 21_000, 2021: 29_000, 2022: 36_800 },
    tax: { 2020: 690, 2021: 880, 2022: 1_180 },
    investment: 6_200,
    equipmentInvestment: 1_420,
    firstAboveScaleOn: '2016-05-01',
  },
  {
    name: '衡阳恒飞电缆有限责任公司',
    shortName: '恒飞电缆',
    aliases: ['恒飞', '恒飞公司'],
    regionCode: '430406',
    unitId: '430406',
    chain: '输变电',
    industryCode: 'C3831',
    originClass: '老衡企',
    cell: { output: 'half', tax: 'half' },
    size: 148_000,
  },
  {
    name: '特变电工衡阳变压器有限公司',
    shortName: '特变电工衡变',
    aliases: ['衡变', '衡变公司', '特变电工', '衡阳变压器'],
    regionCode: '430408',
    parkId: 'park-hitech',
    unitId: 'park-hitech',
    chain: '输变电',
    industryCode: 'C3821',
    originClass: '央企省企',
    cell: both,
    size: 382_000,
  },
  {
    name: '衡阳爱洁科技有限公司',
    shortName: '爱洁科技',
    aliases: ['爱洁'],
    regionCode: '430405',
    unitId: '430405',
    chain: '新能源汽车',
    industryCode: 'C3599',
    originClass: '新衡企',
    cell: both,
    size: 31_500,
  },
  {
    name: '湖南创大玉兔化工有限公司',
    shortName: '创大玉兔',
    aliases: ['玉兔化工', '创大'],
    regionCode: '430421',
    parkId: 'park-xidu',
    unitId: '430421',
    chain: '盐卤化工',
    industryCode: 'C2643',
    originClass: '老衡企',
    cell: steady,
    size: 42_600,
  },
  // Passes only by C2: 1.26亿元 of investment completed in 2022.
  {
    name: '湖南大合新材料有限公司',
    shortName: '大合新材料',
    aliases: ['大合'],
    regionCode: '430422',
    unitId: '430422',
    chain: '有色金属',
    industryCode: 'C3239',
    originClass: '新衡企',
    cell: null,
    size: 24_800,
    output: { 2020: 19_600, 2021: 22_300, 2022: 24_800 },
    tax: { 2020: 560, 2021: 610, 2022: 655 },
    investment: 12_600,
    equipmentInvestment: 7_900,
    firstAboveScaleOn: '2012-01-01',
  },
  {
    name: '耒阳福邦新材料有限公司',
    shortName: '福邦新材料',
    aliases: ['福邦'],
    regionCode: '430481',
    unitId: '430481',
    chain: '电子信息',
    industryCode: 'C3985',
    originClass: '新衡企',
    cell: both,
    size: 113_000,
  },
  {
    name: '衡阳固诚电气有限公司',
    shortName: '固诚电气',
    aliases: ['固诚'],
    regionCode: '430408',
    parkId: 'park-hitech',
    unitId: 'park-hitech',
    chain: '输变电',
    industryCode: 'C3823',
    originClass: '新衡企',
    cell: halfAndTax,
    size: 18_400,
  },
  {
    name: '南岳电控（衡阳）工业技术股份有限公司',
    shortName: '南岳电控',
    aliases: ['南岳电控公司'],
    regionCode: '430408',
    unitId: '430408',
    chain: '新能源汽车',
    industryCode: 'C3670',
    originClass: '老衡企',
    cell: halfAndTax,
    size: 105_500,
  },
  {
    name: '衡山汽车制造有限公司',
    shortName: '衡山汽车',
    aliases: [],
    regionCode: '430423',
    unitId: '430423',
    chain: '新能源汽车',
    industryCode: 'C3612',
    originClass: '老衡企',
    cell: steady,
    size: 27_300,
  },
  {
    name: '衡阳建衡实业有限公司',
    shortName: '建衡实业',
    aliases: ['建衡'],
    regionCode: '430407',
    parkId: 'park-songmu',
    unitId: 'park-songmu',
    chain: '盐卤化工',
    industryCode: 'C2619',
    originClass: '老衡企',
    cell: halfAndTax,
    size: 128_000,
  },
  {
    name: '衡南金隆再生金属有限公司',
    shortName: '金隆再生金属',
    aliases: ['金隆', '金隆再生'],
    regionCode: '430422',
    unitId: '430422',
    chain: '有色金属',
    industryCode: 'C4210',
    originClass: '新衡企',
    cell: halfAndTax,
    size: 141_000,
  },
  // Passes only by C3: first 入规 in 2022, output and tax both more than doubled within the year.
  {
    name: '衡阳凌能5G科技有限公司',
    shortName: '凌能5G',
    aliases: ['竣能5G', '凌能', '竣能'],
    regionCode: '430408',
    parkId: 'park-hitech',
    unitId: 'park-hitech',
    chain: '电子信息',
    industryCode: 'C3982',
    originClass: '新衡企',
    cell: null,
    size: 9_200,
    output: { 2021: 4_100, 2022: 9_200 },
    tax: { 2021: 130, 2022: 290 },
    investment: 3_400,
    firstAboveScaleOn: '2022-03-01',
  },
  // 资料不足: tax of 2021 and the investment have not been reported.
  {
    name: '祁东德阳鞋业有限公司',
    shortName: '德阳鞋业',
    aliases: ['德阳'],
    regionCode: '430426',
    unitId: '430426',
    chain: '纺织服装',
    industryCode: 'C1952',
    originClass: '新衡企',
    cell: null,
    size: 13_000,
    output: { 2020: 7_600, 2021: 9_500, 2022: 13_000 },
    tax: { 2020: 390, 2022: 620 },
    firstAboveScaleOn: '2015-01-01',
  },
  // A digital enterprise that passes: revenue up by 39%, tax by 37%.
  {
    name: '衡阳船山数智科技有限公司',
    shortName: '船山数智',
    aliases: ['船山数智科技'],
    regionCode: '430408',
    parkId: 'park-hengzhou',
    unitId: '430408',
    chain: '移动互联网',
    industryCode: 'I6513',
    originClass: '新衡企',
    cell: null,
    size: 0,
    output: {},
    tax: { 2020: 130, 2021: 190, 2022: 260 },
    revenue: { 2020: 2_200, 2021: 3_300, 2022: 4_600 },
    isIndustrial: false,
    isDigital: true,
    isAboveScale: false,
  },
  {
    name: '衡阳衡岳化工有限公司',
    shortName: '衡岳化工',
    aliases: [],
    regionCode: '430407',
    unitId: '430407',
    chain: '盐卤化工',
    industryCode: 'C2614',
    originClass: '老衡企',
    cell: steady,
    size: 16_700,
  },
  {
    name: '衡阳衡岳纸业有限公司',
    shortName: '衡岳纸业',
    aliases: [],
    regionCode: '430405',
    unitId: '430405',
    chain: null,
    industryCode: 'C2221',
    originClass: '老衡企',
    cell: null,
    size: 2_350,
    output: { 2020: 4_100, 2021: 3_200, 2022: 2_350 },
    tax: { 2020: 96, 2021: 71, 2022: 48 },
    investment: 0,
    firstAboveScaleOn: '2010-01-01',
    roster: '退规风险库',
  },
  {
    name: '古汉中药有限公司',
    shortName: '古汉中药',
    aliases: ['古汉'],
    regionCode: '430408',
    unitId: '430408',
    chain: '生物医药',
    industryCode: 'C2740',
    originClass: '老衡企',
    cell: null,
    size: 2_820,
    output: { 2020: 3_900, 2021: 3_350, 2022: 2_820 },
    tax: { 2020: 230, 2021: 205, 2022: 176 },
    investment: 120,
    firstAboveScaleOn: '2002-01-01',
    roster: '退规风险库',
  },
  // Two enterprises of one short name: whoever says 雁南机械 has to be asked.
  {
    name: '衡阳雁南机械有限公司',
    shortName: '雁南机械',
    aliases: [],
    regionCode: '430406',
    unitId: '430406',
    chain: '新能源汽车',
    industryCode: 'C3489',
    originClass: '老衡企',
    cell: null,
    size: 7_400,
  },
  {
    name: '衡东雁南机械有限公司',
    shortName: '雁南机械',
    aliases: [],
    regionCode: '430424',
    unitId: '430424',
    chain: '新能源汽车',
    industryCode: 'C3489',
    originClass: '新衡企',
    cell: null,
    size: 1_560,
    isAboveScale: false,
    inStats: false,
    roster: '小升规培育库',
  },
]
