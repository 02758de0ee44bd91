import { z } from 'zod'
import { RISK_KINDS, VISIT_MEANS, VISIT_OUTCOMES } from '../../db/schema/index.ts'
import { type Block, bold, type Card, type Field, fields, note, text, warn } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { findOfficials } from '../../src/people/find-person.ts'
import { mayRecordVisit, scopesOf } from '../../src/people/may.ts'
import { type Enterprise, getEnterprise } from '../../src/registry/enterprises.ts'
import { lookedAfter } from '../../src/registry/liaison/mine.ts'
import {
  CORRECTABLE_MINUTES,
  recordVisits,
  type VisitEntry,
} from '../../src/registry/liaison/record-visit.ts'
import { type RiskKind, reportRisk } from '../../src/registry/liaison/signals.ts'
import { unvisited } from '../../src/registry/liaison/visits-due.ts'
import { plainTitle, rosterIn } from '../../src/registry/rosters/kinds.ts'
import { firmSlots } from '../parts/firm.ts'
import { choiceIn, dayIn } from '../parts/form-values.ts'
import { caseForm } from './case-form.ts'
import { problemOf, readVisit } from './read.ts'

const OFFICIALS = ['liaison', 'county', 'office', 'leader', 'chain'] as const
const MOST_OFFERED = 30

const slots = z.object({
  ...firmSlots,
  /** Several enterprises, chosen on the form. */
  usccs: z.union([z.array(z.string().max(40)).max(MOST_OFFERED), z.string().max(40)]).optional(),
  date: z.string().max(40).optional(),
  means: z.string().max(10).optional(),
  result: z.string().max(10).optional(),
  attempts: z.number().int().min(1).max(99).optional(),
  /** Whom the speaker accompanied, or who went. */
  visitor: z.string().max(40).optional(),
  detail: z.string().max(1000).optional(),
  risk: z.enum(RISK_KINDS).optional(),
  /** 走了5家 without names. */
  count: z.number().int().min(1).max(99).optional(),
  /** Of the form, so that it records once. */
  key: z.string().min(8).max(80).optional(),
})
type Given = z.infer<typeof slots>

