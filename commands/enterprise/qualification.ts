import { z } from 'zod'
import { QUALIFICATION_LEVELS } from '../../db/schema/index.ts'
import { type Block, bold, note, type Span, text, warn } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { groupBy } from '../../src/lib/group.ts'
import { addDays, type Day, dayOf } from '../../src/lib/time.ts'
import { maySeeMembers, maySeeProfile } from '../../src/people/may.ts'
import {
  isHeldOn,
  kindsIn,
  type Qualification,
  qualificationKinds,
  qualifications,
} from '../../src/registry/enterprise/qualifications.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { firmSlots, nameOf } from '../parts/firm.ts'
import { yearIn } from '../roster/words.ts'

/** Days ahead of which a review is looked for. */
const SOON = 180
const NAMED = 20

const ENDS = /到期|复核|过期|失效/

const slots = z.object({
  ...firmSlots,
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
  said: z.string().max(200).optional(),
  level: z.enum(QUALIFICATION_LEVELS).optional(),
  /** Given in that year. */
  year: z.number().int().min(2000).max(2100).optional(),
  /** Only those whose review is near. */
  is_ending: z.boolean().optional(),
})
type Asked = z.infer<typeof slots>

/** 资质荣誉: who holds what, since when and until when; new ones of a year; what is soon to be reviewed. */
export const qualification = intent({
  title: '资质荣誉',
  examples: [
    '小巨人企业有多少家',
    '今年新增专精特新小巨人几家',
    '单项冠军有几个',
    '省级企业技术中心多少家',
    '绿色工厂有哪些',
    '哪些资质快到期了',
    '[金杯电工]是不是专精特新',
    '我们的资质什么时候复核',
    '专精特新有几家',
    '国家级小巨人几家',
    '高新技术企业名单',
    '绿色工厂几家',
  ],
  access: 'known',

  read: readAsked,
  slots,
  run: tell,
})

function readAsked({ text: said, rest, now }: Said): Record<string, unknown> {
  const place = placeIn(rest)
  const level = QUALIFICATION_LEVELS.find(one => said.includes(one) && !said.includes(`${one}以上`))
  const year = yearIn(said, dayOf(now))
  return {
    said,
    ...(place && { [place.kind]: place.name }),
    ...(level && { level }),
    ...(year && /新增|新培育|新认定|获评|评为|新获/.test(said) && { year }),
    ...(ENDS.test(said) && { is_ending: true }),
  }
}

async function tell(context: Context, asked: Asked): Promise<Reply> {
  const on = dayOf(context.now)
  if (asked.uscc !== undefined) return tellFirm(context, asked, asked.uscc, on)
  if (!maySeeMembers(context.speaker))
    throw new Refusal('请说是哪家企业；企业只能查自己的资质，例如“我们的资质什么时候复核”。')
  return tellMany(context, asked, on)
}

async function tellMany({ db }: Context, asked: Asked, on: Day): Promise<Reply> {
  const kinds = kindsIn(await qualificationKinds(db), asked.said ?? '')
  const place = placeCalled(asked.park ?? asked.region)
  const known = await qualifications(db, kinds.length > 0 ? { kinds: kinds.map(({ name }) => name) } : {})
  const all = known.filter(
    one =>
      (asked.level === undefined || one.level === asked.level) &&
      (place === null || (one.assessUnitId ?? one.regionCode) === place.id),
  )
  const held = all.filter(one => isHeldOn(one, on))
  const given = asked.year ? all.filter(({ fromOn }) => fromOn?.startsWith(String(asked.year))) : null
  const ending = held
    .filter(({ expiresOn }) => expiresOn !== null && expiresOn <= addDays(on, SOON))
    .sort((a, b) => (a.expiresOn ?? '').localeCompare(b.expiresOn ?? ''))
  const what = `${asked.level ?? ''}${kinds.map(({ name }) => name).join('、') || '资质'}`
  const where = place?.name ?? '全市'
  return {
    card: {
      title: `资质荣誉：${what}`,
      tone: 'info',
      ...(all.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        ...(given ? [countLine(`${where}${asked.year}年新增${what}`, given)] : []),
        known.length === 0
          ? text(`还没有登记过${what}，办公室和县市区可以用“资质荣誉”表格导入。`)
          : countLine(`${where}现有${what}`, held),
        ...(kinds.length === 0 ? byKind(held) : byYear(all)),
        ...(asked.is_ending ? endingBlocks(ending) : namesOf(given ?? held)),
        ...(asked.is_ending || ending.length === 0
          ? []
          : [text(`${SOON}天内到期的${ending.length}项，发“哪些资质快到期了”看名单。`)]),
        note(
          `截至${on}，只数登记在册、没有过期和撤销的；没有登记有效期的按有效计。资质种类据公开材料整理，待主管部门确认。`,
        ),
      ],
    },
  }
}

