import type { Said } from '../../src/chat/command.ts'
import { findDay } from '../../src/lib/find-day.ts'
import { findRange } from '../../src/lib/find-range.ts'
import { parseMoney } from '../../src/lib/money.ts'
import { addMonths, type Day, dayOf } from '../../src/lib/time.ts'
import type { Basis } from '../../src/registry/projects/progress.ts'

const AMOUNT =
  '(?:\\d[\\d,.]*|[零一二两三四五六七八九十百千]+)(?:个|多|来)*(?:亿|千万|百万|万|w|W)(?:\\d+(?:\\.\\d+)?)?'
const EQUIPMENT = new RegExp(`设备(?:投资|购置|投入|款)?(?:完成|了|共|是|约|达|为|计)*\\s*(${AMOUNT})`)

/** Words after which no name of a project follows any more. */
const NAME_ENDS =
  /\s|上个?月|本月|这个月|当月|今年|去年|昨天|今天|前天|\d{1,2}月|累计|截至|截止|到目前|已经?|刚|完成|投资|投了|又|主体|封顶|基础|打桩|桩基|设备|试生产|试运行|开工|动工|竣工|完工|投产|验收|土方|场平|进场|奠基|[,，。:：]/

/** What the text says a project is called: everything before what happened to it. */
function projectIn(text: string): string {
  const ends = NAME_ENDS.exec(text)
  return (ends ? text.slice(0, ends.index) : text)
    .replace(/^(?:我们|咱们|那个|这个|报告?|汇报)+/, '')
    .replace(/(?:那个|这个|的)?(?:项目|工程)?$/, '')
    .trim()
}

/** What a question calls a project: everything before what is asked of it. */
export function nameAsked(text: string): string {
  const [name = ''] = text
    .replace(/^(?:查一?下|看一?下|问一?下|帮我查?|请问|我想(?:查|看|问)一?下)\s*/, '')
    .split(/现在|目前|啥|什么|怎么|咋|如何|到哪|进度|进展|情况|建得|推进台账|台账|专班|资金|有谁|[?？]/)
  return projectIn(name.trim())
}

function basisIn(text: string): Basis | undefined {
  if (/开工以来|总共|一共|共计/.test(text)) return '开工以来累计'
  if (/累计|今年|截至|截止|到目前|1[-—–~至到]\d{1,2}月/.test(text)) return '本年累计'
  return /本月|当月|这个月|新增|又投|(?<![-—–~至到\d])\d{1,2}月(?:份)?(?:完成|投)/.test(text)
    ? '本月新增'
    : undefined
}

/** The day of which a text says that something has happened; not one still to come. */
function pastDayIn(text: string, today: Day): Day | undefined {
  const range = findRange(text, today)
  if (range && range.from === range.to && range.to <= today) return range.to
  const found = findDay(text, today)
  return found && 'day' in found.said && found.said.day <= today ? found.said.day : undefined
}

/** The month whose progress is told when none is named: early in a month, the month before. */
export const monthTold = (today: Day): string =>
  (Number(today.slice(8)) <= 10 ? addMonths(`${today.slice(0, 7)}-01`, -1) : today).slice(0, 7)

const STAGE_WORDS: readonly [RegExp, string][] = [
  [/(?<!试)投产(?:了|$|[,，。\s])/, '投产'],
  [/竣工|完工|竣工验收/, '竣工'],
  [/(?:已经?|正式|昨天|今天)?(?:开工|动工|奠基)(?:了|$|[,，。\s])/, '开工'],
]

/** What a text tells of a project's progress, as slots. */
export function readProgress({ text, slots, now }: Said): Record<string, unknown> {
  const today = dayOf(now)
  const equipment = EQUIPMENT.exec(text)?.[1]
  const rest = equipment ? text.replace(EQUIPMENT, ' ') : text
  const amount = new RegExp(AMOUNT).exec(rest)?.[0]
  const wan = (words: string | undefined) => {
    const value = words === undefined ? null : parseMoney(words)
    return value ? value.toFixed() : undefined
  }
  const month = slots.period && /^\d{4}-\d{2}$/.test(slots.period) ? slots.period : undefined
  const upTo = slots.period && /^(\d{4})M\d{2}-(\d{2})$/.exec(slots.period)
  const basis = basisIn(text)
  const stage = STAGE_WORDS.find(([words]) => words.test(text))?.[1]
  const happened = pastDayIn(text, today)
  const note = noteIn(text)
  return {
    project: projectIn(text),
    month: upTo ? `${upTo[1]}-${upTo[2]}` : month,
    ...(amount && { amount_wan: wan(amount) }),
    ...(equipment && { equipment_wan: wan(equipment) }),
    ...(basis && { basis }),
    ...(note && { milestone: note }),
    ...(happened && { actual_date: happened }),
    ...(stage && { stage }),
  }
}

/** What happened besides money: `主体封顶`, `设备已进场`. */
function noteIn(text: string): string | undefined {
  const told = text
    .slice(projectIn(text).length)
    .replace(new RegExp(AMOUNT, 'g'), ' ')
    .replace(/(?:本月|上个?月|这个月|今年|昨天|今天|前天|\d{1,2}月(?:份|\d{1,2}[日号])?)/g, ' ')
    .replace(/^(?:项目|工程)/, '')
    .replace(/(?:累计)?(?:完成|新增)?了?(?:设备)?投资(?:完成|了)?|累计完成|(?:又)?投了/g, ' ')
    .split(/[\s,，。;；]+/)
    .map(words => words.replace(/了$/, ''))
    .filter(words => words.length >= 2)
  return told.length > 0 ? told.join('，') : undefined
}
