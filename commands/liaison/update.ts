import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { queueNotices } from '../../db/notice.ts'
import { enterprise, LIAISON_DUTIES } from '../../db/schema/index.ts'
import { type Block, bold, type Card, type Field, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Missing, Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { findOfficials, mayBeCalled } from '../../src/people/find-person.ts'
import { mayAppointLiaison, scopesOf } from '../../src/people/may.ts'
import { appoint } from '../../src/registry/liaison/appoint.ts'
import { type Duty, findInCharge, type InCharge, inChargeOf } from '../../src/registry/liaison/people.ts'
import { firmSlots } from '../parts/firm.ts'
import { dayIn } from '../parts/form-values.ts'
import { changeIn, dutyIn } from './words.ts'

const MOST = 50

const slots = z.object({
  ...firmSlots,
  /** Several enterprises, of a request or of the form. */
  usccs: z.union([z.array(z.string().max(40)).max(MOST), z.string().max(40)]).optional(),
  duty: z.enum(LIAISON_DUTIES).optional(),
  old: z.string().max(20).optional(),
  new: z.string().max(20).optional(),
  post: z.string().max(60).optional(),
  phone: z.string().max(30).optional(),
  from: z.string().max(40).optional(),
  reason: z.string().max(200).optional(),
  /** Handed in by the form. */
  sure: z.literal(true).optional(),
})
type Given = z.infer<typeof slots>

const WHO = ['office', 'county', 'liaison'] as const

/** 联点人员变更: the office, a county or a park put another in charge; a liaison tells them who it is. */
export const update = intent({
  title: '变更联点人员',
  examples: [
    '联点领导换了 张局长调走了 现在是刘局长',
    '[金杯电工]的联络员换成小周',
    '[大合新材料]联点领导改为王建国',
    '科级干部老李退休了 由老何接替',
    '登记[恒飞电缆]的联络员',
    '变更联点人员',
    '[恒飞电缆]联点领导换人了 改成李副市长',
    '[瑞达电源]联络员由张三换成李四',
    '王科长调走了 联络员换成我',
    '[德阳鞋业]以后由小张联系',
    '更换[固诚电气]的联点干部',
    '[福邦新材料]联点人调整 现在是老周',
    '联络员变更',
    '[恒飞电缆]联络员换人 现在是小李',
    '[瑞达电源]改由王强联系',
    '联点领导调整 刘市长换成陈市长',
    '[固诚电气]以后归老赵',
    '小周不干了 换小吴联系',
    '[大合新材料]联络员改一下',
    '联络员手机号换了',
    '张局退休 李局接',
    '[福邦新材料]转给小陈联系',
    '这家以后我来联',
    '我不联[德阳鞋业]了 换老何',
    '更新联络员 [金翼有色] 陈明',
    '科级干部换成周科长',
    '[瑞达电源]联点领导李市长调走 换成周市长',
    '联络员小王辞职了 [德阳鞋业]换小刘',
    '[固诚电气]的科级干部改成何科',
    '松木这几家以后归我联系',
    '领导换届 [南岳电控]联点改为张副市长',
    '[德阳鞋业]交给小吴联系了',
    '[瑞达电源]联络员换老何',
    '[大合新材料]归小赵管了',
  ],
  inPrivate: true,
  access: WHO,

  read: ({ text: said }) => {
    const duty = dutyIn(said)
    const { before, after } = changeIn(said)
    return {
      ...(duty && { duty, role: duty }),
      ...(before && { old: before }),
      ...(after && { new: after }),
      reason: said.length <= 60 ? said : said.slice(0, 60),
    }
  },
  slots,
  run: (context, given) => (given.sure ? submit(context, given) : openForm(context, given)),
})

async function openForm(context: Context, given: Given): Promise<Reply> {
  const { db, now } = context
  const duty = given.duty ?? '联络员'
  const meant = await firmsMeant(context, given, duty)
  const today = dayOf(now)
  const current = meant[0]
    ? (await inChargeOf(db, meant[0].uscc, today)).find(one => one.duty === duty)
    : undefined
  const official = given.new ? await onlyOfficial(db, given.new) : null
  const may = meant.every(firm => mayAppointLiaison(context.speaker, firm))
  const fields: Field[] = [
    ...(meant.length > 1
      ? [
          {
            kind: 'choices' as const,
            name: 'usccs',
            label: '哪几家企业',
            required: true,
            value: meant.map(({ uscc }) => uscc),
            options: meant.map(({ uscc, shortName }) => ({ value: uscc, label: shortName })),
          },
        ]
      : []),
    {
      kind: 'choice',
      name: 'duty',
      label: '哪一位',
      required: true,
      value: duty,
      options: LIAISON_DUTIES.map(value => ({ value, label: value })),
    },
    {
      kind: 'text',
      name: 'new',
      label: '新联系人姓名',
      required: true,
      placeholder: '写全名',
      ...(given.new && { value: official?.name ?? given.new }),
    },
    { kind: 'text', name: 'post', label: '单位及职务', placeholder: '例如 衡东县科工信局副局长' },
    { kind: 'text', name: 'phone', label: '电话' },
    { kind: 'date', name: 'from', label: '从哪天起', value: today },
    {
      kind: 'text',
      name: 'reason',
      label: '变更原因',
      required: true,
      ...(given.reason && given.reason.length >= 2 && { value: given.reason }),
    },
  ]
  const only = meant.length === 1 ? meant[0]?.uscc : undefined
  const card: Card = {
    title: '变更联点人员',
    tone: 'info',
    blocks: [
      ...headOf(meant, current, duty),
      {
        kind: 'form',
        name: 'liaison',
        fields,
        submit: {
          label: may ? '确认变更' : '报办公室变更',
          style: 'primary',
          action: {
            command: 'liaison',
            intent: 'liaison.update',
            args: { ...(only && { uscc: only }), ...(given.old && { old: given.old }), sure: true },
          },
        },
      },
      note(
        may
          ? '确认后立即生效：新联系人能看、能报这些企业的情况，原联系人到当天为止；旧记录保留。'
          : '联点人员由办公室和县市区、园区变更，提交后发给他们核对。',
      ),
    ],
  }
  return { card, isPrivate: true, ...(only && { focus: { uscc: only } }) }
}

function headOf(meant: readonly Meant[], current: InCharge | undefined, duty: Duty): Block[] {
  const [only] = meant
  if (meant.length !== 1 || !only) return [text('涉及', bold(`${meant.length}家企业`), '，不变的请去掉。')]
  return [
    text(bold(only.name)),
    text(`现任${duty}：${current ? `${current.name}${current.post ? ` ${current.post}` : ''}` : '未登记'}`),
  ]
}

async function submit(context: Context, given: Given): Promise<Reply> {
  const { db, now, speaker, causeId } = context
  const duty = given.duty ?? '联络员'
  const meant = await firmsMeant(context, given, duty)
  const name = given.new?.trim() ?? ''
  if (name.length < 2) throw new Refusal('请写新联系人的姓名（全名）。')
  const reason = given.reason?.trim() ?? ''
  if (reason.length < 2) throw new Refusal('请写明变更原因，例如“李主任调离”。')
  const may = meant.every(firm => mayAppointLiaison(speaker, firm))
  const names = `${meant
    .slice(0, 5)
    .map(({ shortName }) => shortName)
    .join('、')}${meant.length > 5 ? `等${meant.length}家` : ''}`
  if (!may) {
    if (speaker.kind !== 'person') throw new Refusal('请先由办公室开通身份。')
    await askOffice(context, meant, { duty, name, reason, before: given.old ?? null })
    return done('已报办公室和属地核对', [
      text(`${names}的${duty}变更为${name}，核对后生效，生效前由原联系人负责。`),
    ])
  }
  const official = await onlyOfficial(db, name)
  const changed = await appoint(
    { db, now, speaker, causeId },
    {
      usccs: meant.map(({ uscc }) => uscc),
      duty,
      name: official?.name ?? name,
      post: given.post ?? null,
      phone: given.phone ?? null,
      personId: official?.id ?? null,
      fromOn: dayIn(given.from, '从哪天起') ?? dayOf(now),
      basis: reason,
    },
  )
  const known = official
    ? '已开通查看和代报这些企业的权限。'
    : '新联系人还没有在本系统开通身份，开通后请再确认一次，才能收到提醒。'
  return done(changed > 0 ? '联点人员已变更' : '没有变化', [
    text(`${names}的${duty}：`, bold(official?.name ?? name), changed > 0 ? '。' : '，原来就是这样登记的。'),
    ...(changed > 0 ? [text(known)] : []),
  ])
}

const done = (title: string, blocks: Block[]): Reply => ({
  card: { title, tone: 'good', blocks },
  isPrivate: true,
  replaces: true,
})

async function askOffice(
  { db, speaker, causeId, now }: Context,
  meant: readonly Meant[],
  { duty, name, reason, before }: { duty: Duty; name: string; reason: string; before: string | null },
): Promise<void> {
  const units = [
    ...new Set(meant.map(({ assessUnitId, regionCode }) => assessUnitId ?? regionCode ?? 'office')),
  ]
  const by = speaker.kind === 'person' ? speaker : null
  await queueNotices(
    db,
    units.map(unit => {
      const theirs = meant.filter(firm => (firm.assessUnitId ?? firm.regionCode ?? 'office') === unit)
      return {
        kind: 'liaison.asked' as const,
        to: `unit:${unit}` as const,
        key: `liaison.asked:${by?.id}:${duty}:${name}:${unit}:${now.toISOString()}`,
        data: {
          by: by?.name ?? '',
          duty,
          before,
          name,
          reason,
          usccs: theirs.map(({ uscc }) => uscc).slice(0, MOST),
          firms: theirs.slice(0, 5).map(({ shortName }) => shortName),
        },
      }
    }),
    causeId,
  )
}

/** The one official of that name, if there is exactly one. */
async function onlyOfficial(db: Db, said: string): Promise<{ id: string; name: string } | null> {
  const found = await findOfficials(db, said)
  return found.length === 1 ? (found[0] ?? null) : null
}

type Meant = typeof enterprise.$inferSelect

/** The enterprises a change is about: those named, or those that whoever left was in charge of and the speaker looks after. */
async function firmsMeant({ db, now, speaker, focus }: Context, given: Given, duty: Duty): Promise<Meant[]> {
  const named = given.usccs === undefined ? [] : [given.usccs].flat()
  const codes = named.length > 0 ? named : given.uscc ? [given.uscc] : []
  const reach = (firm: Meant) =>
    mayAppointLiaison(speaker, firm) || scopesOf(speaker, 'liaison').includes(firm.uscc)
  const load = async (usccs: readonly string[]) =>
    usccs.length === 0
      ? []
      : (
          await db
            .select()
            .from(enterprise)
            .where(inArray(enterprise.uscc, [...usccs]))
            .orderBy(enterprise.uscc)
        ).filter(reach)
  if (codes.length > 0) {
    const found = await load(codes)
    if (found.length === new Set(codes).size) return found
    throw new Refusal('有企业不在您负责的范围内，联点人员没有变更。')
  }
  const { old } = given
  if (old) {
    const held = (await findInCharge(db, duty, dayOf(now))).filter(({ name }) => mayBeCalled(name, old))
    const found = await load(held.map(({ uscc }) => uscc).slice(0, 1000))
    if (found.length > MOST)
      throw new Refusal(`${old}联系的企业有${found.length}家，请用联点人员表格成批变更。`)
    if (found.length > 0) return found
  }
  const own = await load(focus.uscc ? [focus.uscc] : scopesOf(speaker, 'liaison'))
  if (own.length > 0 && own.length <= MOST) return own
  throw new Missing(
    'enterprise',
    `没听出是哪家企业的${duty}，请带上企业名称，例如“大合新材料的联络员换成小周，原来的调走了”。`,
  )
}
