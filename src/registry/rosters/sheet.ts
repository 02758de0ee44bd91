import { type Cell, type SheetOut, writeWorkbook } from '../../lib/tables/write.ts'
import type { Day } from '../../lib/time.ts'
import { receiptNumber } from '../receipts.ts'
import type { RosterKey } from './kinds.ts'
import type { Stay } from './members.ts'

/** Columns of a roster as a spreadsheet. */
export const COLUMNS = [
  '序号',
  '企业名称',
  '统一社会信用代码',
  '所属区域',
  '园区',
  '考核单位',
  '产业链',
  '级别或批次',
  '进入日期',
  '理由',
  '依据',
  '留痕编号',
] as const

interface Listed {
  title: string
  key: RosterKey
  on: Day
  rows: readonly { member: Stay; value: string | null }[]
  /** Titles of the columns wanted; all of them where none is named. */
  fields: readonly string[]
  /** What the figure of each row is. */
  figure: string | null
  nameOf(id: string): string
}

/** Members of a roster as an xlsx file, with where it comes from. */
export function memberSheets({ title, key, on, rows, fields, figure, nameOf }: Listed): Promise<Uint8Array> {
  const said = (id: string | null) => (id === null ? null : nameOf(id))
  const wanted = COLUMNS.filter(name => fields.length === 0 || name === '序号' || fields.includes(name))
  const sheet: SheetOut = {
    name: '名单',
    headings: [...wanted, ...(figure ? [figure] : [])],
    rows: rows.map(({ member, value }, i): Cell[] => {
      const cells: Record<(typeof COLUMNS)[number], Cell> = {
        序号: i + 1,
        企业名称: member.name,
        统一社会信用代码: member.uscc,
        所属区域: said(member.regionCode),
        园区: said(member.parkId),
        考核单位: said(member.assessUnitId),
        产业链: member.chain,
        级别或批次: member.stage,
        进入日期: { day: member.since },
        理由: member.entry.reason ?? (member.entryRule ? `按${member.entryRule}评定` : null),
        依据: member.entry.basis,
        留痕编号: member.entry.receiptId === null ? null : receiptNumber(member.entry.receiptId),
      }
      return [...wanted.map(name => cells[name]), ...(figure ? [value] : [])]
    }),
    frozenColumns: 2,
    hasFilter: true,
  }
  const about: SheetOut = {
    name: '说明',
    headings: ['项目', '内容'],
    rows: [
      ['名单', title],
      ['截至', { day: on }],
      ['家数', rows.length],
      ['依据', key.kind.source],
      ['留痕编号', '按规则进入的，可凭编号查当时的规则、数据和来源。'],
    ],
  }
  return writeWorkbook([sheet, about])
}