/** 记走访: a sentence is a visit recorded; what it tells of problems can be filed as cases from the same card. */
export const visitLog = intent({
  title: '记走访',
  examples: [
    '今天走访了[大合新材料] 情况正常',
    '刚去了[金杯电工] 一切正常',
    '昨天上门看了[建滔化工] 反映招工难',
    '上午从[恒飞电缆]出来 说流动资金紧张',
    '刚从[金杯电工]出来 反映两件事：招不到电工 门口路不平',
    '从[恒飞电缆]出来了 三个问题：缺普工6个 停电 路灯不亮',
    '刚从[建滔化工]回来 两个事 水压低 差焊工',
    '[南岳电控]电话打不通',
    '今天跑了3家企业 都没什么问题',
    '走访/[特变电工衡变]/11.10/反映电价高',
    '陪张市长走访了[大合新材料] 生产经营正常',
    '记走访',
    '上午走访[恒飞电缆] 生产正常',
    '刚从[固诚电气]回来 老板说缺人',
    '今天去[瑞达电源]看了 没什么问题',
    '电话联系[福邦新材料] 订单还可以',
    '昨天到[爱洁科技]走访 反映用电贵',
    '去了[德阳鞋业] 没人在',
    '[建衡实业] 门关着 没见到人',
    '11月10日走访[大合新材料]',
    '今天看了两家 情况都还行',
    '微信问了[金翼有色] 说月底开工',
    '这周走了4家 有一家缺资金',
    '走访记录 [南岳电控] 正常',
    '下午陪领导去了[衡山汽车]',
    '企业没接电话',
    '[创大玉兔]跑了一趟 说运费高',
    '[福邦新材料]去过了 两个问题：缺工 用气贵',
    '走访[恒飞电缆] 正常',
    '今天去了[瑞达电源]',
    '去[固诚电气]看了下 没问题',
    '昨天跑[大合新材料] 缺人缺钱',
    '上午到[福邦新材料] 门卫不让进',
    '[德阳鞋业]没人 没见到老板',
    '[金翼有色]白跑一趟 关门了',
    '[建衡实业]电话没接',
    '去[古汉中药] 老板不在',
    '[爱洁科技]联系不上',
    '刚走完[创大玉兔] 反映运费高',
    '今天走访4家 都正常',
    '这周跑了6家',
    '上门[衡山汽车] 三个问题：缺电工 贷款难 路不好',
    '下午去[金隆再生金属] 在停产检修',
    '电话问了[南岳电控] 一切正常',
    '陪同市领导调研[特变电工衡变]',
    '11月13日到[建滔化工] 反映气价高',
    '11.12/[金杯电工]/缺焊工5个',
    '走访登记 [衡岳纸业] 停产',
    '退规风险的[古汉中药] 去看了 恢复生产了',
    '入企 [雁南机械] 无诉求',
    '企业说没什么困难',
    '老板出差没见着',
    '刚从[瑞达电源]出来 缺人 缺钱',
    '才从[镭目科技]出来 两件事：招不到钳工 厂门口没有公交',
    '刚从[金杯电工]回来 三个问题：停电 缺仓库 门前积水',
    '上午跑了[德阳鞋业] 老板反映两个事 招工难 运费高',
    '今天上门[建衡实业] 缺电工3个 路不好走',
    '走访了[金翼有色] 提了两个问题：要地 要贷款',
    '昨天去[衡山汽车] 看了车间 反映气不够',
    '到[大合新材料]走访 一切正常 没诉求',
    '[古汉中药] 退规风险那家 今天去看了 已复工',
    '[衡岳纸业]上门三次没人 电话也不接',
    '今天走了6家 有两家缺工',
    '走访/[福邦新材料]/11.13/缺流动资金',
    '11月14日 [固诚电气] 走访 反映停电',
    '陪市长到[南岳电控]调研 企业要30亩地',
    '电话走访[创大玉兔] 说订单还行',
    '这周跑完8家 没大问题',
    '[镭目科技]看过了 提了三条 缺人 贷款 子女上学',
    '打了几次电话 [德阳鞋业]都不接',
    '去了没见到人 大门锁着',
    '企业联系不上 打了两次',
    '和企业老板聊了 没啥困难',
    '上午到[瑞达电源] 缺焊工 贷款难',
    '昨天去[恒飞电缆] 用电不稳 运费贵',
    '今天到[建滔化工]看了 反映没工人',
    '下午去了[金翼有色] 说环评批不下来',
    '刚从[固诚电气]回来 三个问题 缺人 停电 路烂',
    '去[古汉中药]走了一趟 贷款批不下来',
    '到[福邦新材料]上门 反映拖欠货款',
    '昨天跑[德阳鞋业] 说没订单',
    '上午看了[大合新材料] 缺电工6个 还要10亩地',
    '11.14 [衡山汽车] 停水 缺工',
    '前天去过[爱洁科技] 用气贵',
    '刚到[创大玉兔]看过 机器停了一半',
    '[南岳电控]去了 老板说想扩产',
    '到[镭目科技]问了下 没困难',
    '上门走访[建衡实业] 反映招不到人 网络差',
  ],
  inPrivate: true,
  access: OFFICIALS,

  read: ({ text: said, rest, now }) => {
    const told = readVisit(said, rest, dayOf(now))
    const roster = rosterIn(said)
    return {
      date: told.visitedOn,
      means: told.means,
      ...(told.outcome && { result: told.outcome }),
      ...(told.attempts && { attempts: told.attempts }),
      ...(told.leader && { visitor: told.leader }),
      ...(told.note && { detail: told.note }),
      ...(told.risk && { risk: told.risk }),
      ...(told.count && { count: told.count }),
      ...(told.outcome === '正常' && { problems: 0 }),
      ...(told.outcome === '有问题' && told.problems.length > 0 && { cases: told.problems }),
      ...(roster && { list: plainTitle(roster) }),
    }
  },
  slots,
  run: (context, given) => logVisit(context, given),
})

/** The form handed in. */
export const visitRecord = intent({
  title: '提交走访',
  examples: [],
  access: OFFICIALS,
  slots,
  run: submit,
})

async function logVisit(context: Context, given: Given): Promise<Reply> {
  const { uscc } = given
  if (!uscc) return formReply(context, given, await offered(context, given))
  const firm = await firmFor(context, uscc)
  const detail = given.detail ?? (given.result === '正常' ? '情况正常' : '')
  if (!given.result || detail.length < 2) return formReply(context, given, [firm])
  return record(context, { ...given, detail, key: crypto.randomUUID() }, [firm])
}

