import { type Block, bold, buttons, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { hasRole } from '../../src/people/may.ts'
import { type List, sayTable } from '../../src/registry/lists/list.ts'
import { importable, tableOf } from '../import/tables.ts'
import { sendTemplate } from '../import/take-out.ts'

/** 模板: the empty table that was asked for; without a name which there are. Firms just say what is wrong. */
export async function tellTemplate(
  context: Context,
  { kind }: { kind?: string | undefined },
): Promise<Reply> {
  const list = kind === undefined ? null : tableOf(kind)
  const isFirm = hasRole(context.speaker, 'enterprise')
  if (list && !isFirm && context.speaker.kind === 'person') return sendTemplate(context, list)
  const own = importable(context.speaker)
  const options = own.map(one => ({
    label: sayTable(one),
    command: 'policy',
    intent: 'query.template',
    args: { kind: one.kind },
  }))
  return {
    card: {
      title: '模板和表格',
      tone: 'info',
      blocks: [
        text(bold('诉求上报：'), '不用填表，直接把事情说给我，会弹出已填好的表单，确认后提交。'),
        buttons({
          label: '打开诉求表',
          action: { command: 'report', intent: 'intake.case', args: { detail: '' } },
        }),
        ...(own.length > 0 ? templates(own, options) : []),
      ],
    },
    focus: { options },
  }
}

/** Buttons one card holds. */
const OFFERED = 12

interface Option {
  label: string
  command: string
  intent: string
  args: Record<string, unknown>
}

function templates(own: readonly List[], options: readonly Option[]): Block[] {
  const more = own.slice(OFFERED).map(sayTable)
  return [
    { kind: 'divider' },
    text(bold('导入模板：'), '您能导入这些表，点一个下载：'),
    buttons(...options.slice(0, OFFERED).map(({ label, ...action }) => ({ label, action }))),
    ...(more.length > 0 ? [text(`还有：${more.join('、')}。`, '要哪个就说“下载…模板”。')] : []),
    note(
      '手头现成的表，表头对得上也能直接发给我；列的先后不限，多出的列不影响。先给您看预览，确认了才写入。',
    ),
  ]
}
