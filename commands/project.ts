import { z } from 'zod'
import { type Command, intent } from '../src/chat/command.ts'
import { dayOf } from '../src/lib/time.ts'
import type { Access, Role } from '../src/people/roles.ts'
import { addProject, addSlots } from './project/add.ts'
import { agreementSlots, end, node, sign, tellAgreements } from './project/agreement.ts'
import { readContract, tellContracts } from './project/contract.ts'
import { formIntents } from './project/forms.ts'
import { idleSlots, setIdleState, tellIdle } from './project/idle.ts'
import { askForLand, landSlots, settleNeed, tellLand } from './project/land.ts'
import { tellLedger } from './project/ledger.ts'
import { listSlots, tellList } from './project/list.ts'
import { contractSlots, stepContract } from './project/one-contract.ts'
import { pickProject } from './project/pick.ts'
import { progressSlots, reportProgress } from './project/progress.ts'
import { showProject } from './project/show.ts'
import { statsSlots, tellStats } from './project/stats.ts'
import { nameAsked, readProgress } from './project/words.ts'

/** Everybody who may have projects of their own; which ones is judged one by one. */
const READERS: Access = [
  'office',
  'admin',
  'leader',
  'county',
  'department',
  'utility',
  'chief',
  'chain',
  'liaison',
  'enterprise',
]
const COUNTERS: Access = [...(READERS as readonly Role[]), 'observer']
const PROMOTERS: Access = ['office', 'admin', 'leader', 'county', 'department', 'chief', 'chain', 'observer']

const KEEPERS: Access = ['office', 'county', 'department']

const projectSlots = z.object({
  project_id: z.number().int().optional(),
  project: z.string().max(200).optional(),
  uscc: z.string().max(40).optional(),
  enterprise: z.string().max(100).optional(),
})

