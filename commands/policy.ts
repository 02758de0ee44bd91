import { z } from 'zod'
import type { Command } from '../src/chat/command.ts'
import { intent } from '../src/chat/command.ts'
import { asksOfPolicy } from '../src/chat/topics.ts'
import { tellHowTo } from './policy/how-to.ts'
import { slots, tellPolicy } from './policy/tell.ts'
import { templateCard } from './policy/template.ts'

/** Asked in so many words for what a policy says of something. */
const ASKS_TEXT =
  /有(没有|没得|无|啥|什么|哪些)?(优惠|扶持|支持|奖励|优先)?政策|政策.{0,4}(是什么|是啥|怎么规定|怎么说|内容|允许)|(条件|标准|口径|条款|规定|门槛)(是什么|是啥|有哪些|发我|发一下|是多少)|怎么规定|哪些规定|原文|口径|界定|怎么认定|定义|什么意思|什么样的/
/** `2023年9月14日的名录条件`; but not whether somebody meets them. */
const NAMES_TEXT = /^(?!.*(符合|达到|满足|够|差|哪些企业|家)).*(条件|标准|规定|条款|政策)[?？]?$/
/** Asked for the documents themselves, or one against the other. */
const ASKS_DOCUMENTS =
  /(哪个|哪份)文件|现行(文件|政策)|(新旧|新老)政策|(新|老|旧)(政策|办法|文件).{0,10}(区别|不同|不一样|变化|改了)/
/** Asked how to get it. */
const ASKS_HOW =
  /(怎么|如何|咋|怎样).{0,4}(申报|申请|办理|报名|弄)|(申报|申请|办理|评定).{0,6}(流程|程序|步骤)|找.{0,5}(申报|申请|办理)/

/** 政策查询: what the documents say, word for word with clause and value; what they do not say is said as well. */
export const policy = {
  name: 'policy',
  title: '政策查询',
  aliases: ['政策', '条款', '查政策'],
  summary: '查政策条款、现行数值、施行时间、新旧区别；文件没写的如实说明',
  intents: {
    'query.policy': intent({
      title: '政策条款',
      examples: [
        '进倍增名录要什么条件',
        '数字经济企业进名录的条件发给我',
        '现在按哪个文件',
        '23年新出的政策跟21年试行的有什么不一样',
        '技改贴息政策是怎么规定的',
        '贴息要准备什么材料',
        '2022年的名录条件',
        '名录一般什么时候评',
        '名录几月份评定',
        '13条都有哪些内容',
        '试行办法里名录怎么规定的',
        '高管入股交的个税 给不给奖励',
        '突出贡献的高管有没有奖励',
        '想把旁边停产的厂买下来 有没有政策',
        '兼并重组有什么支持政策',
        '入了规税会不会变多',
        '新型建筑建材目标写的1亿对不对',
        '衡东百十亿的目标是多少',
        '小升规培育对象是什么标准',
        '什么样的企业算应统未统',
        '退规风险是怎么认定的',
        '扩产用地有什么优惠政策',
        '协议出让是怎么规定的',
        '要素保障有哪些政策',
        '担保贷款还要交保证金吗',
        '提案要多久答复',
        '亩均评价是怎么算分的',
        '六个一是哪六个',
        '五单一图谱是什么',
        '怎么才算倍增',
        '入规标准是多少',
        '城区奖补是怎么规定的',
        '新政策改了哪些内容',
        '有哪些政策文件',
        '技改有什么支持',
        '倍增企业有哪些优惠',
        '进名录有什么好处',
        '数字经济企业要求营收多少',
        '一票否决包括哪些情况',
        '奖励封顶是多少',
        '新政策什么时候施行的',
        '老政策作废了吗',
        '文件有效期到哪年',
        '哪些企业可以协议出让拿地',
        '拿地有没有优先',
        '并购停产企业给不给奖励',
        '上规奖励有没有',
        '产值条件那条原文是什么',
        '倍增政策怎么说的',
        '高管个税奖励标准',
        '条件三是什么',
        '税收达到多少才能进名录',
        '政策里的上年度指哪年',
        '贴息比例是多少',
        '对用电有没有优惠',
        '优惠政策有哪些我们能用',
        '事故企业政策上怎么规定的',
      ],
      access: 'anyone',
      hint(_, { text, topic, uscc, enterprise }) {
        if (/\bR-[A-Z]/i.test(text) || ASKS_DOCUMENTS.test(text)) return 'sure'
        const isOfFirm = uscc !== undefined && enterprise !== '$self'
        if (topic !== undefined && (ASKS_TEXT.test(text) || NAMES_TEXT.test(text)) && !isOfFirm) return 'sure'
        return asksOfPolicy(text) ? 'likely' : null
      },
      slots,
      run: tellPolicy,
    }),
    'query.howto': intent({
      title: '怎么办理',
      examples: [
        '怎么申报名录',
        '进名录怎么申报 找谁',
        '名录评定是什么流程',
        '怎么申请贴息',
        '贴息在哪里申请 怎么弄',
        '怎么申报小升规',
        '用地优先怎么申请',
        '怎么报诉求',
        '怎么填进展',
        '倍增通报怎么看',
        '名录在哪里报名 怎么弄',
        '要反映问题怎么操作',
        '贴息申请走什么程序',
        '入规怎么办理',
        '怎么给办理结果打分',
        '企业怎么绑定',
        '小升规要走哪些手续',
        '申请协议出让找哪个部门 怎么办',
        '怎么用机器人报数',
        '走访怎么登记',
        '专精特新怎么申报',
      ],
      access: 'anyone',
      hint: (_, { text, topic }) => (topic !== undefined && ASKS_HOW.test(text) ? 'sure' : null),
      slots,
      run: tellHowTo,
    }),
    'query.template': intent({
      title: '模板和表格',
      examples: [
        '导入模板在哪下载',
        '有没有数据导入的模板',
        '企业信息表的模板发我一份',
        '报数的表格长什么样',
        '表头要怎么写',
        '有没有诉求上报的表',
        '给个空白表',
        '台账模板发一下',
        '申请表在哪里下载',
        '走访表格模板',
        '项目进度表的样表',
        '导入格式是什么样的',
        '企业名单模板有没有',
        '报表模板给我',
      ],
      access: 'anyone',
      slots: z.object({}),
      run: async context => ({ card: templateCard(context) }),
    }),
  },
} satisfies Command
