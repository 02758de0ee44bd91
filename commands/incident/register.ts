import Big from 'big.js'
import { z } from 'zod'
import { bad, bold, buttons, type Card, note, text, warn } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Missing, Refusal } from '../../src/lib/errors.ts'
import { parseMoney } from '../../src/lib/money.ts'
import { dayOf } from '../../src/lib/time.ts'
import { accidentTypesOf } from '../../src/people/may.ts'
import { type Enterprise, getEnterprise } from '../../src/registry/enterprises.ts'
import {
  doubtOf,
  findIncident,
  type IncidentInput,
  levelFor,
  registerIncident,
  withdrawIncident,
} from '../../src/registry/incidents.ts'
import { ACCIDENT_LEVELS } from '../../src/rules/facts.ts'
import { firmSlots, nameOf } from '../parts/firm.ts'
import { actOf } from '../roster/act.ts'
import { incidentCard } from './card.ts'
import { readAccident } from './words.ts'

const TYPES = ['安全生产', '环境污染'] as const

/** A number of people or an amount, as a form or a text gives it; empty is unknown. */
const people = z.union([z.number(), z.string().max(10)]).optional()

const slots = z.object({
  ...firmSlots,
  /** The registered accident it corrects. */
  incident: z.number().int().optional(),
  date: z.string().max(10).optional(),
  type: z.enum(TYPES).optional(),
  level: z.enum(ACCIDENT_LEVELS).optional(),
  dead: people,
  injured: people,
  loss_wan: z.union([z.number(), z.string().max(30)]).optional(),
  detail: z.string().max(500).optional(),
  reason: z.string().max(300).optional(),
  /** Handed in, not only said. */
  form: z.boolean().optional(),
  /** Whoever registers it stands by the level. */
  sure: z.boolean().optional(),
})
type Asked = z.infer<typeof slots>

/** 登记事故: read from words or a form, shown before it counts, its level held against casualties and loss. */
export const register = intent({
  title: '登记事故',
  examples: [
    '登记一起事故 [衡岳化工] 11月2日 一般 2人受伤',
    '[雁南机械]昨天发生一般安全事故 1人重伤 损失20万',
    '登记事故 [恒飞电缆] 10月8日 环境污染 一般 损失30万 无人伤亡',
    '更正第3号事故 重伤改为5人',
    '登记一起安全事故 [瑞达电源] 11月3日火灾 1人重伤',
    '[建滔化工]昨天发生火灾 死亡1人 登记一下',
    '报告事故 [金翼有色] 11月3日 坍塌 重伤2人',
    '[衡山汽车]前天出了安全事故 轻伤1人 登记',
    '录一起事故 [德阳鞋业] 10月20日 一般',
    '[古汉中药]环境污染事故 登记一下',
    '记一起较大事故 [衡岳化工] 死亡3人',
    '[恒飞电缆]11月5日机械伤害 轻伤1人 登记事故',
    '登记事故：[瑞达电源] 昨天 触电 死亡1人',
    '[固诚电气]车间昨晚发生火灾 没有伤亡 记录下',
    '录入事故 [古汉中药] 11月8号 较大 重伤11人',
    '上周[金隆再生金属]发生坍塌 2死3伤 报事故',
    '[建滔化工]10月30日泄漏 环境事件 一般',
    '园区昨天出了起事故 一人死亡 登记',
    '[爱洁科技]砸伤一个人 登记成事故',
    '[大合新材料]前天机器压伤一个 报一起事故',
    '报一起事故 [衡山汽车] 11月10日 轻伤2人',
    '事故登记 [福邦新材料] 11.9 一般',
    '[金杯电工]事故补录 9月12日 重伤1人',
    '[福邦新材料]11月7日机械伤害 1人轻伤 一般事故 登记',
    '昨晚[建滔化工]泄漏 2人中毒 记录一下 较大',
    '报事故：[大合新材料] 火灾 无伤亡 损失80万',
    '补登一起事故 [衡山汽车] 10月12日 重伤1人',
    '应急局来登记 [金翼有色] 昨天坍塌 死1人',
  ],
  inPrivate: true,
  access: ['department', 'office'],

  read: said => ({ ...readAccident(said) }),
  slots,
  run: take,
})

