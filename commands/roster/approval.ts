import { z } from 'zod'
import { bold, buttons, note, say, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { requireOffice } from '../../src/registry/rosters/candidates.ts'
import { requireOpen } from '../../src/registry/rosters/cycle.ts'
import { decideProposal, findProposal, openProposals } from '../../src/registry/rosters/decide.ts'
import { kindOf, plainTitle, rosterIn, sayRoster } from '../../src/registry/rosters/kinds.ts'
import { actOf } from './act.ts'
import { ALL, maySeeProposal, proposalCard } from './proposal-card.ts'
import { record, recordCard } from './steps.ts'
import { dayIn, yearIn } from './words.ts'

const MEETING = /常委会|常务会/

const slots = z.object({
  proposal: z.number().int().optional(),
  from: z.number().int().min(0).optional(),
  /** 市委常委会议 or 市政府常务会议 has decided about the roster. */
  meeting: z.enum(['committee', 'government']).optional(),
  date: z.string().max(10).optional(),
  reference: z.string().max(40).optional(),
  year: z.number().int().optional(),
})

/** 名录审批: proposals that wait, and what the two meetings decided. */
export const approval = intent({
  title: '名录审批',
  examples: [
    '有哪些入库出库提案要批',
    '看一下待批准的名录提案',
    '第12号入库提案',
    '名录市委常委会昨天过了 第5号纪要',
    '市政府常务会议1月20日审议通过了今年的名录 第3次会议',
    '倍增名录已经市委常委会议审议同意',
    '有没有待批的入库申请',
    '名录上会审议情况',
    '出入库提案还有几条没批',
    '名录政府常务会过了没有',
    '待审批的名录变动',
    '看下要审的入库名单',
    '名录市委常委会已经审议通过',
    '常务会议审议通过了名录 记录一下',
    '市政府常务会12月5日过了名录',
    '名录上常委会的时间是1月18日 会议纪要第3号',
    '名录常委会定了',
    '登记一下 名录常委会通过 纪要5号',
    '出库的那几条我看看',
    '待批的入库名单',
    '入库申请批了没',
    '名录报常委会了没',
    '哪些移出申请等着批',
    '名录审批到哪了',
    '批一下入库',
    '2023年倍增名录 市委常委会10月20日过的 记一笔',
    '名录政府常务会开过了 会议纪要〔2023〕12号',
    '市委常委会会议同意名录 登记',
    '我这边要批的出库入库有几条',
    '[德阳鞋业]的入库申请批了吗',
    '常务会过了名录 第7号纪要',
    '名录过了市委常委会 10月28日',
  ],
  access: ['office', 'county', 'leader', 'admin'],

  read: readApproval,
  slots,
  run: tellApproval,
})

function readApproval({ text: said, now }: Said): Record<string, unknown> {
  const number = /第?\s*(\d{1,6})\s*号?(?:入库|出库|入库出库|名录)?提案/.exec(said)?.[1]
  if (!MEETING.test(said)) return number ? { proposal: Number(number) } : {}
  const meeting = /常委会/.test(said) ? 'committee' : 'government'
  const date = dayIn(said, dayOf(now))
  const reference = /第?\s*([\d一二三四五六七八九十〔〕[\]]{1,12})\s*(?:号|次|期)(?:会议)?(?:纪要)?/.exec(
    said,
  )?.[0]
  const year = yearIn(said, dayOf(now))
  return {
    meeting,
    list: plainTitle(rosterIn(said) ?? kindOf('倍增名录')),
    ...(date && { date }),
    ...(reference && !/日|月/.test(reference) && { reference: reference.trim() }),
    ...(year !== null && { year }),
  }
}

async function tellApproval(context: Context, asked: z.infer<typeof slots>): Promise<Reply> {
  if (asked.meeting) {
    const { meeting: step, date, reference } = asked
    requireOffice(actOf(context))
    const year = asked.year ?? Number((date ?? dayOf(context.now)).slice(0, 4))
    await requireOpen(context.db, year)
    return date && reference
      ? record(context, { step, date, reference, year })
      : { card: recordCard({ step, year, date: date ?? dayOf(context.now), reference: reference ?? '' }) }
  }
  if (asked.proposal !== undefined) return show(context, asked.proposal, asked.from)
  const open = (await openProposals(context.db)).filter(one => maySeeProposal(context, one))
  const [only] = open
  if (only && open.length === 1) return { card: await proposalCard(context, only), isPrivate: true }
  if (open.length === 0) return { card: say('名录审批', '没有等待批准的入库出库提案。', 'good') }
  return {
    card: {
      title: `等待批准的提案（${open.length}份）`,
      tone: 'info',
      blocks: [
        ...open.slice(0, 10).flatMap(one => [
          text(bold(`第${one.number}号`), ` ${sayRoster(one.key)}：${one.open.length}家`),
          buttons({
            label: '查看',
            action: { command: 'roster', intent: 'list.approval', args: { proposal: one.number } },
          }),
        ]),
        ...(open.length > 10 ? [note(`另有${open.length - 10}份，处理完这些再列。`)] : []),
      ],
    },
    isPrivate: true,
  }
}

async function show(context: Context, number: number, from = 0): Promise<Reply> {
  const proposal = await findProposal(context.db, number)
  if (!maySeeProposal(context, proposal)) throw new Refusal('这份提案不在您的职责范围内。')
  return { card: await proposalCard(context, proposal, [], from), isPrivate: true }
}

const which = { proposal: z.number().int(), uscc: z.string().max(40).optional() }

async function decide(
  context: Context,
  number: number,
  decision: Parameters<typeof decideProposal>[2],
): Promise<Reply> {
  const { proposal, decided, isOwn } = await decideProposal(actOf(context), number, decision)
  const verb = decision.isApproved ? '已批准' : '没有同意'
  const names = decided
    .slice(0, 3)
    .map(({ shortName }) => shortName)
    .join('、')
  const done = `${verb}${names}${decided.length > 3 ? `等${decided.length}家` : ''}。`
  const own = isOwn && decision.isApproved ? [note('这是您本人提出的，办公室没有第二位同志，已记下。')] : []
  const card = await proposalCard(context, proposal, [text(bold(done)), ...own])
  return { card, isPrivate: true, replaces: true, toast: { tone: 'good', text: done } }
}

export const approve = intent({
  title: '批准入库出库',
  examples: [],
  access: ['office', 'county'],
  slots: z.object(which),
  run: (context, { proposal, uscc }) => decide(context, proposal, { isApproved: true, uscc }),
})

export const refuse = intent({
  title: '不同意入库出库',
  examples: [],
  access: ['office', 'county'],
  slots: z.object({ ...which, note: z.string().max(200).optional() }),
  run: (context, { proposal, uscc, note: said }) =>
    decide(context, proposal, { isApproved: false, uscc: uscc === ALL ? undefined : uscc, note: said }),
})
