import { bold, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { isOneStep, isWithinTenth } from '../../src/registry/screening.ts'
import { type Asked, begin, doorOf, screened, tell } from './ask.ts'
import { nearTable, screeningButton } from './cards.ts'

/** 只差一步: one thing left to do, or every amount within a tenth of its target; the cheapest first. */
export async function tellNear(context: Context, asked: Asked): Promise<Reply> {
  const asking = await begin(context, doorOf(asked))
  const found = screened(asking)
  const [steps, tenths] = [found.near.filter(isOneStep), found.near.filter(isWithinTenth)]
  const isTenth = asked.kind ? asked.kind === 'tenth' : /快|接近|差不多|一成|10%/.test(context.text)
  const shown = isTenth ? tenths : steps
  return tell('只差一步的企业', asking, found, [
    text(
      `不符合的${found.counts.fail}家里，`,
      bold(`只差一步的${steps.length}家`),
      `，各项差额都在一成以内的${tenths.length}家。`,
      shown.length > 0 ? `以下是${isTenth ? '差额在一成以内' : '只差一步'}的，差得少的在前：` : '',
    ),
    ...nearTable(found, shown),
    screeningButton(isTenth ? '看只差一步的' : '看差一成以内的', 'query.near_miss', {
      rule: asking.door,
      kind: isTenth ? 'step' : 'tenth',
    }),
    note('差额按上年度数据算，上年度已经结束，供今年帮扶参考。'),
  ])
}
