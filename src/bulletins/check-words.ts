import { type Fact, type Passage, plainOf } from './document/parts.ts'

/** Words that state a number, a rank or a multiple, in figures or in Chinese. */
const NUMBERS: readonly RegExp[] = [
  /[\d０-９]/,
  /(?:[二两三四五六七八九十百千万亿半几]|[零〇一二两三四五六七八九十百千万亿]{2,})(?:多|余|几)?(?:家|户|个百分点|个|名|件|亿|万元|倍|成|位|项|宗|起)/,
  // 一个项目, 一项一策 are ways of speaking.
  /一(?:多)?(?:家|户|名|倍|成|位|亿|万元)/,
  /第[一二三四五六七八九十]|百分之|翻番|翻了?[一二两三]番|倍增(?!名录|企业|工作|行动)|过半|一半|首位|末位|榜首|垫底|倒数|最[高低快慢多少好差]/,
]
const RISE = /增长|上升|提升明显|攀升|增加(?!值)/
const FALL = /下降|下滑|负增长|下跌|萎缩/

const LONGEST = 300

/** Why some words cannot stand in a passage; null when they can. */
export function whyNotWords(words: string, target: Pick<Passage, 'facts' | 'title'>): string | null {
  const clean = words.trim()
  if (clean === '') return '没有看到要改成什么。请把新的说法放在引号里，例如：祁东那句改成“进度有所放缓”。'
  if (clean.length > LONGEST) return `改写最多 ${LONGEST} 字，收到 ${clean.length} 字，请压缩。`
  const number = NUMBERS.map(pattern => pattern.exec(clean)?.[0]).find(found => found !== undefined)
  if (number !== undefined)
    return `“${clean}”里的“${number}”是数字或名次，通报里的数字、名次只随数据变，不能直接改写。`
  const growth = target.facts.find(
    (run): run is Fact => typeof run !== 'string' && /^(?:增长|下降)/.test(run.say),
  )
  const isContrary = growth && (growth.say.startsWith('下降') ? RISE : FALL).test(clean)
  if (isContrary) return `“${clean}”与数据不符：${target.title}的数据是“${plainOf(target.facts)}”。`
  return null
}

const LONGEST_TITLE = 50

/** Why some words cannot be the title of a month's bulletin; null when they can. They may name that month, no other number. */
export function whyNotTitle(title: string, period: string): string | null {
  const [year = '', month = ''] = period.split('-')
  const own = new RegExp(`${year}年|1[—-]${Number(month)}月|${Number(month)}月`, 'g')
  if (!title.includes('通报')) return '标题要写明是“通报”，例如“2023年10月“原地倍增”情况通报”。'
  if (title.length > LONGEST_TITLE) return `标题最多 ${LONGEST_TITLE} 字，请压缩。`
  const number = /\d+/.exec(title.replace(own, ''))?.[0]
  return number === undefined ? null : `这期数据截至${year}年${Number(month)}月，标题里的“${number}”对不上。`
}

/** Milder words for harsh ones; each says the same of the facts. */
const MILDER: readonly [RegExp, string][] = [
  [/进度滞后/g, '进度有所放缓'],
  [/进度偏慢/g, '进度仍有提升空间'],
  [/严重滞后|明显滞后|滞后/g, '有所放缓'],
  [/偏慢|缓慢/g, '仍有提升空间'],
  [/落后/g, '仍有差距'],
  [/严重/g, '较为突出'],
  [/不力|不实/g, '有待加强'],
  [/需加力|必须/g, '建议进一步加力'],
]

/** The same words in a milder tone; null when nothing of them is harsh. */
export function milder(words: string): string | null {
  const soft = MILDER.reduce((text, [pattern, instead]) => text.replace(pattern, instead), words)
  return soft === words ? null : soft
}
