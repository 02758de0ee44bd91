import { PROJECT_KINDS } from '../../../db/schema/index.ts'
import type { Column } from '../../lib/tables/headings.ts'
import type { ListRow } from './list.ts'
import { OPTIONAL_FIRM_COLUMNS, OWNER_COLUMNS, PLACE_COLUMNS, STAGE_COLUMNS } from './project-parts.ts'

/** The column of this year's plan. */
export const PLANNED_THIS_YEAR = '年度计划投资'

/** Columns of the list of projects. */
export const PROJECT_COLUMNS: readonly Column[] = [
  { title: '项目名称', also: ['项目', '名称'], isRequired: true, hint: '项目全称，同名的按修改处理' },
  ...OPTIONAL_FIRM_COLUMNS,
  { title: '类别', also: ['项目类别', '项目类型'], hint: `可填多个：${PROJECT_KINDS.join('、')}` },
  { title: '级别', also: ['项目级别'], hint: '省、市 或 县；不填按市' },
  { title: '领域', also: ['行业领域'], hint: '工业、农林牧渔、建筑业、服务业 或 其他；不填按工业' },
  ...PLACE_COLUMNS,
  { title: '产业链', also: ['所属产业链'], hint: '如 输变电' },
  ...OWNER_COLUMNS,
  {
    title: '总投资',
    also: ['总投资额', '计划总投资', '项目总投资'],
    isRequired: true,
    unit: '万元',
    hint: '单位不同请写在表头里，如 总投资（亿元）',
  },
  { title: '计划年度', hint: '年度计划是哪一年的，如 2023；不填按今年' },
  {
    title: PLANNED_THIS_YEAR,
    also: ['年度计划', '年计划投资', '年度投资计划', '年投资计划', '当年计划投资', '本年计划投资'],
    unit: '万元',
    hint: '当年计划完成的投资',
  },
  { title: '预计年产值', also: ['达产年产值', '预计新增产值'], unit: '万元', hint: '投产后每年' },
  { title: '预计年税收', also: ['达产年税收', '预计新增税收'], unit: '万元', hint: '投产后每年' },
  { title: '投资方标签', also: ['投资方', '投资方类型'], hint: '三类500强、湘商回归、专精特新 等，可填多个' },
  { title: '审批方式', hint: '核准、备案 或 先建后验' },
  ...STAGE_COLUMNS.flatMap(({ stage, planned, actual }): Column[] => [
    { title: planned, also: [`计划${stage}日期`], hint: '如 2023-03-01' },
    {
      title: actual,
      also: [`实际${stage}日期`, `${stage}时间`, `${stage}日期`],
      hint: '如 2023-03-10；没到不填',
    },
  ]),
  { title: '建设内容', also: ['建设内容及规模', '主要建设内容'], hint: '500 字以内' },
]

/** A row an official can copy. */
export const PROJECT_EXAMPLES: readonly ListRow[] = [
  {
    项目名称: '雁南机械智能压铸生产线项目',
    统一社会信用代码: '91430400DEM000014F',
    类别: '技改、工业重点',
    级别: '市',
    领域: '工业',
    所属区域: '雁峰区',
    产业链: '新能源汽车',
    责任单位: '市工业和信息化局',
    责任人: '王工',
    总投资: 20000,
    计划年度: 2023,
    年度计划投资: 12000,
    预计年产值: 50000,
    预计年税收: 1500,
    计划开工时间: '2023-02-01',
    实际开工时间: '2023-02-10',
    计划投产时间: '2023-12-20',
  },
]

/** What is compared with what stands, as people call it. */
export const PROJECT_TITLES = {
  kinds: '类别',
  level: '级别',
  sector: '领域',
  uscc: '企业',
  regionCode: '所属区域',
  parkId: '园区',
  chain: '产业链',
  ownerUnitId: '责任单位',
  owner: '责任人',
  totalInvestment: '总投资',
  expectedOutput: '预计年产值',
  expectedTax: '预计年税收',
  tags: '投资方标签',
  approval: '审批方式',
  content: '建设内容',
}
