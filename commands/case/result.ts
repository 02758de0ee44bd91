import Big from 'big.js'
import { z } from 'zod'
import { buttons, fields, note } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { actionOn } from '../../src/chat/notices/case-moves.ts'
import { openAct } from '../../src/ledger/act.ts'
import { factsOf } from '../../src/ledger/facts.ts'
import { offeredTo } from '../../src/ledger/offer.ts'
import type { Verb } from '../../src/ledger/transitions.ts'
import { requireText } from '../../src/ledger/wording.ts'
import { formatWan } from '../../src/lib/money.ts'
import { which } from './move.ts'
import { pickCase } from './pick.ts'
import { answerStatus } from './show.ts'
import { readBank, readWhich, without } from './words.ts'

const slots = z.object({
  ...which,
  note: z.string().optional(),
  amount_wan: z.number().optional(),
  bank: z.string().max(40).optional(),
})
type Result = z.infer<typeof slots>

/** In what ways a result that was told can be kept: the unit finishes or notes it, others hand it in to the unit. */
const KEEPING: readonly {
  verb: Verb
  move: 'finish' | 'progress' | 'supplement'
  field: string
  label: string
}[] = [
  { verb: 'finish', move: 'finish', field: 'result', label: '按办结提交' },
  { verb: 'progress', move: 'progress', field: 'note', label: '只记进展' },
  { verb: 'supplement', move: 'supplement', field: 'note', label: '转告承办单位' },
]

/** A result that somebody tells: whether that is the end of it or one step, they are asked. */
export const resultIntent = intent({
  title: '报办理成果',
  examples: [
    '[创大玉兔]授信下来了 650万 农行',
    '[金杯电工]贷款放下来了 500万 建行',
    '[爱洁科技]招到人了 12个已到岗',
    '0032贷款批了 300万',
    '[恒飞电缆]欠款追回来了 60万',
    '[大合新材料]贷款到账了 1000万 工行',
    '[瑞达电源]证办好了',
    '[固诚电气]招了8个人',
    '[福邦新材料]土地摘牌了 30亩',
    '[德阳鞋业]欠款要回来40万',
    '建行给[恒飞电缆]授信2000万',
    '[金翼有色]订单对接成了 签了600万',
    '0018成果 到岗15人',
    '工行批了600万',
    '[恒飞电缆]贷款到账800万',
    '[金翼有色]授信3000万 农商行',
    '招到15个人了 [固诚电气]',
    '[瑞达电源]招到6个焊工',
    '农行给[大合新材料]贷了500万',
    '[福邦新材料]的地拿到了 25亩',
    '货款要回来了 35万 [建衡实业]',
    '[爱洁科技]证下来了',
    '[德阳鞋业]补贴到账20万',
    '0018结果 贷款发放450万',
    '[古汉中药]签了订单 800万',
    '[创大玉兔]放款了 交行 700万',
    '中行给[金杯电工]批了1500万',
    '招到电工了 6个 [福邦新材料]',
    '建行800万放款了 [衡山汽车]',
    '[德阳鞋业]被欠的60万拿回来了',
    '[瑞达电源]授信2000万 工行批的',
    '0018落实了 贷款300万',
    '[金翼有色]找到厂房了 3000平',
  ],
  access: 'known',

  read: said => ({ ...readWhich(said), note: without(said.rest), bank: readBank(said.text) }),
  slots,
  run: tell,
})

async function tell(context: Context, given: Result): Promise<Reply> {
  const act = await openAct(context.db, context.now, context.speaker, context.causeId)
  const said = requireText(given.note ?? '', '办理成果', 4)
  const { note: _, case_no: __, round: ___, version: ____, ...rest } = given
  const picked = await pickCase(context, given, {
    command: 'case',
    intent: 'case.result',
    args: { ...rest, note: said },
    verbs: KEEPING.map(({ verb }) => verb),
  })
  if ('ask' in picked) return picked.ask
  const { target } = picked
  const offered = offeredTo(context.speaker, target, act)
  const facts = factsOf(target, act.calendar, context.now)
  const ways = KEEPING.filter(({ verb }) => offered.includes(verb)).map(({ move, field, label }, i) => ({
    label,
    ...(i === 0 && { style: 'primary' as const }),
    action: actionOn(facts, move, { [field]: said, ...(move === 'finish' && { outcome: '已解决' }) }),
  }))
  return answerStatus(context, act.calendar, target, [
    fields({
      成果: said,
      金额: given.amount_wan === undefined ? null : formatWan(new Big(given.amount_wan)),
      银行: given.bank,
    }),
    ...(ways.length > 0 ? [buttons(...ways)] : []),
    note('还没有记到台账里，请点一个。'),
  ])
}
