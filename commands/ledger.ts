import { z } from 'zod'
import { type Command, intent } from '../src/chat/command.ts'
import { guessCategory } from '../src/ledger/categories.ts'
import { sayTable } from '../src/registry/lists/list.ts'
import { exportLedger, listCases, tellExamples, tellRates, tellStats, tellWhy } from './ledger/answers.ts'
import { otherTableIn } from './ledger/other-table.ts'
import { askedSlots, readAsked } from './ledger/words.ts'

const OFFICIALS = [
  'office',
  'admin',
  'leader',
  'county',
  'department',
  'chief',
  'utility',
  'chain',
  'liaison',
] as const

/** Everybody reads what is theirs: an enterprise its own. An observer hears totals of all and reads no case. */
const READERS = [...OFFICIALS, 'enterprise'] as const
const HEARERS = [...READERS, 'observer'] as const

const slots = z.object(askedSlots)

/** 问题台账: what is asked of all cases together. */
export const ledger = {
  name: 'ledger',
  title: '问题台账',
  aliases: ['台账统计', '诉求统计', '统计'],
  summary: '诉求的数量、解决率、排名、清单，为什么变化，解决得好的例子；导出台账',
  intents: {
    'query.case_stats': intent({
      title: '诉求统计',
      examples: [
        '这个月收集了多少问题 解决了几个',
        '各县市区问题解决率排一下',
        '最集中的是什么问题',
        '没办结的都卡在哪个环节',
        '供电公司压了多少件',
        '各部门逾期的诉求有多少',
        '融资类诉求收集了几件',
        '上周新增多少件诉求',
        '各产业链的问题数',
        '衡东和祁东的问题数对比',
        '百日行动收集解决了多少问题',
        '目前收集问题多少 解决多少',
        '全市诉求总数',
        '哪类问题最多',
        '松木反映最多的问题是啥',
        '各部门手上还有几件',
        '自规局积压多少',
        '今年以来解决了多少问题',
        '用地类诉求多少件',
        '问题解决情况汇总',
        '祁东问题数',
        '四个区各收了多少问题',
        '解决率是多少',
        '衡南衡东的诉求数各多少',
        '电力公司超期几件',
        '哪个环节最慢',
        '上个月收了几件',
      ],
      access: HEARERS,

      read: readAsked,
      slots,
      run: tellStats,
    }),
    'query.stats': intent({
      title: '办理指标',
      examples: [
        '企业满意度是多少',
        '按期办结率',
        '平均几天办完一件',
        '办理诉求平均用时多久',
        '上个月满意率多少',
        '申报通过率是多少',
        '办结及时率',
        '满意率怎么样',
        '平均多少天办结',
        '企业评价情况',
        '上个月按时办结率是多少',
        '入规申报通过了几家',
        '申报成功率',
        '审核通过率多少',
      ],
      access: HEARERS,

      read: said => ({ ...pick({ metric: otherFigureIn(said.rest) }, 'metric'), ...readAsked(said) }),
      slots,
      run: tellRates,
    }),
    'query.case_list': intent({
      title: '诉求清单',
      examples: [
        '逾期没办结的有哪些',
        '衡东没解决的问题列一下',
        '待签收的诉求有哪些',
        '哪几件快到期了还没办',
        '上周收的诉求清单',
        '用地类在办的列出来',
        '还没办结的列出来',
        '哪些快到期了',
        '没签收的有哪几件',
        '祁东在办的问题清单',
        '融资类没解决的有哪些',
        '超期的是哪些',
        '我们局手里的件列一下',
        '列出这个月新收的诉求',
        '剩下没解决的是哪几个',
        '哪些诉求拖得最久',
      ],
      access: READERS,

      read: readAsked,
      slots,
      run: listCases,
    }),
    'query.case_similar': intent({
      title: '解决得好的例子',
      examples: [
        '融资类最近有什么解决好的例子',
        '停电的问题以前怎么解决的',
        '有没有类似的 别人怎么解决的',
        '招工难有成功案例吗',
        '这类问题一般怎么办的',
        '别的企业贷款难是怎么解决的',
        '有没有招工难的好做法',
        '类似的问题之前怎么处理',
        '用电这类有什么成功经验',
        '拖欠货款有解决成的例子吗',
        '有没有先例',
        '参考一下以前的案例',
        '这种情况别人咋办的',
      ],
      access: 'known',

      read: said => {
        const guess = guessCategory(said.text)
        return {
          ...(guess.confidence > 0 && { category: guess.category }),
          ...pick(readAsked(said), 'category'),
          ...pick(readAsked(said), 'status'),
        }
      },
      slots: z.object({ category: z.string().max(20).optional(), case_no: z.string().max(30).optional() }),
      run: tellExamples,
    }),
    'query.explain': intent({
      title: '解决率为什么变了',
      examples: [
        '问题解决率怎么降了',
        '解决率为什么掉到97了',
        '解决率为什么比上周低',
        '问题解决率怎么涨了',
        '解决率怎么下来了',
        '为什么问题数突然增加',
        '满意率为啥低了',
        '解决率为什么上不去',
        '祁东为什么垫底',
        '怎么比上个月差了',
        '数字变化的原因是什么',
      ],
      access: [...OFFICIALS, 'observer'],

      read: said => ({ ...readAsked(said), ...pick({ value_pct: rateIn(said.text) }, 'value_pct') }),
      slots: z.object({ ...askedSlots, value_pct: z.number().min(0).max(100).optional() }),
      run: tellWhy,
    }),
    'export.ledger': intent({
      title: '导出台账',
      examples: [
        '导出问题台账',
        '导出衡东逾期没办结的问题 要excel',
        '上周的诉求台账导一下',
        '把没解决的问题导个表格',
        '台账发我一份excel',
        '台账导出来',
        '问题清单导个excel',
        '把逾期的导表给我',
        '导出这个月的诉求',
        '走访台账导一份',
        '百日行动的问题台账发我',
        '导一下没办结的',
        '未办结问题发个表',
        '上个月的台账导出',
        '把我们局的件导出来',
        '导出这个月的走访台账',
        '把联点人员表导出来',
      ],
      access: READERS,
      read: said => {
        const other = otherTableIn(said.text)
        return {
          ...readAsked(said),
          ledger: other ? sayTable(other) : '问题台账',
          ...(other?.kind === 'visits' && /我/.test(said.text) && { owner: '$self' }),
        }
      },
      slots: z.object({
        ...askedSlots,
        ledger: z.string().max(20).optional(),
        owner: z.literal('$self').optional(),
      }),
      run: exportLedger,
    }),
  },
} satisfies Command

const pick = (found: Record<string, unknown>, name: string) =>
  found[name] === undefined ? {} : { [name]: found[name] }

/** A share of something that is no case: `入规申报通过率`. */
const otherFigureIn = (text: string) =>
  /[\p{Script=Han}]{2,8}通过率/u.exec(text.replace(/^.*(?:月份?|季度|年度?|周|今年|去年)的?/, ''))?.[0]

/** The rate a question takes for granted: `掉到97了`, `降到96.5%`. */
function rateIn(text: string): number | undefined {
  const said = /(?:到|成|只有|才)\s*(\d{1,2}(?:\.\d+)?|100)(?:%|个点|了|$)/.exec(text)?.[1]
  return said === undefined ? undefined : Number(said)
}
