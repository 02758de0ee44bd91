import { type Topic, topicsIn } from '../../src/chat/topics.ts'
import { addDays, addMonths, type Day, isDay } from '../../src/lib/time.ts'
import { parsePeriod } from '../../src/registry/period.ts'
import { callingName } from '../../src/rules/describe.ts'
import type { PolicyDocument, Rule } from '../../src/rules/document.ts'
import type { PolicySet } from '../../src/rules/policy-set.ts'
import { searchRules } from './search.ts'

/** What somebody wants to know that policy texts seldom say. */
export interface Aspect {
  name: string
  /** How a rule would say it. */
  told: RegExp
}
const TIME = /时间|截止|期限|年初|日前|月末|天数|月数/
export const MATERIALS: Aspect = { name: '申报材料', told: /材料/ }
export const APPLYING_TIME: Aspect = { name: '申报时间', told: TIME }
const ASPECTS: readonly (Aspect & { asked: RegExp })[] = [
  { ...MATERIALS, asked: /材料|证件|附件|要交什么|要交啥|带什么|带啥/ },
  { name: '截止时间', told: TIME, asked: /截止|啥时候|什么时候|几号|几月|多久|期限|何时|时间/ },
  { name: '办理窗口', told: /窗口|地点/, asked: /窗口|找谁|哪个部门|哪里办|去哪|电话|联系谁/ },
  { name: '兑付到账时间', told: /兑付|到账/, asked: /到账|兑付|发放|打款/ },
]

/** What a question about policies is about. */
export interface Meaning {
  /** The day asked about. */
  on: Day
  /** Named in the question, not simply today. */
  isDated: boolean
  topics: Topic[]
  /** Rules of the policies in use, the most likely first. */
  rules: string[]
  /** Documents called by a name of theirs. */
  documents: PolicyDocument[]
  wantsComparison: boolean
  /** 现在按哪个文件, 有哪些政策: the documents themselves are asked for. */
  wantsDocuments: boolean
  aspects: Aspect[]
}

const COMPARING = /区别|不同|不一样|差别|变化|变了|改了|改动|调整了|对比|比较|新旧|新老/
const LISTING = /(哪个|哪份|哪些|什么|啥)(文件|政策|办法)|(政策|文件)(有哪些|清单|目录|列表)|现行(文件|政策)/

/** Reads a question against the policies in use; `today` is the day it is asked on. */
export function meaningOf(
  text: string,
  { policies, today, period }: { policies: PolicySet; today: Day; period: string | undefined },
): Meaning {
  const { documents: all } = policies
  const known = new Set(all.flatMap(document => document.rules.map(({ id }) => id)))
  const wantsComparison = COMPARING.test(text)
  const documents = all.filter(
    document => isNamed(document, text) || (wantsComparison && isDatedBy(document, text)),
  )
  const topics = topicsIn(text)
  const named = idsIn(text).filter(id => known.has(id))
  const titled = all.flatMap(({ rules }) => rules.flatMap(rule => (isTitled(rule, text) ? [rule.id] : [])))
  const ofTopics = topics.flatMap(({ rules }) => rules.map(withoutBranch)).filter(id => known.has(id))
  const wantsDocuments = LISTING.test(text)
  const isElse = wantsDocuments || wantsComparison || documents.length > 0
  const direct = [named, titled].find(list => list.length > 0) ?? ofTopics
  const day = wantsComparison ? null : dayIn(text, period, today)
  return {
    on: day ?? today,
    isDated: day !== null && day !== today,
    topics,
    rules: [...new Set(direct.length > 0 || isElse ? direct : searchRules(all, text))],
    documents,
    wantsComparison,
    wantsDocuments,
    aspects: ASPECTS.filter(({ asked }) => asked.test(text)),
  }
}

/** `R-ABOVE.MONTHLY` is a branch of R-ABOVE. */
export const withoutBranch = (rule: string): string => rule.split('.')[0] ?? rule

const idsIn = (text: string): string[] =>
  (text.toUpperCase().match(/R-[A-Z0-9]+(?:-[A-Z0-9]+)*/g) ?? []).map(withoutBranch)

/** So much may stand beside a title in a question about nothing else. */
const BESIDE_TITLE = 8

/** Asked for by its title, with or without what stands in brackets behind it. */
function isTitled({ title }: Rule, text: string): boolean {
  const bare = title.replace(/（[^）]*）$/, '')
  const isWhole = bare !== title && text.includes(title)
  return isWhole || (text.includes(bare) && text.length - bare.length <= BESIDE_TITLE)
}

function isNamed(document: PolicyDocument, text: string): boolean {
  const { title, aliases = [], number } = document
  const bare = title.replace(/[《》]/g, '')
  return [bare, callingName(document), ...aliases, ...(number ? [number] : [])].some(name =>
    text.includes(name),
  )
}

/** `9月15号那个`, `21年的`: documents told apart by when they were issued. */
function isDatedBy({ issued }: PolicyDocument, text: string): boolean {
  const [year = '', month, day] = issued.split('-')
  const saysYear = new RegExp(`(?<!\\d)(20)?${year.slice(2)}年`).test(text)
  const saysDay =
    month && day && new RegExp(`(?<!\\d)0?${Number(month)}[月.]0?${Number(day)}[日号]?`).test(text)
  return saysYear || Boolean(saysDay)
}

/** A past day is meant only where the policy of then is asked for, not where a figure of then is told. */
const OF_THEN = /条件|政策|文件|办法|标准|规定|要求|门槛|按哪/

/** The day a question is about: one it names, or the last of a period it names, at most today. */
function dayIn(text: string, period: string | undefined, today: Day): Day | null {
  if (!OF_THEN.test(text)) return null
  const [, year, month, date] =
    /(?<!\d)(20\d\d)[年.\-/](\d{1,2})[月.\-/](\d{1,2})(?:[日号]|(?!\d))/.exec(text) ?? []
  const day = `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`
  if (isDay(day)) return day
  const named = period ? parsePeriod(period) : null
  if (!named) return null
  const to = named.kind === 'year' ? 12 : named.kind === 'month' ? named.month : named.to
  const last = addDays(addMonths(`${named.year}-${String(to).padStart(2, '0')}-01`, 1), -1)
  // A period that is still running is asked about as of now.
  return last > today && String(named.year) === today.slice(0, 4) ? today : last
}
