import { z } from 'zod'
import { type Block, bold, buttons, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { findRange } from '../../src/lib/find-range.ts'
import { addDays, addMonths, type Day, dayOf, isDay, sayDay } from '../../src/lib/time.ts'
import { mayRecordVisit, maySeeRanking } from '../../src/people/may.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import {
  countVisits,
  findVisits,
  type Visit,
  type VisitCounts,
  type VisitFilter,
  visitsByUnit,
  visitsByVisitor,
} from '../../src/registry/liaison/visits.ts'
import { parsePeriod } from '../../src/registry/period.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { firmSlots } from '../parts/firm.ts'

const SHOWN = 10

const slots = z.object({
  ...firmSlots,
  period: z.string().max(20).optional(),
  /** `2023-11-06..2023-11-12` */
  range: z.string().max(30).optional(),
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
  mine: z.boolean().optional(),
  by: z.enum(['visitor', 'unit']).optional(),
})
type Asked = z.infer<typeof slots>

/** 走访情况: how much was visited, by whom and where; of one enterprise every visit. */
export const visits = intent({
  title: '走访情况',
  examples: [
    '这个月走访了多少家企业',
    '我这个月走访了几家',
    '松木本月走访情况',
    '哪位领导走访最多',
    '各县市区走访次数排名',
    '[大合新材料]最近有没有人走访过',
    '上周走访了几家',
    '我的走访',
    '本周走访了几家',
    '[恒飞电缆]谁去走访过',
    '走访记录查一下',
    '上个月各县走访数',
    '走访了几次',
    '这个月谁走得最多',
  ],
  access: ['liaison', 'county', 'office', 'leader', 'chain', 'admin', 'department', 'observer'],

  read: ({ text: said, slots: given, now }) => {
    const place = placeIn(said)
    const range = findRange(said, dayOf(now))
    return {
      ...(place && { [place.kind]: place.name }),
      ...(range && !given.period && { range: `${range.from}..${range.to}` }),
      ...(/我(?:自己)?(?:的|这|上|本|今年|最近|走)/.test(said) && { mine: true }),
      ...(/谁|哪位|哪个(?:领导|干部)|领导|干部/.test(said) && { by: 'visitor' }),
      ...(/各(?:县|区|园|单位)|哪个(?:县|区|园)|县市区/.test(said) && { by: 'unit' }),
    }
  },
  slots,
  run: (context, asked) =>
    asked.uscc && !asked.mine ? tellFirm(context, asked.uscc) : tellCounts(context, asked),
})

async function tellFirm(context: Context, uscc: string): Promise<Reply> {
  const { db, now, speaker } = context
  const firm = await getEnterprise(db, uscc)
  if (!firm || !mayRecordVisit(speaker, firm))
    throw new Refusal('走访记录只给负责这家企业的单位和联点人员看。')
  const found = await findVisits(db, { usccs: [uscc] }, SHOWN + 1)
  const today = dayOf(now)
  return {
    card: {
      title: '走访记录',
      tone: 'info',
      ...(firm.isDemo && { tags: ['演示数据'] }),
      blocks: [
        text(bold(firm.name), found.length === 0 ? '：还没有走访记录。' : ''),
        ...found.slice(0, SHOWN).map(one => lineOf(one, today, false)),
        ...(found.length > SHOWN ? [text(`只列最近${SHOWN}次，更早的见导出的走访台账。`)] : []),
        buttons({
          label: '记走访',
          action: { command: 'visit', intent: 'intake.visit_log', args: { uscc } },
        }),
      ],
    },
    isPrivate: true,
    focus: { uscc },
  }
}

function lineOf(
  { visitedOn, visitor, means, outcome, note: said, cases, enterprise, reason }: Visit,
  today: Day,
  withName: boolean,
): Block {
  return text(
    bold(sayDay(visitedOn, today)),
    ` ${withName ? `${enterprise} ` : ''}${visitor}${means === '电话' ? '（电话）' : ''} ${outcome}：${said.length > 60 ? `${said.slice(0, 60)}…` : said}`,
    cases.length > 0 ? `；已上报${cases.join('、')}` : '',
    reason && reason !== '当场更正' ? `（补正：${reason}）` : '',
  )
}