async function submit(context: Context, given: Given): Promise<Reply> {
  const codes = given.uscc ? [given.uscc] : [given.usccs ?? []].flat()
  if (codes.length === 0) throw new Refusal('请选是哪几家企业。')
  const firms = await Promise.all(codes.map(uscc => firmFor(context, uscc)))
  const detail = given.detail?.trim() || (given.result === '正常' ? '情况正常' : '')
  const reply = await record(context, { ...given, detail, key: given.key ?? crypto.randomUUID() }, firms)
  return { ...reply, replaces: true, toast: { tone: 'good', text: `已记${firms.length}家走访` } }
}

async function firmFor({ db, speaker }: Context, uscc: string): Promise<Enterprise> {
  const firm = await getEnterprise(db, uscc)
  if (!firm) throw new Refusal('没有找到这家企业。请写企业全称或统一社会信用代码后再试。')
  if (!mayRecordVisit(speaker, firm))
    throw new Refusal(
      `“${firm.shortName}”不在您联系或负责的范围内，走访没有记。联点人员有变动的，请办公室或县市区先变更。`,
    )
  return firm
}

async function record(
  context: Context,
  given: Given & { key: string; detail: string },
  firms: readonly Enterprise[],
) {
  const { db, now, speaker, causeId } = context
  const { key, detail, risk } = given
  if (speaker.kind !== 'person') throw new Refusal('请先由办公室开通身份。')
  const act = { db, now, speaker, causeId }
  const entry: VisitEntry = {
    visitedOn: dayIn(given.date, '走访日期') ?? dayOf(now),
    means: choiceIn(given.means ?? '上门', VISIT_MEANS, '走访方式'),
    outcome: choiceIn(given.result, VISIT_OUTCOMES, '走访结果'),
    ...(await visitorOf(context, given.visitor)),
    note: detail,
    attempts: given.attempts ?? null,
  }
  const [only, other] = firms
  const caseKey = only && !other && entry.outcome === '有问题' ? crypto.randomUUID() : null
  const ids = await recordVisits(act, {
    ...entry,
    usccs: firms.map(({ uscc }) => uscc),
    formKey: key,
    caseKey,
  })
  const signal =
    risk && only && !other
      ? await reportRisk(act, {
          uscc: only.uscc,
          kind: risk,
          detail,
          seenOn: entry.visitedOn,
          formKey: `visit:${key}`,
        })
      : undefined
  const form = caseKey && only ? await caseForm(context, only, problemOf(detail), caseKey) : null
  const names = firms.map(({ shortName }) => shortName).join('、')
  const day = sayDay(entry.visitedOn, dayOf(now))
  return {
    ...receipt(context, { firms, entry, given, ids, form, risk }),
    did: {
      words: `记走访（${names}，${day}${entry.means}，${entry.outcome}：${entry.note}${risk ? `，并报风险信号“${risk}”` : ''}）`,
      undo: { kind: 'visits', ref: { ids, ...(signal !== undefined && { signal }) } },
    },
  }
}

/** Who went: the speaker, or whom they name, with their own name where the bot knows exactly one so called. */
async function visitorOf(
  { db, speaker }: Context,
  said: string | undefined,
): Promise<Pick<VisitEntry, 'visitor' | 'visitorId'>> {
  if (speaker.kind !== 'person') throw new Refusal('请先由办公室开通身份。')
  const named = said?.trim()
  if (!named || named === speaker.name) return { visitor: speaker.name, visitorId: speaker.id }
  const [only, other] = await findOfficials(db, named)
  return only && !other ? { visitor: only.name, visitorId: only.id } : { visitor: named, visitorId: null }
}

interface Recorded {
  firms: readonly Enterprise[]
  entry: VisitEntry
  given: Given
  ids: readonly number[]
  form: Block[] | null
  risk: RiskKind | undefined
}

