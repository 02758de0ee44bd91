import type { Action } from './card.ts'
import type { Focus } from './command.ts'
import { placeNamed } from './say-again.ts'
import { cleanText } from './slots.ts'

/** What words mean because of what was said before, and why. */
export interface InContext extends Action {
  why: string
}

const dialogue = (intent: string, args: Record<string, unknown>, why: string): InContext => ({
  command: 'dialogue',
  intent,
  args,
  why,
})

const STOP = /[\s。.!！~～]+$/
const YES = /^(?:对|对的|对对|是|是的|是这个|没错|确认|确定|就这样|就这么办|办吧|提交|对,?就这样)$/
/** Said as well of what needs no answer: it confirms only what is on screen. */
const PERHAPS_YES = /^(?:好|好的|可以|行|行的|嗯|嗯嗯|ok|okk?|没问题)$/i
const HEARD = /^(?:收到|知道了|明白|明白了|了解|好的?收到|收到,?谢谢|已阅|晓得了)$/
const NO = /^(?:算了|算了吧|不用了|不办了|先不办|不要了|取消|取消吧|先不弄了|不了)$/
/** Of what waits for a word it is a no; of an answer, that it was read wrongly. */
const WRONG = /^(?:不对|不是|错了|不是的|搞错了|认错了)$/

/** Short words that only mean something by what was said before; null where they mean something by themselves. */
export function readInContext(text: string, focus: Focus): InContext | null {
  const words = text.replace(STOP, '')
  return choiceIn(words, focus) ?? answerIn(words, focus) ?? correctionIn(words)
}

/** What a case is called in answer to which one is meant: `0032`, `是0032`, `附到 0032`. */
const A_CASE = /^(?:就?是|附到)?\s*((?:HY\d{8}-?)?\d{4,5})(?:号|那件|的)?$/i
const NTH =
  /^(?:(?:就|选|要|我选|就选|就要|选择)\s*第?|第)([一二三四五六七八九1-9])(?:个|家|条|项|件|种)?(?:吧)?$|^([1-9])$/
/** Said alone it may be anything, unless there is something to choose from. */
const NUMERAL = /^[一二三四五六七八九]$/
const LAST = /^(?:就?选?要?)(?:最后|最末)(?:那)?一?(?:个|家|条|项|件|种)?(?:吧)?$/
const POINTING = /^(?:就?是|我说的是|要)?(.{2,12}?)(?:的?那一?[个家件条]|的)$/

/** `第二个`, `2`, the words of a button, `松木那家`, or the number of a case, after a card that offered choices. */
function choiceIn(words: string, { options = [], whichCase }: Focus): InContext | null {
  const named = options.findIndex(({ label }) => cleanText(label) === words)
  if (named >= 0) return dialogue('meta.choose', { index: named + 1 }, '说的是刚才一个选项的名字')
  const number = A_CASE.exec(words)?.[1]
  if (whichCase && number)
    return {
      ...whichCase,
      args: { ...whichCase.args, case_no: number.toUpperCase() },
      why: '回答是哪一件诉求',
    }
  const nth =
    NTH.exec(words)
      ?.slice(1)
      .find(one => one !== undefined) ?? (options.length > 0 ? NUMERAL.exec(words)?.[0] : null)
  if (LAST.test(words) && options.length > 0)
    return dialogue('meta.choose', { index: options.length }, '从刚才的选项里选')
  if (nth) {
    const position = '一二三四五六七八九'.indexOf(nth)
    return dialogue('meta.choose', { index: position >= 0 ? position + 1 : Number(nth) }, '从刚才的选项里选')
  }
  const pointed = POINTING.exec(words)?.[1]
  const meant = pointed ? options.filter(({ label }) => label.includes(pointed)) : []
  return pointed && meant.length > 0
    ? dialogue('meta.disambiguate', { words: pointed }, '说的是刚才选项里的一个')
    : null
}

function answerIn(words: string, { confirmation }: Focus): InContext | null {
  if (YES.test(words) || (PERHAPS_YES.test(words) && confirmation !== undefined))
    return dialogue('meta.confirm', {}, '回答确认')
  if (NO.test(words) || (WRONG.test(words) && confirmation !== undefined))
    return dialogue('meta.cancel', {}, '说不办了')
  if (HEARD.test(words) || PERHAPS_YES.test(words)) return dialogue('meta.ack', {}, '只是应一声')
  return null
}

const THIS = '(?:这|那|它|这个|那个|这家|那家|这一家|那一家|这个企业|那个企业)'
/** `不是这家 是建滔`, `1206不是1260`, `我说的是衡南县`, `衡阳县和衡南县别搞混了 我要衡南的`. */
const CORRECTIONS: readonly { pattern: RegExp; order: readonly ('right' | 'wrong')[] }[] = [
  {
    pattern: new RegExp(
      `^(?:错了|不对|搞错了)?[\\s,，]*不是(${THIS}|[^\\s,，是]{2,12})[\\s,，]+(?:我说的)?(?:而?是|应该是)([^是]{2,20})$`,
    ),
    order: ['wrong', 'right'],
  },
  {
    pattern:
      /^(?:(?:错了|不对|搞错了|弄错了|说错了)[\s,，]*)?(?:应该)?是?([^\s,，是]{2,12})[\s,，]*(?<!是)不是([^\s,，是]{2,12})$/,
    order: ['right', 'wrong'],
  },
  {
    pattern:
      /^.{0,20}(?:搞混|弄混|搞错|弄错|认错|看错|听错)了?[\s,，]+我(?:要|说|问|查|指|是要|是问)的?(?:是)?([^\s是]{2,14}?)的?$/,
    order: ['right'],
  },
  { pattern: /^我(?:说|问|指|查|要查|要)的是([^\s是]{2,14}?)的?$/, order: ['right'] },
]
/** 衡山的那个, 衡山的: the place alone says which. */
const POINTED_AT = /的?(?:那一?[个家件条]|那边)?的?$/
const NOT_THIS = new RegExp(`^(?:不是|错了,?不是)${THIS}(?:家|个)?(?:企业)?(?:吧|啊|呀)?$`)

function correctionIn(words: string): InContext | null {
  if (NOT_THIS.test(words) || WRONG.test(words)) return dialogue('meta.correct', {}, '说刚才认错了')
  for (const { pattern, order } of CORRECTIONS) {
    const match = pattern.exec(words)
    if (!match) continue
    const said = Object.fromEntries(order.map((name, i) => [name, match[i + 1]?.trim()]))
    if (/[?？吗]|是不是/.test(words) || said.right === undefined) return null
    return dialogue(
      'meta.correct',
      { ...said, ...placeNamed(said.right.replace(POINTED_AT, '')) },
      '更正刚才的话',
    )
  }
  return null
}