async function tellCounts(context: Context, asked: Asked): Promise<Reply> {
  const { db, now, speaker } = context
  if (!maySeeRanking(speaker)) throw new Refusal('走访情况只提供给机关工作人员。')
  const today = dayOf(now)
  const { from, to, words } = spanOf(asked, today)
  const place = placeCalled(asked.park ?? asked.region)
  const own = asked.mine && speaker.kind === 'person'
  const filter: VisitFilter = {
    from,
    to,
    ...(place && { placeId: place.id }),
    ...(own && { visitorId: speaker.id }),
  }
  const all = await countVisits(db, filter)
  const recent = own ? await findVisits(db, filter, SHOWN) : []
  const blocks: Block[] = [
    text(`${words}${place?.name ?? ''}${own ? '您' : ''}走访`, bold(`${all.visits}次`), sayCounts(all, !own)),
    ...recent.map(one => lineOf(one, today, true)),
    ...(!own && all.visits > 0 ? await tables(context, filter, asked) : []),
    note('只数在本系统记下的走访；更正过的按最新一条，撤回的不计。联系不上的不算走访到。'),
  ]
  return {
    card: { title: own ? '我的走访' : '走访情况', tone: 'info', blocks },
    ...(own && { isPrivate: true }),
  }
}

const sayCounts = ({ firms, visitors, troubled, unreached }: VisitCounts, withPeople: boolean): string =>
  [
    `，涉及企业${firms}家`,
    withPeople ? `，${visitors}人参加` : '',
    `；反映问题的${troubled}次`,
    unreached > 0 ? `，联系不上${unreached}次` : '',
    '。',
  ].join('')

async function tables({ db }: Context, filter: VisitFilter, { by }: Asked): Promise<Block[]> {
  const columns = (title: string) => [
    { key: 'who', title },
    { key: 'visits', title: '次数', align: 'right' as const },
    { key: 'firms', title: '企业', align: 'right' as const },
    { key: 'troubled', title: '有问题', align: 'right' as const },
  ]
  const row = (who: string, { visits: n, firms, troubled }: VisitCounts) => ({
    who,
    visits: String(n),
    firms: String(firms),
    troubled: String(troubled),
  })
  if (by === 'visitor') {
    const people = (await visitsByVisitor(db, filter)).slice(0, SHOWN)
    return [
      {
        kind: 'table',
        columns: columns('走访人'),
        rows: people.map(one => row(`${one.visitor}${one.duty ? `（${one.duty}）` : ''}`, one)),
      },
    ]
  }
  const units = await visitsByUnit(db, filter)
  return [
    {
      kind: 'table',
      columns: columns('单位'),
      rows: units.map(one => row(one.unit ?? '未登记考核单位', one)),
    },
  ]
}

/** The days asked for; this month where none are named. */
function spanOf({ range, period }: Asked, today: Day): { from: Day; to: Day; words: string } {
  const given = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(range ?? '')
  if (given?.[1] && given[2] && isDay(given[1]) && isDay(given[2]))
    return {
      from: given[1],
      to: given[2],
      words:
        given[1] === given[2]
          ? sayDay(given[1], today)
          : `${sayDay(given[1], today)}至${sayDay(given[2], today)}`,
    }
  const parsed = period ? parsePeriod(period) : null
  if (!parsed) return { from: `${today.slice(0, 7)}-01`, to: today, words: '本月' }
  if (parsed.kind === 'year')
    return { from: `${parsed.year}-01-01`, to: `${parsed.year}-12-31`, words: `${parsed.year}年` }
  const [first, last] = parsed.kind === 'month' ? [parsed.month, parsed.month] : [parsed.from, parsed.to]
  const month = (n: number): Day => `${parsed.year}-${String(n).padStart(2, '0')}-01`
  return {
    from: month(first),
    to: addDays(addMonths(month(last), 1), -1),
    words: first === last ? `${parsed.year}年${first}月` : `${parsed.year}年${first}—${last}月`,
  }
}
