import { z } from 'zod'
import { briefEnterprise } from '../../src/briefing/enterprise.ts'
import { buttons } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { findDay } from '../../src/lib/find-day.ts'
import { type Day, dayOf, isDay } from '../../src/lib/time.ts'
import { maySeeProfile } from '../../src/people/may.ts'
import type { Role } from '../../src/people/roles.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { firmSlots } from '../parts/firm.ts'
import { briefCard } from './card.ts'
import { FORMS, inForm } from './forms.ts'

/** Officials who go to enterprises; firms and observers do not get them. */
const READERS: readonly Role[] = [
  'office',
  'admin',
  'leader',
  'county',
  'chain',
  'liaison',
  'department',
  'chief',
  'utility',
]

const slots = z.object({
  ...firmSlots,
  /** The day they go. */
  date: z.string().max(10).optional(),
  form: z.enum(FORMS).optional(),
  short: z.boolean().optional(),
})
type Asked = z.infer<typeof slots>

/** 企业走访材料: an enterprise before a visit. */
export const enterprise = intent({
  title: '企业走访材料',
  examples: [
    '明天去[恒飞电缆] 准备一份材料',
    '后天走访[金杯电工] 给我个参阅材料',
    '要去[建滔化工]调研 整个背景材料',
    '[瑞达电源]的走访材料',
    '[湖南机油泵]简报',
    '[固诚电气] 一句话情况',
    '下周一到[特变电工衡变]座谈 备个材料',
    '明天去[瑞达电源] 要材料',
    '[固诚电气]调研材料',
    '[恒飞电缆] 调研背景',
    '[大合新材料]参阅材料',
    '周五到[福邦新材料] 给我准备下',
    '准备[金杯电工]的情况材料',
    '领导要去[德阳鞋业] 出个材料',
    '[南岳电控]走访参考',
    '[建滔化工] 调研用',
    '去[爱洁科技]前给我个底',
    '[金翼有色]座谈材料',
    '马上到[衡山汽车] 情况发我',
    '上午看[创大玉兔] 材料有没有',
    '[古汉中药]汇报材料',
    '下周调研[特变电工衡变] 备份材料',
    '明天上午去[瑞达电源] 给我份材料',
    '周四调研[古汉中药]和园区 准备企业情况',
    '等下到[镭目科技] 发个背景',
    '领导下午看[特变电工衡变] 备个材料',
    '[衡山汽车]座谈会材料',
  ],
  inPrivate: true,
  access: READERS,

  read: ({ text: said, now }) => {
    const found = findDay(said, dayOf(now))
    const day = found && 'day' in found.said ? found.said.day : undefined
    return {
      ...(day && day >= dayOf(now) && { date: day }),
      ...(/一句话/.test(said) && { short: true }),
      ...(/word|文档|docx|打印/i.test(said) && { form: 'docx' as const }),
    }
  },
  slots,
  run: tell,
})

async function tell(context: Context, asked: Asked): Promise<Reply> {
  const { db, speaker, text: said } = context
  if (!asked.uscc)
    throw new Refusal('没听出要哪家企业的材料，请带上企业名称，例如“明天去恒飞电缆 准备个材料”。')
  const firm = await getEnterprise(db, asked.uscc)
  if (!firm) throw new Refusal(`库里没有统一社会信用代码为“${asked.uscc}”的企业，请核对后再说一次。`)
  if (!maySeeProfile(speaker, firm)) throw new Refusal('走访材料只提供给机关工作人员。')
  const visitOn: Day | null = asked.date && isDay(asked.date) ? asked.date : null
  const brief = await briefEnterprise(context, firm, visitOn)
  const args = { uscc: firm.uscc, ...(visitOn && { date: visitOn }) }
  const action = (more: object) => ({
    command: 'bulletin',
    intent: 'briefing.enterprise',
    args: { ...args, ...more },
  })
  if (asked.form) return inForm(context, brief, asked.form)
  const forms = [
    buttons(
      { label: 'Word版', action: action({ form: 'docx' }) },
      { label: '网页版', action: action({ form: 'page' }) },
    ),
  ]
  const reply = { isPrivate: true, focus: { uscc: firm.uscc } }
  if (asked.short || /一句话/.test(said))
    return {
      ...reply,
      card: briefCard({ ...brief, sections: [] }, [
        buttons({ label: '看全部', style: 'primary', action: action({}) }),
      ]),
    }
  return { ...reply, card: briefCard(brief, forms) }
}
