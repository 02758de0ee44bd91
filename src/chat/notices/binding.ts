import type { NoticeData } from '../../../db/notice.ts'
import { buttons, type Card, fields, say } from '../card.ts'

const REPLACES = {
  firms: '换单位了：同意后，申请人原来绑定的企业同时解除',
  contacts: '接替原联系人：同意后，这家企业原来的联系人同时解除',
} as const

const decide = (requestId: number, granted: boolean) => ({
  command: 'bind',
  intent: 'bind.decide',
  args: { request_id: requestId, granted },
})

/** To the office: somebody asks to speak for an enterprise. */
export function bindingAsked(data: NoticeData['binding.asked']): Card {
  return {
    title: '企业绑定申请',
    tone: 'info',
    blocks: [
      fields({
        申请人: data.name,
        企业: data.enterprise,
        统一社会信用代码: data.uscc,
        换绑: data.replaces && REPLACES[data.replaces],
      }),
      buttons(
        {
          label: '同意绑定',
          style: 'primary',
          action: decide(data.requestId, true),
          confirm: `同意后，申请人可代表${data.enterprise}上报诉求、查看本企业数据。请先核实其身份。`,
        },
        { label: '不同意', action: decide(data.requestId, false) },
      ),
    ],
  }
}

/** To whoever asked: the office's word. */
export function bindingDecided(data: NoticeData['binding.decided']): Card {
  return data.granted
    ? say(
        '绑定成功',
        `您现在可以代表${data.enterprise}办事了。试试发“园区停电了”或“我们能不能进倍增名录”。`,
        'good',
      )
    : say(
        '绑定未通过',
        `领导小组办公室没有同意您绑定${data.enterprise}。如有疑问，请直接联系办公室。`,
        'warn',
      )
}
