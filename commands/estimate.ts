import { z } from 'zod'
import { type Block, buttons, note, text, warn } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { type Day, dayOf } from '../src/lib/time.ts'
import { hasRole } from '../src/people/may.ts'
import { factsFor, type KnownFacts } from '../src/registry/facts.ts'
import type { Facts } from '../src/rules/facts.ts'
import { findRule, type RuleVersion } from '../src/rules/find-rule.ts'
import { loanFacts, loanSlots } from './estimate/loan-facts.ts'
import { loanForm, subsidyCard } from './estimate/subsidy-card.ts'
import { judgeBy } from './parts/eligibility-card.ts'
import { firmAsked, firmSlots, nameOf } from './parts/firm.ts'
import { keep } from './parts/keep.ts'
import { withoutBranch } from './policy/meaning.ts'
import { rulesCard } from './policy/rules-card.ts'

const SUBSIDY = 'R-SUBSIDY'
const EXAMPLE = '瑞达电源 贷款800万 年利率4.2% 能补多少'

const slots = z.object({
  ...firmSlots,
  ...loanSlots,
  text: z.string().max(2000).optional(),
  rule: z.string().max(40).optional(),
  isForm: z.boolean().optional(),
})
type Slots = z.infer<typeof slots>

/** 贴息测算: an amount worked out by its clause, line by line; what no clause computes is not computed here. */
export const estimate = {
  name: 'estimate',
  title: '贴息测算',
  aliases: ['测算贴息', '算贴息'],
  summary: '按条款一步一步测算技改贷款贴息，列出还缺的条件和数据',
  intents: {
    'compute.subsidy': intent({
      title: '贴息测算',
      examples: [
        '贷款900万 年利率3.9% 可以补多少',
        '贷款800万 年利率4.2% 设备620万 能贴息多少',
        '算一下贴息 贷款3000万 利率3.45% 设备3200万',
        '实付利息33.6万 今年已补80万 还能补多少',
        '[瑞达电源] 贷款1000万 年息4% 贴息能有多少',
        '我们买设备贷了500万 四个点 能补多少利息',
        '贴息能补多少钱',
        '帮我测算一下贴息',
        '技改贷款贴息能拿多少',
        '高管个税奖励能有多少钱',
        '设备贷了1800万 利率4% 贴息能拿多少',
        '帮[大合新材料]算下贴息 贷2500万 年化3.8%',
        '贷款六百万 三厘五的息 能补好多',
        '我们付了45万利息 能贴多少',
        '设备投资3000万 能拿多少补贴',
        '贴息金额怎么算 贷1个亿',
        '贷2000万一年能贴多少钱',
        '给[恒飞电缆]估个贴息数 贷款5000万 4.1%',
        '贷款700万利率4.35 能贴多少',
        '设备贷款1500万 年息3.7% 算算能补几多',
        '贷了300万 5个点 一年补好多',
        '帮我们算下能贴息多少钱',
        '4.2%的利率 贷1000万 补多少',
        '付了28万利息 能补回来多少',
        '[固诚电气]贷款2000万 3.65%能贴多少',
        '贷款五百万 百分之四的利息 能拿多少贴息',
        '我们设备花了800万 贷了700万 4个点 贴息多少',
        '已经拿过60万了 今年还能补多少',
        '算算 1200万 3.95%',
        '贴息能到手多少',
        '按3.45%算 3500万的贷款能补多少',
        '[瑞达电源]可以拿多少贴息',
        '测算下技改贴息 贷款900万 年利率百分之四点一',
        '能补好多钱 贷款650万 利率四个点',
        '设备贷1500万 年利率3.9 一年贴息大概多少',
        '借了900万买设备 四厘的息 政府能补几多',
        '[德阳鞋业]贷了700万 设备投了560万 4.5%能贴多少',
        '贷款三千万 利率百分之三点八 是不是封顶100万',
        '利息付了52万 今年没拿过补贴 能贴多少',
        '我们想贷1000万上新线 能补多少利息',
      ],
      access: 'anyone',

      slots,
      run: estimateSubsidy,
    }),
    'meta.limited': intent({
      title: '不做预测',
      examples: [
        '预测下年底能到多少',
        '预测一下全年产值',
        '今年产值能做到多少 估一估',
        '你估计明年能倍增几家',
        '预估下年底税收',
        '猜一下能完成多少',
        '预计今年能翻番多少家',
        '你看明年产值会怎样',
        '帮我预测四季度税收',
        '能保证给我们补贴吗',
        '我们今年肯定能评上吧',
        '推测一下全年的数',
        '下个月会涨还是会跌',
        '你说我们能拿到多少 打个包票',
        '承诺一下什么时候到账',
        '照这个趋势全年能到多少',
        '年底产值能到多少',
        '预计明年能增长多少',
        '估计今年能完成150家不',
        '估算下明年税收',
        '明年哪几家能翻番 预测一下',
        '按这个速度能不能完成全年任务',
        '你觉得能完成目标吗',
        '预测下个月的数',
        '年底解决率能到99吗',
        '照目前进度全年能到几家',
        '明年形势怎么样 你判断下',
        '四季度会不会下滑',
        '全年增速能有多少 预判一下',
        '能不能给个准话 补贴什么时候到',
        '你能保证我们进名录吗',
        '帮我推算到年底的产值',
        '会不会涨 你看呢',
        '照这样年底能到几家 你估估',
        '税收全年能不能破百亿 预测一下',
        '明年规上能增加多少户',
        '这个项目投产后能带来多少产值 预估下',
        '下个月解决率能不能上去',
        '你觉得我们今年评得上吗 给个准话',
        '按这个进度150家有没有戏',
      ],
      access: 'anyone',
      read: ({ text }) => ({ topic: /保证|肯定|准话|打包票|承诺|能拿到/.test(text) ? '承诺' : '预测' }),
      slots: z.object({}),
      run: async context => ({ card: limitedCard(context) }),
    }),
  },
} satisfies Command

