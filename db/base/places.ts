import type { park, region, unit } from '../schema/index.ts'

/** 行政区划 of the city (GB/T 2260). 衡阳 alone means the city, never 衡阳县. */
export const REGIONS: (typeof region.$inferInsert)[] = [
  { code: '430400', name: '衡阳市', aliases: ['衡阳', '全市', '市里', '市本级'] },
  { code: '430405', name: '珠晖区', aliases: ['珠晖'] },
  { code: '430406', name: '雁峰区', aliases: ['雁峰'] },
  { code: '430407', name: '石鼓区', aliases: ['石鼓'] },
  { code: '430408', name: '蒸湘区', aliases: ['蒸湘'] },
  { code: '430412', name: '南岳区', aliases: ['南岳'] },
  { code: '430421', name: '衡阳县', aliases: [] },
  { code: '430422', name: '衡南县', aliases: ['衡南'] },
  { code: '430423', name: '衡山县', aliases: ['衡山'] },
  { code: '430424', name: '衡东县', aliases: ['衡东'] },
  { code: '430426', name: '祁东县', aliases: ['祁东'] },
  { code: '430481', name: '耒阳市', aliases: ['耒阳'] },
  { code: '430482', name: '常宁市', aliases: ['常宁'] },
]

/** 园区. The first four are the city's own and are ranked beside the counties. */
export const PARKS: (typeof park.$inferInsert)[] = [
  { id: 'park-hitech', name: '衡阳高新区', aliases: ['高新区', '高新', '衡阳高新技术产业开发区'] },
  { id: 'park-songmu', name: '松木经开区', aliases: ['松木', '衡阳松木经济开发区'], regionCode: '430407' },
  { id: 'park-baisha', name: '白沙绿岛', aliases: ['白沙洲', '白沙绿岛高新区'], regionCode: '430406' },
  { id: 'park-ftz', name: '衡阳综合保税区', aliases: ['综保区', '综合保税区'] },
  { id: 'park-xidu', name: '西渡高新区', aliases: ['西渡'], regionCode: '430421' },
  {
    id: 'park-shuikoushan',
    name: '常宁水口山经开区',
    aliases: ['水口山', '水口山经开区'],
    regionCode: '430482',
  },
  { id: 'park-hengdong', name: '衡东经开区', aliases: [], regionCode: '430424' },
  { id: 'park-hengshan', name: '衡山科学城', aliases: ['科学城'], regionCode: '430423' },
  { id: 'park-hengzhou', name: '衡州大道数字经济走廊', aliases: ['衡州大道', '数字经济走廊'] },
  { id: 'park-clock', name: '船山时间谷钟表园', aliases: ['船山时间谷', '时间谷'] },
  { id: 'park-textile', name: '湘南纺织产业基地', aliases: ['纺织基地'] },
  { id: 'park-logistics', name: '衡阳国际物流园', aliases: ['国际物流园'] },
]

type Unit = typeof unit.$inferInsert

const department = (id: string, name: string, ...aliases: string[]): Unit => ({
  id: `dept-${id}`,
  name,
  aliases,
  kind: 'department',
})
const utility = (id: string, name: string, ...aliases: string[]): Unit => ({
  id: `utility-${id}`,
  name,
  aliases,
  kind: 'utility',
})

const COUNTIES = REGIONS.filter(({ code }) => code !== '430400').map(
  ({ code, name, aliases }): Unit => ({
    id: code,
    name,
    aliases: aliases ?? [],
    kind: 'county',
    regionCode: code,
  }),
)
const CITY_PARKS = PARKS.slice(0, 4).map(
  ({ id, name, aliases, regionCode }): Unit => ({
    id,
    name,
    aliases: aliases ?? [],
    kind: 'park',
    regionCode: regionCode ?? null,
  }),
)

/** 单位 that can be responsible for something. Names change with each reform, ids do not. */
export const UNITS: Unit[] = [
  { id: 'office', name: '领导小组办公室', aliases: ['办公室', '领导小组办', '倍增办'], kind: 'office' },
  { id: 'leaders', name: '市领导', aliases: ['市委市政府领导'], kind: 'leaders' },
  ...COUNTIES,
  ...CITY_PARKS,
  department('industry', '市工业和信息化局', '工信局', '市工信局', '清欠办'),
  department('finance-office', '市政府金融办', '金融办', '市金融办'),
  department('land', '市自然资源和规划局', '自然资源局', '自规局', '自然资源和规划局', '资规局'),
  department('labor', '市人力资源和社会保障局', '人社局', '市人社局'),
  department('transport', '市交通运输局', '交通局', '交通运输局'),
  department('commerce', '市商务局', '商务局'),
  department('tech', '市科技局', '科技局'),
  department('talent', '市委人才办', '人才办'),
  department('approval', '市行政审批服务局', '行政审批服务局', '行政审批局', '审批局'),
  department('tax', '市税务局', '税务局', '税务'),
  department('env', '市生态环境局', '生态环境局', '环保局'),
  department('safety', '市应急管理局', '应急局', '应急管理局'),
  department('stats', '市统计局', '统计局'),
  department('market', '市市场监督管理局', '市场监管局', '市监局'),
  department('fiscal', '市财政局', '财政局'),
  department('reform', '市发展和改革委员会', '发改委', '市发改委', '发改局'),
  department('housing', '市住房和城乡建设局', '住建局', '市住建局', '住房城乡建设局'),
  department('urban', '市城市管理和综合执法局', '城管局', '市城管局', '城管'),
  department('education', '市教育局', '教育局'),
  department('legal', '市司法局（优化办）', '司法局', '优化办', '市优化办'),
  utility('power', '国网衡阳供电公司', '供电公司', '国网', '电力公司', '供电局'),
  utility('water', '衡阳市水务集团', '水务公司', '水务集团', '自来水公司'),
  utility('gas', '衡阳市燃气公司', '燃气公司', '天然气公司'),
]
