import { asc, ne } from 'drizzle-orm'
import { z } from 'zod'
import { PARKS, REGIONS, UNITS } from '../../db/base/places.ts'
import type { Db } from '../../db/client.ts'
import { CASE_STATE_NAMES, type CaseState, park, region } from '../../db/schema/index.ts'
import type { Said } from '../../src/chat/command.ts'
import { CATEGORIES } from '../../src/ledger/categories.ts'
import type { LedgerFilter, Standing } from '../../src/ledger/filter.ts'
import { GROUPINGS, type Grouping } from '../../src/ledger/statistics.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { type DayRange, findRange } from '../../src/lib/find-range.ts'
import { addDays, addMonths, type Day, dayOf, isDay } from '../../src/lib/time.ts'
import { findUnits, handlingUnits } from '../../src/people/find-unit.ts'
import { hasRole, unitsOf } from '../../src/people/may.ts'
import type { Speaker } from '../../src/people/roles.ts'
import { parsePeriod } from '../../src/registry/period.ts'

/** What of the ledger is asked for, as words; everything may be missing. */
export const askedSlots = {
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
  text: z.string().optional(),
}
const shape = z.object(askedSlots)
export type AskedSlots = z.infer<typeof shape>

const STANDINGS: [RegExp, string, Standing | CaseState][] = [
  [/超期|逾期|过期|超时|到期没办/, '逾期', 'overdue'],
  [/没有?解决|未解决|没解决好/, '未解决', 'unsolved'],
  [/待签收|没签收|未签收/, '待签收', 'assigned'],
  [/待审核|没审核|未审核/, '待审核', 'reviewing'],
  [/待评价|没评价|未评价的/, '待评价', 'rating'],
  [/待交办|没交办|未交办|没派/, '待交办', 'filed'],
  [/挂账/, '挂账', 'shelved'],
  [/挂起/, '挂起', 'held'],
  [/没有?办[结完好]|未办[结完]|在办|压着|压了|积压|没销号/, '在办', 'open'],
  [/已销号|销了号/, '已销号', 'closed'],
  [/解决好|已解决(?!多少|几)|解决了(?!多少|几|没)|解决的/, '已解决', 'solved'],
  [/已?办[结完]了?的|已办结/, '已办结', 'finished'],
]

const GROUP_WORDS: [RegExp, Grouping][] = [
  [/各产业链|按(?:产业)?链|哪[条个](?:产业)?链|各链/, 'chain'],
  [/各(?:个)?(?:县|区|园区|属地)|按(?:县|区|属地)|哪个?(?:县|区)|县市区/, 'region'],
  [/各(?:个)?(?:单位|部门|局|委办)|按(?:单位|部门)|哪个?(?:单位|部门|局)|谁压/, 'unit'],
  [/各类|按类|哪[一些]?类|什么问题|啥问题|最集中|集中在|类别/, 'category'],
  [/各行动|专项行动|按行动/, 'campaign'],
  [/按月|每个?月|各月|月度/, 'month'],
  [/卡在哪|堵在哪|哪个环节|各环节|按(?:状态|环节)/, 'state'],
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
  奖补: ['政策落实'],
}

/** What can be read out of a text without asking the database. */
export function readAsked({
  text,
  slots,
  now,
}: Pick<Said, 'text' | 'slots' | 'now'>): Record<string, unknown> {
  const status = STANDINGS.find(([words]) => words.test(text))?.[1]
  const by = GROUP_WORDS.find(([words]) => words.test(text))?.[1]
  const categories = categoriesIn(text)
  const range = rangeOf({ text, period: slots.period }, dayOf(now))
  const regions = [...PARKS, ...REGIONS.slice(1)].filter(({ name, aliases = [] }) =>
    [name, ...aliases].some(word => text.includes(word)),
  )
  const [unit] = findUnits(
    UNITS.filter(isDepartment).map(({ id, name, aliases = [], kind }) => ({ id, name, aliases, kind })),
    text,
  )
  return {
    ...(status && { status }),
    ...(by && { by }),
    ...(categories.length === 1 && { category: categories[0] }),
    ...(categories.length > 1 && { categories }),
    ...(range && { range: `${range.from}..${range.to}` }),
    ...(regions.length > 0 && { regions: regions.map(({ name }) => name) }),
    ...(unit && { dept: unit.unit.name.replace(/^市/, '') }),
  }
}

const isDepartment = ({ kind }: { kind: string }) => kind === 'department' || kind === 'utility'

function categoriesIn(text: string): string[] {
  const named = CATEGORIES.filter(name => (name === '其他' ? text.includes('其他类') : text.includes(name)))
  const other = Object.entries(CATEGORY_WORDS).flatMap(([word, found]) => (text.includes(word) ? found : []))
  return [...new Set([...named, ...other])]
}

