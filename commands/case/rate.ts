import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { type Act, openAct } from '../../src/ledger/act.ts'
import { hasDoneSince, openCase } from '../../src/ledger/guard.ts'
import type { LoadedCase } from '../../src/ledger/load.ts'
import { NotNow } from '../../src/ledger/not-now.ts'
import { rateCase } from '../../src/ledger/rate.ts'
import { deedOn } from './deed.ts'
import { answerForm } from './form.ts'
import { DONE, which } from './move.ts'
import { type Picked, pickCase } from './pick.ts'
import { answerDone, answerStale, answerStatus } from './show.ts'
import { readWhich, without } from './words.ts'

const RATING = /(?:很|非常|比较)?(?:不满意|基本满意|满意)|评价/g

const slots = z.object({
  ...which,
  rating: z.string().max(10).optional(),
  reason: z.string().optional(),
})
type Rating = z.infer<typeof slots>

/** 评价: the one move whose button stands three times on a card. */
export const rateIntent = intent({
  title: '评价结果',
  examples: [
    '0032很满意',
    '满意 谢谢',
    '这个结果基本满意',
    '不满意 问题还在',
    '0032不满意 电还是停',
    '评价满意',
    '满意',
    '0018满意',
    '非常满意',
    '不满意 没解决',
    '一般般 基本满意',
    '0021不太满意',
    '好评',
    '给个五星',
    '差评 拖太久',
    '评价：不满意',
    '办得好 点赞',
    '很满意',
    '不太满意',
    '给好评',
    '差评',
    '打5分',
    '5分',
    '0018给4分',
    '0050打五分',
    '评价：基本满意',
    '办得不错 满意',
    '解决得很及时 非常满意',
    '不满意 拖了一个月',
    '一般吧',
    '服务态度好 五星',
    '太慢了 不满意',
    '给他们打个差评 没人来过',
    '还行 基本满意',
    '0032 满意 给5星',
    '办得快 很满意',
    '拖太久了 不满意',
    '结果还可以 基本满意',
    '0018评价一下 满意',
    '答非所问 不满意',
    '0032结果满意',
    '0018办得满意 谢谢',
    '对0021的结果不满意',
  ],
  access: 'known',

  read: said => ({ ...readWhich(said), category: undefined, reason: without(said.rest, RATING) }),
  slots,
  run: rate,
})

async function rate(context: Context, given: Rating): Promise<Reply> {
  const act = await openAct(context.db, context.now, context.speaker, context.causeId)
  const picked = await pickCase(context, given, {
    command: 'case',
    intent: 'case.rate',
    args: given.rating ? { rating: given.rating } : {},
    verbs: ['accept', 'reject'],
  })
  if ('ask' in picked) return picked.ask
  if (context.text !== '') return carryOut(context, act, given, picked)
  const { no } = picked.target.row
  try {
    return await carryOut(context, act, given, picked)
  } catch (error) {
    if (!(error instanceof NotNow)) throw error
    const verb = given.rating === '不满意' ? 'reject' : 'accept'
    const mine = given.version !== undefined && (await hasDoneSince(act, no, verb, given.version))
    return answerStale(context, act, no, mine ? DONE : error.message)
  }
}

async function carryOut(
  context: Context,
  act: Act,
  { rating, reason = '', round }: Rating,
  { target, how }: Exclude<Picked, { ask: Reply }>,
): Promise<Reply> {
  const { no } = target.row
  if (!rating) return askRating(context, act, target)
  if (rating === '不满意' && (reason === '' || how !== 'named')) {
    await openCase(act, no, 'reject', round)
    return answerForm(context, act.calendar, target, 'reject', { values: { reason } })
  }
  const facts = await context.db.transaction(tx =>
    rateCase({ ...act, db: tx as Db }, no, { rating, reason, round }),
  )
  const isBad = rating === '不满意'
  const done = isBad ? '已记下您的意见，退回责任单位重新办理。' : '谢谢评价，这件诉求已销号。'
  const did = await deedOn(context, facts, isBad ? 'reject' : 'accept', isBad ? reason : rating)
  return { ...(await answerDone(context, act.calendar, facts, done)), did }
}

async function askRating(context: Context, act: Act, target: LoadedCase): Promise<Reply> {
  await openCase(act, target.row.no, 'accept')
  return answerStatus(context, act.calendar, target, [text('请点一个：')])
}
