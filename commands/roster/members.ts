import { z } from 'zod'
import { type Block, bold, buttons, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { addDays, dayOf } from '../../src/lib/time.ts'
import { type RosterKey, sayRoster } from '../../src/registry/rosters/kinds.ts'
import { everListed, membersOn, type Stay, yearsOf } from '../../src/registry/rosters/members.ts'
import { differencesOf, versionsOf } from '../../src/registry/rosters/versions.ts'
import { folded } from '../parts/fold.ts'
import { namesOf } from '../parts/names.ts'
import { isPrivate, type RosterSlots, rosterSlots, visibleMembers, type Which, whichRoster } from './which.ts'
import { readRoster } from './words.ts'

/** As many names as people read on a card; the rest is in the spreadsheet. */
const SHOWN = 12

/** Who is on a roster: how many, of which units, the first of them by name. */
export async function tellMembers(context: Context, asked: RosterSlots): Promise<Reply> {
  const which = whichRoster(context, asked)
  const { key, on, place } = which
  const isVisible = visibleMembers(context, which)
  const all = await membersOn(context.db, key, on)
  const members = all.filter(isVisible)
  const isToday = on === dayOf(context.now)
  const whose = place ? place.name : ''
  const args = { list: key.kind.title, ...asked }
  return {
    card: {
      title: sayRoster(key),
      tone: 'info',
      ...(members.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(
          `${isToday ? '现在' : `${on}在册`}${whose}`,
          bold(`${members.length}家`),
          ...(await union(context, which)),
        ),
        ...(place === null ? await unitTable(context, members) : []),
        ...names(members),
        buttons(
          { label: '导出名单', action: { command: 'roster', intent: 'export.list', args } },
          { label: '进出变化', action: { command: 'roster', intent: 'query.list_differences', args } },
          ...(key.kind.rules.length > 0 && !key.kind.isYearly
            ? [{ label: '该进该出的', action: { command: 'roster', intent: 'query.gap_list', args } }]
            : []),
        ),
        note(
          `依据：${key.kind.source}。${members.length < all.length && !place ? '只列您职责范围内的企业。' : ''}`,
        ),
      ],
    },
    isPrivate: isPrivate(which),
  }
}

/** Of a yearly roster the documents count all years together as well: both numbers. */
async function union({ db }: Context, { key, on, place }: Which): Promise<string[]> {
  if (key.year === null || place) return ['。']
  const years = await yearsOf(db, key, on)
  const total = await everListed(db, key, on)
  if (total === 0) return ['。']
  const each = years.map(({ year, firms }) => `${year}年${firms}家`).join('，')
  return [`；2021年以来历年合并共`, `${total}家（${each}，同一企业只计一次）。`]
}

async function unitTable({ db }: Context, members: readonly Stay[]): Promise<Block[]> {
  if (members.length === 0) return []
  const counts = new Map<string | null, number>()
  for (const { assessUnitId } of members) counts.set(assessUnitId, (counts.get(assessUnitId) ?? 0) + 1)
  const nameOf = await namesOf(db)
  return [
    {
      kind: 'table',
      columns: [
        { key: 'unit', title: '考核单位' },
        { key: 'firms', title: '家数', align: 'right' },
      ],
      rows: [...counts]
        .sort(([, a], [, b]) => b - a)
        .map(([unit, firms]) => ({
          unit: unit === null ? '未登记考核单位' : nameOf(unit),
          firms: String(firms),
        })),
    },
  ]
}

function names(members: readonly Stay[]): Block[] {
  if (members.length === 0) return []
  const shown = members
    .slice(0, SHOWN)
    .map(({ shortName, stage }) => `${shortName}${stage ? `（${stage}）` : ''}`)
  const rest = members.length - shown.length
  return [text(`${shown.join('、')}${rest > 0 ? `等${members.length}家，全部见导出的名单。` : '。'}`)]
}

/** 进出变化: what came and went, between two years of a yearly roster or over a time of a pool; and its versions. */
export const differences = intent({
  title: '名录进出变化',
  examples: [
    '小升规培育库今年进出了哪些企业',
    '退规风险库这个月移出了几家',
    '名录今年比去年少了哪些企业',
    '头雁企业名单有什么变化',
    '应统未统名单改过几版',
    '梯度培育库最近调整了哪些',
    '名录跟上一版比有哪些变化',
    '今年名录新进了谁 出去了谁',
    '退规库最近有哪些进出',
    '两年名录对比一下',
    '名录变动',
    '名录今年进出',
  ],
  access: ['office', 'admin', 'leader', 'county', 'chain', 'department', 'liaison', 'observer'],

  read: readRoster,
  slots: z.object(rosterSlots),
  async run(context, asked) {
    const which = whichRoster(context, asked)
    const isVisible = visibleMembers(context, which)
    const { before, after, words } = sides(which)
    const found = await differencesOf(context.db, before, after)
    const [entered, left] = [found.entered.filter(isVisible), found.left.filter(isVisible)]
    const versions = await versionsOf(context.db, which.key)
    const nameOf = await namesOf(context.db)
    return {
      card: {
        title: `${which.key.kind.title}进出变化`,
        tone: 'info',
        ...([...entered, ...left].some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
        blocks: [
          text(words, bold(`新进${entered.length}家，退出${left.length}家`), `，不变${found.stayed}家。`),
          ...changeLines('新进', entered, ({ entry, since }) => entry.reason ?? `${since}起`),
          ...changeLines('退出', left, ({ exit }) => exit?.reason ?? '没有再评上'),
          ...folded(
            `历次批准（${versions.length}版）`,
            versions
              .slice(0, 10)
              .map(({ number, on, added, removed, by }) => [
                `第${number}版 ${on}：新增${added}家，移出${removed}家（${nameOf(by)}批准）`,
              ]),
          ),
        ],
      },
      // Why a firm came on a pool tells of its figures; the yearly roster is published.
      isPrivate: isPrivate(which) || !which.key.kind.isYearly,
    }
  },
})

/** The year before beside a yearly roster; the beginning of the year beside a pool of today. */
function sides({ key, on }: Which) {
  if (key.year === null) {
    const from = addDays(`${on.slice(0, 4)}-01-01`, -1)
    return { before: { key, on: from }, after: { key, on }, words: `${on.slice(0, 4)}年以来` }
  }
  const last: RosterKey = { ...key, year: key.year - 1 }
  const before = { key: last, on: `${key.year - 1}-12-31` }
  return { before, after: { key, on }, words: `${key.year}年比${key.year - 1}年` }
}

function changeLines(title: string, stays: readonly Stay[], why: (stay: Stay) => string): Block[] {
  if (stays.length === 0) return []
  const lines = stays.slice(0, SHOWN).map(stay => `\n· ${stay.shortName}：${why(stay)}`)
  const rest = stays.length - lines.length
  return [text(bold(`${title}：`), ...lines, rest > 0 ? `\n等${stays.length}家` : '')]
}
