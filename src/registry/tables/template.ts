import type { Column } from '../../lib/tables/headings.ts'
import { type SheetOut, writeWorkbook } from '../../lib/tables/write.ts'
import { ENTERPRISE_COLUMNS } from './enterprise-columns.ts'
import { FIGURE_COLUMNS } from './figures.ts'
import type { TableKind } from './import.ts'

const COLUMNS: Record<TableKind, readonly Column[]> = {
  enterprises: ENTERPRISE_COLUMNS,
  figures: FIGURE_COLUMNS,
}
const NAMES: Record<TableKind, string> = { enterprises: '企业', figures: '数据' }

/** Two rows an official can copy; the codes are the demo's. */
const EXAMPLES: Record<TableKind, Record<string, string | number>[]> = {
  enterprises: [
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
  ],
  figures: [
    {
      统一社会信用代码: '91430400DEM000014F',
      企业名称: '衡阳雁南机械有限公司',
      指标: '产值',
      期间: '2022',
      数值: 12_600,
      来源: '统计',
    },
    {
      统一社会信用代码: '91430400DEM000014F',
      企业名称: '衡阳雁南机械有限公司',
      指标: '税金',
      期间: '2023M01-10',
      数值: 512.36,
      来源: '税务',
    },
  ],
}

/** An empty table with the headings of a kind, and a second sheet with what belongs where and two example rows. */
export async function template(kind: TableKind): Promise<Uint8Array> {
  const columns = COLUMNS[kind]
  const headings = columns.map(({ title }) => title)
  const sheets: SheetOut[] = [
    { name: NAMES[kind], headings, rows: [] },
    {
      name: '填写说明（不导入）',
      headings: ['列', '必填', '怎么填', '例一', '例二'],
      rows: columns.map(({ title, isRequired, hint }) => [
        title,
        isRequired ? '是' : '',
        hint,
        ...EXAMPLES[kind].map(example => example[title] ?? ''),
      ]),
    },
  ]
  return writeWorkbook(sheets)
}
