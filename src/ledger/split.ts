import type { Urgency } from '../../db/schema/index.ts'
import { type Category, guessCategory, guessUrgency } from './categories.ts'

/** One problem of a report, as it was said. */
export interface Problem {
  detail: string
  category: Category
  /** No words point to a category: 其他 is only a way of saying so. */
  isGuessed: boolean
  urgency: Urgency
}

/** Problems taken from one message; more are better told one by one. */
export const MOST_PROBLEMS = 5

/** `两个事：` announces that what follows is a list, so that commas and blanks part its items. */
const ANNOUNCED = /^.{0,12}?(?:[两二三四五2-5]|几)(?:个|件|条)?(?:事情?|问题|困难|诉求)\s*[:：,，]?\s*/
const IN_A_LIST = /[\s,，。、;；]+/
/** What begins another problem anywhere. 还有 before a number or 没 goes on with the same one. */
const ANOTHER =
  /[;；\n]+|(?:还有(?:就是|一个|个事|一件事)?|另外|此外|再就是|再一个|再有|顺便(?:问|说|反映)一?下?)(?![\d一二三四五六七八九十几多没])[\s,，:：]*|(?:^|[\s,，。;；])(?:第[一二三四五](?:个|件)?(?:是|[,，、:：])?|[一二三四五]是|[①②③④⑤]|[1-5一二三四五][.、)）])\s*/

/** Problems of different kinds told in one message, in order; one alone when nothing parts them. */
export function splitProblems(text: string): Problem[] {
  const list = ANNOUNCED.exec(text)
  return problemsOf(text, list ? text.slice(list[0].length).split(IN_A_LIST) : text.split(ANOTHER))
}

/** The same of a note taken on a visit: `缺电工 贷款难` are two, without a word between that says so. */
export function splitNote(text: string): Problem[] {
  const told = splitProblems(text)
  return told.length > 1 ? told : problemsOf(text, text.split(/[\s,，;；、]+/))
}

function problemsOf(text: string, parts: readonly string[]): Problem[] {
  const problems: string[] = []
  for (const part of parts.map(tidy).filter(Boolean)) {
    const before = problems.pop()
    if (before === undefined) problems.push(part)
    else if (belongs(before, part)) problems.push(`${before} ${part}`)
    else problems.push(before, part)
  }
  if (problems.length < 2 || problems.length > MOST_PROBLEMS) return [problemOf(text)]
  return problems.map(problemOf)
}

/** What says nothing of its own, or the same again, goes on with what was said before. */
function belongs(before: string, part: string): boolean {
  const [last, next] = [guessCategory(before), guessCategory(part)]
  return last.confidence === 0 || next.confidence === 0 || last.category === next.category
}

const tidy = (part: string) => part.replace(/^[\s,，。、]+|[\s,，。、]+$/g, '')

function problemOf(detail: string): Problem {
  const { category, confidence } = guessCategory(detail)
  return { detail, category, isGuessed: confidence > 0, urgency: guessUrgency(detail) }
}
