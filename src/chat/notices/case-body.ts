import type { CaseFacts } from '../../../db/notice.ts'
import { CASE_STATE_NAMES, LIGHT_NAMES } from '../../../db/schema/index.ts'
import { sayDay } from '../../lib/time.ts'
import { type Block, bad, bold, type Card, fields, note, type Span, text, warn } from '../card.ts'

/** The mark of a demo case. */
export const demoTag = ({ isDemo }: Pick<CaseFacts, 'isDemo'>) => (isDemo ? { tags: ['演示数据'] } : {})

/** The last digits people call a case by. */
export const tailOf = (no: string) => no.slice(no.indexOf('-') + 1)

/** Until when, in words, with the working days left for whoever reads it at once: `11月24日前（还剩7个工作日）`. */
export function sayDue(facts: CaseFacts): Span {
  return dueSpan(facts, '')
}

/** The same on a card that hangs for days, true on each of them: `11月24日前（11月15日起还剩7个工作日）`. */
function sayDueLastingly(facts: CaseFacts): Span {
  return dueSpan(facts, sayDay(facts.countedOn, facts.filedOn))
}

function dueSpan({ dueOn, workdaysLeft: left, filedOn, dueIsProvisional }: CaseFacts, counted: string): Span {
  if (!dueOn) return '交办后确定'
  const day = sayDay(dueOn, filedOn)
  const provisional = dueIsProvisional ? '，暂定' : ''
  if (left === null) return `${day}前${provisional}`
  if (left < 0) return bad(`${day}前（${counted && `到${counted}`}已逾期${-left}个工作日${provisional}）`)
  if (left === 0) return warn(`${day}前（${counted ? `${counted}当天` : '今天'}到期${provisional}）`)
  return `${day}前（${counted && `${counted}起`}还剩${left}个工作日${provisional}）`
}

const FILES_NAMED = 3

/** `2个：现场.jpg、合同.pdf` */
function sayFiles(files: readonly string[] = []): string | null {
  if (files.length === 0) return null
  const more = files.length > FILES_NAMED ? '等' : ''
  return `${files.length}个：${files.slice(0, FILES_NAMED).join('、')}${more}`
}

/** What everybody who may read the case sees of it. */
export function caseBlocks(facts: CaseFacts): Block[] {
  const urgency = facts.urgency === '一般' ? '' : `（${facts.urgency}）`
  return [
    fields({
      编号: facts.no,
      企业: facts.enterprise,
      类别: `${facts.category}${urgency}`,
      责任单位: facts.unit ?? '待交办',
      办理期限: sayDueLastingly(facts),
      状态: `${CASE_STATE_NAMES[facts.state]}${facts.round > 1 ? `（第${facts.round}轮）` : ''}`,
      督办: facts.supervision > 0 ? `${LIGHT_NAMES[facts.supervision]}牌` : null,
      联系人: facts.contact,
      评价: facts.rating,
      附件: sayFiles(facts.files),
    }),
    text(bold('情况：'), facts.detail),
    ...(facts.result ? [text(bold('办理结果：'), facts.result)] : []),
    ...(facts.dueIsProvisional ? [note('期限跨到放假安排还没公布的年份，暂定；公布后如有变化会通知。')] : []),
  ]
}

/** What a group that is not the unit's own may see (C-3): number, category, unit and days left, no content. */
export function caseBrief(facts: CaseFacts): Card {
  return {
    title: `诉求 ${tailOf(facts.no)}`,
    tone: 'plain',
    ...demoTag(facts),
    blocks: [
      fields({
        编号: facts.no,
        类别: facts.category,
        责任单位: facts.unit ?? '待交办',
        办理期限: sayDueLastingly(facts),
      }),
      note('群里不展示诉求内容，详情请私聊我查询。'),
    ],
  }
}
