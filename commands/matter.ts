import { type Command, intent } from '../src/chat/command.ts'
import type { Access } from '../src/people/roles.ts'
import { isRestricted, matterCalled, matters, mayReadMatter } from '../src/registry/matters/matters.ts'
import { addAward, moveAward } from './matter/award-forms.ts'
import { awardSlots, tellAwards } from './matter/awards.ts'
import { listCard, showMatter } from './matter/cards.ts'
import { decide, handler, matterOf, matterSlots, move, propose } from './matter/forms.ts'

const OFFICIALS: Access = ['office', 'admin', 'leader', 'county', 'department', 'chief', 'chain']
const HANDLERS: Access = ['office', 'county', 'department']
const GRANTERS: Access = ['office', 'department']

/** 一事一议 and the 奖补台账: what people decide is written down, nothing is worked out. */
export const matter: Command = {
  name: 'matter',
  title: '一事一议',
  aliases: ['奖补', '奖补台账'],
  summary: '查一事一议事项办到哪步、谁决定的，查奖补决定和兑付',
  intents: {
    'query.matter': intent({
      title: '一事一议事项',
      examples: [
        '一事一议那几件办得怎么样了',
        '一事一议有几件在办',
        '还有哪些一事一议没上会',
        '城区奖补的一事一议到哪步了',
        'YS2023-001办到哪了',
        '一事一议事项有哪些',
        '[恒飞电缆]一事一议办到哪了',
        '一事一议批了没有',
        '走一事一议的有几家',
        '还没议的事项',
        '一事一议清单',
        '一事一议的进展',
        '一事一议有哪些',
        '高管奖励那件一事一议',
        '一事一议上会没',
        '还有几个一事一议没定',
        '城区奖补议了没',
        '一事一议事项批了几件',
        '[瑞达电源]那个一事一议怎么样了',
        '兼并重组那件一事一议到哪了',
        '一事一议谁经办',
        '个税奖励那个事项议到哪步',
        '高管个税那件一事一议上会了没',
        '城区奖补一事一议批了几个',
        '一事一议还有几件 分别到哪一步',
        '[爱洁科技]用地一事一议议了没',
        '一事一议都办完没',
      ],
      inPrivate: true,
      access: OFFICIALS,

      slots: matterSlots,
      async run(context, given) {
        if (given.id !== undefined) return showMatter(context, await matterOf(context, given.id))
        const all = await matters(context.db)
        const own = all.filter(one => mayReadMatter(context.speaker, one))
        const called = matterCalled(own, context.text)
        if (called) return showMatter(context, called)
        const kind = /城区奖补/.test(context.text) ? '城区奖补' : null
        const asked = own.filter(one => kind === null || one.kind === kind)
        const hidden = all.filter(one => isRestricted(one) && !mayReadMatter(context.speaker, one)).length
        return listCard(
          context,
          asked,
          kind === null ? hidden : 0,
          kind ? `一事一议：${kind}` : '一事一议事项',
        )
      },
    }),
    'matter.propose': intent({
      title: '提出一事一议',
      examples: [
        '提一个一事一议事项',
        '登记一事一议 城区奖补',
        '[金杯电工]申请一事一议',
        '提出一事一议 用地优惠',
        '登记一件一事一议',
        '[瑞达电源]走一事一议',
        '申请一事一议',
        '高管奖励提一事一议',
      ],
      inPrivate: true,
      access: HANDLERS,

      slots: matterSlots,
      run: propose,
    }),
    'matter.move': intent({
      title: '办理一事一议',
      examples: [],
      access: 'known',
      slots: matterSlots,
      run: move,
    }),
    'matter.decide': intent({
      title: '登记决定',
      examples: [],
      access: 'known',
      slots: matterSlots,
      run: decide,
    }),
    'matter.handler': intent({
      title: '加经办人',
      examples: [],
      access: 'known',
      slots: matterSlots,
      run: handler,
    }),
    'query.award': intent({
      title: '奖补台账',
      examples: [
        '今年奖补兑付了多少',
        '奖补台账',
        '[金杯电工]拿过哪些奖补',
        '我们的贴息兑付了没有',
        '哪些奖补还没兑付',
        '奖补发了多少钱',
        '哪些企业拿到奖了',
        '奖补发了没',
        '奖补兑现了多少',
        '今年发了多少奖补',
        '[恒飞电缆]得过什么奖补',
        '突破性贡献奖励台账',
        '城区奖补给了多少',
      ],
      inPrivate: true,
      access: [
        'office',
        'admin',
        'leader',
        'county',
        'department',
        'chief',
        'chain',
        'liaison',
        'enterprise',
      ],

      slots: awardSlots,
      run: tellAwards,
    }),
    'award.add': intent({
      title: '登记奖补',
      examples: [
        '登记奖补',
        '给[金杯电工]登记贴息',
        '登记一笔奖补',
        '给[瑞达电源]登记奖补 50万',
        '录一条奖补',
        '登记贴息兑付',
        '新增奖补记录',
      ],
      inPrivate: true,
      access: GRANTERS,
      slots: awardSlots,
      run: addAward,
    }),
    'award.decide': intent({
      title: '决定奖补',
      examples: [],
      access: GRANTERS,
      slots: awardSlots,
      run: (context, given) => moveAward(context, given, 'decide'),
    }),
    'award.pay': intent({
      title: '登记兑付',
      examples: [],
      access: GRANTERS,
      slots: awardSlots,
      run: (context, given) => moveAward(context, given, 'pay'),
    }),
    'award.cancel': intent({
      title: '取消奖补',
      examples: [],
      access: GRANTERS,
      slots: awardSlots,
      run: (context, given) => moveAward(context, given, 'cancel'),
    }),
  },
}
