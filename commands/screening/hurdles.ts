import { bold, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { type Asked, begin, doorOf, screened, tell } from './ask.ts'
import { hurdleTable, sayCondition } from './cards.ts'

/** Below this a count could tell who is meant (C-3), so a group reads no exact number. */
const FEWEST_SHOWN = 3

/** 卡在哪个条件: how many each condition keeps out. Counts alone, which a group may read. */
export async function tellHurdles(context: Context, asked: Asked): Promise<Reply> {
  const asking = await begin(context, doorOf(asked))
  const found = screened(asking)
  const isShared = context.chat.kind === 'group'
  const say = (firms: number) =>
    isShared && firms > 0 && firms < FEWEST_SHOWN ? `不足${FEWEST_SHOWN}家` : `${firms}家`
  const [most] = found.hurdles.filter(({ failed }) => failed > 0)
  const [closest] = found.hurdles.filter(({ alone }) => alone > 0).sort((a, b) => b.alone - a.alone)
  const nameOf = (id: string) => sayCondition(found.version, id, found.on)
  if (!most) return tell('卡在哪个条件', asking, found, [text('没有不符合的企业。')])
  const told = tell('卡在哪个条件', asking, found, [
    text(
      `不符合的${say(found.counts.fail)}里，卡住最多的是`,
      bold(nameOf(most.id)),
      `（${say(most.failed)}）。`,
    ),
    text(
      closest
        ? `只补上一条就够的企业里，最多的是差“${nameOf(closest.id)}”（${say(closest.alone)}）。`
        : '没有只补上一条就够的企业。',
    ),
    ...hurdleTable(found, say),
    note('“只差这一条”指补上这一条就够的企业，其余条件已经符合或可以不要。'),
  ])
  return { ...told, isPrivate: false }
}
