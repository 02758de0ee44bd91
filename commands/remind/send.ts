import { z } from 'zod'
import type { Address } from '../../db/notice.ts'
import { bold, type Card, fields, note, say, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { findDay } from '../../src/lib/find-day.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { findUnits, handlingUnits, type NamedUnit } from '../../src/people/find-unit.ts'
import { hasRole, ledBy, mayRecordVisit, unitsOf } from '../../src/people/may.ts'
import { contactsReached, type Reached, unitsReached } from '../../src/people/reached.ts'
import { requirePerson } from '../../src/people/roles.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { sendReminder } from '../../src/reminders/reminders.ts'

const slots = z.object({
  text: z.string().max(2000).optional(),
  uscc: z.string().max(18).optional(),
  region: z.string().max(20).optional(),
  topic: z.string().max(100).optional(),
  due: z.string().max(10).optional(),
  /** From the card that shows whom it reaches. */
  sure: z.literal(true).optional(),
  units: z.array(z.string().max(40)).max(40).optional(),
  words: z.string().max(300).optional(),
  key: z.string().max(80).optional(),
})
type Given = z.infer<typeof slots>

const ALL_PLACES = /各县(?:市区|市|区)?|各(?:区县|园区)|所有县|全部县/

/** 发提醒 to a unit or an enterprise, shown before it goes with whom it reaches. */
export const sendIntent = intent({
  title: '给单位或企业发提醒',
  examples: [
    '给祁东发个报数提醒',
    '给耒阳发个入规申报提醒 截止25号',
    '提醒衡南县抓紧报项目进度',
    '给[金杯电工]发个提醒 尽快补材料',
    '给各县市区发个走访提醒 月底前完成',
    '提醒自然资源局按时回复提案',
    '通知各县报数',
    '提醒没报数的企业',
    '没报产值的企业催一下报数 发个提醒',
    '通知各县25号前交入规材料',
    '叫高新区赶紧报项目',
    '通知衡东填月报',
    '提醒松木的企业报数',
    '让各园区明天交表',
    '给没走访的联络员发提醒',
    '通知所有名录企业报10月产值',
    '给耒阳发通知 项目进度要报',
    '提醒[瑞达电源]交材料',
    '提醒供电公司尽快反馈',
    '发个通知 各县后天开会',
    '通知常宁企业月报截止15号',
    '群发提醒 入规申报',
    '给衡山发个催报提醒',
    '让祁东企业把用电数报上来',
    '提醒衡东25号前报入规名单',
    '给没报数的企业发个提醒',
    '通知松木所有企业 20号前填报',
    '让常宁月底前交走访台账 发提醒',
    '提醒各联络员本周完成走访',
    '通知链办更新清单 月底截止',
    '催各县报数 发个提醒',
    '给园区发通知 明天前报',
  ],
  access: ['office', 'leader', 'admin', 'county', 'department', 'chief', 'chain', 'liaison'],

  read: ({ text: said, now }) => {
    const found = findDay(said, dayOf(now))
    const due = found && 'day' in found.said ? found.said.day : undefined
    const without = found ? `${said.slice(0, found.start)} ${said.slice(found.end)}` : said
    const topic = /(?:发|下)(?:一?个|一?条)?([\u4e00-\u9fffA-Za-z0-9]{2,12})的?提醒/.exec(without)?.[1]
    return { ...(due && { due }), ...(topic && { topic }), ...placeIn(said) }
  },
  slots,
  run: (context, given) => (given.sure ? send(context, given) : show(context, given)),
})

const PLACES = '珠晖区 雁峰区 石鼓区 蒸湘区 南岳区 衡阳县 衡南县 衡山县 衡东县 祁东县 耒阳市 常宁市'.split(
  ' ',
)

/** The county a text names, in full. */
function placeIn(said: string): { region?: string } {
  const found = PLACES.find(
    name => said.includes(name) || (name !== '衡阳县' && said.includes(name.slice(0, 2))),
  )
  return found ? { region: found } : {}
}

interface Meant {
  units: NamedUnit[]
  readers: Reached[]
}

async function meantBy(context: Context, given: Given): Promise<Meant> {
  const { db, text: said, speaker } = context
  if (given.uscc) {
    const firm = await getEnterprise(db, given.uscc)
    if (!firm) throw new Refusal('没有找到这家企业，请核对名称后再发。')
    if (!mayRecordVisit(speaker, firm))
      throw new Refusal('这家企业不由您联系，没有发。请由它的联络员、属地或办公室发。')
    return { units: [], readers: await contactsReached(db, given.uscc) }
  }
  const all = await handlingUnits(db)
  const named = findUnits(all, said).map(({ unit }) => unit)
  const units = ALL_PLACES.test(said) ? all.filter(({ kind }) => kind === 'county' || kind === 'park') : named
  const chosen = given.units ? all.filter(({ id }) => given.units?.includes(id)) : units
  const person = requirePerson(speaker)
  const own = [...unitsOf(person), ...ledBy(person)]
  if (!hasRole(person, 'office', 'leader', 'admin') && chosen.some(({ id }) => !own.includes(id)))
    throw new Refusal('只能给本单位发提醒；要提醒别的单位，请联系领导小组办公室。')
  return {
    units: chosen,
    readers: await unitsReached(
      db,
      chosen.map(({ id }) => id),
    ),
  }
}

async function show(context: Context, given: Given): Promise<Reply> {
  const { units, readers } = await meantBy(context, given)
  if (readers.length === 0 && given.uscc)
    throw new Refusal('这家企业还没有联系人绑定，提醒发不到。请先让企业绑定，或联系它的联络员。')
  if (readers.length === 0)
    throw new Refusal(
      '提醒谁？请说明单位或企业，例如“给常宁发个入规申报提醒 截止20号”“提醒自然资源局抓紧办理”。',
    )
  const there = readers.filter(({ who }) => who !== null)
  const away = readers.filter(({ who }) => who === null)
  if (there.length === 0)
    throw new Refusal(`${away.map(({ name }) => name).join('、')}还没有群或人员接入，提醒发不到。`)
  const words = wordsOf(context, given)
  const card: Card = {
    title: '确认发送提醒',
    tone: 'info',
    blocks: [
      text(bold(words)),
      fields({
        发给: there.map(({ name, who }) => (name === who ? name : `${name}（${who}）`)).join('、'),
        发不到: away.map(({ name }) => name).join('、') || null,
      }),
      {
        kind: 'form',
        name: 'remind_send',
        fields: [{ kind: 'text', name: 'words', label: '提醒内容', required: true, value: words }],
        submit: {
          label: '发送',
          style: 'primary',
          action: {
            command: 'remind',
            intent: 'remind.send',
            args: {
              sure: true,
              ...(given.uscc && units.length === 0
                ? { uscc: given.uscc }
                : { units: units.map(({ id }) => id) }),
              key: `${context.causeId ?? context.now.toISOString()}`,
            },
          },
        },
      },
      note('点“发送”才发出；工作时间外的，上班后送达。'),
    ],
  }
  return { card, ...(given.uscc && { isPrivate: true }) }
}

async function send(context: Context, given: Given): Promise<Reply> {
  const { db, now, speaker } = context
  const { readers } = await meantBy(context, given)
  const words = given.words?.trim()
  if (!words) throw new Refusal('请写提醒内容。')
  const there = readers.filter(({ who }) => who !== null)
  if (there.length === 0) throw new Refusal('没有可以送达的群或人。')
  const { id, name } = requirePerson(speaker)
  await sendReminder(
    db,
    {
      by: name,
      readers: there.map(({ address }) => address as Address),
      words,
      key: `${id}:${given.key ?? now.toISOString()}`,
    },
    now,
  )
  return {
    card: say('提醒已发送', `已发给${there.map(one => one.name).join('、')}：${words}`, 'good'),
    replaces: true,
    toast: { tone: 'good', text: '已发送' },
  }
}

/** What it is to say: `请抓紧做好入规申报，11月20日前完成。` */
function wordsOf({ text: said, now }: Context, { topic, due }: Given): string {
  const until = due ? `，${sayDay(due, dayOf(now))}前完成` : ''
  if (topic) return `请抓紧做好${topic}工作${until}。`
  const after = /提醒(?:一下|下)?[,，:： ]*(.{2,})$/.exec(said)?.[1]
  return `${(after ?? said).replace(/^[\s,，。]+|[\s,，。]+$/g, '')}。`
}
