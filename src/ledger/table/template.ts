import { type SheetOut, writeWorkbook } from '../../lib/tables/write.ts'
import { CATEGORIES } from '../categories.ts'
import { CASE_COLUMNS, type CaseColumn } from './columns.ts'

/** Rows an official can copy; the firms are the demo's. */
const EXAMPLES: Record<string, string>[] = [
  {
    编号: '2023-017',
    企业: '衡阳雁南机械有限公司',
    类别: '用电',
    情况: '园区线路老化，本月第三次停电，影响交货',
    紧急程度: '急',
    联系人: '陈工 0734-0000000',
    责任单位: '供电公司',
    受理日期: '2023-11-08',
    办理期限: '2023-11-17',
    状态: '办理中',
    进展: '已到现场查看，11月15日更换变压器',
  },
  {
    编号: '2023-018',
    企业: '衡东湘岳电气有限公司',
    类别: '融资',
    情况: '流动资金贷款到期，需续贷500万元',
    责任单位: '市金融办',
    受理日期: '2023-10-09',
    交办日期: '2023-10-09',
    状态: '已销号',
    办理结果: '银行已续贷500万元，利率下调0.5个百分点',
    结果类型: '已解决',
    评价: '满意',
    办结日期: '2023-10-20',
    销号日期: '2023-10-23',
  },
]

/** An empty 台账 with the headings an import reads, and a second sheet with what belongs where and two examples. */
export async function caseTemplate(): Promise<Uint8Array> {
  const columns = (CASE_COLUMNS as readonly CaseColumn[]).filter(({ hint }) => !hint.startsWith('不导入'))
  const sheets: SheetOut[] = [
    { name: '问题台账', headings: columns.map(({ title }) => title), rows: [], frozenColumns: 2 },
    {
      name: '填写说明（不导入）',
      headings: ['列', '必填', '怎么填', '例一', '例二'],
      rows: [
        ...columns.map(({ title, isRequired, hint }) => [
          title,
          isRequired ? '是' : '',
          hint,
          ...EXAMPLES.map(example => example[title] ?? ''),
        ]),
        ['诉求类别', '', CATEGORIES.join('、'), '', ''],
      ],
    },
  ]
  return writeWorkbook(sheets)
}
