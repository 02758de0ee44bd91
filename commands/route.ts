import { z } from 'zod'
import { URGENCIES } from '../db/schema/index.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { openAct } from '../src/ledger/act.ts'
import { CATEGORIES, guessCategory } from '../src/ledger/categories.ts'
import { endRoute, setRoute } from '../src/ledger/route-table.ts'
import { readRegion } from './case/merge.ts'
import { categoryCard, tableCard } from './route/cards.ts'
import { ALL, type RouteSetting, routeForm, routeSetting } from './route/form.ts'

const OFFICIALS = [
  'office',
  'leader',
  'department',
  'utility',
  'county',
  'chain',
  'liaison',
  'observer',
  'admin',
] as const
const asked = z.object({ category: z.string().max(20).optional() })

const categoryIn = (words: string) => {
  const guess = guessCategory(words)
  return (
    CATEGORIES.find(known => words.includes(known)) ?? (guess.confidence > 0 ? guess.category : undefined)
  )
}

/** 派单规则: which unit gets what kind of case and in how many working days; the office's own table, every version kept. */
export const route = {
  name: 'route',
  title: '派单规则',
  aliases: ['派单', '责任分工'],
  summary: '哪类诉求派给谁、几个工作日办完；办公室可以改，旧规则都留着',
  intents: {
    'query.route': intent({
      title: '查派单规则',
      examples: [
        '派单规则',
        '停电的问题派给谁',
        '用地诉求归哪个单位管 几天办完',
        '融资问题谁牵头',
        '派单规则改过没有',
        '各类诉求分别由谁办',
        '派单规则是什么',
        '停水派给谁',
        '什么问题派哪个局',
        '停电的派单规则',
        '用气的派单规则看下',
        '现在用工的派单规则',
        '融资的派单规则是怎样的',
        '派单规则谁改的 什么时候改的',
      ],
      access: OFFICIALS,

      read: ({ text: words }) => ({ category: categoryIn(words) }),
      slots: asked,
      async run(context, { category }) {
        return { card: category ? await categoryCard(context, category) : await tableCard(context) }
      },
    }),
    'route.set': intent({
      title: '改派单规则',
      examples: [
        '以后停水的都派给水务公司 5个工作日',
        '派单规则改一下 用气改成燃气公司办',
        '把融资类的办理期限改成10个工作日',
        '衡东县的用地诉求以后派给衡东县',
        '以后用电的派供电公司',
        '派单规则改成 用气给燃气公司',
        '把用工派给人社局 设为规则',
        '设置派单规则',
        '衡南县的用电诉求以后派给衡南县',
        '祁东的融资诉求以后都派给祁东县',
      ],
      access: ['office'],

      read: ({ text: words }) => ({
        category: categoryIn(words),
        region_code: readRegion(words)?.code,
        unit: /(?:派给|交给|改成|改为|归)([^\s,，。0-9]{2,14})/.exec(words)?.[1],
        days: /(\d{1,2})个?(?:工作)?[天日]/.exec(words)?.[1],
      }),
      slots: routeSetting,
      run: (context, given) => (given.sure ? change(context, given) : routeForm(context, given)),
    }),
    'route.end': intent({
      title: '撤销派单规则',
      examples: [],
      access: ['office'],
      slots: z.object({ route: z.number().int() }),
      async run(context, given) {
        const { category } = await endRoute(await actOf(context), given.route)
        return {
          card: await categoryCard(context, category),
          toast: { tone: 'good', text: '已撤销，改按更通用的规则派单' },
          replaces: true,
        }
      },
    }),
  },
} satisfies Command

const actOf = ({ db, now, speaker, causeId }: Context) => openAct(db, now, speaker, causeId)

async function change(context: Context, given: RouteSetting): Promise<Reply> {
  const { category = '', region_code, urgency, unit = '', days, reason = '' } = given
  const level = URGENCIES.find(one => one === urgency) ?? null
  await setRoute(await actOf(context), {
    category,
    regionCode: region_code === undefined || region_code === ALL ? null : region_code,
    urgency: level,
    unitId: unit,
    dueDays: Number(String(days ?? '').trim()),
    reason,
  })
  return {
    card: await categoryCard(context, category),
    toast: { tone: 'good', text: '派单规则已修改' },
    replaces: true,
  }
}
