import { expect, test } from 'vitest'
import { readReminder } from '../../commands/remind/read.ts'
import { instantOf } from '../../src/lib/time.ts'

// A Wednesday morning.
const NOW = instantOf('2023-11-15', '10:00')

test.each([
  ['提醒我明天上午9点去金翼有色', { at: '2023-11-16T09:00', words: '去金翼有色', scope: '$self' }],
  ['后天下午两点组里碰头 提醒全组', { at: '2023-11-17T14:00', words: '小组碰头', scope: '$team' }],
  [
    '每周五下午4点提醒我报周报',
    { rhythm: { every: 'week', on: 5, at: '16:00' }, words: '报周报', scope: '$self' },
  ],
  ['半小时后提醒我回电话', { at: '2023-11-15T10:30', words: '回电话', scope: '$self' }],
  ['两个小时后叫我开会', { at: '2023-11-15T12:00', words: '开会', scope: '$self' }],
  ['明早8点叫我出发', { at: '2023-11-16T08:00', words: '出发', scope: '$self' }],
  ['今晚8点提醒我看材料', { at: '2023-11-15T20:00', words: '看材料', scope: '$self' }],
  ['9点提醒我打卡', { at: '2023-11-16T09:00', words: '打卡', scope: '$self' }],
  ['下周二上午开调度会 提醒大家', { at: '2023-11-21T09:00', words: '开调度会', scope: '$team' }],
  ['提醒我11月30日交总结', { at: '2023-11-30T09:00', words: '交总结', scope: '$self' }],
])('%s', (said, wanted) => {
  expect(readReminder(said, NOW)).toEqual(wanted)
})
