import { z } from 'zod'
import { PARKS, REGIONS } from '../../db/base/places.ts'
import type { Said } from '../../src/chat/command.ts'
import { CATEGORIES } from '../../src/ledger/categories.ts'
import { RATES, type RateName } from '../../src/ledger/metrics.ts'
import { GROUPINGS, type Grouping } from '../../src/ledger/statistics.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { type DayRange, findRange } from '../../src/lib/find-range.ts'
import { addDays, addMonths, type Day, dayOf, isDay } from '../../src/lib/time.ts'
import { parsePeriod } from '../../src/registry/period.ts'
import { unitsIn } from '../parts/units-in.ts'
import { nameOfStatus, statusIn } from './status.ts'

/** What of the ledger is asked for, as words; everything may be missing. */
export const askedSlots = {
  /** An enterprise, and the name it was called by; without a name it is only what was talked about. */
  uscc: z.string().max(20).optional(),
  enterprise: z.string().max(100).optional(),
  /** Names of counties and parks. */
  regions: z.array(z.string().max(30)).max(20).optional(),
  /** Name of a unit. */
  dept: z.string().max(40).optional(),
  category: z.string().max(20).optional(),
  categories: z.array(z.string().max(20)).max(30).optional(),
  chain: z.string().max(20).optional(),
  status: z.string().max(10).optional(),
  /** `2023-11-06..2023-11-12` */
  range: z.string().max(30).optional(),
  period: z.string().max(20).optional(),
  by: z.enum(GROUPINGS).optional(),
  /** Names of the shares wanted, one after the other: `办结率、问题解决率`. */
  metric: z.string().max(60).optional(),
  text: z.string().optional(),
}
const shape = z.object(askedSlots)
export type AskedSlots = z.infer<typeof shape>

const GROUP_WORDS: readonly [RegExp, Grouping][] = [
  [/各(?:条|个)?(?:产业)?链|按(?:产业)?链|哪[条个](?:产业)?链/, 'chain'],
  [/各(?:个)?园区|(?:县市区|县区|区县)[、和及（(]*园区|考核单位/, 'assess'],
  [/各(?:个)?(?:县|区|属地)|(?:按|分)(?:县|区|属地)|哪个?(?:县|区)|县市区/, 'region'],
  [
    /各(?:个|家)?(?:责任)?(?:单位|部门|局|委办)|(?:按|分)(?:责任)?(?:单位|部门)|哪[个家]?(?:单位|部门|局)|谁压/,
    'unit',
  ],
  [
    /各(?:个)?类|(?:按|分)(?:诉求|问题)?类|哪[一些几]?类|什么问题|啥问题|(?:哪些|哪方面)问题最|最集中|集中在|类别/,
    'category',
  ],
  [/各(?:个|次)?(?:专项)?行动|(?:按|分)(?:专项)?行动/, 'campaign'],
  [/(?:按|分)月|每个?月|各月|逐月|月度/, 'month'],
  [/卡在|卡哪|堵在|哪个环节|各(?:个)?(?:环节|状态)|(?:按|分)(?:状态|环节)/, 'state'],
]

/** Words for several categories at once, and other words for one. */
const CATEGORY_WORDS: Record<string, readonly string[]> = {
  水电气: ['用水', '用电', '用气'],
  环保安全: ['环保', '安全'],
  贷款: ['融资'],
  土地: ['用地'],
  招工: ['用工'],
  欠款: ['拖欠账款'],
  供电: ['用电'],
  停电: ['用电'],
  停水: ['用水'],
  奖补: ['政策落实'],
}

const RATE_WORDS: readonly [RegExp, RateName][] = [
  [/满意[度率]/, 'satisfied'],
  [/按期|及时率|按时/, 'inTime'],
  [/逾期率|超期率/, 'overdue'],
  [/(?<!按期|按时)办结率/, 'finished'],
  [/解决率/, 'solved'],
]

/** The average is no share and has its own name. */
export const AVERAGE_DAYS = '平均用时'
const AVERAGE_WORDS =
  /平均.{0,4}(?:几天|多久|用时|时间|天数)|(?:办理|办结|解决)(?:诉求|问题)?.{0,2}平均|平均.{0,8}用时/

/** Figures asked for by name: shares, the average, in the order they are always told. */
function metricsIn(text: string): string[] {
  const rates = RATE_WORDS.filter(([words]) => words.test(text)).map(([, rate]) => RATES[rate].name)
  return AVERAGE_WORDS.test(text) ? [...rates, AVERAGE_DAYS] : rates
}

/** What can be read out of a text without asking the database. */
export function readAsked({
  rest: text,
  slots,
  now,
}: Pick<Said, 'rest' | 'slots' | 'now'>): Record<string, unknown> {
  const status = statusIn(text)
  const by = GROUP_WORDS.find(([words]) => words.test(text))?.[1]
  const range = rangeOf({ text, period: slots.period }, dayOf(now))
  const regions = [...PARKS, ...REGIONS.slice(1)].filter(({ name, aliases = [] }) =>
    [name, ...aliases].some(word => text.includes(word)),
  )
  const units = unitsIn(text).filter(isDepartment)
  const categories = categoriesIn(units.reduce((left, { start, end }) => blank(left, start, end), text))
  const metrics = metricsIn(text)
  const metric = metrics.length > 0 ? metrics.join('、') : /(?:问题|诉求)数/.test(text) && '收集数'
  return {
    text,
    ...(status && { status: nameOfStatus(status) }),
    ...(by && { by }),
    ...(categories.length === 1 && { category: categories[0] }),
    ...(categories.length > 1 && { categories }),
    ...(range && { range: `${range.from}..${range.to}` }),
    ...(regions.length > 0 && { regions: regions.map(({ name }) => name) }),
    ...(units[0] && { dept: units[0].called }),
    ...(metric && { metric }),
  }
}

/** Departments and companies; a county that is named is a place. */
export const isDepartment = ({ kind }: { kind: string }) => kind === 'department' || kind === 'utility'

/** A unit's name tells no category: 供电公司 has more than 用电. */
const blank = (text: string, start: number, end: number) =>
  text.slice(0, start) + ' '.repeat(end - start) + text.slice(end)

function categoriesIn(text: string): string[] {
  const named = CATEGORIES.filter(name => (name === '其他' ? text.includes('其他类') : text.includes(name)))
  const other = Object.entries(CATEGORY_WORDS).flatMap(([word, found]) => (text.includes(word) ? found : []))
  return [...new Set([...named, ...other])]
}

/**
 * The days that were asked for.
 * @throws {Refusal} when a range is given that is none
 */
export function rangeOf(
  { text = '', range, period }: Pick<AskedSlots, 'text' | 'range' | 'period'>,
  today: Day,
): DayRange | null {
  const given = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(range ?? '')
  if (given?.[1] && given[2] && isDay(given[1]) && isDay(given[2])) return { from: given[1], to: given[2] }
  if (range) throw new Refusal(`看不懂时间“${range}”，请写成 2023-11-06..2023-11-12 这样。`)
  const found = findRange(text, today)
  if (found) return found
  const parsed = period ? parsePeriod(period) : null
  if (!parsed) return null
  if (parsed.kind === 'year') return { from: `${parsed.year}-01-01`, to: `${parsed.year}-12-31` }
  const [first, last] = parsed.kind === 'month' ? [parsed.month, parsed.month] : [parsed.from, parsed.to]
  const month = (n: number): Day => `${parsed.year}-${String(n).padStart(2, '0')}-01`
  return { from: month(first), to: addDays(addMonths(month(last), 1), -1) }
}