/** 项目: what is built, how far it is, what is behind; signed contracts, land, idle assets besides. */
export const project: Command = {
  name: 'project',
  title: '项目',
  aliases: ['项目进度', '重点项目', '签约'],
  summary: '查项目进度和亮灯，报投资进度，统计开工投产，看签约履约、用地和闲置资产',
  intents: {
    'query.project': intent({
      title: '项目进度',
      examples: [
        '年产5万吨铜箔项目进度怎么样',
        '智能电表二期现在到哪一步了',
        '电缆新厂区那个项目啥进度',
        '查一下高压开关项目',
        '新厂房项目建得怎么样了',
        '我们的技改项目什么情况',
        '[恒飞电缆]新厂房项目怎么样了',
        '那个铜箔项目开工了吗',
        '[建滔化工]扩建项目进度',
        '[瑞达电源]二期到哪步了',
        '智能制造基地项目什么进展',
        '[大合新材料]技改项目投了多少',
        '查询项目进展',
        '[恒飞电缆]二期怎么样了',
        '比亚迪项目进展',
        '新能源电池项目到哪了',
        '[瑞达电源]新厂房投产没',
        '[固诚电气]技改项目投了多少',
        '铜箔项目什么时候投产',
        '我们的项目批到哪了',
        '查项目 智能电表',
        '[大合新材料]那个项目开工了没',
        '高压开关项目有什么问题',
        '二期项目主体起来没',
        '电池项目今年完成多少投资',
      ],
      access: READERS,

      read: ({ text }) => ({ project: nameAsked(text) }),
      slots: projectSlots,
      async run(context, given) {
        const picked = await pickProject(context, given, { intent: 'query.project', args: {} })
        if ('ask' in picked) return picked.ask
        return showProject(context, picked.project)
      },
    }),
    'query.project_stats': intent({
      title: '项目统计',
      examples: [
        '亿元项目开了多少 投了多少',
        '全市在建亿元以上工业项目有多少个',
        '技改项目投资完成率',
        '省重点项目完成了多少投资',
        '衡东有多少个在建项目',
        '项目总体情况',
        '储备项目有多少',
        '年内要投产的项目有几个',
        '招商发布的项目一共多少',
        '亿元以上项目几个 开工率多少',
        '今年项目总投资多少',
        '在建项目完成投资情况',
        '全市项目总数',
        '几个项目滞后',
        '竣工投产的项目有多少',
        '开工率怎么样',
        '重点项目投资进度',
        '亿元项目有几个',
        '在建项目多少',
        '开工率',
        '今年完成投资多少',
        '红灯项目几个',
        '亮红灯的有几个',
        '滞后的项目有几个',
        '省重点完成情况',
        '各县在建项目数',
        '项目投资完成率',
        '年度计划投资多少 完成多少',
        '全年项目计划投资 完成了几成',
        '投产的有几个',
        '技改项目多少个',
        '衡东亿元项目几个 总投资多少',
        '十亿以上项目有几个',
        '市重点工程投资进度',
        '多少项目没开工',
        '149个项目的情况',
        '项目平均进度',
        '落后的项目有多少个',
      ],
      access: COUNTERS,

      read: ({ text }) => ({
        ...(/亿元|亿级|亿以上|上亿/.test(text) && { filter: '亿元以上工业项目' }),
        metrics: [
          ...(/开了|开工/.test(text) ? ['开工数'] : []),
          ...(/投了|投资|完成/.test(text) ? ['完成投资'] : []),
          ...(/投产/.test(text) ? ['投产数'] : []),
        ],
      }),
      slots: statsSlots,
      run: tellStats,
    }),
    'query.project_list': intent({
      title: '项目清单',
      examples: [
        '红灯项目有哪些',
        '哪些项目应开工未开工',
        '滞后的项目列一下',
        '今年要投产的项目有哪些',
        '哪些项目还没报进度',
        '包而不推的项目',
        '三类500强的项目有哪些',
        '滞后的是哪些项目',
        '没开工的项目列出来',
        '亮黄灯的项目',
        '松木的项目清单',
      ],
      access: READERS,

      slots: listSlots,
      run: tellList,
    }),
    'query.project_ledger': intent({
      title: '推进台账和专班',
      examples: ['铜箔项目的推进台账', '铜箔项目专班有谁', '看下新厂房项目的资金'],
      access: READERS,
      read: ({ text }) => ({ project: nameAsked(text) }),
      slots: projectSlots,
      async run(context, given) {
        const picked = await pickProject(context, given, { intent: 'query.project_ledger', args: {} })
        return 'ask' in picked ? picked.ask : tellLedger(context, picked.project)
      },
    }),
    'intake.project_progress': intent({
      title: '报项目进度',
      examples: [
        '铜箔项目完成投资3200万 设备已进场',
        '新车间主体封顶了',
        '高压开关项目本月完成投资600万',
        '二期厂房昨天竣工验收',
        '智能电表项目累计完成投资1.2亿',
        '报项目进度',
        '[恒飞电缆]项目主体完工',
        '[大合新材料]二期本月投了800万',
        '厂房封顶了',
        '[瑞达电源]设备安装完了',
        '项目这个月完成投资2000万',
        '报一下项目进度 地基做完了',
        '新车间试生产了',
        '[固诚电气]三号厂房开工了',
        '生产线昨天进场',
        '[恒飞电缆]二期开工了',
        '新车间投产了',
        '项目完成投资5000万',
        '设备到了 下周安装',
        '[瑞达电源]厂房验收了',
        '[固诚电气]项目本月投了300万',
        '铜箔项目试生产',
        '[大合新材料]新线调试好了',
        '主体完工',
        '打桩打完了',
        '10月投了1200万 累计8000万',
        '[福邦新材料]厂房封顶',
        '基础完工 正在做主体',
        '电池项目设备进场60%',
        '比亚迪项目二期奠基了',
        '钢结构吊装完了',
      ],
      access: READERS,

      read: readProgress,
      slots: progressSlots,
      run: reportProgress,
    }),
    'query.contract': intent({
      title: '签约履约',
      examples: [
        '集中签约的项目落地几个',
        '签约15个 落地了几个',
        '今年签约项目履约率多少',
        '三类500强签约了几个',
        '哪些签约项目还没开工',
        '签约项目该跟踪的有哪些',
        '签约的项目落地多少',
        '集中签约那批怎么样了',
        '签约资金到位多少',
        '哪些签约没履约',
        '今年签约几个 开工几个',
        '合同履约情况',
        '500强签约项目落实情况',
        '五月签的那批项目',
        '签约项目落地多少',
        '签了几个 落了几个',
        '今年签约多少个',
        '500强签约几个',
        '集中签约的开工没',
        '履约率多少',
        '签约资金到位率',
        '签约没落地的有哪些',
        '5月那批签约怎么样了',
        '三类500强项目情况',
        '招商签约多少亿',
        '哪些签约项目黄了',
        '21个签约开工几个',
        '签约项目投产率',
      ],
      access: PROMOTERS,
      read: ({ text, now }) => readContract(text, dayOf(now)),
      slots: contractSlots,
      run: tellContracts,
    }),
    'contract.step': intent({
      title: '登记落地开工投产',
      examples: [],
      access: PROMOTERS,
      slots: contractSlots,
      run: stepContract,
    }),
    'query.land': intent({
      title: '企业用地需求',
      examples: ['哪些企业有用地需求', '用地需求清单', '名录企业要多少亩地', '用地需求落实了几条'],
      access: READERS,
      slots: landSlots,
      run: tellLand,
    }),
    'land.ask': intent({
      title: '提用地需求',
      examples: ['登记用地需求 30亩 扩产', '[瑞达电源]新增用地需求50亩'],
      access: ['office', 'county', 'liaison', 'enterprise', 'chain'],
      slots: landSlots,
      run: askForLand,
    }),
    'land.settle': intent({
      title: '办理用地需求',
      examples: [],
      access: ['office', 'county', 'department'],
      slots: landSlots,
      run: settleNeed,
    }),
    'query.agreement': intent({
      title: '投资监管协议',
      examples: ['投资监管协议履行情况', '监管协议哪些到期了', '承诺投资的兑现了没有'],
      access: READERS,

      slots: agreementSlots,
      run: tellAgreements,
    }),
    'agreement.sign': intent({
      title: '登记投资监管协议',
      examples: ['[瑞达电源]登记投资监管协议'],
      access: KEEPERS,
      slots: agreementSlots,
      run: sign,
    }),
    'agreement.node': intent({
      title: '协议节点',
      examples: [],
      access: KEEPERS,
      slots: agreementSlots,
      run: node,
    }),
    'agreement.end': intent({
      title: '终止协议',
      examples: [],
      access: KEEPERS,
      slots: agreementSlots,
      run: end,
    }),
    'query.idle': intent({
      title: '闲置资产',
      examples: [
        '闲置厂房有多少',
        '闲置用地清单',
        '僵尸企业有哪些',
        '盘活了多少闲置用地',
        '有没有闲置的厂房可以用',
      ],
      access: ['office', 'admin', 'leader', 'county', 'department', 'chief'],

      slots: idleSlots,
      run: tellIdle,
    }),
    'idle.set': intent({
      title: '登记盘活',
      examples: [],
      access: ['office', 'county'],
      slots: idleSlots,
      run: setIdleState,
    }),
    'project.add': intent({
      title: '项目入库',
      examples: ['新增一个项目', '项目入库', '登记新项目'],
      access: ['office', 'county'],
      slots: addSlots,
      run: addProject,
    }),
    ...formIntents,
  },
}
