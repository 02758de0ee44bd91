import type { BulletinContent } from '../../db/bulletin-content.ts'

/** Passages beside those of units, by what people call them. */
const OTHERS: readonly [RegExp, string][] = [
  [/典型(?:经验|做法)?|好的?做法|经验做法/, 'practice'],
  [/存在(?:的)?问题|问题(?:那|这)?(?:一)?[段句部]/, 'problems'],
  [/下一?步(?:打算|工作|措施)?|打算(?:那|这)?/, 'next'],
  [/开头(?:那|这)?[语句段]/, 'opening'],
  [/结尾(?:那|这)?[语句段]/, 'ending'],
]

/** The passages a text names, in its order; what one of them is to become may name places too. */
export function passagesIn(text: string, { units }: Pick<BulletinContent, 'units'>): string[] {
  const said = text.replace(/[“"「『].*$/s, '')
  const named = units.flatMap(({ id, name }) => {
    const words = [name, shortOf(name)].filter(word => word.length >= 2)
    const places = words.map(word => said.indexOf(word)).filter(at => at >= 0)
    return places.length > 0 ? [{ id: `unit:${id ?? 'none'}`, at: Math.min(...places) }] : []
  })
  const others = OTHERS.flatMap(([words, id]) => {
    const at = said.search(words)
    return at >= 0 ? [{ id, at }] : []
  })
  return [...named.sort((a, b) => a.at - b.at), ...others.sort((a, b) => a.at - b.at)].map(({ id }) => id)
}

/** 祁东 of 祁东县, 松木 of 松木经开区; of 衡阳县 nothing shorter, which would be the city. */
function shortOf(name: string): string {
  const short = name.replace(/^衡阳(?=.{3})/, '').replace(/(?:县|市|区|高新区|经开区|园区)$/, '')
  return short === '衡阳' ? name : short
}

/** What a passage is to become: the words in quotation marks, or behind 改成. */
export function wordsIn(said: string): string | null {
  const [, after = ''] =
    /(?:改成|改为|换成|写成|改写[成为]|写上?|[加补]上?(?:一?[句段]话?)?)[:：\s]*(.+)$/s.exec(said) ?? []
  const quoted = /[“"「『'‘](.+?)[”"」』'’]/s.exec(after || said)?.[1]
  return quoted ?? (after.trim() || null)
}

/** Rates people name, with the keys they are printed by. */
const RATES: readonly [RegExp, string, readonly string[]][] = [
  [/解决率/, '问题解决率', ['campaign.rate', 'case.rate']],
  [/履约率/, '履约率', ['contract.rate']],
  [/完成率/, '目标完成率', ['scale.completion']],
  [/增速|增幅|增长率/, '增幅', ['growth']],
  [/(?:倍增)?占比|比例/, '倍增占比', ['output.doubled.share', 'tax.doubled.share', 'tax.up50.share']],
]

/** The rate a text names. */
export function rateIn(said: string): { title: string; keys: readonly string[] } | null {
  const [, title, keys] = RATES.find(([words]) => words.test(said)) ?? []
  return title && keys ? { title, keys } : null
}
