import { z } from 'zod'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { type DoneDeed, findDeed, isFresh, markUndone, UNDO_MINUTES } from '../src/chat/deeds.ts'
import { Refusal } from '../src/lib/errors.ts'
import { WAYS } from './undo/ways.ts'

/** 撤回: takes back what was just done, as long as it is fresh. */
export const undo = {
  name: 'undo',
  title: '撤回',
  aliases: ['撤销', '反悔'],
  summary: `刚办错的${UNDO_MINUTES}分钟内撤回；不能撤回的说明原因和办法`,
  intents: {
    'meta.undo': intent({
      title: '撤回刚才那条',
      examples: [
        '撤回刚才那条',
        '刚才那个撤了 报错企业了',
        '撤回上一条',
        '刚才报错了 撤回',
        '反悔了 刚才那步撤回',
        '发错了撤一下',
        '刚刚那个不算',
        '撤销上一步',
        '刚报的那个撤掉',
        '搞错了 刚才的取消',
        '前面那条作废',
        '刚才点错了 撤回来',
        '撤销',
        '撤回',
        '刚才的撤回',
        '撤回上一步',
        '刚才那个不对 撤了',
        '搞错了 撤销',
        '上一条不要',
        '刚才发错了',
        '撤回刚才的',
        '回退',
        '后悔了 撤回',
        '刚报的撤了 企业报错了',
        '取消刚才的操作',
        '弄错了 撤回来',
        '刚报的不对 撤回重来',
        '刚才派错了 撤回',
        '手滑了 撤销',
        '上一步撤回 选错了',
        '不对 撤回刚才那个',
      ],
      access: 'anyone',
      isAside: true,

      read: () => ({ target: '$latest' }),
      slots: z.object({ deed: z.number().int().optional(), target: z.string().max(20).optional() }),
      async run(context, { deed }) {
        const done = await findDeed(context, deed)
        assertUndoable(done, context)
        const way = WAYS[done.undo.kind]
        if (!way) throw new Refusal('这一步不能撤回。')
        const reply = await way(context, done.undo.ref, done.words)
        if (!(await markUndone(context.db, done.id, context.now))) throw new Refusal(TWICE)
        return { ...answered(context, reply, done), focus: reply.focus ?? context.focus }
      },
    }),
  },
} satisfies Command

const TWICE = '这一步已经撤回过了，不用再撤。'

function assertUndoable(
  done: DoneDeed | null,
  { now, chat }: Context,
): asserts done is DoneDeed & { undo: NonNullable<DoneDeed['undo']> } {
  if (!done)
    throw new Refusal(
      `最近${UNDO_MINUTES}分钟里没有您办的、能撤回的事。更早的请直接说怎么改，例如“0032更正 是停气不是停水”“10月产值报错了 是1206不是1260”。`,
    )
  if (done.undoneAt) throw new Refusal(TWICE)
  // What was done may be private; a refusal is said where it was asked.
  const it = chat.kind === 'group' ? '这一步' : `“${done.words}”`
  if (done.undo === null) throw new Refusal(`${it}不能撤回：${done.never}`)
  if (!isFresh(done, now))
    throw new Refusal(
      `${it}已经超过${UNDO_MINUTES}分钟，不能直接撤回了。请说明情况来更正，或联系领导小组办公室。`,
    )
}

function answered({ text }: Context, reply: Reply, { words }: DoneDeed): Reply {
  return {
    ...reply,
    did: { words: `撤回“${words}”`, undo: { never: '撤回本身不能再撤回，需要的话请重新办一次。' } },
    ...(text === '' && { replaces: true, toast: { tone: 'good', text: '已撤回' } }),
  }
}
