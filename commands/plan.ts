import { z } from 'zod'
import { bold, note, text } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply, type Said } from '../src/chat/command.ts'
import { Missing, Refusal } from '../src/lib/errors.ts'
import { findDay } from '../src/lib/find-day.ts'
import { dayOf, isDay } from '../src/lib/time.ts'
import { scopesOf } from '../src/people/may.ts'
import { getEnterprise } from '../src/registry/enterprises.ts'
import { placeIn } from '../src/registry/places.ts'
import { findPersonNamed, reportProgress, writePlan } from '../src/registry/rosters/plans.ts'
import { without } from './case/words.ts'
import { firmSlots } from './parts/firm.ts'
import { planCard, planForm } from './plan/cards.ts'
import { tellPlans } from './plan/query.ts'
import { actOf } from './roster/act.ts'

const ALL_DONE =
  /全部(?:完成|落实|到位|办完)|措施都?(?:已)?(?:完成|落实)|(?:方案|一企一策)(?:已)?(?:完结|办结|销号)|帮扶结束/

const progressSlots = z.object({
  ...firmSlots,
  note: z.string().max(500).optional(),
  done: z.boolean().optional(),
})

const planSlots = z.object({
  ...firmSlots,
  measures: z.string().max(1000).optional(),
  owner: z.string().max(40).optional(),
  due: z.string().max(10).optional(),
  problems: z.string().max(1000).optional(),
  form: z.boolean().optional(),
})

/** 一企一策: the plan of a firm at risk of falling out, what was done under it, and who has none. */
export const plan: Command = {
  name: 'plan',
  title: '一企一策',
  aliases: ['帮扶方案'],
  summary: '退规风险企业的一企一策：定方案、报进展、看哪些企业还没有方案',
  intents: {
    'plan.progress': intent({
      title: '报一企一策进展',
      examples: [
        '[衡岳纸业]一企一策 已完成设备搬迁',
        '[古汉中药]的一企一策进展：续贷500万已到位',
        '[雁南机械]帮扶措施 已对接三家新客户',
        '[德阳鞋业]一企一策措施全部落实',
        '[恒飞电缆]帮扶措施落实了 贷款到位',
        '[福邦新材料]一企一策更新 订单恢复',
        '[德阳鞋业]一企一策第一项完成',
        '[古汉中药]帮扶进展 已复产',
        '一企一策进展填报 [衡岳纸业] 厂房已搬',
        '[恒飞电缆]一企一策 贷款已到位',
        '[瑞达电源]帮扶 已对接两家客户',
        '一企一策 [古汉中药] 订单恢复七成',
        '[衡岳纸业]的方案落实到哪了',
        '[德阳鞋业]帮扶方案执行怎么样',
        '[福邦新材料]一企一策推进情况',
        '[雁南机械]一企一策 第二项措施完成',
        '[金翼有色]帮扶措施 已介绍客户',
        '[建衡实业]一企一策 电费减免办好了',
        '[古汉中药]帮扶到哪步了',
        '[大合新材料]一企一策 复工复产了',
        '[德阳鞋业]一企一策 银行已续贷',
        '[爱洁科技]一企一策进展',
        '[衡山汽车]的帮扶有没有效果',
        '[衡岳纸业]一企一策 上周帮对接了两家银行',
        '[古汉中药]一企一策完成得咋样了',
        '[德阳鞋业]帮扶方案三条落实了两条',
        '[建衡实业]一企一策 用电问题解决了',
        '[金隆再生金属]一企一策 订单有了 恢复一条线',
      ],
      inPrivate: true,
      access: ['office', 'county', 'liaison', 'department', 'leader', 'chain'],

      read: readProgress,
      slots: progressSlots,
      run: takeProgress,
    }),
    'plan.write': intent({
      title: '定一企一策',
      examples: [
        '给[衡岳纸业]定个一企一策',
        '[古汉中药]一企一策写一下',
        '制定[雁南机械]的帮扶方案',
        '修改[德阳鞋业]的一企一策',
        '给[古汉中药]做一企一策',
        '[福邦新材料]拟个帮扶方案',
        '做一企一策 [福邦新材料]',
        '给[金翼有色]定帮扶方案',
        '写个一企一策',
      ],
      inPrivate: true,
      access: ['office', 'county', 'liaison'],

      read: ({ text: said, now }) => {
        const due = findDay(said, dayOf(now))
        return due && 'day' in due.said ? { due: due.said.day } : {}
      },
      slots: planSlots,
      run: takePlan,
    }),
    'query.plan': intent({
      title: '一企一策情况',
      examples: [
        '一企一策落实情况怎么样',
        '哪些退规风险企业还没有一企一策',
        '[衡岳纸业]的一企一策',
        '衡东一企一策进展',
        '一企一策逾期的有哪些',
        '衡岳纸业的帮扶方案看下',
        '一企一策做了几家',
        '一企一策定了几家',
        '[古汉中药]一企一策内容',
        '哪些还没定一企一策',
      ],
      inPrivate: true,
      access: ['office', 'admin', 'leader', 'county', 'chain', 'liaison'],

      read: ({ rest }) => {
        const place = placeIn(rest)
        return place ? { [place.kind]: place.name } : {}
      },
      slots: z.object({
        ...firmSlots,
        region: z.string().max(20).optional(),
        park: z.string().max(20).optional(),
      }),
      run: tellPlans,
    }),
  },
}