function rangeOf(
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

/** What is asked for, by ids, and the same in words for the answer. */
export interface Asked {
  filter: LedgerFilter
  /** `衡东县 · 逾期`; empty when everything is meant. */
  words: string
  by: Grouping | null
}

/**
 * Finds the counties, parks and units that were named.
 * @throws {Refusal} naming what is not known here
 */
export async function askedOf(
  { db, now, speaker }: { db: Db; now: Date; speaker: Speaker },
  slots: AskedSlots,
): Promise<Asked> {
  const text = slots.text ?? ''
  const parks = await placesIn(await readParks(db), slots.regions ?? [], text)
  const withoutParks = parks.reduce((left, { word }) => left.replaceAll(word, ' '), text)
  const counties = await placesIn(await readRegions(db), slots.regions ?? [], withoutParks)
  const named = [...parks, ...counties]
  const unknown = slots.regions?.find(name => !named.some(place => place.names.includes(name)))
  if (unknown) throw new Refusal(`没有登记过“${unknown}”这个县市区或园区，请核对名称后再试。`)
  const units = await unitsIn(db, slots.dept, withoutParks, speaker)
  const categories = slots.categories ?? (slots.category ? [slots.category] : [])
  const strange = categories.find(name => !CATEGORIES.some(known => known === name))
  if (strange) throw new Refusal(`没有“${strange}”这个诉求类别，可以问：${CATEGORIES.join('、')}。`)
  const range = rangeOf({ ...slots, text }, dayOf(now))
  const status = slots.status ? STANDINGS.find(([, name]) => name === slots.status) : undefined
  if (slots.status && !status)
    throw new Refusal(
      `状态“${slots.status}”看不懂，可以问：${STANDINGS.map(([, name]) => name).join('、')}。`,
    )
  const filter: LedgerFilter = {
    ...(counties.length > 0 && { regionCodes: counties.map(({ id }) => id) }),
    ...(parks.length > 0 && { parkIds: parks.map(({ id }) => id) }),
    ...(units.length > 0 && { unitIds: units.map(({ id }) => id) }),
    ...(categories.length > 0 && { categories }),
    ...(slots.chain && { chain: slots.chain }),
    ...(range ?? {}),
    ...(status && (isState(status[2]) ? { states: [status[2]] } : { standing: status[2] })),
  }
  const words = [
    named.map(({ name }) => name).join('、'),
    units.map(({ name }) => name).join('、'),
    slots.chain ? `${slots.chain}产业链` : '',
    categories.join('、'),
    range ? (range.from === range.to ? `${range.from}受理` : `${range.from}至${range.to}受理`) : '',
    status?.[1] ?? '',
  ]
  const by = slots.by ?? (named.length > 1 ? 'region' : units.length > 1 ? 'unit' : null)
  return { filter, words: words.filter(Boolean).join(' · '), by }
}

const isState = (value: Standing | CaseState): value is CaseState => value in CASE_STATE_NAMES

interface Place {
  id: string
  name: string
  names: string[]
}

const readParks = async (db: Db): Promise<Place[]> =>
  (await db.select().from(park).orderBy(asc(park.id))).map(({ id, name, aliases }) => ({
    id,
    name,
    names: [name, ...aliases],
  }))

/** The city itself narrows nothing. */
const readRegions = async (db: Db): Promise<Place[]> =>
  (await db.select().from(region).where(ne(region.code, '430400')).orderBy(asc(region.code))).map(
    ({ code, name, aliases }) => ({ id: code, name, names: [name, ...aliases] }),
  )

async function placesIn(
  places: Place[],
  asked: readonly string[],
  text: string,
): Promise<(Place & { word: string })[]> {
  return places.flatMap(place => {
    const word =
      place.names.find(name => asked.includes(name)) ??
      place.names.toSorted((a, b) => b.length - a.length).find(name => text.includes(name))
    return word ? [{ ...place, word }] : []
  })
}

/** Units named; for whoever works for one and names none, their own. */
async function unitsIn(
  db: Db,
  asked: string | undefined,
  text: string,
  speaker: Speaker,
): Promise<{ id: string; name: string }[]> {
  const units = (await handlingUnits(db)).filter(isDepartment)
  const own = hasRole(speaker, 'department', 'utility') ? unitsOf(speaker) : []
  const mentioned = findUnits(units, text).map(({ unit }) => unit)
  const found = mentioned.length > 0 || !asked ? mentioned : findUnits(units, asked).map(({ unit }) => unit)
  if (asked && found.length === 0) throw new Refusal(`没有登记过“${asked}”这个单位，请写单位全称或常用简称。`)
  return [...new Set(found.length > 0 ? found : units.filter(({ id }) => own.includes(id)))]
}
