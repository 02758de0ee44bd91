import type { Column } from '../../lib/tables/headings.ts'
import type { ListRow } from './list.ts'

/** Columns of the table of enterprises. */
export const ENTERPRISE_COLUMNS: readonly Column[] = [
  {
    title: '企业名称',
    also: ['名称', '单位名称', '单位详细名称', '企业全称'],
    isRequired: true,
    hint: '营业执照上的全称',
  },
  {
    title: '统一社会信用代码',
    also: ['信用代码', '社会信用代码', '统一信用代码', 'USCC'],
    isRequired: true,
    hint: '18 位，单元格设为文本',
  },
  { title: '简称', also: ['企业简称'], hint: '可填多个，用顿号隔开；第一个作常用简称' },
  { title: '曾用名', also: ['别名', '曾用名称'], hint: '可填多个，用顿号隔开' },
  {
    title: '所属区域',
    also: ['区域', '县市区', '属地', '所属县市区', '所在地'],
    hint: '县市区名称，如 衡东县',
  },
  { title: '园区', also: ['所属园区', '所在园区'], hint: '园区名称，如 松木经开区；不在园区的不填' },
  { title: '产业链', also: ['所属产业链'], hint: '如 输变电' },
  { title: '行业代码', also: ['国民经济行业代码', '行业分类代码'], hint: 'GB/T 4754，如 C3831' },
  { title: '是否工业企业', also: ['工业企业', '是否工业'], hint: '是 或 否' },
  { title: '是否数字经济企业', also: ['数字经济企业', '是否数字经济'], hint: '是 或 否' },
  { title: '是否规上', also: ['规上', '是否规模以上', '是否规上企业'], hint: '是 或 否' },
  { title: '首次入规日期', also: ['首次入规时间', '入规时间', '入规日期'], hint: '如 2022-03-01' },
  { title: '是否入统', also: ['入统', '是否在统'], hint: '是 或 否' },
]

/** Two rows an official can copy. */
export const ENTERPRISE_EXAMPLES: readonly ListRow[] = [
  {
    企业名称: '衡阳雁南机械有限公司',
    统一社会信用代码: '91430400DEM000014F',
    简称: '雁南机械、雁机',
    曾用名: '雁南农机厂',
    所属区域: '雁峰区',
    产业链: '新能源汽车',
    行业代码: 'C3489',
    是否工业企业: '是',
    是否数字经济企业: '否',
    是否规上: '是',
    首次入规日期: '2022-03-01',
    是否入统: '是',
  },
  {
    企业名称: '衡东湘岳电气有限公司',
    统一社会信用代码: '91430424DEM000030X',
    简称: '湘岳电气',
    所属区域: '衡东县',
    园区: '衡东经开区',
    产业链: '输变电',
    行业代码: 'C3821',
    是否规上: '否',
  },
]

/** 产业链 by the 2022 list, with the names of the 2021 list that mean the same. */
export const CHAINS: Readonly<Record<string, readonly string[]>> = {
  核技术应用: [],
  输变电: ['新型能源及电力装备'],
  电子信息: [],
  移动互联网: [],
  有色金属: ['有色金属及新型合金'],
  钢管及深加工: [],
  盐卤化工: ['化工新材料'],
  新能源汽车: ['汽车'],
  新农业: ['生态绿色食品'],
  新物流: ['现代物流'],
  新文旅: ['文化旅游'],
  生物医药: [],
  纺织服装: ['轻工纺织'],
  钟表: [],
  先进轨道交通及工程机械: [],
}