function readProgress({ text: said, rest }: Said): Record<string, unknown> {
  const words = without(rest, /的?(?:一企一策|帮扶(?:方案|计划|措施))(?:的)?(?:进展|情况)?[:：]?/)
  return { ...(words && { note: words }), ...(ALL_DONE.test(said) && { done: true }) }
}

async function takeProgress(context: Context, asked: z.infer<typeof progressSlots>): Promise<Reply> {
  const firm = await firmMeant(context, asked.uscc, '衡岳纸业一企一策 已完成设备搬迁')
  const isDone = asked.done === true
  const { progress } = await reportProgress(actOf(context), firm.uscc, { note: asked.note ?? '', isDone })
  const done = isDone ? '已登记：措施全部落实。' : '进展已登记。'
  const card = await planCard(context, firm, [text(bold(done))])
  const did = {
    words: `报一企一策进展（${firm.shortName}：${progress.note}${isDone ? '，措施全部落实' : ''}）`,
    undo: { kind: 'plan', ref: { id: progress.id, uscc: firm.uscc } },
  }
  return { card, did, isPrivate: true, toast: { tone: 'good', text: done }, focus: { uscc: firm.uscc } }
}

async function takePlan(context: Context, asked: z.infer<typeof planSlots>): Promise<Reply> {
  const firm = await firmMeant(context, asked.uscc, '给衡岳纸业定个一企一策')
  if (!asked.form)
    return { card: await planForm(context, firm, asked.due), isPrivate: true, focus: { uscc: firm.uscc } }
  if (!asked.due || !isDay(asked.due)) throw new Refusal('请选一企一策的完成时限。')
  const owner = asked.owner?.trim() ?? ''
  await writePlan(actOf(context), firm.uscc, {
    measures: asked.measures ?? '',
    owner,
    ownerId: await findPersonNamed(context.db, owner),
    dueOn: asked.due,
    problems: asked.problems ?? '',
  })
  const done = '一企一策已定。'
  const card = await planCard(context, firm, [
    text(bold(done)),
    note('以后报进展：企业名称 一企一策 做了什么。'),
  ])
  return {
    card,
    did: {
      words: `定一企一策（${firm.shortName}）`,
      undo: { never: '一企一策是新的一版，写错了请再写一版，以最新的为准。' },
    },
    isPrivate: true,
    replaces: true,
    toast: { tone: 'good', text: done },
    focus: { uscc: firm.uscc },
  }
}

async function firmMeant({ db, speaker }: Context, uscc: string | undefined, example: string) {
  const own = scopesOf(speaker, 'liaison')
  const code = uscc ?? (own.length === 1 ? own[0] : undefined)
  if (!code) throw new Missing('enterprise', `没听出是哪家企业，请带上企业名称，例如“${example}”。`)
  const firm = await getEnterprise(db, code)
  if (firm) return firm
  throw new Refusal('库里没有这家企业，请核对名称。')
}
