import { CHAIN_SLOTS } from '../../db/schema/index.ts'
import { type Block, bold, buttons, muted, note, text, warn } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { formatWan } from '../../src/lib/money.ts'
import { growthOf, sayGrowth } from '../../src/lib/rates.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { mayKeepChain, maySeeRanking } from '../../src/people/may.ts'
import {
  type ChecklistItem,
  checklists,
  FIVE,
  freshnessOf,
  type ListUpdate,
  staleLists,
  updatesBy,
} from '../../src/registry/chains/lists.ts'
import { type ChainInVersion, nameInYear, tagOf } from '../../src/registry/chains/names.ts'
import { emptySlots, type FilledSlot, type SlotName, slotsOn } from '../../src/registry/chains/slots.ts'
import { INDICATORS } from '../../src/registry/indicators.ts'
import { closedYear, sayPeriod, yearPeriod, yearToDate } from '../../src/registry/period.ts'
import { chainFirms, chainMembers, type Total, totalOf } from '../../src/registry/totals.ts'
import { findRule } from '../../src/rules/find-rule.ts'

const NAMED = 10

interface Asked {
  id: string
  year: number
  fields: readonly string[]
  /** The old name by which it was called; null where it was called by the present one. */
  said: string | null
}

/** One chain: what was asked of it first, then all of it in short. */
export async function tellChain(
  context: Context,
  names: readonly ChainInVersion[],
  { id, year, fields, said }: Asked,
): Promise<Reply> {
  const { db, now, speaker, policies } = context
  const today = dayOf(now)
  const tag = tagOf(names, id)
  const wanted = CHAIN_SLOTS.filter(slot => fields.includes(slot))
  const [slots, updates, items] = await Promise.all([
    slotsOn(db, today, id),
    updatesBy(db, today, id),
    checklists(db),
  ])
  const stale = staleLists(freshnessOf(findRule(policies.documents, 'R-5LIST', today), updates, today))
  const shown = wanted.length > 0 ? wanted : CHAIN_SLOTS
  const isWhole = fields.length === 0
  const blocks: Block[] = [
    ...nameLines(names, { id, tag, year, said }),
    ...(wanted.length > 0 || isWhole ? shown.map(slot => slotLine(slot, slots)) : []),
    ...(isWhole || fields.includes('缺项') ? [lackLine(slots)] : []),
    ...(isWhole || fields.includes('企业') ? await firmBlocks(context, tag) : []),
    ...(fields.includes('清单')
      ? listLines(items, updates, stale, today)
      : isWhole
        ? [staleLine(stale)]
        : []),
    ...moreButtons(id, fields, mayKeepChain(speaker, tag)),
    note('链长、链办等以最新登记为准，缺的是还没有登记；企业按链办确认的产业链标签计。'),
  ]
  return {
    card: { title: `${tag}产业链`, tone: 'info', blocks },
    focus: { chain: tag },
  }
}

function nameLines(
  names: readonly ChainInVersion[],
  { id, tag, year, said }: { id: string; tag: string; year: number; said: string | null },
): Block[] {
  const inYear = nameInYear(names, id, year)
  const older = names.find(one => one.id === id && one.name !== tag)
  if (said) return [text(`您说的“${said}”是${older?.version ?? '以前'}的叫法，现在叫`, bold(tag), '。')]
  if (inYear === null) return [text(warn(`${year}年的名单里没有这条链`), `，下面是${tag}现在的情况。`)]
  if (inYear !== tag) return [text(`${year}年的名单里叫“${inYear}”，现在叫`, bold(tag), '。')]
  return []
}

function slotLine(slot: SlotName, slots: readonly FilledSlot[]): Block {
  const found = slots.filter(one => one.slot === slot)
  if (found.length === 0) return text(`${slot}：`, muted('未登记'))
  return text(
    `${slot}：`,
    bold(found.map(({ name }) => name).join('、')),
    found.length === 1 && found[0]?.post ? ` ${found[0].post}` : '',
  )
}

