import { CASE_STATE_NAMES, LIGHT_NAMES } from '../../../db/schema/index.ts'
import type { Column } from '../../lib/tables/headings.ts'
import type { Cell } from '../../lib/tables/write.ts'
import { dayOf } from '../../lib/time.ts'
import { CATEGORIES } from '../categories.ts'
import type { LedgerEntry } from '../entries.ts'

/** A column of the 台账: its heading, what an import makes of it, and what an export writes into it. */
export interface CaseColumn extends Column {
  write(entry: LedgerEntry): Cell
}

const day = (value: string | null): Cell => (value === null ? null : { day: value })

/** The 台账 as offices keep it, one row a case. An import reads the columns marked so and passes over the others. */
export const CASE_COLUMNS = [
  {
    title: '编号',
    also: ['问题编号', '诉求编号', '序号', '台账编号'],
    isRequired: true,
    hint: '一件一个，不能重复；原台账的编号照填',
    write: ({ target }) => target.row.no,
  },
  {
    title: '企业',
    also: ['企业名称', '反映企业', '诉求企业', '单位名称'],
    isRequired: true,
    hint: '企业全称、简称或统一社会信用代码；企业须已在库',
    write: ({ target }) => target.enterprise.name,
  },
  {
    title: '统一社会信用代码',
    also: ['信用代码', '社会信用代码'],
    hint: '填了就按代码认企业',
    write: ({ target }) => target.row.uscc,
  },
  {
    title: '区域',
    also: ['县市区', '所属区域', '属地'],
    hint: '不导入，以企业登记为准',
    write: ({ region }) => region,
  },
  { title: '产业链', hint: '不导入，以企业登记为准', write: ({ target }) => target.enterprise.chain },
  {
    title: '类别',
    also: ['问题类别', '诉求类别', '问题类型'],
    isRequired: true,
    hint: CATEGORIES.join('、'),
    write: ({ target }) => target.row.category,
  },
  {
    title: '情况',
    also: ['问题', '诉求内容', '问题描述', '情况描述', '问题内容', '具体问题', '主要问题'],
    isRequired: true,
    hint: '反映了什么问题',
    write: ({ target }) => target.row.detail,
  },
  {
    title: '紧急程度',
    hint: '一般、急、特急；不填按一般',
    write: ({ target }) => target.row.urgency,
  },
  {
    title: '联系人',
    also: ['联系方式', '联系人及电话'],
    hint: '姓名和电话',
    write: ({ target }) => target.row.contact,
  },
  {
    title: '责任单位',
    also: ['主办单位', '承办单位', '牵头单位', '责任部门'],
    hint: '单位全称或常用简称；已交办的必填',
    write: ({ target }) => target.unit,
  },
  {
    title: '协办',
    also: ['协办单位', '配合单位'],
    hint: '不导入',
    write: ({ helpers }) => helpers.join('、'),
  },
  {
    title: '受理日期',
    also: ['受理时间', '收集日期', '收集时间', '上报日期', '登记日期'],
    isRequired: true,
    hint: '如 2023-11-08',
    write: ({ target }) => day(dayOf(target.row.filedAt)),
  },
  {
    title: '交办日期',
    also: ['交办时间', '派单日期'],
    hint: '不填按受理日期',
    write: ({ target }) => day(target.row.assignedAt && dayOf(target.row.assignedAt)),
  },
  {
    title: '办理期限',
    also: ['办结期限', '办理时限', '完成时限', '限办日期', '整改时限'],
    hint: '如 2023-11-24；不填按派单规则计算',
    write: ({ target }) => day(target.row.dueOn),
  },
  {
    title: '状态',
    also: ['办理状态', '办理情况', '当前状态', '是否办结'],
    isRequired: true,
    hint: Object.values(CASE_STATE_NAMES).join('、'),
    write: ({ target }) => CASE_STATE_NAMES[target.row.state],
  },
  { title: '轮次', hint: '可不填；都按第1轮导入', write: ({ target }) => target.row.round },
  {
    title: '进展',
    also: ['最新进展', '办理进展', '工作进展'],
    hint: '最近一次进展',
    write: ({ progress }) => progress?.note ?? null,
  },
  {
    title: '办理结果',
    also: ['办结情况', '处理结果', '解决情况', '办理结果及措施'],
    hint: '待审核、待评价、已销号的必填',
    write: ({ target }) => target.row.result,
  },
  {
    title: '结果类型',
    also: ['办结类型', '是否解决'],
    hint: '已解决、部分解决、已解释、已列入计划、不属本级；有结果的必填',
    write: ({ target }) => target.row.outcome,
  },
  {
    title: '评价',
    also: ['满意度', '企业评价'],
    hint: '满意、基本满意、未评价',
    write: ({ target }) => target.row.rating,
  },
  {
    title: '办结日期',
    also: ['办结时间', '完成日期', '完成时间'],
    hint: '有结果的必填',
    write: ({ finishedOn }) => day(finishedOn),
  },
  {
    title: '销号日期',
    also: ['销号时间'],
    hint: '不填按办结日期',
    write: ({ target }) => day(target.row.closedAt && dayOf(target.row.closedAt)),
  },
  {
    title: '恢复日期',
    also: ['挂起至', '挂账至'],
    hint: '挂起、挂账的必填',
    write: ({ target }) => day(target.row.heldUntil),
  },
  { title: '用时(工作日)', also: ['用时'], hint: '不导入', write: ({ days }) => days },
  { title: '是否逾期', hint: '不导入', write: ({ isOverdue }) => (isOverdue ? '是' : '否') },
  { title: '延期次数', hint: '不导入', write: ({ target }) => target.row.extensions },
  { title: '督办', hint: '不导入', write: ({ target }) => LIGHT_NAMES[target.row.supervision] ?? '' },
  { title: '期限暂定', hint: '不导入', write: ({ target }) => (target.row.dueIsProvisional ? '是' : '') },
  { title: '数据', hint: '不导入', write: ({ target }) => (target.row.isDemo ? '演示数据' : '') },
] as const satisfies readonly CaseColumn[]
