import { z } from 'zod'
import { note, say } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { cancelImport, confirmImport, kindOfBatch } from '../../src/registry/lists/batch.ts'
import { doneCard, previewReply } from './preview-card.ts'
import { senderOf } from './receive.ts'
import { tableOf } from './tables.ts'

const slots = z.object({ batch: z.number().int() })

/** 确认导入: what was shown is done, or shown anew where it would be something else by now. */
export const confirm = intent({
  title: '确认导入',
  examples: [],
  access: 'known',
  slots,
  async run(context, { batch }): Promise<Reply> {
    const list = await listOf(context, batch)
    const done = await confirmImport(context.db, list, batch, senderOf(context))
    if (done.state === 'applied')
      return { card: doneCard(list, done.report), replaces: true, isPrivate: true, focus: {} }
    const again = await previewReply(context, list, done.preview)
    const blocks = [
      note('预览之后系统里的数据有变化，还没有导入。下面是现在的情况，请再看一眼。'),
      ...again.card.blocks,
    ]
    return { ...again, card: { ...again.card, blocks } }
  },
})

/** 取消导入. */
export const cancel = intent({
  title: '取消导入',
  examples: [],
  access: 'known',
  slots,
  async run(context, { batch }): Promise<Reply> {
    const { fileName } = await cancelImport(context.db, batch, senderOf(context))
    return {
      card: say('没有导入', `“${fileName}”没有导入，什么都没有改。`, 'plain'),
      replaces: true,
      isPrivate: true,
      focus: {},
    }
  },
})

async function listOf({ db }: Context, batch: number) {
  const kind = await kindOfBatch(db, batch)
  const list = kind === null ? null : tableOf(kind)
  if (!list) throw new Refusal('没有找到这个文件，请再发一次。')
  return list
}