async function take(context: Context, asked: Asked): Promise<Reply> {
  const old = asked.incident === undefined ? null : await findIncident(context.db, asked.incident)
  const uscc = old?.uscc ?? asked.uscc
  if (!uscc)
    throw new Missing(
      'enterprise',
      '没听出是哪家企业，请带上企业名称，例如“登记一起事故 衡岳化工 11月12日 一般 1人受伤”。',
    )
  const firm = await getEnterprise(context.db, uscc)
  if (!firm) throw new Refusal('库里没有这家企业，请核对名称后再登记。')
  const [only, ...others] = accidentTypesOf(context.speaker)
  if (!only) throw new Refusal('事故由应急管理、生态环境部门和领导小组办公室登记，您没有这项权限，没有登记。')
  const given = {
    uscc,
    happenedOn: asked.date ?? old?.happenedOn ?? '',
    type: asked.type ?? old?.type ?? (others.length === 0 ? only : undefined),
    level: asked.level ?? old?.level,
    dead: wholeOf(asked.dead, '死亡') ?? (asked.form ? null : (old?.dead ?? null)),
    injured: wholeOf(asked.injured, '重伤') ?? (asked.form ? null : (old?.injured ?? null)),
    loss: moneyOf(asked.loss_wan) ?? (asked.form || !old?.loss ? null : new Big(old.loss)),
    detail: asked.detail?.trim() || (asked.form ? null : (old?.detail ?? null)),
  }
  if (!asked.form || !given.type || !given.level)
    return { card: formCard(context, firm, asked, given), isPrivate: true, focus: { uscc } }
  const input: IncidentInput = { ...given, type: given.type, level: given.level }
  const done = await registerIncident(actOf(context), context.policies, input, {
    isSure: asked.sure === true,
    replaces: asked.incident ?? null,
    reason: asked.reason ?? null,
  })
  if (done.kind === 'doubted')
    return { card: doubtCard(context, firm, input, asked, done.doubt), isPrivate: true, replaces: true }
  const head = asked.incident === undefined ? '已登记。' : '已更正，原来的登记保留。'
  return {
    card: await incidentCard(context, firm, done.id, [text(bold(head))]),
    isPrivate: true,
    replaces: true,
    toast: { tone: 'good', text: head },
    focus: { uscc },
  }
}

function wholeOf(value: number | string | undefined, words: string): number | null {
  const said = String(value ?? '')
    .normalize('NFKC')
    .replace(/[人名\s]/g, '')
  if (said === '') return null
  if (/^\d{1,5}$/.test(said)) return Number(said)
  throw new Refusal(`${words}人数“${value}”看不懂，请填不小于 0 的整数；不清楚可以不填。`)
}

function moneyOf(value: number | string | undefined): Big | null {
  if (value === undefined || String(value).trim() === '') return null
  const amount = parseMoney(String(value))
  if (amount) return amount
  throw new Refusal(`直接经济损失“${value}”看不懂，请按万元填数字，例如 38.5；不清楚可以不填。`)
}

type Given = Omit<IncidentInput, 'type' | 'level'> & {
  type: IncidentInput['type'] | undefined
  level: IncidentInput['level'] | undefined
}