async function estimateSubsidy(context: Context, asked: Slots): Promise<Reply> {
  const { policies, now, speaker } = context
  const on = dayOf(now)
  const rule = asked.rule ? withoutBranch(asked.rule) : SUBSIDY
  const isThere = policies.documents.some(document => document.rules.some(({ id }) => id === rule))
  const version = findRule(policies.documents, isThere ? rule : SUBSIDY, on)
  if (version.rule.id !== SUBSIDY || version.rule.lines === undefined)
    return refusedByClause(context, version, on)
  const said = loanFacts(asked)
  // A stranger may name any firm and gets the arithmetic alone.
  const firm = asked.uscc && speaker.kind === 'person' ? await firmAsked(context, asked, EXAMPLE) : null
  const head: Block[] = firm ? [text(...nameOf(firm, asked))] : []
  if (asked.isForm || Object.keys(said).length === 0)
    return { card: loanForm(firm?.uscc, head), ...(firm && { focus: { uscc: firm.uscc } }) }
  const known: KnownFacts = firm ? await factsFor(context.db, firm.uscc, on) : { facts: {}, sources: {} }
  const { facts, sources } = overlaid(known, said)
  const [judged] = judgeBy(policies, [SUBSIDY], facts, on)
  if (!judged) throw new Error(`${SUBSIDY} was not judged`)
  const card = subsidyCard({
    judged,
    said,
    sources,
    on,
    head: firm ? head : [note('没有指定企业，只按所给的数测算，名录和项目情况未核对。')],
    tags: firm?.isDemo ? ['演示数据'] : [],
  })
  if (!firm) return { card }
  const kept = await keep(context, firm, [judged], { facts, sources, on, purpose: 'supposed' })
  return { card: { ...card, blocks: [...card.blocks, kept] }, isPrivate: true, focus: { uscc: firm.uscc } }
}

/** What was said stands over what the registry knows. */
function overlaid({ facts, sources }: KnownFacts, said: Facts): KnownFacts {
  const rest = Object.entries(sources).filter(([name]) => !Object.hasOwn(said, name))
  return { facts: { ...facts, ...said }, sources: Object.fromEntries(rest) }
}

/** An award the clause leaves to people is not worked out: the clause is the answer. */
function refusedByClause(context: Context, version: RuleVersion, on: Day): Reply {
  const opening = [
    text(warn('这一项不测算金额'), `：${version.rule.title}没有计算公式，由人工决定，以下是条款原文。`),
  ]
  return { card: rulesCard(context, [version], { on, isDated: false, opening }) }
}

/** Figures there are, and progress; no forecast of ours. */
function limitedCard({ speaker }: Context) {
  const isOfficial = speaker.kind === 'person' && !hasRole(speaker, 'enterprise')
  const progress = isOfficial
    ? { label: '全市倍增情况', action: { command: 'bulletin', intent: 'query.briefing', args: {} } }
    : { label: '倍增进度', action: { command: 'doubling', intent: 'query.doubling', args: {} } }
  return {
    title: '不做预测',
    tone: 'info' as const,
    blocks: [
      text('我只给已有数据和完成进度，不给未经核实的预测：年底数要等统计、税务部门公布。'),
      text(
        '可以看到现在为止的累计数和离目标还差多少；要假设试算，请带上数字，例如“产值做到1.3亿 够不够进名录”。',
      ),
      buttons(progress),
    ],
  }
}
