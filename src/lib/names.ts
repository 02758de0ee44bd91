import { simplify } from './traditional.ts'

/** Chinese enterprise names as they are typed: folded for comparison and taken apart into what tells firms apart. */

const REGIONS = [
  '湖南省',
  '湖南',
  '衡阳市',
  '衡阳县',
  '衡阳',
  '衡南县',
  '衡南',
  '衡山县',
  '衡山',
  '衡东县',
  '衡东',
  '祁东县',
  '祁东',
  '耒阳市',
  '耒阳',
  '常宁市',
  '常宁',
  '珠晖区',
  '珠晖',
  '雁峰区',
  '雁峰',
  '石鼓区',
  '石鼓',
  '蒸湘区',
  '蒸湘',
  '南岳区',
  '南岳',
  '西渡镇',
  '西渡',
  '云集镇',
  '吴集镇',
  '大浦镇',
  '洪桥镇',
  '开云镇',
]
const LEADING = new RegExp(`^(?:${REGIONS.join('|')})+`)
const ENDING = new RegExp(`(?:${REGIONS.join('|')})+的?$`)
const ANYWHERE = new RegExp(REGIONS.join('|'), 'g')
const FORMS =
  /(?:股份有限责任公司|股份有限公司|有限责任公司|责任公司|股份公司|有限公司|有限合伙|集团股份|控股集团|集团公司|总公司|分公司|公司|集团|总厂|工厂|厂|合作社)+$/
/** Words of a trade, which say what a firm does and not which firm it is. */
const TRADES =
  '新材料|新能源|生物科技|电力设备|再生资源|再生金属|变压器|机油泵|电工|电缆|电源|电气|电控|电子|科技|机械|装备|化工|材料|实业|纸业|鞋业|汽车|重工|精密|制造|制品|食品|农业|建材|服饰|纺织|陶瓷|包装|物流|医药|中药|药业|生物|环保|智能|信息|技术|有色|金属|合金|铸造|钢管|玻璃|塑业|家具|盐业|能源|电器|工业|光电|股份|商贸|贸易|工贸|开发|发展|建设|工程|服务'
const TRADE = new RegExp(`(?:${TRADES})+$`)
const TRADE_FIRST = new RegExp(`^(?:${TRADES})+`)

/** One character as it is compared: half-width, lower case, simplified; empty for blanks and punctuation. */
export function foldChar(char: string): string {
  return foldName(char)
}

/** A name or query as it is compared: half-width, lower case, simplified, without blanks and punctuation. */
export function foldName(text: string): string {
  return simplify(text.normalize('NFKC').toLowerCase()).replace(/[^\p{Script=Han}a-z0-9]/gu, '')
}

const NUMERALS: Readonly<Record<string, string>> = {
  零: '0',
  〇: '0',
  一: '1',
  壹: '1',
  二: '2',
  贰: '2',
  三: '3',
  叁: '3',
  四: '4',
  肆: '4',
  五: '5',
  伍: '5',
  六: '6',
  陆: '6',
  七: '7',
  柒: '7',
  八: '8',
  捌: '8',
  九: '9',
  玖: '9',
}

/** A folded name with its numerals as digits, of the same length: 二七二 and 272 are one name. */
export function numeralsAsDigits(folded: string): string {
  return folded.replace(/[零〇一壹二贰三叁四肆五伍六陆七柒八捌九玖]/g, char => NUMERALS[char] ?? char)
}

/** What a stretch of a name is: where the firm sits, its own name, what it does, its legal form. */
export type Part = 'place' | 'own' | 'trade' | 'form'

/** The stretches of a folded name in order; together they are the whole name. */
export function partsOf(folded: string): { part: Part; text: string }[] {
  const formless = folded.replace(FORMS, '')
  const place = LEADING.exec(formless)?.[0] ?? ''
  const rest = formless.slice(place.length)
  const brand = rest.replace(TRADE, '')
  const parts: { part: Part; text: string }[] = [{ part: 'place', text: place }]
  let at = 0
  for (const inner of brand.matchAll(ANYWHERE)) {
    parts.push({ part: 'own', text: brand.slice(at, inner.index) }, { part: 'place', text: inner[0] })
    at = inner.index + inner[0].length
  }
  parts.push(
    { part: 'own', text: brand.slice(at) },
    { part: 'trade', text: rest.slice(brand.length) },
    { part: 'form', text: folded.slice(formless.length) },
  )
  return parts.filter(({ text }) => text !== '')
}

/** The place a folded text ends in, with a 的 behind it. */
export function placeAtEnd(folded: string): string {
  return ENDING.exec(folded)?.[0] ?? ''
}

/** The counties a folded text names, without 县, 市 and 区; 衡阳县 keeps its own, or it would be the city. */
export function countiesIn(folded: string): string[] {
  return [...folded.matchAll(ANYWHERE)]
    .map(([name]) => (name === '衡阳县' ? name : name.replace(/[省市县区]$/, '')))
    .filter(name => !/^(?:湖南|衡阳)$|镇$/.test(name))
}

/** The trade a folded text begins with. */
export const tradeAtStart = (folded: string): string => TRADE_FIRST.exec(folded)?.[0] ?? ''

/** Whether a folded name says nothing but a trade (新材料, 机械) or a place, and so names no firm. */
export function isGenericName(folded: string): boolean {
  return folded.length < 2 || partsOf(folded).every(({ part }) => part !== 'own')
}

/**
 * What is left of a folded name without legal form and place: 衡阳金杯电工有限公司 -> 金杯电工. The place stays when
 * too little would be left to tell one firm from another.
 */
export function coreName(folded: string): string {
  const formless = folded.replace(FORMS, '') || folded
  const bare = formless.replace(LEADING, '')
  return bare.length < 2 || isGenericName(bare) ? formless : bare
}

/** The short name of a firm nobody has given one: its full name without legal form and place. */
export function shortNameOf(name: string): string {
  const plain = name.normalize('NFKC').replace(/[\s()（）]/g, '')
  const core = coreName(plain)
  return core.length >= 2 ? core : plain
}
