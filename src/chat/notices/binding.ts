import type { NoticeData } from '../../../db/notice.ts'
import { type Button, buttons, type Card, fields, say, text } from '../card.ts'

const REPLACES = {
  firms: '换单位了：同意后，申请人原来绑定的企业同时解除',
  contacts: '接替原联系人：同意后，这家企业原来的联系人同时解除',
} as const

const decide = (requestId: number, granted: boolean, personId?: string) => ({
  command: 'bind',
  intent: 'bind.decide',
  args: { request_id: requestId, granted, ...(personId && { person_id: personId }) },
})

/** To whoever decides: somebody asks to be something. */
export function bindingAsked(data: NoticeData['binding.asked']): Card {
  const { requestId, name, what, uscc, replaces, place, people } = data
  const isAccount = people !== undefined
  return {
    title: isAccount ? '换号申请' : uscc ? '企业绑定申请' : '干部账号申请',
    tone: 'info',
    blocks: [
      fields({
        申请人: name,
        申请: what,
        单位或企业: place,
        统一社会信用代码: uscc,
        换绑: replaces && REPLACES[replaces],
      }),
      ...(isAccount
        ? [
            text(
              people.length > 0
                ? '申请人是下面哪一位？请先打电话核实。'
                : '没有登记过叫这个名字的人，请核实后点“不同意”，让本人按新账号申请。',
            ),
          ]
        : []),
      buttons(...grants(data), { label: '不同意', action: decide(requestId, false) }),
    ],
  }
}

function grants({ requestId, what, people }: NoticeData['binding.asked']): Button[] {
  if (people)
    return people.map(({ id, who }) => ({
      label: who,
      action: decide(requestId, true, id),
      confirm: '同意后，申请人用新账号办事，原来的账号不能再用。请先打电话核实是本人。',
    }))
  return [
    {
      label: '同意',
      style: 'primary',
      action: decide(requestId, true),
      confirm: `同意后，申请人就是${what}，能看、能办相应的事。请先核实其身份。`,
    },
  ]
}

/** To whoever asked: the word on it. */
export function bindingDecided({ what, granted, isOfFirm }: NoticeData['binding.decided']): Card {
  if (!granted) return say('申请未通过', `没有同意“${what}”。如有疑问，请直接联系领导小组办公室。`, 'warn')
  const next = isOfFirm
    ? '试试发“园区停电了”或“我们能不能进倍增名录”。'
    : '试试发“我的待办”，或发“帮助”看能做什么。'
  return say(isOfFirm ? '绑定成功' : '申请已通过', `已同意：${what}。${next}`, 'good')
}

/** To whoever is no longer what they were. */
export const bindingEnded = ({ what, why }: NoticeData['binding.ended']): Card =>
  say('身份已解除', `${what}已解除：${why}。不是您本人的意思，请马上联系领导小组办公室。`, 'warn')