function receipt({ now }: Context, { firms, entry, given, ids, form, risk }: Recorded): Reply {
  const [only, other] = firms
  const names = firms.map(({ shortName }) => shortName)
  const [id] = ids
  const single = only && !other ? only : null
  const misread = given.normalized_from && single ? `（您说的“${given.normalized_from}”）` : ''
  const card: Card = {
    title: single ? '走访已记' : `走访已记：${firms.length}家`,
    tone: risk || entry.outcome !== '正常' ? 'warn' : 'good',
    ...(firms.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      text(bold(single ? single.name : names.join('、')), misread),
      fields({
        走访: `${sayDay(entry.visitedOn, dayOf(now))} ${entry.means}`,
        走访人: entry.visitor,
        结果: entry.attempts ? `${entry.outcome}（试过${entry.attempts}次）` : entry.outcome,
      }),
      text(entry.note),
      ...(risk ? [text(warn(`已同时报风险信号：${risk}`), '，属地和办公室会收到。')] : []),
      ...(form ?? []),
      ...(single && id !== undefined && !form
        ? [
            {
              kind: 'buttons' as const,
              buttons: [
                { label: '更正', action: { command: 'visit', intent: 'visit.correct', args: { visit: id } } },
              ],
            },
          ]
        : []),
      note(
        form
          ? '走访已经记下；上面的诉求提交后才编号派单，不用上报的不提交即可。'
          : `${CORRECTABLE_MINUTES}分钟内可直接更正，之后作为补正另记一条。`,
      ),
    ],
  }
  return { card, isPrivate: true, ...(single && { focus: { uscc: single.uscc } }) }
}

/** Enterprises to choose from: those the speaker looks after, the unvisited of this month first. */
async function offered(
  { db, now, speaker }: Context,
  { count }: Given,
): Promise<{ uscc: string; shortName: string }[]> {
  const usccs = scopesOf(speaker, 'liaison')
  const asks = count ? `走了${count}家，请说是哪几家` : '没听出是哪家企业'
  if (usccs.length === 0)
    throw new Refusal(`${asks}，走访没有记。请带上企业名称，例如“今天走访了大合新材料 情况正常”。`)
  const due = new Set((await unvisited(db, usccs, dayOf(now))).map(({ uscc }) => uscc))
  const firms = await lookedAfter(db, usccs, now)
  return firms
    .sort((a, b) => Number(due.has(b.uscc)) - Number(due.has(a.uscc)))
    .slice(0, MOST_OFFERED)
    .map(({ uscc, name }) => ({ uscc, shortName: due.has(uscc) ? `${name}（本月未走访）` : name }))
}

function formReply(
  { speaker, now }: Context,
  given: Given,
  firms: readonly { uscc: string; shortName: string }[],
): Reply {
  const [only, other] = firms
  const single = given.uscc && only && !other ? only : null
  const choose: Field[] = single
    ? []
    : [
        {
          kind: 'choices',
          name: 'usccs',
          label: given.count ? `哪${given.count}家企业` : '哪家企业（可多选）',
          required: true,
          options: firms.map(({ uscc, shortName }) => ({ value: uscc, label: shortName })),
        },
      ]
  const option = (value: string) => ({ value, label: value })
  const card: Card = {
    title: '记走访',
    tone: 'info',
    blocks: [
      ...(single ? [text(bold(single.shortName))] : []),
      {
        kind: 'form',
        name: 'visit',
        fields: [
          ...choose,
          { kind: 'date', name: 'date', label: '走访日期', required: true, value: given.date ?? dayOf(now) },
          {
            kind: 'choice',
            name: 'means',
            label: '走访方式',
            required: true,
            value: given.means ?? '上门',
            options: VISIT_MEANS.map(option),
          },
          {
            kind: 'choice',
            name: 'result',
            label: '走访结果',
            required: true,
            value: given.result ?? '正常',
            options: VISIT_OUTCOMES.map(option),
          },
          {
            kind: 'text',
            name: 'visitor',
            label: '走访人',
            required: true,
            value: given.visitor ?? (speaker.kind === 'person' ? speaker.name : ''),
          },
          {
            kind: 'text',
            name: 'detail',
            label: '走访情况',
            long: true,
            placeholder: '生产怎么样、企业反映了什么；正常的可以不写',
            ...(given.detail && { value: given.detail }),
          },
        ],
        submit: {
          label: '记下走访',
          style: 'primary',
          action: {
            command: 'visit',
            intent: 'intake.visit_record',
            args: {
              key: crypto.randomUUID(),
              ...(single && { uscc: single.uscc }),
              ...(given.risk && { risk: given.risk }),
              ...(given.attempts && { attempts: given.attempts }),
            },
          },
        },
      },
      note('一句话也能记，例如“今天走访了大合新材料 情况正常”。'),
    ],
  }
  return { card, isPrivate: true }
}
