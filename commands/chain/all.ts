import { bold, buttons, note, text, warn } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { groupBy } from '../../src/lib/group.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { FIVE_LISTS, freshnessOf, staleLists, updatesBy } from '../../src/registry/chains/lists.ts'
import { type ChainInVersion, mapBetween, tagOf } from '../../src/registry/chains/names.ts'
import {
  emptySlots,
  type FilledSlot,
  type SlotName,
  sixOf,
  slotsOn,
} from '../../src/registry/chains/slots.ts'
import { findRule } from '../../src/rules/find-rule.ts'

/** Which list of chains an answer goes by. */
const basisOf = (list: readonly ChainInVersion[]): string => {
  const [first] = list
  return first ? `${first.version}（${first.source}）` : ''
}

/** The list of a year. */
export function tellLists(names: readonly ChainInVersion[], list: readonly ChainInVersion[]): Reply {
  return {
    card: {
      title: '产业链名单',
      tone: 'info',
      blocks: [
        text(bold(`${list.length}条`), `：${list.map(({ name }) => name).join('、')}。`),
        ...(list.some(({ id, name }) => tagOf(names, id) !== name)
          ? [note('和现在的叫法不同，发“产业链新旧名称对照”看怎么对应。')]
          : []),
        buttons(
          {
            label: '链长名单',
            action: { command: 'chain', intent: 'query.chain', args: { fields: ['链长'] } },
          },
          {
            label: '六个一',
            action: { command: 'chain', intent: 'query.chain', args: { fields: ['缺项'] } },
          },
          {
            label: '五单一图谱',
            action: { command: 'chain', intent: 'query.chain', args: { fields: ['清单'] } },
          },
        ),
        note(`按${basisOf(list)}；数据按所属年份的名单计。`),
      ],
    },
  }
}

/** What the chains of two lists are called in each. */
export function tellVersions(names: readonly ChainInVersion[]): Reply {
  const [before, after] = ['2021', '2022']
  const title = (id: string) => names.find(({ versionId }) => versionId === id)?.version ?? id
  return {
    card: {
      title: '产业链新旧名称对照',
      tone: 'info',
      blocks: [
        {
          kind: 'table',
          columns: [
            { key: 'after', title: title(after) },
            { key: 'before', title: title(before) },
          ],
          rows: mapBetween(names, [before, after]).map(row => ({
            after: row.after ?? '—',
            before: row.before ?? '—',
          })),
        },
        note('两份名单出自不同年份的材料，对应关系按产业内容整理，待主管部门确认；数据按所属年份的名单计。'),
      ],
    },
  }
}

/** What somebody or something is to which chains: a bank, a leader. */
export function tellHolder(names: readonly ChainInVersion[], held: readonly FilledSlot[]): Reply {
  return {
    card: {
      title: '产业链',
      tone: 'info',
      blocks: [...groupBy(held, ({ name }) => name)].map(([name, slots]) =>
        text(
          bold(name),
          `：${slots.map(({ chainId, slot }) => `${tagOf(names, chainId)}产业链${slot}`).join('、')}。`,
        ),
      ),
    },
  }
}

/** Who fills some slots of every chain: 链长名单. */
export async function tellSlots(
  { db, now }: Context,
  list: readonly ChainInVersion[],
  wanted: readonly SlotName[],
): Promise<Reply> {
  const slots = await slotsOn(db, dayOf(now))
  const of = (id: string, name: SlotName) => slots.filter(one => one.chainId === id && one.slot === name)
  const empty = list.filter(({ id }) => wanted.some(name => of(id, name).length === 0))
  return {
    card: {
      title: `产业链${wanted.join('、')}`,
      tone: empty.length > 0 ? 'warn' : 'info',
      blocks: [
        {
          kind: 'table',
          columns: [{ key: 'chain', title: '产业链' }, ...wanted.map(name => ({ key: name, title: name }))],
          rows: list.map(({ id, name }) => ({
            chain: name,
            ...Object.fromEntries(
              wanted.map(slot => [
                slot,
                of(id, slot)
                  .map(one => (one.post ? `${one.name}（${one.post}）` : one.name))
                  .join('、') || '未登记',
              ]),
            ),
          })),
        },
        ...(empty.length > 0 && empty.length < list.length
          ? [text(warn(`${empty.length}条还没登记`), `：${empty.map(({ name }) => name).join('、')}。`)]
          : []),
        note(`名单按${basisOf(list)}。人员以领导小组办公室最新登记为准。`),
      ],
    },
  }
}

/** 六个一: which chains are complete, and what the others lack. */
export async function tellSix(
  { db, now, policies }: Context,
  list: readonly ChainInVersion[],
): Promise<Reply> {
  const today = dayOf(now)
  const version = findRule(policies.documents, 'R-CHAIN6', today)
  const all = await slotsOn(db, today)
  const rows = list.map(({ id, name }) => {
    const own = all.filter(({ chainId }) => chainId === id)
    return { name, lacking: emptySlots(own), isComplete: sixOf(version, own, today).verdict === 'pass' }
  })
  const complete = rows.filter(({ isComplete }) => isComplete)
  return {
    card: {
      title: '产业链“六个一”',
      tone: complete.length < rows.length ? 'warn' : 'good',
      blocks: [
        text(`${rows.length}条产业链，配齐`, bold(`${complete.length}条`), '。'),
        ...[
          ...groupBy(
            rows.filter(({ isComplete }) => !isComplete),
            ({ lacking }) => lacking.join('、'),
          ),
        ].map(([lacking, chains]) =>
          text(
            bold(chains.map(({ name }) => name).join('、')),
            `${chains.length > 1 ? `（${chains.length}条）` : ''}：缺${lacking}`,
          ),
        ),
        note(
          '六个一：一位市级领导、一个承载主体、一个行业协会、一家金融机构、一批高校院所、一个联合党工委（R-CHAIN6）。没有登记的按缺项列。',
        ),
      ],
    },
  }
}

/** 五单一图谱: which chains' lists are stale. */
export async function tellStale(
  { db, now, policies }: Context,
  list: readonly ChainInVersion[],
): Promise<Reply> {
  const today = dayOf(now)
  const version = findRule(policies.documents, 'R-5LIST', today)
  const updates = await updatesBy(db, today)
  const rows = list.map(({ id, name }) => {
    const own = updates.filter(({ chainId }) => chainId === id)
    const stale = staleLists(freshnessOf(version, own, today))
    const last = own
      .map(({ updatedOn }) => updatedOn)
      .sort()
      .at(-1)
    return { name, stale, last }
  })
  const fresh = rows.filter(({ stale }) => stale.length === 0)
  const many = Object.keys(FIVE_LISTS).length
  return {
    card: {
      title: '五单一图谱更新情况',
      tone: fresh.length < rows.length ? 'warn' : 'good',
      blocks: [
        text(`${rows.length}条产业链，一个月内全部更新的`, bold(`${fresh.length}条`), '。'),
        {
          kind: 'table',
          columns: [
            { key: 'chain', title: '产业链' },
            { key: 'fresh', title: '已更新', align: 'right' },
            { key: 'last', title: '最近一次' },
          ],
          rows: rows.map(({ name, stale, last }) => ({
            chain: name,
            fresh: `${many - stale.length}/${many}`,
            last: last ? sayDay(last, today) : '从未更新',
          })),
        },
        note(
          '五张清单和图谱的名称据湖南日报2022年8月10日报道；一个月没有更新的算过期（R-5LIST，期限待主管部门确认）。',
        ),
      ],
    },
  }
}
