import type { NoticeData } from '../../../db/notice.ts'
import { buttons, type Card, fields, say } from '../card.ts'

/** 转人工, to the office: somebody wants to be called. */
export const handoffAsked = ({ id, who, phone, about, at }: NoticeData['handoff.asked']): Card => ({
  title: '有人要找人工',
  tone: 'info',
  blocks: [
    fields({ 谁: who, 电话: phone ?? '没有留，请在平台里联系', 时间: at }),
    { kind: 'text', spans: [about] },
    buttons({
      label: '我来联系',
      style: 'primary',
      action: { command: 'help', intent: 'handoff.take', args: { handoff: id } },
    }),
  ],
})

/** To whoever asked: who will call. */
export const handoffTaken = ({ by, phone, about }: NoticeData['handoff.taken']): Card =>
  say(
    '有人来联系您了',
    `领导小组办公室的${by}${phone ? `（${phone}）` : ''}接了您说的事，会尽快联系您：${about}`,
    'good',
  )
