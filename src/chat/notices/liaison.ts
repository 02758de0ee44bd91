import type { NoticeData } from '../../../db/notice.ts'
import { bold, buttons, type Card, fields, note, text } from '../card.ts'

/** To whoever stands in for somebody on leave. */
export function liaisonDelegated({
  absent,
  fromOn,
  toOn,
  firms,
  reason,
}: NoticeData['liaison.delegated']): Card {
  return {
    title: '请您代管联点企业',
    tone: 'info',
    blocks: [
      text(bold(absent), `${reason ? `（${reason}）` : ''}把${firms}家联点企业转给您代管。`),
      fields({ 代管时间: fromOn === toOn ? fromOn : `${fromOn}至${toOn}` }),
      buttons({
        label: '看看是哪几家',
        style: 'primary',
        action: { command: 'liaison', intent: 'query.my_enterprises', args: {} },
      }),
      note('代管期间走访、报数、诉求提醒都发给您；到期自动恢复，不用操作。'),
    ],
  }
}

/** To whoever may change who is in charge. */
export function liaisonAsked(data: NoticeData['liaison.asked']): Card {
  const { by, duty, before, name, reason, usccs, firms } = data
  const named = `${firms.join('、')}${usccs.length > firms.length ? `等${usccs.length}家` : ''}`
  return {
    title: '联点人员待变更',
    tone: 'info',
    blocks: [
      text(bold(named), `的${duty}：${before ? `${before} → ` : ''}`, bold(name)),
      text(`原因：${reason}`),
      buttons({
        label: '核对并变更',
        style: 'primary',
        action: { command: 'liaison', intent: 'liaison.update', args: { usccs, duty, new: name, reason } },
      }),
      note(`${by}报告，核对后才生效。`),
    ],
  }
}

/** To the unit of an enterprise and the office: it is in trouble. */
export function riskSignalled(data: NoticeData['risk.signalled']): Card {
  const { signalId, uscc, enterprise, kind, detail, seenOn, by, rosters, isDemo } = data
  return {
    title: `风险信号：${enterprise}`,
    tone: 'warn',
    ...(isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(bold(kind), `：${detail}`),
      fields({ 发现日期: seenOn, 所在名录: rosters.join('、') || '不在任何名录或库' }),
      buttons(
        {
          label: '已处置',
          action: { command: 'visit', intent: 'risk.settle', args: { signal: signalId } },
        },
        {
          label: '企业档案',
          action: { command: 'enterprise', intent: 'query.enterprise_profile', args: { uscc } },
        },
      ),
      note(`${by}报告。是否列入退规风险库按规则和程序定，这里不自动入库。`),
    ],
  }
}
