import { z } from 'zod'
import { type Block, bold, buttons, fields, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { addDays, addMonths, type Day, dayOf, isDay } from '../../src/lib/time.ts'
import { maySeeAccidents, scopesOf } from '../../src/people/may.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { findIncident, incidentsIn, incidentsOf, type ListedIncident } from '../../src/registry/incidents.ts'
import { parsePeriod } from '../../src/registry/period.ts'
import { placeCalled } from '../../src/registry/places.ts'
import { firmSlots, nameOf } from '../parts/firm.ts'
import { isAt } from '../roster/which.ts'
import { readRoster } from '../roster/words.ts'
import { incidentCard, levelSpan, sayHarm } from './card.ts'

const SHOWN = 10

const slots = z.object({
  ...firmSlots,
  incident: z.number().int().optional(),
  period: z.string().max(20).optional(),
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
  level: z.string().max(10).optional(),
})
type Asked = z.infer<typeof slots>

/** 查事故: of an enterprise, or of a time and a place. */
export const query = intent({
  title: '查事故',
  examples: [
    '今年发生了几起安全事故',
    '[衡岳化工]出过什么事故',
    '哪些名录企业今年有较大事故',
    '衡东今年有几起事故',
    '我们登记了事故没有',
    '查一下第3号事故',
    '去年环境污染事故情况',
    '[建滔化工]今年有没有出事故',
    '名录企业事故情况',
    '最近有哪些安全事故',
    '今年较大以上事故有几起',
    '出过事故的企业名单',
    '[金翼有色]事故记录',
    '今年事故情况',
    '有几起较大事故',
    '哪家出了较大事故',
    '[恒飞电缆]今年出过事没有',
    '祁东今年出了多少事故',
    '安全事故统计',
    '上个月的事故有哪些',
    '今年死了几个人',
    '环保事故有几起',
    '名录里出过事故的企业',
    '查事故',
    '[建滔化工]那次事故怎么定级的',
    '一般事故几起',
    '最近一起事故是哪家',
    '[金隆再生金属]今年出过几次事故 什么等级',
    '名录企业里今年有没有较大事故',
    '衡阳县上半年事故几起 死伤多少',
    '那起一般事故是哪家企业的',
    '近期安全事故清单',
  ],
  inPrivate: true,
  access: 'known',

  read: said => {
    const number = /第?\s*(\d{1,6})\s*号(?:的)?(?:那[起次])?事故/.exec(said.text)?.[1]
    const level = /特别重大|重大|较大|一般/.exec(said.text)?.[0]
    const { list: _, year: __, on: ___, ...place } = readRoster(said) as Record<string, unknown>
    return { ...place, ...(number && { incident: Number(number) }), ...(level && { level }) }
  },
  slots,
  run: tell,
})

async function tell(context: Context, asked: Asked): Promise<Reply> {
  if (asked.incident !== undefined) {
    const { uscc } = await findIncident(context.db, asked.incident)
    const firm = await visibleFirm(context, uscc)
    return { card: await incidentCard(context, firm, asked.incident), isPrivate: true, focus: { uscc } }
  }
  if (asked.uscc) return tellOfFirm(context, asked, asked.uscc)
  return tellOfAll(context, asked)
}

async function visibleFirm(context: Context, uscc: string) {
  const firm = await getEnterprise(context.db, uscc)
  if (!firm) throw new Refusal('库里没有这家企业，请核对名称。')
  if (maySeeAccidents(context.speaker, firm)) return firm
  throw new Refusal(
    `“${firm.shortName}”的事故登记只提供给它自己、登记部门和负责它的单位，不在您的查看范围内。`,
  )
}

async function tellOfFirm(context: Context, asked: Asked, uscc: string): Promise<Reply> {
  const firm = await visibleFirm(context, uscc)
  const all = await incidentsOf(context.db, uscc)
  const shown = all.toReversed().slice(0, SHOWN)
  return {
    card: {
      title: '事故登记',
      tone: all.length > 0 ? 'warn' : 'good',
      ...(firm.isDemo && { tags: ['演示数据'] }),
      blocks: [
        text(...nameOf(firm, asked)),
        text(all.length > 0 ? `登记在册的事故${all.length}起：` : '没有登记在册的事故。'),
        ...shown.map(one =>
          text(`第${one.id}号 ${one.happenedOn} ${one.type}：`, levelSpan(one), `，${sayHarm(one)}`),
        ),
        ...(shown.length > 0
          ? [
              buttons(
                ...shown.slice(0, 3).map(({ id }) => ({
                  label: `看第${id}号`,
                  action: { command: 'incident', intent: 'query.accident', args: { incident: id } },
                })),
                {
                  label: '一票否决核查',
                  action: { command: 'eligibility', intent: 'query.veto_check', args: { uscc } },
                },
              ),
            ]
          : []),
        note('由应急管理、生态环境部门和领导小组办公室登记。'),
      ],
    },
    isPrivate: true,
    focus: { uscc },
  }
}

/** The year, month or months named; this year without. */
function daysOf(period: string | undefined, today: Day): { from: Day; to: Day } {
  const parsed = parsePeriod(period ?? today.slice(0, 4))
  if (!parsed) return { from: `${today.slice(0, 4)}-01-01`, to: today }
  if (parsed.kind === 'year') return { from: `${parsed.year}-01-01`, to: `${parsed.year}-12-31` }
  const month = (n: number): Day => `${parsed.year}-${String(n).padStart(2, '0')}-01`
  const [first, last] = parsed.kind === 'month' ? [parsed.month, parsed.month] : [parsed.from, parsed.to]
  const end = addDays(addMonths(month(last), 1), -1)
  // 今年 is understood as the months that are over; an accident of this month is this year's as well.
  const isSoFar = parsed.year === Number(today.slice(0, 4)) && first === 1 && isDay(today)
  return { from: month(first), to: isSoFar ? today : end }
}

async function tellOfAll(context: Context, asked: Asked): Promise<Reply> {
  if (context.speaker.kind === 'person' && scopesOf(context.speaker, 'enterprise').length > 0)
    throw new Refusal('事故统计只提供给机关工作人员。您可以问本企业的，例如“我们登记了事故没有”。')
  const { from, to } = daysOf(asked.period, dayOf(context.now))
  const place = placeCalled(asked.park ?? asked.region)
  const isListedOnly = /名录/.test(context.text)
  const found = (await incidentsIn(context.db, { from, to })).filter(
    one =>
      maySeeAccidents(context.speaker, one) &&
      (place === null || isAt({ ...one, parkId: null }, place)) &&
      (!asked.level || one.level === asked.level) &&
      (!isListedOnly || one.isListed),
  )
  const count = (test: (one: ListedIncident) => boolean) => found.filter(test).length
  const serious = found.filter(({ level }) => level !== '一般')
  const lines: Block[] = [...serious, ...found.filter(({ level }) => level === '一般')]
    .slice(0, SHOWN)
    .map(one =>
      text(
        `第${one.id}号 ${one.happenedOn} `,
        bold(one.shortName),
        ` ${one.type}：`,
        levelSpan(one),
        `，${sayHarm(one)}${one.isListed ? '，名录企业' : ''}`,
      ),
    )
  const whose = [place?.name, isListedOnly ? '名录企业' : ''].filter(Boolean).join('')
  return {
    card: {
      title: '事故登记情况',
      tone: serious.length > 0 ? 'warn' : 'info',
      ...(found.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(`${from}至${to}${whose}登记在册的${asked.level ?? ''}事故`, bold(`${found.length}起`), '。'),
        fields({
          安全生产: `${count(({ type }) => type === '安全生产')}起`,
          环境污染: `${count(({ type }) => type === '环境污染')}起`,
          较大及以上: `${serious.length}起`,
          名录企业: `${count(({ isListed }) => isListed)}起`,
        }),
        ...lines,
        ...(found.length > SHOWN ? [note(`只列${SHOWN}起，较大及以上的在前。`)] : []),
        note('只列您职责范围内的；等级以主管部门认定为准。'),
      ],
    },
    isPrivate: true,
  }
}
