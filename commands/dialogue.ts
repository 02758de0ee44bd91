import { z } from 'zod'
import { buttons, type Card, say } from '../src/chat/card.ts'
import { type Command, type Context, type GoOn, intent, type Reply } from '../src/chat/command.ts'
import { findWaiting, settle } from '../src/chat/confirm.ts'
import { correct, offerOthers } from './dialogue/correct.ts'

const offered = z.object({ index: z.number().int().min(1).max(99).optional() })
const waiting = z.object({ confirmation: z.number().int().optional() })

/** 对话: the short words that only mean something by what was said before. */
export const dialogue = {
  name: 'dialogue',
  title: '接着说',
  aliases: ['选择', '确认'],
  summary: '选第几个、确认或不办、更正刚才听错的话',
  intents: {
    'meta.confirm': intent({
      title: '确认办理',
      examples: [
        '对',
        '确认',
        '是的',
        '没错 就这样办',
        '对的',
        '嗯 对',
        '可以 就这么办',
        '确定',
        '是这个',
        '没问题 提交',
        '好 办吧',
        '就这样',
        '对 提交吧',
        '确认提交',
        '是',
        '嗯 就这家',
        '对 就它',
        '可以 提交',
        '没错',
        '行 办吧',
        '是这样的',
        '对 发吧',
        '确认无误',
        '对的 没问题',
        '就按这个办',
        '确定提交',
        '可以的 办',
      ],
      access: 'anyone',
      isAside: true,
      slots: waiting,
      async goesOn(context, asked) {
        const found = await waitingFor(context, asked)
        if (found === null || found === 'settled') return null
        return (await settle(context.db, found.id, 'done')) ? { confirmed: found } : null
      },
      async run(context, asked) {
        return (await waitingFor(context, asked)) === 'settled'
          ? short(context, '这件已经处理过了，不用再点。')
          : short(
              context,
              '现在没有等您确认的事：可能已经超过30分钟，或还没有说要办什么。表格请填好后点上面的按钮提交。',
            )
      },
    }),
    'meta.cancel': intent({
      title: '先不办',
      examples: ['算了', '不办了', '先不弄了 取消', '不用了', '取消吧', '先放着', '不弄了', '先不提交'],
      access: 'anyone',
      isAside: true,
      slots: waiting,
      async run(context, asked) {
        const found = await waitingFor(context, asked)
        if (found === 'settled') return short(context, '这件已经处理过了，不用再点。')
        if (found === null)
          return short(context, '好的。现在没有等着办的事；刚办完的，10分钟内可以回“撤回刚才那条”。')
        await settle(context.db, found.id, 'dropped')
        return short(context, '好的，没有办，什么都没有改动。')
      },
    }),
    'meta.choose': intent({
      title: '选一个',
      examples: [
        '选第二个',
        '选第一家',
        '要第三条',
        '第一个',
        '选3',
        '2',
        '要第二个',
        '就第一个',
        '最后一个',
        '第二家吧',
        '第三条',
        '第二个',
        '第一家',
        '第三',
        '选1',
        '选二',
        '就第三个',
        '1',
        '3',
        '要1',
        '第4个',
        '前面那个',
        '最后那个',
        '倒数第一个',
        '上面那个',
        '第二条',
        '第5',
        '第2家',
        '就它 第一个',
        '2号',
        '要最后一个',
      ],
      access: 'anyone',
      isAside: true,
      slots: offered,
      async goesOn({ focus }, { index = 0 }) {
        const chosen = focus.options?.[index - 1]
        return chosen ? chosenOf(chosen) : null
      },
      async run(context) {
        const count = context.focus.options?.length ?? 0
        return short(
          context,
          count > 0
            ? `刚才只列了${count}个，请回“第一个”到“第${count}个”，或直接点按钮。`
            : '刚才没有让您选的选项，或者已经过去太久。请直接说要查什么、要办什么。',
        )
      },
    }),
    'meta.disambiguate': intent({
      title: '说的是哪一个',
      examples: [
        '就是松木那家',
        '高新区那家',
        '衡阳的那个',
        '是石鼓的那家',
        '衡南那个',
        '衡东那家',
        '松木的那个',
        '衡南的雁南机械',
        '衡东的那个',
        '我要问的是祁东的那家',
        '高新区的',
        '是松木的那个企业',
        '做电缆的那家',
        '县里的那个',
        '市本级的',
        '哪个 是石鼓的',
        '哪个 衡南的那个',
        '是做化工的那个',
        '问的是衡阳县那个 不是市里',
        '说的哪一家',
        '你指哪家',
        '哪一家 说清楚',
      ],
      access: 'anyone',
      isAside: true,
      slots: z.object({
        /** Part of the label of what is meant. */
        words: z.string().max(50).optional(),
        /** What a button of the question does, with the words it is a reading of. */
        command: z.string().max(50).optional(),
        intent: z.string().max(50).optional(),
        args: z.record(z.string(), z.unknown()).default({}),
        text: z.string().max(2000).optional(),
      }),
      async goesOn(context, { command, intent: name, args, text, words }) {
        if (command && name)
          return { action: { command, intent: name, args }, ...(text !== undefined && { text }) }
        const [only, other] = meantBy(context, words)
        return only && !other ? chosenOf(only) : null
      },
      async run(context, { words }) {
        const fitting = meantBy(context, words)
        const options = fitting.length > 0 ? fitting : (context.focus.options ?? [])
        if (options.length === 0)
          return short(context, '刚才没有让您选的选项，或者已经过去太久。请把要查的、要办的完整说一遍。')
        const list = options.map(({ label, ...action }) => ({
          label,
          action: { command: 'dialogue', intent: 'meta.disambiguate', args: action },
        }))
        const question = fitting.length > 1 ? `带“${words}”的有${fitting.length}个，是哪一个？` : '是哪一个？'
        return {
          card: say('请您选一个', question, 'plain', buttons(...list)),
          focus: { ...context.focus, options },
        }
      },
    }),
    'meta.correct': intent({
      title: '更正刚才的话',
      examples: [
        '不是这家 是[建滔化工]',
        '我说的是衡南县',
        '搞错了 我要衡东的',
        '是1206不是1260',
        '不是[恒飞电缆] 是[建滔化工]',
        '我说的是税收不是产值',
        '不对 是衡山',
        '我要的是去年的',
        '弄错了 不是这个',
        '别搞混 我要祁东的',
        '说错了 是上个月',
        '企业搞错了 应该是[瑞达电源]',
        '我说的是衡东 不是衡南',
        '错了 是衡山',
        '不是衡阳县 是衡阳市',
        '说的是去年不是今年',
        '我问的是税收',
        '不是这个 我要的是名单',
        '不是这个企业',
        '搞反了',
        '不是问这个',
        '你理解错了',
        '我说的不是这个意思',
        '不对 是上个月的',
        '换成祁东',
        '是税不是产值',
        '弄错企业了',
        '看错了 要耒阳的',
        '说反了 是税收',
        '不是恒飞 是[瑞达电源]',
        '是上个月 不是这个月',
        '要衡东的 不是衡南',
        '我没说要导出 我是查',
        '不是催办 是撤回',
      ],
      access: 'anyone',
      isAside: true,
      slots: z.object({
        right: z.string().max(100).optional(),
        wrong: z.string().max(100).optional(),
        region: z.string().max(20).optional(),
        park: z.string().max(20).optional(),
      }),
      goesOn: correct,
      run: offerOthers,
    }),
    'meta.ack': intent({
      title: '收到',
      examples: [
        '收到了',
        '好的',
        '知道了',
        '明白',
        '嗯',
        '好',
        '了解',
        'ok',
        '明白了 谢谢',
        '行',
        '好的收到',
        '已阅',
        '收到',
        '嗯嗯',
        '好嘞',
        'OK',
        '知道',
        '懂了',
        '好的谢谢',
        '收到 马上办',
        '晓得了',
        '可以',
        '好 我知道了',
        '明白了',
        '看到了',
        '没事了',
      ],
      access: 'anyone',
      isAside: true,
      slots: z.object({}),
      run: async context => short(context, '好的，有事随时发给我。'),
    }),
  },
} satisfies Command

/** The one of the card clicked or replied to; else the newest. */
const waitingFor = (context: Context, { confirmation }: z.infer<typeof waiting>) =>
  findWaiting(context, confirmation ?? (context.isReply ? context.focus.confirmation : undefined))

type Option = NonNullable<Context['focus']['options']>[number]

const chosenOf = ({ command, intent: name, args, text }: Option): GoOn => ({
  action: { command, intent: name, args },
  ...(text !== undefined && { text }),
})

const meantBy = ({ focus }: Context, words: string | undefined): Option[] =>
  words ? (focus.options ?? []).filter(({ label }) => label.includes(words)) : []

/** A short answer; for a click in the place of the card it was on. */
function short({ text }: Context, words: string): Reply {
  const card: Card = say('好的', words, 'plain')
  return text === '' ? { card, toast: { tone: 'info', text: words }, replaces: true } : { card }
}
