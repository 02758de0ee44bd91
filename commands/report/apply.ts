import { z } from 'zod'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { type Category, guessCategory } from '../../src/ledger/categories.ts'
import { readPeople } from './read.ts'

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
      '报名招聘会',
      '直播带岗我们也要参加 招10个',
      '报个培训 3个人',
      '参加银企对接会',
      '申请倍增名录',
      '我们想报专精特新',
      '申报技改贴息',
      '要申请贴息',
      '报名产销对接会 一家企业两个人',
      '我们也想参加订单班 20人',
      '订单班要几个学生 我们要30个',
      '政策宣讲会我们报两个名额',
      '名录我们要申报',
      '申报小升规',
      '财务培训班还能报名不 我们1个人',
      '要参加下个月的展会',
      '给我们报8个焊工岗位',
      '招聘会给我们留个展位',
      '申请升规奖励',
      '[恒飞电缆]报名直播带岗 20个普工',
      '帮[固诚电气]申报技改贴息',
      '总裁班报名',
      '申报绿色工厂',
      '直播带岗帮我们报个名 要20个缝纫工',
      '我们想参加下次的银企对接会',
      '帮我们报统计培训 去两个',
      '申请加入倍增培育企业名录',
      '我们要申请协议出让用地',
      '招聘会我们公司要12个岗位 普工8个',
      '想报名中小企业骨干培训',
      '[瑞达电源]申请技改贴息 资料齐了',
      '小升规奖励我们来申请',
      '人才公寓申请3套',
      '我们报省级专精特新 帮提交',
    ],
    inPrivate: true,
    access: 'anyone',

    read: ({ text: said, rest }: Said) => {
      const programme = programmeIn(said)
      return { ...(programme && { program: programme.name }), ...readPeople(rest) }
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
      '建议把入规培训搞到县里来',
      '提个意见 表格太复杂',
      '这个机器人好用 就是回得慢',
      '你们这个助手还行',
      '希望界面大一点',
      '能不能少报几次数',
      '建议多办点招聘会',
      '有个意见 走访别老填一样的',
      '反馈下 政策讲得太专业看不懂',
      '希望能把进度主动告诉我们',
      '软件字太小',
      '用着挺方便',
      '这个功能不好用',
      '希望政策送上门',
      '提点改进建议',
      '材料能不能网上交',
      '意见：回访电话打太多',
      '点赞 服务不错 再快点就好',
      '有个建议 入规培训多讲讲报表',
      '政策太多看不过来 建议做个一图读懂',
      '你们回复太慢了 改进下',
      '报数界面不好找 提个意见',
      '希望多安排领导下企业',
      '办事态度比以前好多了 提个表扬',
    ],
    inPrivate: true,
    access: 'anyone',

    slots,
    run: (context, { text: said, uscc }) =>
      open(context, { detail: `意见建议：${said ?? context.text}`, category: '其他', uscc }),
  })
