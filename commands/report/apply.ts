import { z } from 'zod'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { type Category, guessCategory } from '../../src/ledger/categories.ts'

/** One matter of a known category, as it goes on the report form. */
export interface Matter {
  detail: string
  category: Category
  uscc: string | undefined
}
type Open = (context: Context, matter: Matter) => Promise<Reply>

/** What enterprises sign up for, and whose matter it is. */
const PROGRAMMES: readonly { name: string; words: RegExp; category: Category }[] = [
  { name: '直播带岗', words: /直播带岗|带岗直播/, category: '用工' },
  { name: '招聘会', words: /招聘会/, category: '用工' },
  { name: '订单式培训', words: /订单式培训|订单班/, category: '用工' },
  { name: '银企对接', words: /银企对接|湘金融|授信会/, category: '融资' },
  { name: '产需对接', words: /产需对接|产销对接|供需对接/, category: '市场开拓' },
  { name: '人才需求', words: /博士行动|引进人才|人才需求/, category: '人才' },
  { name: '技改贴息', words: /贴息/, category: '政策落实' },
  { name: '倍增名录', words: /名录/, category: '政策落实' },
  { name: '专精特新', words: /专精特新|小巨人/, category: '政策落实' },
  { name: '奖补资金', words: /奖补|补助|专项资金/, category: '政策落实' },
  { name: '培训', words: /培训|讲座/, category: '其他' },
]

const slots = z.object({ text: z.string().max(2000).optional(), uscc: z.string().max(18).optional() })

/** 申报报名: an enterprise signs up for a programme; it goes its way as a case of whoever runs it. */
export const apply = (open: Open) =>
  intent({
    title: '申报报名',
    examples: [
      '给我们报15个普工参加直播带岗',
      '我们要报名招聘会 20个岗位',
      '报名参加统计培训 两个人',
      '我们申报今年的倍增名录',
      '申请技改贴息',
      '想参加银企对接 需要贷款800万',
      '申报专精特新小巨人',
      '报名产需对接活动',
      '我们要申报奖补资金',
    ],
    access: 'anyone',

    read: ({ text: said }: Said) => {
      const programme = programmeIn(said)
      return programme ? { program: programme.name } : {}
    },
    slots: slots.extend({ program: z.string().max(40).optional() }),
    run: (context, { program, text: said, uscc }) => {
      const programme = PROGRAMMES.find(({ name }) => name === program)
      const detail = `申报${program ?? ''}：${said ?? context.text}`
      return open(context, { detail, category: programme?.category ?? guessCategory(detail).category, uscc })
    },
  })

const programmeIn = (said: string) => PROGRAMMES.find(({ words }) => words.test(said))

/** 意见建议: what an enterprise would have done otherwise; the office reads and answers it like any case. */
export const feedback = (open: Open) =>
  intent({
    title: '意见建议',
    examples: [
      '提个建议 多组织几次银企对接',
      '有条意见 申报材料太多了',
      '建议你们把政策讲解放到园区来',
      '给你们提点意见',
      '希望你们少要几次报表',
      '反馈一个建议 窗口中午能不能不休息',
    ],
    access: 'anyone',

    slots,
    run: (context, { text: said, uscc }) =>
      open(context, { detail: `意见建议：${said ?? context.text}`, category: '其他', uscc }),
  })
