import { z } from 'zod'
import { bold, type Card, type Field, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { Missing, Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { type Enterprise, getEnterprise } from '../../src/registry/enterprises.ts'
import { receiptNumber } from '../../src/registry/receipts.ts'
import { findProposal } from '../../src/registry/rosters/decide.ts'
import { type RosterKey, rosterIn, sayRoster } from '../../src/registry/rosters/kinds.ts'
import { proposeChanges } from '../../src/registry/rosters/propose.ts'
import { judgeFirms } from '../../src/registry/rosters/refresh.ts'
import type { Evaluation } from '../../src/rules/evaluation.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { without } from '../case/words.ts'
import { verdictSpan } from '../parts/conditions.ts'
import { nameOf } from '../parts/firm.ts'
import { actOf } from './act.ts'
import { proposalCard } from './proposal-card.ts'
import { rosterSlots, whichRoster } from './which.ts'
import { phraseOf, readRoster } from './words.ts'

const OUT = /移出|移除|调出|剔除|踢出|出库|退出|撤出|拿(?:掉|出)|删(?:掉|除)|去掉|出名录/
const IN = /(?:加|放|移|调|补|列|纳|拉|收)[入进到]|入库|增补|新增|纳进|进(?=.{0,6}库)|升(?:级)?为/

const slots = z.object({
  ...rosterSlots,
  op: z.enum(['加入', '移出']).optional(),
  reason: z.string().max(500).optional(),
  stage: z.string().max(40).optional(),
  /** The paper it rests on. */
  basis: z.string().max(200).optional(),
  /** The form is handed in. */
  form: z.boolean().optional(),
})
type Asked = z.infer<typeof slots>

/** 入库出库: somebody wants one enterprise on a roster, or off it. */
export const change = intent({
  title: '提出入库出库',
  examples: [
    '[古汉中药]移出退规风险库，生产恢复了',
    '把[瑞达电源]加入上市后备',
    '[福邦新材料]纳入小升规培育库 去年营收一千三百万',
    '[恒飞电缆]从应统未统名单里移出 已经入统',
    '[固诚电气]列入梯度培育库 省级专精特新',
    '[衡岳纸业]列入市场出清名单 产能严重过剩',
    '把[德阳鞋业]移出小升规培育库 已停产',
    '把我们放进头雁企业名单里',
    '[恒飞电缆]移出应统未统',
    '把[福邦新材料]放进退规风险库',
    '[爱洁科技]加入头雁企业名单',
    '[金翼有色]已经倒闭 从库里删掉',
    '提议[固诚电气]入培育库',
    '[瑞达电源]调出小升规库 升规了',
    '把[大合新材料]拉进上市后备名单',
    '[衡山汽车]出库 恢复生产了',
    '[固诚电气]加入小升规库',
    '[衡岳纸业]移入退规风险库 停产了',
    '把[德阳鞋业]从名录里剔除 外迁了',
    '[恒飞电缆]纳入头雁',
    '[金翼有色]从倍增名录里移出 产值掉了',
    '[瑞达电源]列入上市后备企业库',
    '[大合新材料]退出小升规库',
    '[福邦新材料]入库 小升规',
    '[建衡实业]拿出退规风险库 订单回来了',
    '把[创大玉兔]加进倍增名录',
    '[南岳电控]放到上市后备库',
    '[古汉中药]调入退规风险库 营收掉到2000万了',
    '[爱洁科技]名录里去掉 已经停产',
    '[衡山汽车]从风险库里撤出来',
    '[凌能5G]进小升规培育库',
    '[金隆再生金属]出名录',
    '[特变电工衡变]增补进头雁名单',
    '[雁南机械]从倍增名录里删掉 外迁',
    '[镭目科技]加到头雁名单里 市里定的',
    '把[金隆再生金属]移到退规风险库 用电掉了一半',
    '[建衡实业]恢复生产了 从退规风险库移出来',
    '[德阳鞋业]营收过了1500万 纳入小升规',
    '[雁南机械]外迁了 名录里去掉',
    '[固诚电气]入上市后备库 金融办同意了',
    '[衡岳纸业]产能过剩 列入出清名单 不再帮扶',
  ],
  inPrivate: true,
  access: ['office', 'county'],

  read: readChange,
  slots,
  run: proposeOne,
})

function readChange(said: Said): Record<string, unknown> {
  const kind = rosterIn(said.text)
  const op = OUT.test(said.text) ? '移出' : IN.test(said.text) ? '加入' : undefined
  const stage = kind?.stage?.values.find(value => said.text.includes(value))
  const reason = without(
    said.rest,
    /^(?:请|麻烦)?(?:把|将|从)?\s*/,
    kind ? phraseOf(kind) : undefined,
    /从|由/,
    op === '移出' ? OUT : IN,
    /(?:原因|理由)(?:是|:|：)?|因为|由于/,
  )
  return {
    ...readRoster(said),
    ...(op && { op }),
    ...(reason.length > 1 && { reason }),
    ...(stage && { stage }),
  }
}

async function proposeOne(context: Context, asked: Asked): Promise<Reply> {
  if (!asked.uscc)
    throw new Missing(
      'enterprise',
      '没听出是哪家企业，请带上企业名称，例如“古汉中药移出退规风险库，订单恢复了”。',
    )
  if (!asked.list) throw new Refusal('没听出是哪个名录或库，请写明，例如“移出退规风险库”。')
  if (!asked.op) throw new Refusal('没听出是要加入还是移出，请写明，例如“移出退规风险库”。')
  const firm = await getEnterprise(context.db, asked.uscc)
  if (!firm) throw new Refusal('库里没有这家企业，请核对名称。')
  const { key } = whichRoster(context, { ...asked, region: undefined, park: undefined, on: undefined })
  if (key.kind.name === '倍增名录' && asked.op === '加入')
    throw new Refusal(
      '市级倍增名录每年年初评定、经两个会议审议产生，不能单独加入。可以推荐它参加评定：“推荐 企业名称 进名录”。',
    )
  const judged = await judge(context, key, firm)
  const reason = asked.reason?.trim() ?? ''
  const basis = asked.basis?.trim() || null
  const { stage: stages } = key.kind
  const isStageMissing = asked.op === '加入' && stages !== null && !asked.stage?.trim()
  const isComplete = reason !== '' && !isStageMissing && (judged !== null || basis !== null)
  if (!isComplete && !asked.form) return { card: formCard(key, firm, asked, judged), isPrivate: true }
  if (isStageMissing) throw new Refusal(`加入${key.kind.title}要写明${stages?.title}，请补充后再提交。`)
  const { proposal } = await proposeChanges(
    actOf(context),
    key,
    [
      {
        uscc: firm.uscc,
        operation: asked.op === '加入' ? 'add' : 'remove',
        reason,
        stage: asked.op === '加入' ? (asked.stage?.trim() ?? null) : null,
        receiptId: judged?.receiptId ?? null,
        basis,
      },
    ],
    'person',
  )
  const card = await proposalCard(context, await findProposal(context.db, proposal ?? 0), [
    text(bold('已提出，等待批准。')),
  ])
  const did = {
    words: `${asked.op}${sayRoster(key)}提案（${firm.shortName}：${reason}）`,
    undo: { kind: 'proposal', ref: { proposal: proposal ?? 0 } },
  }
  return { card, did, isPrivate: true, replaces: asked.form === true, focus: { uscc: firm.uscc } }
}

type JudgedFirm = { receiptId: number; evaluation: Evaluation } | null

/** What the roster's rule says of the firm today, kept as the evidence of the change; null where no rule judges. */
async function judge(context: Context, { kind }: RosterKey, firm: Enterprise): Promise<JudgedFirm> {
  const on = dayOf(context.now)
  const rules = kind.rules.length > 1 && firm.isDigital ? kind.rules : kind.rules.slice(0, 1)
  let best: JudgedFirm = null
  for (const rule of rules) {
    const version = findRule(context.policies.documents, rule, on)
    const found = (await judgeFirms(context, version, [firm.uscc], on)).get(firm.uscc) ?? null
    if (best === null || found?.evaluation.verdict === 'pass') best = found
  }
  return best
}

function formCard(key: RosterKey, firm: Enterprise, asked: Asked, judged: JudgedFirm): Card {
  const isAdding = asked.op === '加入'
  const { stage } = key.kind
  const stageField: Field[] =
    stage && isAdding
      ? [
          stage.values.length > 0
            ? {
                kind: 'choice',
                name: 'stage',
                label: stage.title,
                required: true,
                options: stage.values.map(value => ({ value, label: value })),
                ...(asked.stage && stage.values.includes(asked.stage) && { value: asked.stage }),
              }
            : { kind: 'text', name: 'stage', label: stage.title, required: true, value: asked.stage ?? '' },
        ]
      : []
  const basisField: Field[] = judged
    ? []
    : [
        {
          kind: 'text',
          name: 'basis',
          label: '依据的文件或名单',
          placeholder: '例如 衡工信发〔2023〕12号',
          required: true,
          value: asked.basis ?? '',
        },
      ]
  return {
    title: `${isAdding ? '加入' : '移出'}${sayRoster(key)}`,
    tone: 'info',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(...nameOf(firm, asked)),
      ...(judged
        ? [
            text(
              '按规则：',
              verdictSpan(judged.evaluation.verdict),
              `（留痕${receiptNumber(judged.receiptId)}）`,
            ),
          ]
        : []),
      {
        kind: 'form',
        name: 'membership',
        fields: [
          ...stageField,
          {
            kind: 'text',
            name: 'reason',
            label: '理由',
            required: true,
            long: true,
            value: asked.reason ?? '',
          },
          ...basisField,
        ],
        submit: {
          label: '提交',
          style: 'primary',
          action: {
            command: 'roster',
            intent: 'list.change',
            args: { uscc: firm.uscc, list: key.kind.title, scope: key.scope, op: asked.op, form: true },
          },
        },
      },
      note('提交后由有权限的同志批准；本人提出的由另一位同志批准。'),
    ],
  }
}
