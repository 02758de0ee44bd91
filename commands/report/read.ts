import type { Said } from '../../src/chat/command.ts'
import { guessCategory, guessUrgency } from '../../src/ledger/categories.ts'
import { scopesOf } from '../../src/people/may.ts'
import { readBank } from '../case/words.ts'

const NUMBER = '(\\d{1,4}|[一二两三四五六七八九十]{1,3})'
const PEOPLE = new RegExp(
  `${NUMBER}(?:来|多|几)?个?(?:人|名|位|个)?(?:左右)?(?:的)?(?:人|名|普工|电工|焊工|技工|钳工|车工|工人|工程师|操作工|学徒|学生|技术员|员工)`,
)
const JOB = /普工|电工|焊工|技工|钳工|车工|操作工|工程师|技术员|学徒/
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
  const { category } = guessCategory(text)
  const headcount = PEOPLE.exec(text)?.[1]
  const job = JOB.exec(text)?.[0]
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
    ...(headcount && { headcount: count(headcount) }),
    ...(job && { job }),
    ...(area && { area_sqm: Number(area[1]) * (area[2] ? 10_000 : 1) }),
    ...(mu && { area_mu: Number(mu) }),
    ...(bank && { bank }),
    ...(slots.amount_wan === undefined && fare && { amount_wan: Number(fare) / YUAN_PER_WAN }),
  }
}

/** Fewer characters say nothing. */
const SHORTEST = 4

function count(words: string): number {
  if (/\d/.test(words)) return Number(words)
  const digit = (char = '') => (char === '两' ? 2 : Math.max(0, DIGITS.indexOf(char)))
  const [tens, ones] = words.split('十')
  return ones === undefined ? digit(words) : (tens ? digit(tens) : 1) * 10 + digit(ones)
}
