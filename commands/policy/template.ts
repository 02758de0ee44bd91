import { type Block, bold, buttons, type Card, note, text } from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import type { Column } from '../../src/lib/tables/headings.ts'
import { hasRole } from '../../src/people/may.ts'
import { lists } from '../../src/registry/lists/index.ts'

/** Where the tables are: the headings an import understands and how to get an empty one; firms just say what is wrong. */
export function templateCard({ speaker }: Pick<Context, 'speaker'>): Card {
  const isFirm = hasRole(speaker, 'enterprise')
  return {
    title: '模板和表格',
    tone: 'info',
    blocks: [
      text(bold('诉求上报：'), '不用填表，直接把事情说给我，会弹出已填好的表单，确认后提交。'),
      buttons({
        label: '打开诉求表',
        action: { command: 'report', intent: 'intake.case', args: { detail: '' } },
      }),
      ...(isFirm ? [] : importBlocks()),
    ],
  }
}

function importBlocks(): Block[] {
  return [
    { kind: 'divider' },
    ...lists.map(({ title, columns }) => text(bold(`${title}表`), `（带*必填）：\n${headings(columns)}`)),
    text('数值以万元为单位，或在表头写明，如“数值（亿元）”。列的先后不限，多出的列不影响。'),
    note(
      '空表由系统管理员在服务器上生成：npm run --silent cli -- template enterprises 企业.xlsx（数据表用 figures），填好后用 import 导入。群里暂时不能收发文件。',
    ),
  ]
}

const headings = (columns: readonly Column[]) =>
  columns.map(({ title, isRequired }) => `${title}${isRequired ? '*' : ''}`).join('、')