const firmsOf = (rows: readonly Qualification[]): number => new Set(rows.map(({ uscc }) => uscc)).size

const countLine = (words: string, rows: readonly Qualification[]): Block =>
  text(words, bold(`${firmsOf(rows)}家`), rows.length > 0 ? `（${levelsOf(rows)}）` : '', '。')

/** 国家级8家、省级22家. */
function levelsOf(rows: readonly Qualification[]): string {
  const byLevel = groupBy(rows, ({ level }) => level ?? '未登记级别')
  return ([...QUALIFICATION_LEVELS, '未登记级别'] as const)
    .flatMap(level => {
      const own = byLevel.get(level)
      return own ? [`${level}${firmsOf(own)}家`] : []
    })
    .join('、')
}

const byKind = (held: readonly Qualification[]): Block[] =>
  [...groupBy(held, ({ kind }) => kind)]
    .sort(([, a], [, b]) => firmsOf(b) - firmsOf(a))
    .map(([kind, own]) => text(`${kind}：${firmsOf(own)}家（${levelsOf(own)}）`))

function byYear(all: readonly Qualification[]): Block[] {
  const years = groupBy(all, ({ fromOn }) => fromOn?.slice(0, 4) ?? '未登记时间')
  if (years.size < 2) return []
  const words = [...years]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .slice(0, 5)
    .map(([year, own]) => `${year}${/^\d/.test(year) ? '年' : ''}${firmsOf(own)}家`)
  return [text(`按认定时间：${words.join('、')}。`)]
}

function namesOf(rows: readonly Qualification[]): Block[] {
  const names = [...new Set(rows.map(({ enterprise }) => enterprise))]
  if (names.length === 0) return []
  return [text(names.slice(0, NAMED).join('、'), names.length > NAMED ? `等${names.length}家。` : '。')]
}

function endingBlocks(ending: readonly Qualification[]): Block[] {
  if (ending.length === 0) return [text(`${SOON}天内没有到期要复核的。`)]
  return [
    text(bold(`${SOON}天内到期${ending.length}项`), '：'),
    ...ending
      .slice(0, NAMED)
      .map(({ enterprise, level, kind, expiresOn }) =>
        text(warn(expiresOn ?? ''), ` ${enterprise} ${level ?? ''}${kind}`),
      ),
  ]
}

async function tellFirm({ db, speaker }: Context, asked: Asked, uscc: string, on: Day): Promise<Reply> {
  const firm = await getEnterprise(db, uscc)
  if (!firm || !maySeeProfile(speaker, firm))
    throw new Refusal('这家企业的资质只提供给它自己和政府工作人员，您绑定的企业看不到。')
  const all = await qualifications(db, { uscc })
  return {
    card: {
      title: '资质荣誉',
      tone: 'info',
      ...(firm.isDemo && { tags: ['演示数据'] }),
      blocks: [
        text(...nameOf(firm, asked)),
        ...(all.length === 0
          ? [text('没有登记过资质荣誉。')]
          : all.map(one => text(...sayQualification(one, on)))),
        note('照证书和认定文件登记；有漏的请联系所在县市区或领导小组办公室补登。'),
      ],
    },
    focus: { uscc },
  }
}

/** `省级专精特新“小巨人”（湘2023-18），2022-08-01认定，有效期至2025-08-01`. */
function sayQualification(one: Qualification, on: Day): Span[] {
  const { level, kind, number, fromOn, expiresOn, revokedOn } = one
  const until =
    revokedOn !== null && revokedOn <= on
      ? warn(`，${revokedOn}撤销`)
      : expiresOn === null
        ? ''
        : expiresOn < on
          ? warn(`，${expiresOn}已到期`)
          : `，有效期至${expiresOn}`
  return [`${level ?? ''}${kind}`, number ? `（${number}）` : '', fromOn ? `，${fromOn}认定` : '', until]
}
