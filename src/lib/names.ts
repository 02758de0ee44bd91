/** Chinese enterprise names as they are typed: folded for comparison and stripped to what tells firms apart. */

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
  '雁峰区',
  '石鼓区',
  '蒸湘区',
  '南岳区',
]
const FORMS =
  /(?:股份有限责任公司|股份有限公司|有限责任公司|有限公司|有限合伙|集团股份|控股集团|集团公司|总公司|分公司|公司|集团|总厂|工厂|厂|合作社)+$/
/** Words of a trade, which say what a firm does and not which firm it is. */
const TRADE =
  /(?:新材料|新能源|生物科技|电力设备|再生资源|再生金属|变压器|机油泵|电工|电缆|电源|电气|电控|电子|科技|机械|装备|化工|材料|实业|纸业|鞋业|汽车|重工|精密|制造|制品|食品|农业|建材|服饰|纺织|陶瓷|包装|物流|医药|中药|药业|生物|环保|智能|信息|技术|有色|金属|合金|铸造|钢管|玻璃|塑业|家具|盐业|能源|电器|工业|光电|股份|商贸|贸易|工贸|开发|发展|建设|工程|服务)+$/

/** One character as it is compared: half-width, lower case; empty for blanks and punctuation. */
export function foldChar(char: string): string {
  return char
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Script=Han}a-z0-9]/gu, '')
}

/** A name or query as it is compared: half-width, lower case, without blanks and punctuation. */
export function foldName(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Script=Han}a-z0-9]/gu, '')
}

/** Whether a folded name says nothing but a trade (新材料, 机械) or a place, and so names no firm. */
export function isGenericName(folded: string): boolean {
  return folded.length < 2 || folded.replace(TRADE, '') === '' || REGIONS.includes(folded)
}

/**
 * What is left of a folded name without legal form and place: 衡阳金杯电工有限公司 -> 金杯电工. The place stays when
 * too little would be left to tell one firm from another.
 */
export function coreName(folded: string): string {
  const formless = folded.replace(FORMS, '') || folded
  const region = REGIONS.find(name => formless.startsWith(name))
  if (!region) return formless
  const second = formless.slice(region.length)
  const inner = REGIONS.find(name => second.startsWith(name))
  const bare = inner ? second.slice(inner.length) : second
  return bare.length < 2 || isGenericName(bare) ? formless : bare
}

/** The short name of a firm nobody has given one: its full name without legal form and place. */
export function shortNameOf(name: string): string {
  const plain = name.normalize('NFKC').replace(/[\s()（）]/g, '')
  const core = coreName(plain)
  return core.length >= 2 ? core : plain
}

/** How many leading characters of a core name are its own and not its trade's: 2 of 金杯电工; all of 机油泵. */
export function brandLength(core: string): number {
  return core.replace(TRADE, '').length || core.length
}
