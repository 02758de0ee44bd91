import { shortNameOf } from '../../../src/lib/names.ts'
import { makeUscc } from '../../../src/lib/uscc.ts'
import { homophonesOf } from './characters.ts'
import { type Random, randomFrom } from './random.ts'
import type { Words } from './words.ts'

/** A made-up firm and what its name was put together from. */
export interface CityFirm {
  uscc: string
  name: string
  shortName: string
  aliases: string[]
  place: string
  brand: string
  trade: string
  form: string
  /** The county it is registered in, which its name need not tell. */
  county: string
}

const PLACES: readonly (readonly [region: string, names: readonly string[], share: number])[] = [
  ['430400', ['衡阳', '衡阳市', '衡阳', '湖南', '湖南省', '湖南衡阳'], 0.55],
  ['430421', ['衡阳县', '衡阳县西渡'], 0.62],
  ['430422', ['衡南县', '衡南'], 0.69],
  ['430423', ['衡山县', '衡山'], 0.73],
  ['430424', ['衡东县', '衡东'], 0.8],
  ['430426', ['祁东县', '祁东'], 0.86],
  ['430481', ['耒阳市', '耒阳'], 0.92],
  ['430482', ['常宁市', '常宁'], 0.97],
  ['430412', ['南岳区', '南岳'], 1],
]
const COUNTIES = new Map([
  ['430421', '衡阳县'],
  ['430422', '衡南县'],
  ['430423', '衡山县'],
  ['430424', '衡东县'],
  ['430426', '祁东县'],
  ['430481', '耒阳市'],
  ['430482', '常宁市'],
  ['430412', '南岳区'],
])
const FORMS = [
  '有限公司',
  '有限公司',
  '有限公司',
  '有限公司',
  '有限责任公司',
  '股份有限公司',
  '厂',
  '集团有限公司',
  '总厂',
  '合作社',
]
const CODE = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/**
 * Names as a city's register has them: place + brand + trade + form in their usual orders, brands of two to four
 * characters, groups with many firms, the same short name in two counties, firms one character apart. No two share a
 * full name.
 */
export function makeCity(words: Words, size: number): CityFirm[] {
  const random = randomFrom(words.seed)
  const firms: CityFirm[] = []
  const names = new Set<string>()
  const codes = new Set<string>()
  const brands: string[] = [...words.groups]
  while (firms.length < size) {
    const like = firms.length > 100 && random.chance(0.06) ? random.pick(firms) : undefined
    const made = like ? nearDuplicate(like, words, random) : fresh(words, brands, random)
    const name = write(made, random)
    if (names.has(name)) continue
    names.add(name)
    let uscc = ''
    while (uscc === '' || codes.has(uscc)) uscc = makeUscc(made.region, bodyOf(random))
    codes.add(uscc)
    const { place, brand, trade, form, region } = made
    // One firm in seven bears the province in its name, or no place at all, and sits in some county.
    const county =
      COUNTIES.get(region) ?? (/^湖南省?$|^$/.test(place) ? random.pick([...COUNTIES.values()]) : '衡阳市')
    const firm = { uscc, name, shortName: shortNameOf(name), aliases: [], place, brand, trade, form, county }
    firms.push({ ...firm, aliases: aliasesOf(firm, words, random) })
  }
  return firms
}

interface Parts {
  region: string
  place: string
  brand: string
  trade: string
  form: string
}

function fresh(words: Words, brands: string[], random: Random): Parts {
  const isKnown = random.chance(0.35)
  const brand = isKnown ? random.pickEarly(brands) : newBrand(words, random)
  if (!isKnown) brands.push(brand)
  return { ...placeOf(random), brand, trade: tradeOf(words, random), form: random.pickEarly(FORMS) }
}

/** The same short name elsewhere, the same brand in another trade, or a brand one character apart. */
function nearDuplicate(like: CityFirm, words: Words, random: Random): Parts {
  const { brand, trade, form } = like
  const where = placeOf(random)
  const kind = random.below(3)
  if (kind === 0) return { ...where, brand, trade, form }
  if (kind === 1) return { ...where, brand, trade: tradeOf(words, random), form }
  const at = random.below(brand.length)
  const others = random.chance(0.5) ? homophonesOf(brand.charAt(at)) : [...words.brandChars]
  const other = others.length > 0 ? random.pick(others) : random.pick([...words.brandChars])
  return { ...where, brand: brand.slice(0, at) + other + brand.slice(at + 1), trade, form }
}

function placeOf(random: Random): { region: string; place: string } {
  const at = random.next()
  const [region, names] = PLACES.find(([, , share]) => at < share) ?? ['430400', ['衡阳']]
  return { region, place: random.chance(0.06) ? '' : random.pick(names) }
}

function newBrand(words: Words, random: Random): string {
  const chars = [...words.brandChars]
  const length = random.chance(0.82) ? 2 : random.chance(0.7) ? 3 : 4
  return Array.from({ length }, () => random.pickEarly(chars)).join('')
}

function tradeOf(words: Words, random: Random): string {
  const trade = random.pickEarly(words.trades)
  return random.chance(0.08) ? random.pick(words.fillers) + trade : trade
}

/** Most names begin with the place; some have it after the brand, in brackets or not. */
function write({ place, brand, trade, form }: Parts, random: Random): string {
  const order = random.next()
  const tail = `${trade}${form}`
  if (place && order < 0.06) return `${brand}（${place}）${tail}`
  if (place && order < 0.1) return `${brand}${place}${tail}`
  return `${place}${brand}${tail}`
}

function bodyOf(random: Random): string {
  const from = (alphabet: string, length: number) =>
    Array.from({ length }, () => random.pick([...alphabet])).join('')
  return random.chance(0.35) ? from('0123456789', 8) : `MA${from(CODE, 6)}`
}

/** One firm in ten has other names: an abbreviation, what people call it, or its former name. */
function aliasesOf(firm: CityFirm, words: Words, random: Random): string[] {
  const aliases: string[] = []
  if (random.chance(0.04)) aliases.push(firm.brand)
  if (random.chance(0.03)) aliases.push(`${(firm.place || '衡').charAt(0)}${firm.trade.charAt(0)}`)
  if (random.chance(0.03)) {
    aliases.push(`${firm.place}${newBrand(words, random)}${firm.trade}${firm.form}`)
  }
  return aliases.filter(alias => alias.length >= 2)
}
