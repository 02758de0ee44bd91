import Big from 'big.js'
import { z } from 'zod'
import { type Block, bold, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { keepFile } from '../../src/chat/files.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { XLSX } from '../../src/lib/tables/write.ts'
import { dayOf } from '../../src/lib/time.ts'
import { maySeeFigures } from '../../src/people/may.ts'
import { INDICATORS, type Indicator, indicatorOf } from '../../src/registry/indicators.ts'
import { parsePeriod } from '../../src/registry/period.ts'
import { kindOf, plainTitle, type RosterKey, rosterIn, sayRoster } from '../../src/registry/rosters/kinds.ts'
import { everOn, membersOn, type Stay } from '../../src/registry/rosters/members.ts'
import { type Narrowing, narrow } from '../../src/registry/rosters/narrow.ts'
import { COLUMNS, memberSheets } from '../../src/registry/rosters/sheet.ts'
import { pickOf } from '../import/pick.ts'
import { tableIn } from '../import/tables.ts'
import { sendTable } from '../import/take-out.ts'
import { namesOf } from '../parts/names.ts'
import { rosterSlots, visibleMembers, whichRoster } from './which.ts'
import { readRoster } from './words.ts'

const SHOWN = 10

const DOUBLED = /(产值|税收|税金)?(?:实现)?(?:翻番|倍增(?!名录|企业|培育|库)|翻倍)/
const HALF = /增长?(?:了)?(?:50%|百分之五十|一半|五成)(?:以上)?/
const FALLEN = /负增长|下降|下滑|下跌|掉了|减少/
const GROWN = /正增长/
const BELOW = /以下|不到|低于|小于|不足|未满/
const ABOVE = /以上|超过|大于|高于|达到/

/** Not a roster: every enterprise there is. */
const ALL_FIRMS = /企业(?:名单|库|清单|信息表)(?!成员)/

const slots = z.object({
  ...rosterSlots,
  /** 产值倍增, 累计产值负增长, or bounds such as `revenue_wan_lte`. */
  filter: z.union([z.string().max(30), z.record(z.string(), z.number())]).optional(),
  fields: z.array(z.string().max(20)).max(20).optional(),
  period: z.string().max(20).optional(),
})
type Asked = z.infer<typeof slots>

/** 导出名单: members of a roster as a spreadsheet, narrowed by place and by figures. */
export const exportList = intent({
  title: '导出名单',
  examples: [
    '把小升规培育库导出来',
    '导出今年倍增名录',
    '导出企业名单',
    '产值翻番的那些名录企业名单发我',
    '名录里在松木的拉个单子',
    '头雁企业上半年负增长的有哪些',
    '退规风险库里营收2000万以下的拉个单子',
    '名录企业里税收倍增的名单导出',
    '把衡东的应统未统企业导出 只要名称和信用代码',
    '名录企业名单导出excel',
    '税收倍增的企业名单发我',
    '名录里祁东的拉个表',
    '头雁企业里亏损的列出来',
    '小升规培育库名单发一份 要地址',
    '产值增长一半以上的名录企业清单',
    '导一份高新区的名录企业',
    '退规风险企业名单给我一份',
    '把产值下降的名录企业筛出来',
    '衡山的倍增企业导个表 带信用代码',
    '倍增企业名单',
    '名录企业列个清单',
    '耒阳的名录企业导出来',
    '产值翻番的名单',
    '税收倍增那些企业的名单发来',
    '头雁企业名单导出',
    '退规风险库的企业拉个表',
    '小升规库清单',
    '应统未统企业导个表',
    '产值负增长的名录企业有哪些',
    '税收下降的头雁企业列出来',
    '上市后备企业名单发一份',
    '专精特新企业名单',
    '松木的名录企业要名称和地址',
    '衡南县退规风险企业导出',
    '产值增长50%以上的企业名单发我',
    '头雁里产值下滑的有谁',
    '名录里营收5000万以下的拉出来',
    '名录导个表',
    '名录发我一份excel',
    '把祁东县倍增企业的名单打出来',
    '两年都在名录里的企业清单',
    '名单要带电话和联系人',
    '规上企业名单导一份',
    '今年新进名录的导出来',
    '祁东的倍增企业发个名单 要电话',
    '产值翻番的企业列个清单 按县排',
    '头雁企业里税收负增长的拉出来',
    '退规风险库衡阳县的名单 excel',
    '名录企业前三季度产值下降的有哪些家',
    '小升规库营收1800万以上的导出来',
    '两项都翻番的12家名单',
    '35家新增小巨人的名单发我',
    '把常宁水口山的名录企业导个表',
    '应统未统的 耒阳常宁的名单发我',
    '名录里没有联络员的企业列出来',
    '拉个倍增企业的表',
    '上规企业名单 衡南的',
    '退规风险企业列表',
    '名录企业清单发我',
  ],
  inPrivate: true,
  access: ['office', 'admin', 'leader', 'county', 'chain', 'department', 'liaison', 'observer'],

  read: readExport,
  slots,
  run: exportMembers,
})

/** What a text narrows a roster by, in the words of the outside contract. */
function narrowingIn(said: string): string | null {
  const doubled = DOUBLED.exec(said)
  if (doubled)
    return /税/.test(doubled[1] ?? '') || /税(?:收|金).{0,4}(?:翻番|倍增|翻倍)/.test(said)
      ? '税收倍增'
      : '产值倍增'
  if (HALF.test(said) && !/负/.test(said)) return '产值增长50%以上'
  const metric = /税/.test(said) ? '税收' : /营收|收入/.test(said) ? '营收' : '产值'
  if (FALLEN.test(said)) return `累计${metric}负增长`
  return GROWN.test(said) ? `累计${metric}正增长` : null
}

const BOUNDED: [RegExp, string][] = [
  [/产值/, 'output'],
  [/税/, 'tax'],
  [/营收|收入/, 'revenue'],
]

function readExport(said: Said): Record<string, unknown> {
  const { text: words, slots: found } = said
  const amount = found.amount_wan
  const of = BOUNDED.find(([pattern]) => pattern.test(words))?.[1] ?? 'revenue'
  const side = BELOW.test(words) ? 'lte' : ABOVE.test(words) ? 'gte' : null
  const bound = amount !== undefined && side ? { [`${of}_wan_${side}`]: amount } : null
  const filter = bound ?? narrowingIn(words)
  const fields = /只要|只留|就要/.test(words)
    ? FIELDS.filter(([pattern]) => pattern.test(words.replace(/^.*(?:只要|只留|就要)/, ''))).map(
        ([, title]) => title,
      )
    : []
  const { year, ...read } = readRoster(said) as Record<string, unknown>
  const isYear = /名录/.test(words) && !/\d月|前.{1,2}个?月|季度|半年/.test(words)
  return {
    ...read,
    ...(rosterIn(words) === null && { list: unnamedList(words) }),
    ...(isYear && year !== undefined && { year }),
    ...(filter && { filter }),
    ...(fields.length > 0 && { fields }),
  }
}

/** Where no list is named: doubling is counted of the roster's enterprises. */
const unnamedList = (words: string) =>
  ALL_FIRMS.test(words) ? '企业名单' : DOUBLED.test(words) ? plainTitle(kindOf('倍增名录')) : undefined

/** What people call a column. */
const FIELDS: [RegExp, string][] = [
  [/名字|名称|企业名/, '企业名称'],
  [/电话|手机|联系方式/, '联系电话'],
  [/代码|信用/, '统一社会信用代码'],
  [/区域|县|属地/, '所属区域'],
  [/园区/, '园区'],
  [/产业链/, '产业链'],
  [/入库|时间|日期/, '进入日期'],
  [/理由|原因/, '理由'],
  [/依据|留痕/, '依据'],
]

function narrowingOf({ filter, period }: Asked): Narrowing | null {
  if (filter === undefined) return null
  if (typeof filter === 'object') {
    const [[name, value] = ['', 0]] = Object.entries(filter)
    const [, of = '', side = ''] = /^(output|tax|revenue)_wan_(lte|gte)$/.exec(name) ?? []
    if (side === '') throw new Refusal(`筛选条件“${name}”看不懂，可以说“营收2000万以下”“产值1亿以上”。`)
    const bound = new Big(value)
    return {
      kind: 'amount',
      indicator: of as Indicator,
      atLeast: side === 'gte' ? bound : null,
      atMost: side === 'lte' ? bound : null,
    }
  }
  if (filter === '产值倍增') return { kind: 'doubled', of: 'output' }
  if (filter === '税收倍增') return { kind: 'doubled', of: 'tax' }
  if (filter === '产值增长50%以上') return { kind: 'doubled', of: 'half' }
  const [, metric = '', sign = ''] = /^累计(.+?)(负|正)增长$/.exec(filter) ?? []
  const indicator = indicatorOf(metric)
  if (!indicator)
    throw new Refusal(`筛选条件“${filter}”看不懂，可以说“产值倍增的”“累计产值负增长的”“营收2000万以下的”。`)
  return { kind: 'growth', indicator, period: parsePeriod(period ?? ''), isNegative: sign === '负' }
}

async function exportMembers(context: Context, asked: Asked): Promise<Reply> {
  const { db, policies, speaker } = context
  const { list = '' } = asked
  const table = rosterIn(list) === null && ALL_FIRMS.test(list) ? tableIn(list) : null
  if (table) {
    const places = [asked.park ?? asked.region].flatMap(place => place ?? [])
    return sendTable(context, table, await pickOf(db, table, speaker, { places, range: null, isOwn: false }))
  }
  if (asked.list === undefined && asked.filter === undefined)
    throw new Refusal('没听出要导出哪个名录或库，请写明，例如“导出今年倍增名录”“导出小升规培育库”。')
  const which = whichRoster(context, asked)
  const { key, on, place } = which
  const isVisible = visibleMembers(context, which)
  const narrowing = narrowingOf(asked)
  // Doubling is counted over all years' rosters together.
  const isUnion = narrowing?.kind === 'doubled' && asked.year === undefined && key.year !== null
  const all = isUnion ? await everOn(db, key, on) : await membersOn(db, key, on)
  const own = all.filter(isVisible).filter(member => !narrowing || maySeeFigures(context.speaker, member))
  const found = narrowing
    ? await narrow(db, policies, { members: own, roster: key.kind.name, on }, narrowing)
    : null
  const rows: { member: Stay; value: string | null }[] =
    found?.members ?? own.map(member => ({ member, value: null }))
  const title = titleOf(key, place?.name, asked, isUnion)
  if (rows.length === 0) throw new Refusal(`没有符合条件的企业（${title}），没有生成名单。可以换个条件再试。`)
  const nameOf = await namesOf(db)
  const fields = asked.fields?.filter(field => COLUMNS.some(name => name === field)) ?? []
  const bytes = await memberSheets({ title, key, on, rows, fields, figure: found?.title ?? null, nameOf })
  const file = await keepFile(db, {
    name: `${title.replace(/[“”·\s]/g, '')}_${dayOf(context.now)}.xlsx`,
    mime: XLSX,
    bytes,
  })
  return {
    card: {
      title: '导出名单',
      tone: 'good',
      ...(rows.some(({ member }) => member.isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(bold(title), `：${rows.length}家，名单见文件。`),
        ...(found ? [text(`${found.title}：`)] : []),
        lines(rows),
        ...(found && found.unknown > 0 ? [note(`另有${found.unknown}家没有可比的数据，没有列入。`)] : []),
        ...(asked.fields?.includes('联系电话')
          ? [
              note(
                '联系电话属个人信息，不在名单里导出；确需联系请找企业所在县市区（园区）或领导小组办公室授权。',
              ),
            ]
          : []),
        note('只列您职责范围内的企业；请勿转发经营数据。'),
      ],
    },
    isPrivate: true,
    file,
  }
}

function titleOf(key: RosterKey, place: string | undefined, { filter }: Asked, isUnion: boolean): string {
  const base = isUnion ? `${key.kind.title}（历年合并）` : sayRoster(key)
  const bound =
    typeof filter === 'object'
      ? Object.entries(filter)
          .map(([name, value]) => sayBound(name, value))
          .join('、')
      : (filter ?? '')
  return [place, base, bound].filter(Boolean).join(' · ')
}

function sayBound(name: string, value: number): string {
  const [of = '', , side = ''] = name.split('_')
  const words = of in INDICATORS ? INDICATORS[of as Indicator].heading : of
  return `${words}${value}万元${side === 'lte' ? '以下' : '以上'}`
}

const lines = (rows: readonly { member: Stay; value: string | null }[]): Block =>
  text(
    rows
      .slice(0, SHOWN)
      .map(({ member, value }) => `${member.shortName}${value ? `（${value}）` : ''}`)
      .join('、'),
    rows.length > SHOWN ? ` 等${rows.length}家` : '',
  )