/** What was understood, to be looked over and handed in; a doubtful level is said at once. */
function formCard(context: Context, firm: Enterprise, asked: Asked, given: Given): Card {
  const today = dayOf(context.now)
  const { type, level } = given
  const doubt =
    type && level && given.happenedOn ? doubtOf(context.policies, { ...given, type, level }, today) : null
  const harm: [string, string, string][] = [
    ['dead', '死亡（人）', given.dead === null ? '' : String(given.dead)],
    ['injured', '重伤或中毒（人）', given.injured === null ? '' : String(given.injured)],
    ['loss_wan', '直接经济损失（万元）', given.loss?.toFixed() ?? ''],
  ]
  return {
    title: asked.incident === undefined ? '登记事故' : `更正第${asked.incident}号事故`,
    tone: doubt ? 'warn' : 'info',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(...nameOf(firm, asked)),
      ...(doubt ? [text(warn(doubt))] : []),
      {
        kind: 'form',
        name: 'incident',
        fields: [
          {
            kind: 'date',
            name: 'date',
            label: '发生日期',
            required: true,
            ...(given.happenedOn && { value: given.happenedOn }),
          },
          {
            kind: 'choice',
            name: 'type',
            label: '类型',
            required: true,
            options: accidentTypesOf(context.speaker).map(value => ({ value, label: value })),
            ...(type && { value: type }),
          },
          {
            kind: 'choice',
            name: 'level',
            label: '等级',
            required: true,
            options: ACCIDENT_LEVELS.map(value => ({ value, label: value })),
            ...(level && { value: level }),
          },
          ...harm.map(([name, label, value]) => ({
            kind: 'text' as const,
            name,
            label,
            value,
            placeholder: '不清楚可以不填',
          })),
          { kind: 'text', name: 'detail', label: '情况', value: given.detail ?? '', long: true },
          ...(asked.incident === undefined
            ? []
            : [
                {
                  kind: 'text' as const,
                  name: 'reason',
                  label: '更正原因',
                  required: true,
                  value: asked.reason ?? '',
                },
              ]),
        ],
        submit: {
          label: asked.incident === undefined ? '登记' : '更正',
          style: 'primary',
          action: {
            command: 'incident',
            intent: 'intake.accident',
            args: {
              uscc: firm.uscc,
              form: true,
              ...(asked.incident !== undefined && { incident: asked.incident }),
            },
          },
        },
      },
      note('伤亡按重伤（含中毒）填，轻伤不计。等级和伤亡损失不符时会再请您确认。'),
    ],
  }
}

/** The level does not fit: it is changed, or stood by. */
function doubtCard(
  context: Context,
  firm: Enterprise,
  given: IncidentInput,
  asked: Asked,
  doubt: string,
): Card {
  const fitting = levelFor(context.policies, given, dayOf(context.now))
  const args = {
    uscc: given.uscc,
    form: true,
    date: given.happenedOn,
    type: given.type,
    ...(given.dead !== null && { dead: given.dead }),
    ...(given.injured !== null && { injured: given.injured }),
    ...(given.loss && { loss_wan: given.loss.toFixed() }),
    ...(given.detail && { detail: given.detail }),
    ...(asked.incident !== undefined && { incident: asked.incident, reason: asked.reason }),
  }
  const action = (level: string, sure: boolean) => ({
    command: 'incident',
    intent: 'intake.accident',
    args: { ...args, level, ...(sure && { sure }) },
  })
  return {
    title: '等级与伤亡损失不符',
    tone: 'warn',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(bold(firm.name)),
      text(bad(doubt)),
      buttons(
        ...(fitting
          ? [{ label: `按“${fitting}”登记`, style: 'primary' as const, action: action(fitting, false) }]
          : []),
        {
          label: `仍按“${given.level}”登记`,
          action: action(given.level, true),
          confirm: `确认等级就是“${given.level}”？会记下存疑。`,
        },
      ),
      note('还没有登记。以主管部门认定的等级为准；伤亡数填错了请重新登记。'),
    ],
  }
}

/** 撤销: there was no such accident. */
export const withdraw = intent({
  title: '撤销事故登记',
  examples: [],
  access: ['department', 'office'],
  slots: z.object({ incident: z.number().int(), reason: z.string().max(300).optional() }),
  async run(context, { incident, reason }) {
    if (!reason?.trim()) throw new Refusal('撤销事故登记要写明原因。')
    await withdrawIncident(actOf(context), incident, reason)
    const done = `第${incident}号事故登记已撤销，原登记和原因保留。`
    return {
      card: { title: '事故登记已撤销', tone: 'plain', blocks: [text(done), note(`原因：${reason.trim()}`)] },
      replaces: true,
      isPrivate: true,
      toast: { tone: 'good', text: done },
    }
  },
})
