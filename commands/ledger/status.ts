import { CASE_STATE_NAMES, type CaseState } from '../../db/schema/index.ts'
import type { Standing } from '../../src/ledger/filter.ts'
import { STANDINGS } from '../../src/ledger/metrics.ts'

/** How far the cases asked for have got: a standing that has its rule, or one stage. */
export type Status = { standing: Standing } | { state: CaseState }

const standing = (name: Standing): Status => ({ standing: name })
const state = (name: CaseState): Status => ({ state: name })

/** What people say of them; the first that fits is meant. */
const WORDS: readonly [RegExp, Status][] = [
  [/超期|逾期|过期|超时|到期没办/, standing('overdue')],
  [/临期|快到期|(?:马上|就要|将要?|即将|快要?)(?:到期|超期)/, standing('dueSoon')],
  [/(?:没有?|还没|未)解决|没解决好|解决不了/, standing('unsolved')],
  [/待签收|没签收|未签收/, state('assigned')],
  [/待审核|没审核|未审核/, state('reviewing')],
  [/待评价|没评价|还没评/, state('rating')],
  [/待交办|没交办|未交办|没派/, state('filed')],
  [/挂账/, state('shelved')],
  [/挂起/, state('held')],
  [/不予受理/, state('declined')],
  [/已?撤回了?的|已撤回/, state('withdrawn')],
  [/已?并案的|已并案/, state('merged')],
  [/没有?销号|未销号/, standing('open')],
  [/(?:没有?|还没|未)办(?!法)|没有?完成/, standing('unfinished')],
  [/在办|正在办|压着|压了|积压|手[里上]/, standing('inHand')],
  [/已销号|销了?号的/, state('closed')],
  [/解决好|已解决(?!多少|几)|解决了的|解决的/, standing('solved')],
  [/已?办[结完]了?的|已办结/, standing('finished')],
]

/** What a status is called in an answer, and in slots. */
export function nameOfStatus(status: Status): string {
  if ('standing' in status) return STANDINGS[status.standing].name
  return status.state === 'filed' ? '待交办' : CASE_STATE_NAMES[status.state]
}

const ALL = WORDS.map(([, status]) => status)
export const STATUS_NAMES = ALL.map(nameOfStatus)

export const statusIn = (text: string): Status | null =>
  WORDS.find(([words]) => words.test(text))?.[1] ?? null
export const statusNamed = (name: string): Status | null =>
  ALL.find(status => nameOfStatus(status) === name) ?? null
