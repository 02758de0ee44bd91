import { type Block, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { addMonths } from '../../src/lib/time.ts'
import type { Screening } from '../../src/registry/screening.ts'
import { screenAgainst } from '../../src/registry/screening-against.ts'
import { compareScreens, compareWithRoster } from '../../src/registry/screening-changes.ts'
import { type Asked, type Asking, begin, doorOf, otherDoors, screened, tell } from './ask.ts'
import { changeBlocks, screeningButton } from './cards.ts'

/** 名录进出: beside this year's roster, or beside the figures of an earlier year where one is named. */
export async function tellChange(context: Context, asked: Asked): Promise<Reply> {
  const asking = await begin(context, doorOf(asked))
  const found = screened(asking)
  const byYear = asked.kind ? asked.kind === 'year' : /去年|上年|前年|同期|20\d\d年?/.test(context.text)
  const blocks = byYear ? await sinceYear(asking, asked, found) : besideRoster([found, ...otherDoors(asking)])
  const other = screeningButton(byYear ? '与现名录比' : '与去年比', 'query.roster_change', {
    rule: asking.door,
    kind: byYear ? 'roster' : 'year',
  })
  return tell('名录进出变化', asking, found, [...blocks, other])
}

/** The same conditions on the figures there were on the same day of an earlier year. */
async function sinceYear(asking: Asking, { period }: Asked, found: Screening): Promise<Block[]> {
  const { context, scope } = asking
  const year = Number(found.on.slice(0, 4))
  const back = Math.max(1, year - Number(period?.slice(0, 4) ?? year - 1))
  const day = addMonths(found.on, -12 * back)
  const { screening: before } = await screenAgainst(
    context.db,
    context.policies,
    { ...asking, among: scope.among },
    day,
  )
  const changes = compareScreens(before, found)
  const [now, then] = [year - 1, year - 1 - back]
  return [
    text(
      `同一条件，按${then}年数据符合的${before.counts.pass}家，按${now}年数据符合的${found.counts.pass}家，两年都符合的${changes.stayed}家。`,
    ),
    ...changeBlocks([found], changes, { entered: '新符合', left: '不再符合', flags: `--against ${day}` }),
    note(`两年都按现行条件算；${then}年资料不足的有${before.counts.unknown}家。`),
  ]
}

function besideRoster(screens: readonly [Screening, ...Screening[]]): Block[] {
  const [{ on }] = screens
  const { entering, leaving, open, staying } = compareWithRoster(screens)
  const asRows = (rows: readonly number[]) => rows.map(row => ({ row }))
  return [
    text(
      `${on.slice(0, 4)}年名录内${staying + leaving.length + open.length}家，其中符合现行条件的${staying}家`,
      open.length > 0 ? `，资料不足、暂不能判断的${open.length}家。` : '。',
    ),
    ...changeBlocks(
      screens,
      { entered: asRows(entering), left: asRows(leaving) },
      { entered: '可能新进', left: '可能退出', flags: '--against roster' },
    ),
    note('现名录成员按入选时的办法评定，不按现行条件重新评定；名录每年年初评定，这里只是按现有数据的预测。'),
  ]
}
