import type { target } from '../schema/index.ts'

type Target = Omit<typeof target.$inferInsert, 'setAt' | 'setBy'>

const HUNAN = '湖南省新增规模以上工业企业方案（2022年1月12日）'
const REPLY = '市工信局2021年7月26日对市政协第72号提案的答复'
const HENGDONG = '衡东县推进产业发展“百十亿”工程实施方案（征求意见稿）'

const PROVINCE: readonly Target[] = [
  {
    level: '省',
    placeId: '430000',
    indicator: '净增规上',
    year: 2022,
    isYearly: true,
    value: '1000',
    unit: '家',
    document: HUNAN,
    clause: '每年净增规模以上工业企业1000家以上',
    status: '施行',
  },
  {
    level: '省',
    placeId: '430000',
    indicator: '规上总数',
    year: 2025,
    value: '25000',
    unit: '家',
    document: HUNAN,
    clause: '力争到2025年，全省规模以上工业企业总数达到2.5万家以上',
    status: '施行',
  },
]

const CITY: Target = {
  level: '市',
  placeId: '430400',
  indicator: '新增规上',
  year: 2021,
  isYearly: true,
  value: '150',
  unit: '家',
  document: REPLY,
  clause: '确保每年新增规模工业企业150家以上',
  status: '施行',
}

const county = (
  subject: string,
  indicator: Target['indicator'],
  value: string,
  unit: string,
  clause: string,
  more: Partial<Target> = {},
): Target => ({
  level: '县',
  placeId: '430424',
  indicator,
  subject,
  year: 2025,
  value,
  unit,
  document: HENGDONG,
  clause,
  status: '征求意见稿',
  ...more,
})

/** 领域, 牵头, 百亿产业, 十亿企业, 亿元项目. Floors of firms and projects are 以上, of industries exact. */
const SECTORS: readonly [string, string, number | null, number, number][] = [
  ['工业和信息化', '县科工信局', 2, 10, 10],
  ['农林牧渔', '县农业农村局', 1, 3, 2],
  ['建筑业', '县住建局', null, 2, 3],
  ['服务业', '县发改局、县商粮局、县交通运输局、县文旅广体局', 2, 3, 19],
]

/** 产业 with what it is to exceed, in 万元, and its sector's lead. */
const INDUSTRIES: readonly [string, string, string, string][] = [
  ['机械制造', '500000', '县科工信局', '机械制造产业年产值超过50亿元'],
  ['有色金属', '1000000', '县科工信局', '有色金属产业年产值超过100亿元'],
  ['精细化工新材料', '1000000', '县科工信局', '精细化工新材料产业年产值超过100亿元'],
  ['数字经济', '300000', '县科工信局', '数字经济产业年产值超过30亿元'],
  ['绿色食品', '3100000', '县农业农村局', '绿色食品生产加工产业年产值超过310亿元'],
  ['新型建筑建材', '10000', '县住建局', '新型建筑建材产业年产值超过1亿元'],
  ['土菜餐饮', '1000000', '服务业各牵头单位', '土菜餐饮产业年产值超过100亿元'],
  ['文旅康养', '1800000', '服务业各牵头单位', '文旅康养产业年产值超过180亿元'],
  ['现代供应链', '300000', '服务业各牵头单位', '现代供应链产业年产值超过30亿元'],
]

const OFFICE = '领导小组办公室（县科工信局）'

/** 衡东县“百十亿”: a draft, kept as it is written. */
const HUNDREDS: readonly Target[] = [
  county('', '百亿级产业', '5', '个', '到2025年全县培育5个百亿级产业', { lead: OFFICE }),
  county('', '十亿级企业', '18', '户', '培育18户以上十亿级企业', { lead: OFFICE }),
  county('', '亿元级项目', '34', '个', '实施34个以上的亿元级项目', { lead: OFFICE }),
  ...SECTORS.flatMap(([sector, lead, industries, firms, projects]) => [
    ...(industries === null
      ? []
      : [
          county(
            sector,
            '百亿级产业',
            String(industries),
            '个',
            `在${sector}领域，培育${industries}个百亿级产业`,
            { lead },
          ),
        ]),
    county(sector, '十亿级企业', String(firms), '户', `在${sector}领域，培育${firms}户以上十亿级企业`, {
      lead,
    }),
    county(
      sector,
      '亿元级项目',
      String(projects),
      '个',
      `在${sector}领域，实施${projects}个以上的亿元级项目`,
      { lead },
    ),
  ]),
  ...INDUSTRIES.map(([industry, value, lead, clause]) =>
    county(industry, '产业年产值', value, '万元', clause, {
      lead,
      isStrict: true,
      ...(industry === '新型建筑建材' && {
        doubt: '原文如此：“1亿元”与其他产业相差悬殊，存疑，照录不改，待主管部门确认。',
      }),
    }),
  ),
]

/** What the documents set as targets; counties' own come as a list. */
export const TARGETS: readonly Target[] = [...PROVINCE, CITY, ...HUNDREDS]
