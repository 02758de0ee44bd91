import { z } from 'zod'
import type { Area } from '../../src/briefing/area/read.ts'
import { briefArea } from '../../src/briefing/area.ts'
import { hengdongLine } from '../../src/briefing/hengdong.ts'
import { buttons, note, text } from '../../src/chat/card.ts'
import type { Context, Reply, Said } from '../../src/chat/command.ts'
import type { Slots } from '../../src/chat/slots.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { chainNames, chainsIn, tagOf } from '../../src/registry/chains/names.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { CITY } from '../../src/registry/rosters/kinds.ts'
import { isOpenHere } from '../ranking/query.ts'
import { briefCard } from './card.ts'
import { FORMS, inForm } from './forms.ts'

/** What is asked of an area: which, and in what form. */
export const areaSlots = {
  /** A county, a park, or 全市. */
  place: z.string().max(20).optional(),
  chain: z.string().max(200).optional(),
  short: z.boolean().optional(),
  form: z.enum(FORMS).optional(),
}
type AreaSlots = z.infer<z.ZodObject<typeof areaSlots>>

const WANTS = /一句话|简报|(?:准备|整|弄|备|来|要|给).{0,8}(?:材料|简报)|(?:汇报|调研|座谈|参阅)材料/
const OTHERS = /申报|申请|贴息|要交|评定|通报|一页纸|要情|晨报|领导简报/
const WHOLE = /全市|市里|整个市/

/** Papers of nothing that is named. */
const asksForPapers = (said: string): boolean =>
  WANTS.test(said) && !OTHERS.test(said) && !/倍增|进度/.test(said)

/** Papers about a place or a chain, where no enterprise is named. */
export const asksForArea = ({ text: said, uscc, enterprise, candidates }: Slots): boolean => {
  const isFirm = candidates !== undefined || (uscc !== undefined && enterprise !== '$self')
  return (
    !isFirm &&
    WANTS.test(said) &&
    !OTHERS.test(said) &&
    (WHOLE.test(said) || placeIn(said) !== null || /[\u4e00-\u9fff]{2,8}链|百十亿/.test(said))
  )
}

/** Which area a text names, as slots. */
export function readArea({ text: said, slots }: Said): Record<string, unknown> {
  if (!asksForArea(slots)) return {}
  const place = placeIn(said)
  const chain = /[\u4e00-\u9fff]{2,8}链/.exec(said)?.[0]
  return {
    ...(place ? { place: place.name } : WHOLE.test(said) ? { place: '全市' } : {}),
    ...(chain && { chain }),
    ...(/一句话/.test(said) && { short: true }),
    ...(/word|文档|docx|打印/i.test(said) && { form: 'docx' as const }),
  }
}

/** The area asked for; null where none was. */
async function areaOf({ db, text: said }: Context, { place, chain }: AreaSlots): Promise<Area | null> {
  if (chain) {
    const names = await chainNames(db)
    const [found] = chainsIn(names, chain)
    const id = found?.id ?? names.find(({ name }) => name === chain)?.id
    if (id) return { kind: 'chain', name: tagOf(names, id) }
  }
  if (place === '全市' || place === CITY) return { kind: 'city', name: '全市' }
  const known = placeCalled(place)
  if (known) return { kind: 'place', id: known.id, name: known.name }
  return /百十亿/.test(said) ? { kind: 'place', id: '430424', name: '衡东县' } : null
}

/** The briefing about the area a text names; null where it names none. */
export async function tellArea(context: Context, asked: AreaSlots): Promise<Reply | null> {
  const area = await areaOf(context, asked)
  if (!area) {
    if (!asksForPapers(context.text)) return null
    throw new Refusal(
      '要哪里的材料？请带上企业、县市区、园区或产业链，例如“明天去恒飞电缆 准备个材料”“衡东县简报”。',
    )
  }
  if (/百十亿/.test(context.text)) return tellHengdong(context)
  const isGroup = context.chat.kind === 'group'
  const brief = await briefArea(context, area, { isOpen: isGroup })
  const args = area.kind === 'chain' ? { chain: area.name } : { place: area.name }
  const action = (more: object) => ({
    command: 'bulletin',
    intent: 'query.briefing',
    args: { ...args, ...more },
  })
  if (asked.form) return inForm(context, brief, asked.form)
  const isPrivate = isGroup && !(await isOpenHere(context))
  if (asked.short)
    return {
      card: briefCard({ ...brief, sections: [] }, [
        buttons({ label: '看全部', style: 'primary', action: action({}) }),
      ]),
      isPrivate,
    }
  const forms = buttons(
    { label: 'Word版', action: action({ form: 'docx' }) },
    { label: '网页版', action: action({ form: 'page' }) },
  )
  return { card: briefCard(brief, isGroup ? [] : [forms]), isPrivate }
}

async function tellHengdong({ db, now }: Context): Promise<Reply> {
  return {
    card: {
      title: '衡东“百十亿”一句话',
      tone: 'info',
      tags: ['征求意见稿'],
      blocks: [
        text(await hengdongLine(db, now)),
        buttons({
          label: '看目标表',
          action: { command: 'target', intent: 'query.target', args: { level: '县计划' } },
        }),
        note('征求意见稿没有施行，仅供参考；产业年产值为部门公布数，企业、项目为本系统登记数。'),
      ],
    },
  }
}
