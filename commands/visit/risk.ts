import { z } from 'zod'
import { RISK_KINDS } from '../../db/schema/index.ts'
import { bold, buttons, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Missing, Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { hasRole, mayRecordVisit } from '../../src/people/may.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { reportRisk, riskIn, settleRisk, signalsOf } from '../../src/registry/liaison/signals.ts'
import { firmSlots } from '../parts/firm.ts'
import { choiceIn, dayIn } from '../parts/form-values.ts'
import { visitDay } from './read.ts'

const OFFICIALS = ['liaison', 'county', 'office', 'leader', 'chain'] as const
const slots = z.object({
  ...firmSlots,
  kind: z.enum(RISK_KINDS).optional(),
  detail: z.string().max(1000).optional(),
  date: z.string().max(40).optional(),
  key: z.string().min(8).max(80).optional(),
})
type Given = z.infer<typeof slots>

/** 报风险信号: trouble seen at an enterprise, told to its county or park and the office. */
export const riskSignal = intent({
  title: '报风险信号',
  examples: [
    '报风险信号 [衡岳纸业]停产一个多月了',
    '[大合新材料]欠薪两个月 报个风险',
    '[恒飞电缆]要外迁 属地关注一下',
    '[建滔化工]订单少了一半 可能要退规',
    '[金杯电工]用电骤降 有风险',
    '发现[南岳电控]资金链紧张',
    '[恒飞电缆]在裁人 有风险',
    '[瑞达电源]老板跑路了',
    '[福邦新材料]订单掉了一大半',
    '[爱洁科技]可能要关门',
    '[德阳鞋业]发不出工资',
    '[固诚电气]想外迁',
    '[金翼有色]产值下滑厉害 有退规风险',
    '[衡山汽车]被起诉 账户冻结了',
    '[建衡实业]机器停了 工人放假',
    '听说[古汉中药]资金链断了',
    '[恒飞电缆]停产了',
    '[瑞达电源]拖欠工资两个月',
    '[固诚电气]要搬到外地去',
    '[大合新材料]老板失联',
    '[福邦新材料]订单少了六成',
    '[德阳鞋业]裁了一半人',
    '[金翼有色]被法院查封了',
    '[建衡实业]在找买家 想卖厂',
    '[古汉中药]营收跌得厉害 怕要退规',
    '[爱洁科技]银行抽贷 快撑不住了',
    '[创大玉兔]停了两条线',
    '[衡山汽车]工人放假一个月了',
    '[金隆再生金属]用电少了一半',
    '[南岳电控]可能要外迁',
    '[雁南机械]停产半个月了',
    '[德阳鞋业]两个月没发工资 工人走了不少',
    '听说[瑞达电源]在外地看地',
    '[金杯电工]资金链绷得很紧',
    '[建滔化工]要关一个车间',
    '有家企业要跑',
    '这家要倒了',
    '发现风险 [衡岳纸业]关机了',
    '[镭目科技]要把总部搬到长沙',
    '[建衡实业]工资发不出来了 工人闹',
    '[衡山汽车]订单没了 下个月可能停',
    '[瑞达电源]用电量掉了六成',
    '[福邦新材料]被银行起诉了',
    '[金翼有色]老板在外面欠了债 怕跑',
    '[古汉中药]两条线停了一条',
    '[德阳鞋业]今年营收可能不到两千万 要退规',
    '[大合新材料]接到环保停产通知',
  ],
  inPrivate: true,
  access: OFFICIALS,

  read: ({ text: said, rest, now }) => {
    const kind = riskIn(said)
    const detail = rest
      .replace(/报(?:个|一下)?风险(?:信号)?|风险信号[:：]?|发现/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    return { ...(kind && { kind }), ...(detail && { detail }), date: visitDay(said, dayOf(now)) }
  },
  slots,
  run: (context, given) => (given.key ? submit(context, given, given.key) : openForm(context, given)),
})

async function openForm(context: Context, given: Given): Promise<Reply> {
  const { db, now, speaker } = context
  if (!given.uscc)
    throw new Missing('enterprise', '没听出是哪家企业，请带上企业名称，例如“衡岳纸业停产了 报个风险”。')
  const firm = await getEnterprise(db, given.uscc)
  if (!firm || !mayRecordVisit(speaker, firm))
    throw new Refusal('这家企业不在您联系或负责的范围内，风险信号没有记。')
  const before = (await signalsOf(db, [firm.uscc])).filter(({ settledOn }) => settledOn === null)
  return {
    card: {
      title: '报风险信号',
      tone: 'warn',
      ...(firm.isDemo && { tags: ['演示数据'] }),
      blocks: [
        text(bold(firm.name)),
        ...before.map(one => text(`${one.seenOn}已报过${one.kind}（${one.by}）：${one.detail}`)),
        {
          kind: 'form',
          name: 'risk',
          fields: [
            {
              kind: 'choice',
              name: 'kind',
              label: '风险类型',
              required: true,
              ...(given.kind && { value: given.kind }),
              options: RISK_KINDS.map(value => ({ value, label: value })),
            },
            {
              kind: 'text',
              name: 'detail',
              label: '看到的情况',
              long: true,
              required: true,
              ...(given.detail && { value: given.detail }),
            },
            {
              kind: 'date',
              name: 'date',
              label: '发现日期',
              required: true,
              value: given.date ?? dayOf(now),
            },
          ],
          submit: {
            label: '报送',
            style: 'primary',
            action: {
              command: 'visit',
              intent: 'intake.risk_signal',
              args: { uscc: firm.uscc, key: crypto.randomUUID() },
            },
          },
        },
        note('属地和办公室会马上收到。是否列入退规风险库按规则和程序定。'),
      ],
    },
    isPrivate: true,
    focus: { uscc: firm.uscc },
  }
}

async function submit({ db, now, speaker, causeId }: Context, given: Given, key: string): Promise<Reply> {
  const { uscc = '' } = given
  const kind = choiceIn(given.kind, RISK_KINDS, '风险类型')
  const id = await reportRisk(
    { db, now, speaker, causeId },
    {
      uscc,
      kind,
      detail: given.detail ?? '',
      seenOn: dayIn(given.date, '发现日期') ?? dayOf(now),
      formKey: key,
    },
  )
  return {
    card: {
      title: '风险信号已报',
      tone: 'good',
      blocks: [
        text('属地和领导小组办公室会收到，处置情况会记在这条信号上。'),
        ...(hasRole(speaker, 'office', 'county')
          ? [
              buttons({
                label: '提议列入退规风险库',
                action: {
                  command: 'roster',
                  intent: 'list.change',
                  args: { uscc, list: '退规风险企业库', op: '加入', reason: given.detail ?? '' },
                },
              }),
            ]
          : []),
      ],
    },
    did: { words: `报风险信号（${kind}：${given.detail ?? ''}）`, undo: { kind: 'risk', ref: { id } } },
    isPrivate: true,
    replaces: true,
    focus: { uscc },
  }
}

/** 风险处置: what came of it. */
export const riskSettle = intent({
  title: '风险处置',
  examples: [],
  access: OFFICIALS,
  slots: z.object({ signal: z.number().int(), words: z.string().max(500).optional() }),
  async run({ db, now, speaker, causeId }, { signal, words }) {
    if (words === undefined)
      return {
        card: {
          title: '风险处置',
          tone: 'info',
          blocks: [
            {
              kind: 'form',
              name: 'settle',
              fields: [{ kind: 'text', name: 'words', label: '怎么处置的', long: true, required: true }],
              submit: {
                label: '确认已处置',
                style: 'primary',
                action: { command: 'visit', intent: 'risk.settle', args: { signal } },
              },
            },
          ],
        },
        isPrivate: true,
      }
    const name = await settleRisk({ db, now, speaker, causeId }, signal, words)
    return {
      card: { title: '风险已处置', tone: 'good', blocks: [text(`${name}：${words}`)] },
      isPrivate: true,
      replaces: true,
    }
  },
})
