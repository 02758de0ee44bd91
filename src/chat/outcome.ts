import { type Card, say } from './card.ts'
import type { Reply } from './command.ts'
import type { Memory } from './conversation.ts'
import type { Answer, Destination } from './delivery.ts'
import type { ActionAnswer, Incoming, IncomingAction, IncomingMessage } from './message.ts'
import type { Understanding } from './understand.ts'

/** What is to be said because of an arrival; nothing has been sent yet. */
export interface Outcome {
  answers: Answer[]
  /** For a click: what it gets at once. */
  clickAnswer: ActionAnswer | null
  /** What conversations are about from now on; others stay as they were. */
  remembered: Memory[]
  /** For logs and `say`: what was understood. */
  understood: Understanding | null
}

export const NOTHING: Outcome = { answers: [], clickAnswer: null, remembered: [], understood: null }

/** Private figures never go into a group: the speaker gets them alone and the group is told so. */
export function placeReply(
  from: IncomingMessage | IncomingAction,
  chatKind: 'private' | 'group',
  reply: Reply,
): Answer[] {
  const speaker = from.kind === 'message' ? from.senderId : from.operatorId
  const here: Destination =
    chatKind === 'private'
      ? { to: 'person', openId: speaker }
      : from.kind === 'message'
        ? { to: 'reply', chatId: from.chatId, messageId: from.messageId }
        : { to: 'chat', chatId: from.chatId, chatKind }
  const answer: Answer = {
    destination: here,
    card: reply.card,
    focus: reply.focus,
    about: reply.about,
    file: reply.file,
  }
  if (!reply.isPrivate || chatKind === 'private') return [answer]
  // Whoever clicked sees the toast: the group need not be told.
  if (from.kind === 'action' && reply.toast)
    return [{ ...answer, destination: { to: 'person', openId: speaker } }]
  const pointer = say('已私信发送', '内容涉及企业数据，已私信发给您，不在群里展示。')
  return [
    { ...answer, destination: { to: 'person', openId: speaker } },
    { destination: here, card: pointer, focus: undefined },
  ]
}

/** The answer to somebody who was refused: the sentence itself, where they asked or in private. */
export function refuse(from: Incoming, sentence: string, isPrivate = false): Outcome {
  if (from.kind === 'recall') return NOTHING
  if (from.kind === 'action') {
    return { ...NOTHING, clickAnswer: { toast: { tone: 'warn', text: sentence } } }
  }
  return {
    ...NOTHING,
    answers: placeReply(from, from.chatKind, { card: say('没有办成', sentence, 'warn'), isPrivate }),
  }
}

/** The honest apology for a fault of ours; `reference` is what the log is found by. */
export function apologise(from: Incoming, reference: string): Outcome {
  if (from.kind === 'recall') return NOTHING
  const sentence = `抱歉，系统出了问题，这件事没有办成，已记录（编号 ${reference}）。请稍后再试；如仍不行，请把编号告诉领导小组办公室。`
  if (from.kind === 'action') {
    return { ...NOTHING, clickAnswer: { toast: { tone: 'bad', text: sentence } } }
  }
  const card: Card = say('系统出错', sentence, 'bad')
  return { ...NOTHING, answers: placeReply(from, from.chatKind, { card }) }
}
