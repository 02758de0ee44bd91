import type { NoticeData, Prospect, SaidCondition } from '../../../db/notice.ts'
import {
  type Action,
  type Block,
  type Button,
  bad,
  bold,
  buttons,
  type Card,
  good,
  muted,
  note,
  type Span,
  type Tone,
  text,
  warn,
} from '../card.ts'

type Item = Pick<Prospect, 'topic' | 'is' | 'standing'>

/** What has become of it, in a few words: 新符合进倍增名录条件. */
function headline({ topic, is, standing }: Item): string {
  if (is === 'risk') return '出现退规风险'
  if (standing === 'pass') return topic === '入规申报' ? '已达到入规标准' : `新符合${topic}条件`
  if (standing === 'near') return `离${topic === '入规申报' ? '入规标准' : topic}还差一成以内`
  return `不再符合${topic}条件`
}

const spanOf = (item: Item): Span => {
  const words = headline(item)
  if (item.is === 'risk' || item.standing === 'out') return bad(words)
  return item.standing === 'pass' ? good(words) : warn(words)
}

const toneOf = (items: readonly Item[]): Tone =>
  items.some(({ is, standing }) => is === 'risk' || standing === 'out')
    ? 'warn'
    : items.some(({ standing }) => standing === 'pass')
      ? 'good'
      : 'info'

/** To an enterprise, its liaison or its county: what, why, what is missing and by when. */
export function prospectFound(data: NoticeData['prospect.found']): Card {
  const { uscc, enterprise, isDemo, as, items } = data
  const [first] = items
  const who = as === 'enterprise' ? '贵公司' : enterprise
  return {
    title: `政策找人：${who}${first ? headline(first) : ''}${items.length > 1 ? `等${items.length}项` : ''}`,
    tone: toneOf(items),
    ...(isDemo && { tags: ['演示数据'] }),
    blocks: [
      ...(as === 'enterprise' ? [] : [text(bold(enterprise))]),
      ...items.flatMap((item, i) => itemBlocks(item, data, i > 0)),
      note('判断按现有数据，以正式评定和部门认定为准。'),
      ...(as === 'enterprise' ? [] : [profileButton(uscc)]),
    ],
  }
}

function itemBlocks(
  item: Prospect,
  { uscc, as }: NoticeData['prospect.found'],
  isFollowing: boolean,
): Block[] {
  const { rule, title, level, conditions, wanting, due, source, receipt } = item
  const clauses = [...new Set(conditions.map(({ clause }) => clause))]
  return [
    ...(isFollowing ? [{ kind: 'divider' } as const] : []),
    text(spanOf(item), `（${title}${level ? `，${level}色` : ''}）`),
    ...conditions.map(one => text(...conditionSpans(one, item))),
    ...(wanting.length > 0 ? [text(bold('还差'), `：${wanting.join('，')}。`)] : []),
    text(bold('时限'), `：${due}`),
    text(muted(`依据：${source}${clauses.length > 0 ? `；${clauses.join('；')}` : ''}`)),
    buttons(
      {
        label: item.is === 'risk' ? '对照条件' : '逐条对照',
        style: 'primary',
        action: checkAction(uscc, rule),
      },
      ...nextSteps(item, uscc, as),
      {
        label: '不再提醒这条',
        action: { command: 'screening', intent: 'prospect.mute', args: { uscc, rule } },
      },
    ),
    note(`留痕 ${String(receipt).padStart(8, '0')}`),
  ]
}

/** Where a firm is held against a rule, condition by condition. */
export const checkAction = (uscc: string, rule: string): Action =>
  rule === 'R-SUBSIDY'
    ? { command: 'estimate', intent: 'compute.subsidy', args: { uscc } }
    : { command: 'eligibility', intent: 'query.eligibility', args: { uscc, rule } }

/** Of a risk a met condition is what is wrong. */
function conditionSpans({ label, actual, wanted, source, isMet }: SaidCondition, { is }: Prospect): Span[] {
  const mark = is === 'risk' ? warn('!') : isMet ? good('✓') : bad('✗')
  const limit = wanted === '' ? '' : is === 'risk' ? `（风险线${wanted}）` : `，要求${wanted}`
  return [mark, ` ${label}：${actual}${limit}`, ...(source ? [muted(`（${source}）`)] : [])]
}

function nextSteps(
  { is, standing, rule }: Prospect,
  uscc: string,
  as: NoticeData['prospect.found']['as'],
): Button[] {
  if (is === 'risk')
    return [{ label: '一企一策', action: { command: 'plan', intent: 'query.plan', args: { uscc } } }]
  if (standing === 'pass' && as === 'enterprise')
    return [
      { label: '条款和材料', action: { command: 'policy', intent: 'query.policy', args: { ruleId: rule } } },
    ]
  return []
}

const profileButton = (uscc: string): Block =>
  buttons({
    label: '企业情况',
    action: { command: 'bulletin', intent: 'briefing.enterprise', args: { uscc } },
  })

/** To somebody who looks after many enterprises: which of them, and what of each. */
export function prospectList({ total, isDemo, as, firms }: NoticeData['prospect.list']): Card {
  const left = total - firms.length
  return {
    title: `政策找人：${total}家企业有新情况`,
    tone: toneOf(firms.flatMap(({ items }) => items)),
    ...(isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(as === 'county' ? '没有联络员的企业，' : '您联系的企业，', '因新数据而新符合、接近或有风险的：'),
      ...firms.map(({ name, items }) => text(bold(name), '：', ...joined(items))),
      ...(left > 0 ? [text(`另有${left}家，点下面的按钮看全部。`)] : []),
      buttons({
        label: '看全部和逐条对照',
        style: 'primary',
        action: { command: 'screening', intent: 'query.prospects', args: {} },
      }),
      note('情况再变才再说。判断按现有数据，以正式评定和部门认定为准。'),
    ],
  }
}

const joined = (items: NoticeData['prospect.list']['firms'][number]['items']): Span[] =>
  items.flatMap((item, i): Span[] => [
    ...(i > 0 ? ['；'] : []),
    spanOf(item),
    item.wanting.length > 0 ? `（${item.wanting.join('，')}）` : '',
  ])
