import type { Urgency } from '../../db/schema/index.ts'

/** 诉求类别 and the words that point to each (`reference` C-5), most telling first in no particular order. */
const CATEGORY_WORDS = {
  融资: [
    '融资',
    '贷款',
    '授信',
    '抵押',
    '续贷',
    '过桥',
    '流动资金',
    '资金缺口',
    '银行',
    '担保',
    '利率',
    '断贷',
    '抽贷',
  ],
  用地: [
    '用地',
    '土地',
    '厂房',
    '供地',
    '地块',
    '出让',
    '工业地',
    '不动产证',
    '租厂',
    '增减挂钩',
    '扩建用地',
    '的地',
    '亩地',
  ],
  用工: [
    '用工',
    '招工',
    '招人',
    '普工',
    '缺工',
    '缺人',
    '技工',
    '电工',
    '焊工',
    '工人',
    '招聘',
    '数控',
    '临时工',
    '人手',
    '留不住人',
  ],
  用电: ['停电', '断电', '用电', '电价', '电费', '变压器', '供电', '跳闸', '电压', '限电', '增容', '没电'],
  用水: ['停水', '断水', '用水', '水压', '供水', '自来水', '水费', '没水'],
  用气: ['天然气', '用气', '停气', '供气', '燃气', '气价', '气压'],
  物流: ['物流', '运费', '运输', '货运', '发货', '班列', '铁路专线', '港口', '仓储'],
  市场开拓: ['市场', '订单', '销路', '客户', '供应商', '采购商', '参展', '展会', '产销对接', '配套企业'],
  技术创新: ['技术', '研发', '技改', '专家', '高校', '科研', '攻关', '数字化', '智能化', '创新平台'],
  人才: [
    '人才',
    '工程师',
    '博士',
    '职称',
    '子女入学',
    '子女上学',
    '小孩',
    '子女',
    '读书',
    '落户',
    '人才公寓',
    '安家费',
  ],
  政策落实: ['奖补', '奖励', '补贴', '补助', '兑现', '贴息', '政策落实', '没到账', '未到账', '公示'],
  审批手续: ['审批', '手续', '办证', '许可', '备案', '核准', '验收', '规划证', '施工证', '环评', '能评'],
  拖欠账款: ['拖欠', '欠款', '货款', '工程款', '欠我们', '账款', '不给钱', '不付款', '要账'],
  税费: ['税务', '税费', '税收', '退税', '发票', '加计抵减', '留抵', '社保费', '收费'],
  环保: ['环保', '排污', '排污许可', '废水', '废气', '固废', '危废', '排放', '异味'],
  安全: ['安全', '消防', '隐患', '应急', '特种设备'],
  统计入规: ['统计', '数对不上', '入规', '月报', '联网直报', '小升规', '规上'],
  上市: ['上市', '股改', '辅导', '新三板', '科创板', 'IPO'],
  知识产权: ['专利', '商标', '知识产权', '质量', '标准', '侵权', '计量'],
  基础设施: [
    '道路',
    '那条路',
    '门口的路',
    '修路',
    '路灯',
    '路烂',
    '路面',
    '下水道',
    '排水',
    '公交',
    '网络信号',
    '管网',
    '停车',
  ],
  行政执法: ['执法', '检查太多', '罚款', '乱收费', '乱罚款', '营商环境', '处罚', '刁难'],
  其他: [],
} as const satisfies Record<string, readonly string[]>

export type Category = keyof typeof CATEGORY_WORDS

export const CATEGORIES = Object.keys(CATEGORY_WORDS) as Category[]

export function isCategory(value: string): value is Category {
  return Object.hasOwn(CATEGORY_WORDS, value)
}

export interface CategoryGuess {
  category: Category
  /** 0 (nothing points anywhere) to 1 (everything points here). */
  confidence: number
  /** The words it was guessed by, for people. */
  why: string
}

/** The words of a text that point to each category; longer words weigh more. */
function scoreCategories(text: string) {
  const scored = CATEGORIES.map(category => {
    const hits = wordsOf(category, text)
    return { category, hits, score: hits.reduce((sum, word) => sum + word.length, 0) }
  })
  return { scored, total: scored.reduce((sum, { score }) => sum + score, 0) }
}

/** The words of a category that a text has. */
export const wordsOf = (category: Category, text: string): string[] =>
  CATEGORY_WORDS[category].filter(word => text.includes(word))

/** Guesses what a report is about by the words in it. */
export function guessCategory(text: string): CategoryGuess {
  const { scored, total } = scoreCategories(text)
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.score === 0) return { category: '其他', confidence: 0, why: '没有找到指向某一类的字眼' }
  return {
    category: best.category,
    confidence: best.score / total,
    why: `提到${best.hits.map(word => `“${word}”`).join('、')}`,
  }
}

/**
 * How far the words of a report bear out the category chosen for it: 1 when all of them do or there are none, 0 when
 * all point elsewhere.
 */
export function confidenceIn(category: Category, text: string): { confidence: number; why: string } {
  const { scored, total } = scoreCategories(text)
  if (total === 0) return { confidence: 1, why: '没有找到指向别的类别的字眼' }
  const own = scored.find(one => one.category === category)?.score ?? 0
  const others = scored.filter(one => one.category !== category && one.score > 0)
  const why = others
    .map(one => `${one.hits.map(word => `“${word}”`).join('、')}像是${one.category}`)
    .join('，')
  return { confidence: own / total, why }
}

const VERY_URGENT =
  /急急|特急|十万火急|火急|(?<![要会怕得快])停产了|全线停|已经停产|停[水电气](?:了)?(?:一|两|二|三|几|\d+)?(?:整)?天/
const URGENT =
  /急|耽误|影响交货|交不了货|违约|停产|停工|第[三四五六七八九十\d]+次|[三四五六七八九]次了|马上|尽快|今天就|等不了/

/** Guesses 紧急程度 by how it is told. */
export function guessUrgency(text: string): Urgency {
  if (VERY_URGENT.test(text)) return '特急'
  return URGENT.test(text) ? '急' : '一般'
}

const LEAK =
  /(管道|管线|储罐|反应釜|阀门|化工|危化|氨|氯|煤气|天然气|燃气|毒气|硫酸|盐酸|油罐).{0,8}(漏了|泄漏|泄露|在漏|漏气|漏液|爆裂)/
const DISASTER = /着火|起火|失火|火灾|爆炸|中毒|坍塌|塌方|触电|有人(?:受伤|被困|晕倒)|伤人了|死人了/
/** Talk about prevention, papers and the past is no emergency. */
const MERELY_TALK =
  /隐患|预防|演练|培训|验收|许可|保险|整改|怎么办理|应急预案|评价|资质|爆炸性|险情已|去年|上个?月|登记.{0,4}事故|事故登记/

/** Whether somebody is in danger now, so that help comes before any form. */
export function isEmergency(text: string): boolean {
  return (LEAK.test(text) || DISASTER.test(text)) && !MERELY_TALK.test(text)
}
