import { madeUpPerson } from './made-up-people.ts'
import { splitBetween, splitBy } from './split.ts'
import { between } from './spread.ts'

const BATCH = '2022-05-11集中签约'

/** A signed project, amounts in 万元. */
interface Signed {
  name: string
  investor: string
  regionCode: string
  chain: string | null
  isManufacturing: boolean
  isTop500: boolean
  total: number
  attracted: number
  signedOn: string
  batch: string | null
}

/** The two 三类500强 of the batch, 13亿元 together; named in the city's report, figures of each made up. */
const NAMED: readonly Signed[] = [
  named('衡南县新能源箱式变电站壳体智能制造项目', '箱变壳体投资方', '430422', '输变电', 60_000, 46_000),
  named('衡东县云南锡业年产8000吨锡锭项目', '云南锡业', '430424', '有色金属', 70_000, 52_000),
]

function named(
  name: string,
  investor: string,
  regionCode: string,
  chain: string,
  total: number,
  attracted: number,
): Signed {
  return {
    name,
    investor,
    regionCode,
    chain,
    total,
    attracted,
    isManufacturing: true,
    isTop500: true,
    signedOn: '2022-05-11',
    batch: BATCH,
  }
}

const MADE: readonly (readonly [name: string, regionCode: string, chain: string])[] = [
  ['高端电磁线生产基地', '430406', '输变电'],
  ['储能电池模组', '430405', '新能源汽车'],
  ['精密铸件智能工厂', '430421', '新能源汽车'],
  ['电子铜箔', '430482', '有色金属'],
  ['氟化工新材料', '430407', '盐卤化工'],
  ['智能穿戴装配', '430408', '电子信息'],
  ['石油管材精整', '430408', '钢管及深加工'],
  ['运动鞋材', '430426', '纺织服装'],
  ['钟表机芯', '430481', '钟表'],
  ['再生铅综合利用', '430422', '有色金属'],
  ['特医食品', '430423', '新农业'],
  ['医用耗材', '430408', '生物医药'],
  ['汽车线束', '430405', '新能源汽车'],
  ['精密模具', '430424', '新能源汽车'],
]
const SERVICES: readonly (readonly [name: string, regionCode: string, chain: string])[] = [
  ['冷链物流中心', '430405', '新物流'],
  ['数字经济产业园', '430408', '移动互联网'],
  ['文旅综合体', '430412', '新文旅'],
  ['供应链总部', '430407', '新物流'],
  ['检验检测中心', '430408', '核技术应用'],
]
/** Signed with 三类500强 at other times until the end of September 2022; two names are the city's own report's. */
const TOP500: readonly (readonly [name: string, investor: string, regionCode: string, chain: string])[] = [
  ['比亚迪新能源汽车零部件项目', '比亚迪', '430405', '新能源汽车'],
  ['阿里巴巴衡阳数字经济产业园项目', '阿里巴巴', '430408', '移动互联网'],
  ...[
    '风电塔筒',
    '光伏支架',
    '装配式建筑构件',
    '高纯铟',
    '智能仓储',
    '环保装备',
    '乳制品加工',
    '工业气体',
    '高压开关',
    '新型显示材料',
    '特种钢丝',
  ].map(
    (product, i) =>
      [
        `${product}项目`,
        `世界500强企业${i + 1}（演示）`,
        MADE[i]?.[1] ?? '430400',
        MADE[i]?.[2] ?? '输变电',
      ] as const,
  ),
]

/** 21 of 2022-05-11: 185.8 and 159.8亿元; and what makes 15 三类500强 by the end of September: 132.8 and 89.6亿元. */
export function contractRows() {
  const others = [
    ...MADE.map(one => [...one, true] as const),
    ...SERVICES.map(one => [...one, false] as const),
  ]
  const totals = splitBetween(1_858_000 - 130_000, others.length, { least: 30_000, most: 160_000 }, 800)
  const attracted = splitBy(1_598_000 - 98_000, totals)
  const batch = others.map(
    ([product, regionCode, chain, isManufacturing], i): Signed => ({
      name: `${product}项目`,
      investor: madeUpInvestor(i),
      regionCode,
      chain,
      isManufacturing,
      isTop500: false,
      total: totals[i] ?? 0,
      attracted: attracted[i] ?? 0,
      signedOn: '2022-05-11',
      batch: BATCH,
    }),
  )
  const large = splitBetween(1_328_000 - 130_000, TOP500.length, { least: 20_000, most: 180_000 }, 850)
  const largeAttracted = splitBy(896_000 - 98_000, large)
  const top = TOP500.map(
    ([name, investor, regionCode, chain], i): Signed => ({
      name,
      investor,
      regionCode,
      chain,
      isManufacturing: chain !== '移动互联网',
      isTop500: true,
      total: large[i] ?? 0,
      attracted: largeAttracted[i] ?? 0,
      signedOn: `2022-${String(between(2, 9, i, 121)).padStart(2, '0')}-${String(between(1, 28, i, 122)).padStart(2, '0')}`,
      batch: null,
    }),
  )
  return [...NAMED, ...batch, ...top].map(row)
}

const madeUpInvestor = (i: number) =>
  `${['湘江', '岳麓', '南岭', '洞庭', '雪峰', '罗霄'][i % 6]}${['实业', '科技', '控股', '集团'][i % 4]}（演示）`

/** Most have landed and begun, a third produce, two have waited longer than a year. */
function row(one: Signed, i: number) {
  const fortune = (i * 7) % 20
  const later = (months: number) => {
    const [year = 0, month = 0, day = 1] = one.signedOn.split('-').map(Number)
    const at = new Date(Date.UTC(year, month - 1 + months, Math.min(day, 28)))
    return at.toISOString().slice(0, 10)
  }
  return {
    name: one.name,
    batch: one.batch,
    investor: one.investor,
    tags: one.isTop500 ? ['三类500强'] : [],
    region_code: one.regionCode,
    chain: one.chain,
    owner_unit_id: 'dept-commerce',
    owner: madeUpPerson(i + 8000),
    is_manufacturing: one.isManufacturing,
    total: String(one.total),
    attracted: String(one.attracted),
    signed_on: one.signedOn,
    landed_on: fortune < 18 ? later(2) : null,
    started_on: fortune < 15 ? later(5) : null,
    produced_on: fortune < 6 ? later(13) : null,
    is_demo: true,
    created_by: 'demo',
    created_at: '2022-10-08T09:00:00+08:00',
  }
}
