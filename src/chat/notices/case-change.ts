import type { CaseChange, CaseFacts, NoticeData } from '../../../db/notice.ts'
import { sayDay } from '../../lib/time.ts'
import { type Block, bold, buttons, type Card, fields, note, type Span, text } from '../card.ts'
import { caseBlocks, demoTag, tailOf } from './case-body.ts'
import { actionOn, type CaseMove, moveButtons } from './case-moves.ts'

/** How a change is told: the card's head, what it says, and what can be done about it. */
interface Told {
  title: string
  tone: Card['tone']
  words: Span[]
  more?: Block[]
  moves?: readonly CaseMove[]
}

const ASKED = { extension: '延期', hold: '挂起' } as const

/** Something out of the ordinary happened to a case. */
export function caseChange({ case: facts, change }: NoticeData['case.change']): Card {
  const { title, tone, words, more = [], moves = [] } = tell(change, facts)
  return {
    title: `${title}：诉求 ${tailOf(facts.no)}`,
    tone,
    ...demoTag(facts),
    blocks: [text(...words), ...more, ...caseBlocks(facts), ...moveButtons(facts, moves)],
  }
}

function tell(change: CaseChange, facts: CaseFacts): Told {
  const day = (date: string) => sayDay(date, facts.filedOn)
  const because = (reason: string): Block => fields({ 原因: reason })
  switch (change.kind) {
    case 'unsure':
      return {
        title: '请确定承办单位',
        tone: 'warn',
        words: ['派单规则建议交给', bold(change.unit), '，但不够有把握，请确定后交办。'],
        more: [
          fields({ 派单依据: change.reason, 拿不准的地方: change.why }),
          buttons({
            label: `交给${change.unit}`,
            style: 'primary',
            action: actionOn(facts, 'assign', { unit: change.unitId }),
          }),
        ],
        moves: ['assign', 'decline'],
      }
    case 'placed':
      return {
        title: '已交办',
        tone: 'info',
        words: [
          `这件诉求由${facts.unit ?? '责任单位'}负责，${facts.dueOn ? `${day(facts.dueOn)}前办结。` : ''}`,
        ],
      }
    case 'declined':
      return {
        title: '不予受理',
        tone: 'warn',
        words: ['这件诉求不属于受理范围，没有办法在这里办。'],
        more: [fields({ 理由: change.reason, 可以找: change.guidance })],
      }
    case 'disputed':
      return {
        title: change.isSecond ? '第二次退回派单，请裁定' : '退回派单，请重新交办',
        tone: 'warn',
        words: [bold(change.unit), `认为不该由其承办，建议交给${change.proposed}。`],
        more: [
          fields({ 理由: change.reason }),
          ...(change.isSecond ? [note('两次退回后由领导小组办公室决定，决定后不能再退。')] : []),
        ],
        moves: ['assign'],
      }
    case 'transferred':
      return {
        title: '已转办',
        tone: 'plain',
        words: [`这件诉求已转给${change.unit}，您仍可查看。`],
        more: [because(change.reason)],
      }
    case 'coassigned':
      return {
        title: '请协办',
        tone: 'info',
        words: [`请在${day(change.dueOn)}前协助办理：${change.task}`],
        moves: ['coreport'],
      }
    case 'coreported':
      return {
        title: '协办反馈',
        tone: 'info',
        words: [bold(change.unit), `：${change.answer}`],
        moves: ['finish'],
      }
    case 'asked':
      return {
        title: `${ASKED[change.what]}申请`,
        tone: 'info',
        words: [`${change.by}申请${ASKED[change.what]}到${day(change.until)}。`],
        more: [because(change.reason)],
        moves: change.what === 'extension' ? ['extend', 'refuseExtension'] : ['hold', 'refuseHold'],
      }
    case 'refused':
      return {
        title: `${ASKED[change.what]}没有批准`,
        tone: 'warn',
        words: ['期限不变，请抓紧办理。'],
        more: [because(change.reason)],
      }
    case 'extended':
      return {
        title: '办理期限延长',
        tone: 'info',
        words: [`这件诉求的办理期限延到${day(change.dueOn)}。`],
        more: [because(change.reason)],
      }
    case 'held':
      return {
        title: '暂停计时',
        tone: 'info',
        words: [`这件诉求暂停计时，到${day(change.until)}恢复。`],
        more: [because(change.reason)],
      }
    case 'shelved':
      return {
        title: '转为长期推进',
        tone: 'info',
        words: [`这件诉求挂账推进，${day(change.until)}再报进展。`],
        more: [because(change.reason)],
      }
    case 'resumed':
      return {
        title: '恢复办理',
        tone: 'info',
        words: [`恢复计时，期限顺延${change.pausedDays}个工作日。`],
      }
    case 'reopened':
      return {
        title: '诉求重开',
        tone: 'warn',
        words: [`${change.by}要求重新办理，从今天起重新计时。`],
        more: [because(change.reason)],
        moves: ['progress'],
      }
    case 'withdrawn':
      return {
        title: '企业撤回',
        tone: 'plain',
        words: ['企业撤回了这件诉求，不用再办。'],
        more: [because(change.reason)],
      }
    case 'undone':
      return {
        title: '撤回了一步',
        tone: 'plain',
        words: [`${change.by}撤回了刚才的“${change.what}”，这件诉求以现在的状态为准。`],
      }
    case 'merged':
      return {
        title: '与同类问题一并办理',
        tone: 'info',
        words: ['这件诉求与同类问题一并办理，有了结果仍单独答复并请企业评价。'],
      }
    case 'supplemented':
      return {
        title: '补充材料',
        tone: 'info',
        words: [`${change.by}补充：${change.note}${change.files > 0 ? `（附件${change.files}个）` : ''}`],
      }
    case 'corrected':
      return {
        title: '内容更正',
        tone: 'info',
        words: [`${change.by}更正了${change.fields.join('、')}，以下是更正后的内容。`],
        more: [because(change.reason)],
      }
    case 'urged':
      return {
        title: change.times > 1 ? `第${change.times}次催办` : '催办',
        tone: 'warn',
        words: [`${change.by}催办${change.note ? `：${change.note}` : '，请尽快办理并反馈进展。'}`],
        moves: ['progress'],
      }
    case 'escalated':
      return {
        title: '提级办理',
        tone: 'warn',
        words: [`${change.by}申请提级。`],
        more: [because(change.reason)],
      }
    case 'instructed':
      return {
        title: '领导批示',
        tone: 'warn',
        words: [bold(change.by), `：${change.text}`],
        ...(change.dueOn && { more: [fields({ 要求反馈: `${day(change.dueOn)}前` })] }),
        moves: ['reply'],
      }
    case 'replied':
      return {
        title: '批示办理情况',
        tone: 'good',
        words: [change.answer],
        more: [fields({ 您的批示: change.text })],
      }
    case 'redated':
      return {
        title: '期限调整',
        tone: 'info',
        words: [
          `按新的工作日安排，办理期限由${day(change.before)}调整为${day(facts.dueOn ?? change.before)}。`,
        ],
        more: [because(change.reason)],
      }
    case 'unrated':
      return {
        title: change.times > 1 ? '请评价（最后一次提醒）' : '请评价',
        tone: 'info',
        words: [
          `这件诉求已经办结，还没有收到您的评价，请在${day(change.until)}前点一下；到期没有评价的，按“未评价”销号，不计入满意。`,
        ],
        moves: ['rate'],
      }
    case 'lapsed':
      return {
        title: '已销号（未评价）',
        tone: 'plain',
        words: ['多次提醒没有收到评价，按“未评价”销号，不计入满意。'],
      }
  }
}
