import type { Said } from '../../src/chat/command.ts'
import { guessCategory, guessUrgency } from '../../src/ledger/categories.ts'
import { scopesOf } from '../../src/people/may.ts'
import { readBank } from '../case/words.ts'

const NUMBER = '(\\d{1,4}|[一二两三四五六七八九十]{1,3})'
const JOBS =
  '(?:普|电|焊|技|钳|车|铣|磨|缝纫|操作|数控|模具|注塑|叉车|搬运|包装|质检|临时|熟练|装配|喷漆|油漆|锅炉|冲压|检修)工' +
  '|工程师|技术员|学徒|会计|司机|质检员|统计员|操作员'
const JOB = new RegExp(JOBS)
/** 10个电工, 十来个会开数控的, 15人; 电工6个. */
const PEOPLE = [
  new RegExp(
    `${NUMBER}(?:来|多|几)?(?:个|名|位)?(?:左右)?(?:会[^\\s,，。]{1,6}的|的)?(?:${JOBS}|人(?!民|大|才市)|工人|学生|员工|博士|硕士|大学生)`,
  ),
  new RegExp(`(?:${JOBS})${NUMBER}(?:来|多|几)?(?:个|名|人|位)`),
  new RegExp(`(?:缺|招|差|要)[^\\s,，。\\d]{0,4}?${NUMBER}(?:来|多|几)?(?:个|名|位)(?:会|懂|做|开)`),
]
const SQUARE_METRES = /(\d+(?:\.\d+)?)\s*(万)?(?:平方米|平米|平方|㎡|平|方)(?!便|案|向|式|法)/
const MU = /(\d+(?:\.\d+)?)\s*亩(?!均)/
/** 一车6500, 每吨80: money without its unit. */
const FARE = /(?:[一每](?:车|吨|趟|柜|单|公里|度|方)|运费)(?:要|就要|得|是)?\s*(\d{2,6})(?![\d万亿个%])/
const DIGITS = '零一二三四五六七八九'
const YUAN_PER_WAN = 10_000
const FILLERS =
  /^(?:那个|这个|啊|喂|您好|你好|请问|帮忙?|帮我|给我|替|给|帮|说|反映|反应|报一?个?诉求|报一下|提个诉求|[\s,，。:：!！])+|[\s,，。!！]+$/g

/** What a report says of a problem besides its words: its kind, how much, how many, how large. */
export function readProblem({ text, rest, slots, speaker }: Said): Record<string, unknown> {
  const { category } = guessCategory(rest)
  const area = SQUARE_METRES.exec(text)
  const mu = MU.exec(text)?.[1]
  const fare = FARE.exec(text)?.[1]
  const bank = readBank(text)
  // A firm that names another says who owes it; an official says whose problem it is.
  const isOwn = scopesOf(speaker, 'enterprise').length > 0
  const detail = (isOwn ? text : rest).replace(FILLERS, '')
  return {
    category,
    urgency: guessUrgency(text),
    detail: detail.length >= SHORTEST ? detail : text,
    ...readPeople(rest),
    ...(area && { area_sqm: Number(area[1]) * (area[2] ? 10_000 : 1) }),
    ...(mu && { area_mu: Number(mu) }),
    ...(bank && { bank }),
    ...(slots.amount_wan === undefined && fare && { amount_wan: Number(fare) / YUAN_PER_WAN }),
  }
}

/** How many people are wanted, and for what work. */
export function readPeople(text: string): { headcount?: number; job?: string } {
  const headcount = PEOPLE.map(pattern => pattern.exec(text)?.[1]).find(found => found !== undefined)
  const job = JOB.exec(text)?.[0]
  return { ...(headcount && { headcount: count(headcount) }), ...(job && { job }) }
}

/** Fewer characters say nothing. */
const SHORTEST = 4

function count(words: string): number {
  if (/\d/.test(words)) return Number(words)
  const digit = (char = '') => (char === '两' ? 2 : Math.max(0, DIGITS.indexOf(char)))
  const [tens, ones] = words.split('十')
  return ones === undefined ? digit(words) : (tens ? digit(tens) : 1) * 10 + digit(ones)
}
