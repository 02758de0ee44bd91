import type { Hint } from '../../src/chat/command.ts'
import type { Slots } from '../../src/chat/slots.ts'
import { scopesOf } from '../../src/people/may.ts'
import type { Speaker } from '../../src/people/roles.ts'
import type { List } from '../../src/registry/lists/list.ts'
import { tableIn } from '../import/tables.ts'
import { IMPORT } from '../import/words.ts'
import { metricsIn } from './words.ts'

/** Kept in lists of their own, which are late, listed and counted too. */
const NOT_CASES = /提案|人大建议|走访|清单更新|清单.{0,4}更新|合同|一企一策/
const ABOUT_CASES =
  /诉求|问题|(?<!条)件|台账|解决率|办结率|逾期|超期|没(?:有)?解决|未解决|没(?:有)?办|未办|待签收|待交办|^都?卡在哪/
const COUNTS =
  /多少|几[件个]|统计|总数|数量|排一?[排下]|(?:按|分).{1,5}(?:排|列|看|统计)|排名|排行|[解办][决结]率|情况怎么样|(?:问题|诉求)数|(?:哪|谁).{0,8}最[多少高低好差]|最[多少高低好差]的?是?(?:哪|谁)/
/** Said of cases these words leave nothing else to be meant. */
const PILES = /最集中|集中在|卡在|卡哪|堵在|压了|积压|手[里上]/
/** How many, and of what. */
const COUNTED_CASES =
  /(?:诉求|问题).{0,4}(?:多少|几)件|(?:多少|几)件(?:诉求|问题|还?[没未])|(?:诉求|问题)数量?$/
const LISTS = /有哪些|有哪几|哪[些几]件|列(?:一下|出|下)|列出?来|清单|名单|都是哪|看看.{0,8}的(?:诉求|问题)/
const EXPORTS =
  /导(?:出|一下|个|成)|下载|要(?:个)?(?:excel|表格|xlsx)|(?:发|做|弄|给)(?:我|个|成|一份).{0,8}(?:excel|表格|台账|电子表)/i
const WHY =
  /(?:怎么|为什么|为啥|为何|咋).{0,8}(?:掉|降|跌|变|低|高|涨|升|下滑|才|只有)|(?:掉|降)到|下降的?原因/
const EXAMPLES =
  /(?:解决|办)得?好的|案例|例子|类似的|先例|(?:以前|之前|别的?企业|别家|别人|人家|其他企业).{0,10}怎么(?:解决|办|处理)/

/** Told elsewhere: single shares, rosters and their conditions, what is brought in. */
const OTHERS = /按期|及时率|满意|名录|门槛|导入/
/** A firm that tells of its trouble says 问题 and 多少 as well; asking, it says what it asks of. */
const OF_THEIR_OWN = /诉求|台账|(?:上报|反映|提交|报)(?:过|上去|上来)?的?(?:问题|事)/

const isAboutCases = (text: string) => ABOUT_CASES.test(text) && !NOT_CASES.test(text)

const speaksForFirm = (speaker: Speaker) => scopesOf(speaker, 'enterprise').length > 0
const isAsking = (speaker: Speaker, text: string) => !speaksForFirm(speaker) || OF_THEIR_OWN.test(text)

export function statsHint(speaker: Speaker, { text }: Slots): Hint | null {
  if (!isAboutCases(text)) return null
  if ([LISTS, EXPORTS, WHY, OTHERS].some(words => words.test(text))) return null
  if (/[解办][决结]率/.test(text)) return 'sure'
  if (!isAsking(speaker, text)) return null
  if (PILES.test(text) || COUNTED_CASES.test(text)) return 'sure'
  return COUNTS.test(text) ? 'likely' : null
}

export const ratesHint = (_: Speaker, { text }: Slots): Hint | null =>
  (metricsIn(text).length > 0 || OTHER_FIGURE.test(text)) && !WHY.test(text) ? 'likely' : null

/** A share of something that is no case. */
const OTHER_FIGURE = /[\p{Script=Han}]{2,8}通过率/u
export const otherFigureIn = (text: string) =>
  OTHER_FIGURE.exec(text.replace(/^.*(?:月份?|季度|年度?|周|今年|去年)的?/, ''))?.[0]

export const listHint = (speaker: Speaker, { text }: Slots): Hint | null =>
  isAboutCases(text) &&
  isAsking(speaker, text) &&
  LISTS.test(text) &&
  !EXPORTS.test(text) &&
  !/企业名|哪些企业|名录|政策|专班/.test(text)
    ? 'sure'
    : null

export const examplesHint = (_: Speaker, { text }: Slots): Hint | null =>
  EXAMPLES.test(text) ? 'likely' : null

export const whyHint = (_: Speaker, { text }: Slots): Hint | null =>
  /解决率|办结率/.test(text) && WHY.test(text) ? 'sure' : null

export const exportHint = (_: Speaker, { text }: Slots): Hint | null => {
  if (!EXPORTS.test(text) || IMPORT.test(text) || /名录|企业名单|材料|模[板版]/.test(text)) return null
  return /台账|诉求|问题|逾期|超期|没办结|未办结/.test(text) || otherTableIn(text) ? 'sure' : null
}

/** A table that is not the ledger of cases. */
export function otherTableIn(text: string): List | null {
  const table = /诉求|问题/.test(text) ? null : tableIn(text)
  return table?.kind === 'cases' || table?.kind === 'members' ? null : table
}
