import { bold, note, say, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { keepFile } from '../../src/chat/files.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { XLSX } from '../../src/lib/tables/write.ts'
import { dayOf } from '../../src/lib/time.ts'
import { exportList, type Picked } from '../../src/registry/lists/export-list.ts'
import { type List, sayTable } from '../../src/registry/lists/list.ts'
import { templateOf } from '../../src/registry/lists/template.ts'

/** 模板: an empty table with its headings and how to fill it. */
export async function sendTemplate(context: Context, list: List): Promise<Reply> {
  const name = sayTable(list)
  const file = await keepFile(context.db, {
    name: `${name}_模板.xlsx`,
    mime: XLSX,
    bytes: await templateOf(list),
  })
  const required = list.columns.filter(({ isRequired }) => isRequired).map(({ title }) => title)
  const may = list.mayImport(context.speaker)
  return {
    card: say(
      `${name}模板`,
      `必填：${required.join('、')}；其余有就填。第二张工作表写着每一列怎么填，还有例子。`,
      'info',
      note(
        may
          ? '列的顺序不限，手头现成的表表头对得上也能直接发。填好发给我，先看预览，确认了才写入。'
          : '这张表由有权限的单位导入，您填好后请交领导小组办公室。',
      ),
    ),
    file,
    isPrivate: true,
  }
}

/** 导出: everything of a list the speaker may see, or what was picked of it, as a table that can be put in again. */
export async function sendTable(context: Context, list: List, picked?: Picked): Promise<Reply> {
  const name = sayTable(list)
  const words = picked ? `（${picked.words}）` : ''
  const { bytes, rows } = await exportList(context.db, list, context.speaker, picked)
  if (rows === 0) throw new Refusal(`${name}${words}里没有您能看的内容，没有生成文件。`)
  const on = dayOf(context.now)
  const file = await keepFile(context.db, {
    name: [name, picked?.words.replace(/[·、\s]+/g, ''), on].filter(Boolean).join('_').concat('.xlsx'),
    mime: XLSX,
    bytes,
  })
  return {
    card: {
      title: `已导出${name}`,
      tone: 'good',
      blocks: [
        text(bold(`${name}${words}`), `：${rows} 行，截至${on}。文件见下一条消息。`),
        note('只含您职责范围内的内容；改了以后可以直接发回来导入。请按规定使用，不要转到企业群和外部群。'),
      ],
    },
    file,
    isPrivate: true,
  }
}
