import { type Card, note } from '../card.ts'

/** Why somebody gets a card nobody asked for, as its last line. */
export function withReason(card: Card, address: string | null, kind: string): Card {
  const reason = reasonFor(address, kind)
  return reason ? { ...card, blocks: [...card.blocks, note(reason)] } : card
}

function reasonFor(address: string | null, kind: string): string | null {
  if (!address || kind === 'emergency' || kind === 'gathered') return null
  if (address === 'unit:office') return '推送原因：领导小组办公室负责此事。'
  if (address === 'unit:leaders') return '推送原因：市领导群订阅了此类消息。'
  if (address.startsWith('unit:')) return '推送原因：本单位承办或协办。'
  if (!address.startsWith('person:')) return null
  return kind.startsWith('case.')
    ? '推送原因：您是经办人、企业联系人或单位分管领导。不想再收这一件的动态，可回复“别再推这件了”。'
    : null
}
