import Big from 'big.js'
import type { Said } from '../../src/chat/command.ts'
import { findDay } from '../../src/lib/find-day.ts'
import { parseMoney } from '../../src/lib/money.ts'
import { type Day, dayOf } from '../../src/lib/time.ts'
import { accidentTypesOf } from '../../src/people/may.ts'
import { dayIn } from '../roster/words.ts'

const NUMBER = '(\\d{1,4}|[一二两三四五六七八九十百]{1,4})'
const PERSON = '(?:名|个)?(?:人|工人|员工)?'
const DIGITS = '零一二三四五六七八九'

/** `3`, `三`, `十二`, `二十`. */
function numberOf(words: string): number {
  if (/^\d+$/.test(words)) return Number(words)
  const digit = (char: string) => (char === '两' ? 2 : Math.max(0, DIGITS.indexOf(char)))
  const [hundreds, below] = words.includes('百') ? words.split('百') : ['', words]
  const [tens, ones] = (below ?? '').includes('十') ? (below ?? '').split('十') : ['', below ?? '']
  const tensValue = (below ?? '').includes('十') ? (tens === '' ? 10 : digit(tens ?? '') * 10) : 0
  return (
    (hundreds === '' ? 0 : digit(hundreds ?? '') * 100) + tensValue + (ones === '' ? 0 : digit(ones ?? ''))
  )
}

/** How many people a text says came to harm: `3人受伤`, `死亡2人`, `无人伤亡`; null when it says nothing. */
function peopleIn(text: string, harm: string): number | null {
  if (new RegExp(`(?:无人|没有?人?|未造成(?:人员)?)(?:${harm}|伤亡)`).test(text)) return 0
  const before = new RegExp(`${NUMBER}${PERSON}(?:${harm})`).exec(text)?.[1]
  const after = new RegExp(`(?:${harm})(?:了|人数)?(?:为|是|:)?${NUMBER}${PERSON}`).exec(text)?.[1]
  const found = before ?? after
  return found === undefined ? null : numberOf(found)
}

const DEAD = '死亡|身亡|遇难|死'
const INJURED = '重伤|受伤|中毒|轻伤|伤'

/** 直接经济损失, 万元. */
function lossIn(text: string): Big | null {
  if (/没有?(?:造成)?(?:直接)?(?:经济)?损失|无(?:直接)?(?:经济)?损失/.test(text)) return new Big(0)
  const found =
    /损失(?:了|约|大约|为|是|:)?\s*([\d.,]+\s*(?:万|亿|千|百)?[万元]*|[一二两三四五六七八九十百千]+万?元?)/.exec(
      text,
    )?.[1]
  return found ? parseMoney(found) : null
}

const LEVEL = /特别重大|特大|重大|较大|一般/
const POLLUTION = /污染|环境|环保|泄漏|偷排|超标|排污|废水|废气/

/** The day an accident happened: days without a year are past ones. */
function happenedIn(text: string, today: Day): Day | null {
  const past = dayIn(text, today)
  if (past) return past
  const found = findDay(text, today)
  return found && 'day' in found.said && found.said.day <= today && /\d/.test(text) ? found.said.day : null
}

/** What a text tells of an accident. */
export function readAccident({ text, now, speaker }: Said): Record<string, unknown> {
  const number = /第?\s*(\d{1,6})\s*号(?:的)?(?:那[起次])?事故/.exec(text)?.[1]
  const level = LEVEL.exec(text)?.[0]
  const types = accidentTypesOf(speaker)
  // Most are accidents of safety; the form shows what was taken.
  const type = types.find(one => one === (POLLUTION.test(text) ? '环境污染' : '安全生产')) ?? types[0]
  const date = happenedIn(text, dayOf(now))
  const dead = peopleIn(text, DEAD)
  const injured = peopleIn(text, INJURED)
  const loss = lossIn(text)
  const detail = /(?:原因|情况|经过)(?:是|:|：)\s*(.{2,100})/.exec(text)?.[1]
  return {
    ...(number && { incident: Number(number) }),
    ...(level && { level: level === '特大' ? '特别重大' : level }),
    ...(type && !number && { type }),
    ...(date && { date }),
    ...(dead !== null && { dead }),
    ...(injured !== null && { injured }),
    ...(loss && { loss_wan: loss.toNumber() }),
    ...(detail && { detail }),
  }
}
