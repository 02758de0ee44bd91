import type { NoticeData } from '../../../db/notice.ts'
import { bad, bold, type Card, fields, note, text } from '../card.ts'

/** To whoever is on duty: somebody says that people are in danger. */
export function emergencyAlert({ said, by, enterprise, at }: NoticeData['emergency']): Card {
  return {
    title: '险情，请立即核实',
    tone: 'bad',
    blocks: [
      text(bad('有人报告险情，已请其先拨打119、120、12350。')),
      fields({ 报告人: by, 企业: enterprise ?? '没有绑定企业', 时间: at }),
      text(bold('原话：'), said),
      note('请马上电话核实，通知应急、消防和属地；核实后再补登诉求。'),
    ],
  }
}
