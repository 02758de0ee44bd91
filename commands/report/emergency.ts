import { bad, bold, type Card, text } from '../../src/chat/card.ts'

/** Whom to call, before anything else. 12350 is the hotline for work safety. */
export function emergencyCard(): Card {
  return {
    title: '先报警、先撤人',
    tone: 'bad',
    blocks: [
      text(bad('请立即打电话，不要等这里的流程：')),
      text(bold('119'), ' 火灾、危化品泄漏、有人被困'),
      text(bold('120'), ' 有人受伤、中毒'),
      text(bold('12350'), ' 安全生产事故和险情'),
      text('同时停机断电断气、疏散人员、不要贸然进入现场；燃气泄漏不要开关电器、不要动火。'),
    ],
  }
}
