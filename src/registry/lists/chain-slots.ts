import { sql } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { CHAIN_SLOTS, chainSlot } from '../../../db/schema/index.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { hasRole, mayKeepChain } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { chainNames, tagOf } from '../chains/names.ts'
import { isShared, type SlotName, slotsOn } from '../chains/slots.ts'
import { readChoice, readDate, readText } from './cells.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

interface SlotRecord {
  chainId: string
  slot: SlotName
  name: string
  post: string | null
  fromOn: Day | null
  basis: string | null
}

const mayAtAll = (actor: Actor): boolean => actor.kind === 'operator' || hasRole(actor, 'office', 'chain')

/** 产业链六个一: who or what fills each slot of each chain, the chain's office with it. */
export const chainSlots: List<SlotRecord> = {
  kind: 'chain-slots',
  title: '产业链六个一',
  columns: [
    { title: '产业链', also: ['链名', '产业链名称'], isRequired: true, hint: '新旧名称都认' },
    { title: '类别', also: ['项目', '六个一'], isRequired: true, hint: CHAIN_SLOTS.join('、') },
    {
      title: '姓名或名称',
      also: ['姓名', '名称', '单位名称'],
      isRequired: true,
      hint: '人写姓名，机构写全称',
    },
    { title: '职务或地址', also: ['职务', '地址'], hint: '人写职务，链办写地址' },
    { title: '开始日期', also: ['起始日期', '任职日期'], hint: '不填为导入当天' },
    { title: '依据', also: ['文件依据', '来源'], hint: '文件名' },
  ],
  examples: [
    {
      产业链: '输变电',
      类别: '链长',
      姓名或名称: '周岳',
      职务或地址: '市领导',
      开始日期: { day: '2023-01-01' },
      依据: '2023年链长安排',
    },
  ],
  tables: [chainSlot],
  mayImport: mayAtAll,
  mayExport: actor => mayAtAll(actor) || hasRole(actor, 'leader', 'admin'),
  async reader(db, { actor, now }) {
    const names = await chainNames(db)
    const today = dayOf(now)
    return (row, notes) => {
      const said = row
        .cell('产业链')
        .replace(/(?:产业)?链$/, '')
        .trim()
      const chain = names.find(one => one.name === said || one.aliases.includes(said) || one.id === said)
      if (!chain)
        notes.reject(
          '产业链',
          row.cell('产业链'),
          `没有这条产业链，可填：${names
            .filter(one => one.versionId === '2022')
            .map(({ name }) => name)
            .join('、')}。`,
        )
      const slot = readChoice<SlotName>(row, '类别', CHAIN_SLOTS, notes, {
        银行: '主办银行',
        金融机构: '主办银行',
        协会: '行业协会',
        高校: '高校院所',
        推进办公室: '链办',
        副主任: '专职副主任',
      })
      const name = readText(row, '姓名或名称', notes, { longest: 60 })
      const post = readText(row, '职务或地址', notes, { longest: 80 })
      const fromOn = readDate(row, '开始日期', notes)
      const basis = readText(row, '依据', notes, { longest: 100 })
      if (fromOn && fromOn > today) notes.reject('开始日期', fromOn, '还没有到，到那天再导入。')
      if (chain && actor.kind === 'person' && !mayKeepChain(actor, tagOf(names, chain.id)))
        notes.reject('产业链', chain.name, '不是您所在链办的产业链。')
      if (!chain || !slot || !name) return null
      return { chainId: chain.id, slot, name, post, fromOn, basis }
    }
  },
  keyOf: ({ chainId, slot, name }) => (isShared(slot) ? `${chainId} ${slot} ${name}` : `${chainId} ${slot}`),
  save,
  rows: exportRows,
}

async function save(db: Db, records: readonly SlotRecord[], { by, now }: Importer): Promise<Saved> {
  const today = dayOf(now)
  const standing = await slotsOn(db, today)
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  for (const record of records) {
    const own = standing.filter(one => one.chainId === record.chainId && one.slot === record.slot)
    const old = isShared(record.slot) ? own.find(({ name }) => name === record.name) : own[0]
    if (
      old?.name === record.name &&
      (record.post === null || record.post === old.post) &&
      (record.fromOn === null || record.fromOn === old.fromOn) &&
      (record.basis === null || record.basis === old.basis)
    ) {
      saved.same++
      continue
    }
    const from = record.fromOn ?? today
    const fromOn = old && old.fromOn > from ? old.fromOn : from
    if (old)
      await db
        .update(chainSlot)
        .set({ toOn: fromOn, endedBy: by, endReason: record.basis ?? '按产业链六个一表更新' })
        .where(sql`${chainSlot.id} = ${old.id}`)
    const kept = old?.name === record.name ? old : null
    await db.insert(chainSlot).values({
      chainId: record.chainId,
      slot: record.slot,
      name: record.name,
      post: record.post ?? kept?.post ?? null,
      fromOn,
      basis: record.basis ?? kept?.basis ?? '产业链六个一表',
      setBy: by,
      setAt: now,
    })
    saved[old ? 'changed' : 'added']++
  }
  return saved
}

const seesChain = (actor: Actor, chain: string): boolean =>
  actor.kind === 'operator' ||
  (actor.kind === 'person' && (mayKeepChain(actor, chain) || hasRole(actor, 'leader', 'admin')))

async function* exportRows(db: Db, actor: Actor): AsyncIterable<ListRow> {
  const names = await chainNames(db)
  for (const { chainId, slot, name, post, fromOn, basis } of await slotsOn(db, '9999-12-31')) {
    const chain = tagOf(names, chainId)
    if (seesChain(actor, chain))
      yield {
        产业链: chain,
        类别: slot,
        姓名或名称: name,
        职务或地址: post,
        开始日期: { day: fromOn },
        依据: basis,
      }
  }
}
