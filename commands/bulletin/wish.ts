import type { Move } from '../../src/bulletins/arrange.ts'
import { editableIn } from '../../src/bulletins/editable.ts'
import type { Bulletin } from '../../src/bulletins/find.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { passagesIn, rateIn, wordsIn } from './said.ts'

/** What somebody wants of a draft's words. */
export type Wish =
  | { do: 'exact'; title: string; keys: readonly string[] }
  | { do: 'usual'; title: string; keys: readonly string[] | null }
  | { do: 'soften'; passageId: string | null }
  | { do: 'omit'; ids: string[]; isBack: boolean }
  | { do: 'move'; passageId: string; to: Move }
  | { do: 'title'; title: string }
  | { do: 'word'; passageId: string; words: string }
  /** A number is to be another. */
  | { do: 'refuse' }

export const EXACT = /按实际|照实|如实|四舍五入|别凑整|不要凑整|精确到|两位小数/
const USUAL = /(?:保留)?一位小数/
const SOFTER = /语气|缓和?一?[点下些]|委婉|温和|客气|软一?点/
const REWORD = /改成|改为|换成|写成|改写/
const TITLE = /标题/
const RESTORE = /恢复|[加放]回来?/
const OMIT = /删|去掉|拿掉|不要了|别要|别写/
const RANK = /排名|位次|名次/
const ADD = /[加补写]上?(?:一?[句段]|一?句话)|加上|补上/
const SWAP = /(?:顺序|位置).{0,4}[换调]|对调|互换|[换调]一?下(?:顺序|位置)/
const FRONT = /[放挪移提调排摆].{0,8}(?:前|开头|第一)/
const BACK = /[放挪移调排摆].{0,8}(?:后|末尾)/

/** How people say what kind of change they want; for the slots. */
export function instructionIn(said: string): string | null {
  if (SOFTER.test(said) && !REWORD.test(said)) return '语气缓和'
  if (TITLE.test(said)) return '改标题'
  if (RESTORE.test(said)) return '恢复'
  if (OMIT.test(said)) return '删去'
  if (SWAP.test(said) || FRONT.test(said) || BACK.test(said)) return '调整顺序'
  return ADD.test(said) ? '加一句' : null
}

/**
 * What a text wants of a draft.
 * @throws {Refusal} when it does not say where or what
 */
export function wishIn(said: string, row: Bulletin): Wish {
  const ids = passagesIn(said, row.content)
  const [first, second] = ids
  const rate = rateIn(said)
  if (USUAL.test(said)) return { do: 'usual', title: rate?.title ?? '各项数字', keys: rate?.keys ?? null }
  if (/整数/.test(said)) throw new Refusal('比率照实保留一位小数，凑成整数会把97.97%写成98%，不能这样写。')
  if (rate && EXACT.test(said)) return { do: 'exact', ...rate }
  if (TITLE.test(said)) return { do: 'title', title: titleIn(said, row) }
  switch (instructionIn(said)) {
    case '语气缓和':
      return { do: 'soften', passageId: first ?? null }
    case '恢复':
    case '删去':
      return { do: 'omit', ids: omittedIn(said, ids, row), isBack: RESTORE.test(said) }
    case '调整顺序':
      if (!first) throw whereWords(row)
      return { do: 'move', passageId: first, to: moveIn(said, second) }
    case '加一句':
      return added(said, first, row)
  }
  const words = wordsIn(said)
  if (!first) {
    if (rate || /\d/.test(words ?? '')) return { do: 'refuse' }
    throw whereWords(row)
  }
  if (!words) throw new Refusal('没看到要改成什么。请写成“祁东那句改成‘进度有所放缓’”，或说“语气缓一点”。')
  return { do: 'word', passageId: first, words }
}

const whereWords = (row: Bulletin): Refusal =>
  new Refusal(
    `没看出要改哪一处。能改的有：${editableIn(row.content, row.wording)
      .map(({ title }) => title)
      .join('、')}和标题，例如“通报里祁东那句改成‘进度有所放缓’”。`,
  )

function titleIn(said: string, { period }: Bulletin): string {
  const words = wordsIn(said)
  if (words && REWORD.test(said)) return words
  if (/短|精简|简/.test(said)) return `${sayPeriod(period)}“原地倍增”情况通报`
  throw new Refusal('标题改成什么？请写成“标题改成‘2023年10月“原地倍增”情况通报’”，或说“标题短一点”。')
}

function omittedIn(said: string, ids: readonly string[], row: Bulletin): string[] {
  if (/表格?|名单|图/.test(said))
    throw new Refusal('表格、图和名单列的是全部数据，不能删。各单位的评语、位次说法和典型经验等段落可以删。')
  const units = ids.filter(id => id.startsWith('unit:'))
  if (RANK.test(said)) {
    const of = units.length > 0 ? units : row.content.units.map(({ id }) => `unit:${id ?? 'none'}`)
    return of.map(id => `${id}.rank`)
  }
  if (ids.length === 0)
    throw new Refusal(
      `没看出是哪一段，或者这一段是数据、不能删。能删的有：${editableIn(row.content, row.wording)
        .map(({ title }) => title)
        .join('、')}，例如“把祁东那句删掉”。`,
    )
  return [...ids]
}

function moveIn(said: string, other: string | undefined): Move {
  if (SWAP.test(said)) {
    if (!other) throw new Refusal('和哪一段换顺序？例如“把耒阳和常宁的顺序换一下”。')
    return { swap: other }
  }
  if (FRONT.test(said)) return other ? { before: other } : 'first'
  return other ? { after: other } : 'last'
}

/** A sentence of the office's own: of a passage, else before the first or behind the last words. */
function added(said: string, passageId: string | undefined, row: Bulletin): Wish {
  const words = wordsIn(said)
  if (!words || /^(?:感谢)?(?:的话|要求|内容)$/.test(words))
    throw new Refusal('要加什么话？请把话放在引号里，例如：结尾加一句“请各单位抓紧落实”。')
  const id = passageId ?? (/开头|最前|前面/.test(said) ? 'opening' : 'ending')
  const before = editableIn(row.content, row.wording).find(one => one.id === id)?.remark ?? ''
  const own = thanks(words)
  const joined = id === 'opening' || id === 'ending' ? '。' : '；'
  return { do: 'word', passageId: id, words: before === '' ? own : `${before}${joined}${own}` }
}

/** 感谢企业 as a sentence; other words as they are. */
function thanks(words: string): string {
  const [, whom] = /^感谢([^，。,]{1,10})$/.exec(words.trim()) ?? []
  if (whom === undefined) return words
  const named = /^(?:各|广大)?企业$/.test(whom) ? '广大企业' : /^各?县/.test(whom) ? '各县市区（园区）' : whom
  return `感谢${named}对倍增工作的支持和配合`
}
