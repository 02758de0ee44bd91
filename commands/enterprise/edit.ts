import { buttons, type Card, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { findDay } from '../../src/lib/find-day.ts'
import { type Day, dayOf } from '../../src/lib/time.ts'
import { mayKeepEnterprise } from '../../src/people/may.ts'
import { requirePerson } from '../../src/people/roles.ts'
import { readRegistered } from '../../src/registry/enterprise/read.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { parsePeriod } from '../../src/registry/period.ts'
import { placeIn } from '../../src/registry/places.ts'
import { nameOf } from '../parts/firm.ts'
import { profileCard } from '../parts/profile-card.ts'
import { type EditAsked, type EditForm, editSlots, type Kept } from './edit-form.ts'
import { fieldsForm, namesForm } from './register-forms.ts'
import { qualificationForm, stayForm } from './standing-forms.ts'

const FORMS: Record<Kept, EditForm> = {
  fields: fieldsForm,
  names: namesForm,
  stay: stayForm,
  qualification: qualificationForm,
}

const OF: readonly [Kept, RegExp][] = [
  ['names', /简称|别名|俗称|曾用名|叫法|又叫|也叫|别称/],
  ['qualification', /资质|专精特新|小巨人|高新技术企业|高企|单项冠军|绿色工厂|技术中心|创新型中小企业/],
  ['stay', /入规|退规|规上|规模以上|入统|退库|出统/],
  [
    'fields',
    /登记信息|登记的信息|企业信息|园区|所属区域|属地|产业链|行业代码|用地|亩数|上市阶段|企业规模|企业类别|企业名称|全称|改名|更名/,
  ],
]

const whatIn = (said: string): Kept | undefined => OF.find(([, words]) => words.test(said))?.[0]

/** 企业登记: the office, a county or a park keeps what is registered of an enterprise, by a form filled in with what was said. */
export const editIntent = intent({
  title: '修改企业登记',
  examples: [
    '修改[金杯电工]的登记信息',
    '[恒飞电缆]的园区改成松木',
    '给[湖南机油泵]加个简称 湘油泵',
    '登记[固诚电气]高新技术企业 有效期到2025年10月',
    '[大合新材料]2023年5月入规 登记一下',
    '登记[德阳鞋业]退规 2023年9月停产',
    '[瑞达电源]用地改成68.5亩',
    '给[金杯电工]加个俗称',
    '[恒飞电缆]改名了 登记一下',
    '加个简称 [瑞达电源]',
    '[固诚电气]地址改了',
    '给[建滔化工]加个叫法',
    '[大合新材料]登记信息要改',
    '[德阳鞋业]园区改成高新',
  ],
  inPrivate: true,
  access: ['office', 'county'],

  read: readEdit,
  slots: editSlots,
  run: editFirm,
})

/** What a form can be filled in with; nothing is changed by words alone. */
function readEdit({ text: said, rest, slots, now }: Said): Record<string, unknown> {
  const what = whatIn(said)
  const on = dayFrom(rest, slots.period, dayOf(now))
  const place = placeIn(rest)
  const isOut = /退规|退库|出统|撤销|取消/.test(said)
  const level = /(国家|省|市|县)级/.exec(rest)?.[0]
  const land = /(\d+(?:\.\d+)?)\s*亩/.exec(rest)?.[1]
  const alias =
    /(?:简称|别名|俗称|曾用名|叫法|又叫|也叫|别称)(?:加上|是|叫|为|:|：)?\s*[“"]?([\u4e00-\u9fffA-Za-z0-9]{2,20})/.exec(
      rest,
    )?.[1]
  const kinds = ['简称', '曾用名', '俗称'] as const
  const kind = kinds.find(word => said.includes(word))
  if (what === 'names') return { what, ...(alias && { alias }), ...(kind && { kind }) }
  if (what === 'stay')
    return { what, status: /统/.test(said) ? '入统' : '规上', ...(on && (isOut ? { to: on } : { from: on })) }
  if (what === 'qualification') {
    const until = /有效期|到期|截止/.test(said)
    return {
      what,
      kind: said.slice(0, 200),
      ...(level && { level }),
      ...(on && (until ? { to: on } : { from: on })),
    }
  }
  return {
    what,
    ...(place?.kind === 'park' && { parkId: place.id }),
    ...(place?.kind === 'region' && { regionCode: place.id }),
    ...(land && { landMu: land }),
  }
}

/** A day that is named; of a month its first. */
function dayFrom(said: string, period: string | undefined, today: Day): Day | undefined {
  const found = /\d[日号]|\d{4}-\d\d-\d\d/.test(said) ? findDay(said, today) : null
  if (found && 'day' in found.said) return found.said.day
  const parsed = period ? parsePeriod(period) : null
  return parsed?.kind === 'month' ? `${parsed.year}-${String(parsed.month).padStart(2, '0')}-01` : undefined
}

async function editFirm(context: Context, asked: EditAsked): Promise<Reply> {
  const { db, now } = context
  const person = requirePerson(context.speaker)
  if (!asked.uscc) throw new Refusal('没听出是哪家企业，请带上企业名称，例如“修改金杯电工的登记信息”。')
  const firm = (await readRegistered(db, [asked.uscc], { isLocked: asked.sure === true })).get(asked.uscc)
  if (!firm) throw new Refusal('库里没有这家企业，请核对名称；新企业用企业名单导入。')
  if (!mayKeepEnterprise(person, { uscc: firm.uscc, ...firm.fields }))
    throw new Refusal(`“${firm.fields.shortName}”不在您的县市区、园区，登记由属地或领导小组办公室修改。`)
  if (!asked.what)
    return { card: menu(firm.uscc, firm.fields.name), isPrivate: true, focus: { uscc: firm.uscc } }
  const form = FORMS[asked.what]
  if (!asked.sure) {
    const fields = await form.fields(context, firm, asked)
    return { card: formCard(form, firm, asked.what, fields), isPrivate: true, focus: { uscc: firm.uscc } }
  }
  const change = { by: person.id, now, reason: asked.reason?.trim() || null, batchId: null }
  const isChanged = await form.save(context, firm, asked, change)
  const after = await getEnterprise(db, firm.uscc)
  if (!after) throw new Error('the enterprise is gone')
  const card = await profileCard(context, after, {})
  const told = text(isChanged ? '已登记，修改前后的内容都有记录。' : '和登记的一样，没有变化。')
  return {
    card: { ...card, title: form.title, tone: isChanged ? 'good' : 'info', blocks: [told, ...card.blocks] },
    isPrivate: true,
    replaces: true,
    focus: { uscc: firm.uscc },
  }
}

function formCard(
  { title }: EditForm,
  firm: { uscc: string; fields: { name: string; shortName: string } },
  what: Kept,
  fields: Awaited<ReturnType<EditForm['fields']>>,
): Card {
  return {
    title,
    tone: 'info',
    blocks: [
      text(...nameOf(firm.fields, {})),
      {
        kind: 'form',
        name: 'edit',
        fields,
        submit: {
          label: '确认登记',
          style: 'primary',
          action: {
            command: 'enterprise',
            intent: 'enterprise.edit',
            args: { uscc: firm.uscc, what, sure: true },
          },
        },
      },
      note('不改的照旧。提交后立即生效，谁在什么时候改了什么都有记录。'),
    ],
  }
}

/** What of an enterprise is to be kept. */
const menu = (uscc: string, name: string): Card => ({
  title: '修改企业登记',
  tone: 'info',
  blocks: [
    text(...nameOf({ name, shortName: name }, {})),
    buttons(
      ...(Object.keys(FORMS) as Kept[]).map(what => ({
        label: FORMS[what].title,
        action: { command: 'enterprise', intent: 'enterprise.edit', args: { uscc, what } },
      })),
    ),
    note('“头雁”“上市后备”等名单的进出说“把…加入头雁”；亩均等次由主管部门的评价结果导入。'),
  ],
})
