import { bold, buttons, text } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { type Asked, begin, doorOf, otherDoors, screened, slots, tell } from './screening/ask.ts'
import { countFields, passingTable, waitingBlocks } from './screening/cards.ts'
import { tellChange } from './screening/change.ts'
import { tellHurdles } from './screening/hurdles.ts'
import { ladderCounts } from './screening/ladder.ts'
import { tellNear } from './screening/near.ts'
import { list, mute } from './screening/prospects.ts'
import { OVERSEERS } from './screening/scope.ts'
import { tellWhatIf } from './screening/what-if.ts'

/** 名录预评: which enterprises meet the conditions of the roster, nearly meet them, or would under others. */
export const screening = {
  name: 'screening',
  title: '名录预评',
  aliases: ['预评', '名录测算'],
  summary: '看有多少企业够名录条件、哪些只差一步、卡在哪个条件、门槛改了会多会少哪些；政策找人',
  intents: {
    'query.screening': intent({
      title: '多少企业够进名录',
      examples: [
        '现在有多少企业够进名录',
        '哪些企业符合名录条件',
        '全市够名录条件的企业有几家',
        '名录预评情况',
        '今年能进名录的企业名单',
        '有哪些企业能进名录',
        '预评一下今年的名录',
        '哪些数字经济企业符合名录条件',
        '今年够条件的企业有哪些',
        '预评结果',
        '能进名录的有几家 是谁',
        '够条件进名录的有几家',
        '符合条件的企业多少',
      ],
      inPrivate: true,
      access: OVERSEERS,
      slots,
      run: tellScreening,
    }),
    'query.near_miss': intent({
      title: '只差一步的企业',
      examples: [
        '只差一步的有哪些',
        '哪些企业快够名录条件了',
        '差一点就能进名录的企业',
        '还差一个条件的企业有哪些',
        '哪些企业努努力就能进名录',
        '接近名录条件的有几家',
        '就差一点点够名录的企业',
        '差一步的企业',
        '快够名录条件的',
      ],
      inPrivate: true,
      access: OVERSEERS,
      slots,
      run: tellNear,
    }),
    'query.failing_condition': intent({
      title: '卡在哪个条件',
      examples: [
        '哪个条件卡的企业最多',
        '企业主要卡在哪个条件',
        '企业都卡在哪',
        '进不了名录主要差在哪一条',
        '哪一条把企业挡住的最多',
        '名录条件里哪条最难',
        '企业不达标主要因为什么条件',
        '哪个条件最难达到',
        '卡住最多的条件是哪个',
      ],
      access: OVERSEERS,
      slots,
      run: tellHurdles,
    }),
    'query.roster_change': intent({
      title: '名录进出变化',
      examples: [
        '按新政策比去年多了哪些企业',
        '今年名录预评新进哪些 退出哪些',
        '和现在的名录比会新进多少家',
        '哪些名录企业按新条件不够了',
        '名录里要退出的有哪些',
        '名录新进和退出情况',
        '今年比去年新增了哪些够条件的企业',
        '名录会新进哪些',
        '按新条件进出哪些',
      ],
      inPrivate: true,
      access: OVERSEERS,
      slots,
      run: tellChange,
    }),
    'query.policy_whatif': intent({
      title: '门槛调整测算',
      examples: [
        '产值门槛降到8000万会多哪些企业',
        '增幅要求改成20% 会多几家',
        '税金门槛提到600万会少哪些',
        '如果把产值标准提高到1.5亿 会少几家',
        '投资门槛降到5000万能多进多少企业',
        '门槛降到8000万会多哪些企业',
        '门槛放宽到8000万能增加几家企业',
        '税金增幅降到两成会多谁',
        '门槛降到5000万会多几家',
        '税金标准改成300万会怎样',
      ],
      inPrivate: true,
      access: OVERSEERS,

      slots,
      run: tellWhatIf,
    }),
    'query.ladder': ladderCounts,
    'query.prospects': list,
    'prospect.mute': mute,
  },
} satisfies Command

async function tellScreening(context: Context, asked: Asked): Promise<Reply> {
  const asking = await begin(context, doorOf(asked))
  const found = screened(asking)
  const others = otherDoors(asking).flatMap(other => [
    text(bold(other.version.rule.title), `：符合可量化条件${other.counts.pass}家。`),
    ...passingTable(other),
  ])
  const next = (label: string, name: string) => ({
    label,
    action: { command: 'screening', intent: name, args: { rule: asking.door } },
  })
  return tell('名录预评', asking, found, [
    countFields(found),
    ...passingTable(found),
    ...waitingBlocks(found),
    ...others,
    buttons(
      next('只差一步的', 'query.near_miss'),
      next('卡在哪个条件', 'query.failing_condition'),
      next('与现名录比', 'query.roster_change'),
    ),
  ])
}