const lackLine = (slots: readonly FilledSlot[]): Block => {
  const lacking = emptySlots(slots)
  return lacking.length === 0
    ? text('“六个一”齐全。')
    : text(warn('“六个一”还缺'), `：${lacking.join('、')}。`)
}

const staleLine = (stale: readonly string[]): Block =>
  stale.length === 0
    ? text('五单一图谱一个月内都更新过。')
    : text(warn('五单一图谱过期'), `：${stale.join('、')}。`)

function listLines(
  items: readonly ChecklistItem[],
  updates: readonly ListUpdate[],
  stale: readonly string[],
  today: string,
): Block[] {
  return items.map(({ checklist, title, isConfirmed }) => {
    const last = updates.find(({ item }) => item === title)
    const isStale = checklist === FIVE && stale.includes(title)
    return text(
      bold(title),
      `：${last ? `${sayDay(last.updatedOn, today)}更新（${last.by}）${last.note ? ` ${last.note}` : ''}` : '从未更新'}`,
      isStale ? warn('，已过期') : '',
      isConfirmed || checklist === FIVE ? '' : muted('（待主管部门确认）'),
    )
  })
}

/** How many enterprises, what they come to; names for officials. */
async function firmBlocks({ db, now, speaker }: Context, chain: string): Promise<Block[]> {
  const year = Number(dayOf(now).slice(0, 4))
  const counts = await chainFirms(db, chain, year)
  const running = yearToDate(now)
  const totals = await Promise.all([
    totalOf(db, { chain }, 'output', yearPeriod(closedYear(dayOf(now)))),
    totalOf(db, { chain }, 'output', running),
    totalOf(db, { chain }, 'tax', running),
  ])
  const members = maySeeRanking(speaker) ? await chainMembers(db, chain, NAMED) : []
  return [
    text(
      '在库企业',
      bold(`${counts.firms}家`),
      `，规上${counts.aboveScale}家，${year}年倍增名录${counts.listed}家，头雁${counts.leading}家。`,
    ),
    ...totals.map(sayTotal),
    ...(members.length > 0
      ? [
          text(
            members.map(({ name, isLeading }) => (isLeading ? `${name}（头雁）` : name)).join('、'),
            counts.firms > members.length ? `等${counts.firms}家。` : '。',
          ),
        ]
      : []),
  ]
}

/** A sum in words; of fewer than three enterprises only that there are few. */
function sayTotal({ indicator, period, firms, amount, both, current, before }: Total): Block {
  const name = `${sayPeriod(period.text)}${INDICATORS[indicator].title}`
  if (firms === 0) return text(`${name}：还没有数据。`)
  if (!amount) return text(`${name}：涉及企业不足3家，不予展示。`)
  const growth = current && before ? `，可比${both}家同比${sayGrowth(growthOf(current, before))}` : ''
  return text(`${name}：${formatWan(amount)}（${firms}家有数${growth}）`)
}

function moreButtons(id: string, fields: readonly string[], mayKeep: boolean): Block[] {
  const ask = (label: string, wanted: string[]) => ({
    label,
    action: {
      command: 'chain',
      intent: 'query.chain',
      args: { chain: id, ...(wanted.length > 0 && { fields: wanted }) },
    },
  })
  const offered = [
    ...(fields.length > 0 ? [ask('全部情况', [])] : []),
    ...(fields.includes('清单') ? [] : [ask('清单图谱', ['清单'])]),
    ...(mayKeep
      ? [
          { label: '登记人员机构', action: { command: 'chain', intent: 'chain.set', args: { chain: id } } },
          {
            label: '更新清单',
            action: { command: 'chain', intent: 'chain.list_update', args: { chain: id } },
          },
        ]
      : []),
  ]
  return offered.length > 0 ? [buttons(...offered)] : []
}
