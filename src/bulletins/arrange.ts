import type { Db } from '../../db/client.ts'
import { Refusal } from '../lib/errors.ts'
import { isWorded } from './document/parts.ts'
import { documentOf } from './document.ts'
import { editableIn } from './editable.ts'
import type { Bulletin } from './find.ts'
import { type Edit, type Edited, openBulletin, writeVersion } from './version.ts'

/** Where a passage is put among its like. */
export type Move = 'first' | 'last' | { before: string } | { after: string } | { swap: string }

/**
 * 删掉: leaves out passages, or the rank within them (`unit:430426.rank`); `isBack` takes them in again. What they say is
 * in the tables all the same.
 */
export async function omitPassages(
  db: Db,
  { ids, isBack = false, ...edit }: Edit & { ids: readonly string[]; isBack?: boolean },
): Promise<Edited> {
  const row = await openBulletin(db, edit)
  const { omitted = [], ...wording } = row.wording
  const changed = ids.filter(id => omitted.includes(id) === isBack)
  const named = namesOf(row, ids)
  if (changed.length === 0)
    throw new Refusal(isBack ? `${named}没有删过，还在通报里。` : `${named}已经不在通报里了。`)
  const next = isBack ? omitted.filter(id => !ids.includes(id)) : [...omitted, ...changed]
  const why = isBack ? `恢复${named}` : `删去${named}`
  return writeVersion(db, edit, row, { wording: { ...wording, omitted: next } }, why)
}

/** 调整顺序: puts a passage elsewhere among those of its section. The ranking keeps its own order. */
export async function movePassage(
  db: Db,
  { passageId, to, ...edit }: Edit & { passageId: string; to: Move },
): Promise<Edited> {
  const row = await openBulletin(db, edit)
  const { content, wording } = row
  const section = documentOf(content, wording)
    .map(({ parts }) => parts.filter(isWorded).map(part => part.id))
    .find(ids => ids.includes(passageId))
  if (!section) throw new Refusal(`这期通报里没有${namesOf(row, [passageId])}，请看初稿里有哪些段落。`)
  const moved = moveIn(section, passageId, to)
  if (!moved) throw new Refusal('只能在同一部分里调整顺序，例如“松木放到最前面”“耒阳和常宁换一下顺序”。')
  if (moved.join() === section.join())
    throw new Refusal(`${namesOf(row, [passageId])}已经在那个位置，没有改。`)
  const order = [...(wording.order ?? []).filter(one => !section.includes(one)), ...moved]
  const why = `调整顺序：${namesOf(row, [passageId])}${sayMove(row, to)}`
  return writeVersion(db, edit, row, { wording: { ...wording, order } }, why)
}

/** The order with one put elsewhere; null when what it is to stand beside is not there. */
function moveIn(ids: readonly string[], id: string, to: Move): string[] | null {
  const others = ids.filter(one => one !== id)
  if (to === 'first') return [id, ...others]
  if (to === 'last') return [...others, id]
  if ('swap' in to) {
    const swapped = new Map([
      [id, to.swap],
      [to.swap, id],
    ])
    return ids.includes(to.swap) ? ids.map(one => swapped.get(one) ?? one) : null
  }
  const at = others.indexOf('before' in to ? to.before : to.after)
  if (at < 0) return null
  return others.toSpliced('before' in to ? at : at + 1, 0, id)
}

function sayMove(row: Bulletin, to: Move): string {
  if (to === 'first') return '放到最前面'
  if (to === 'last') return '放到最后'
  if ('swap' in to) return `和${namesOf(row, [to.swap])}对调`
  return 'before' in to ? `放到${namesOf(row, [to.before])}前面` : `放到${namesOf(row, [to.after])}后面`
}

/** `祁东县一段`, `衡东县的位次`, as people read them. */
function namesOf({ content, wording }: Bulletin, ids: readonly string[]): string {
  const titles = new Map(editableIn(content, wording).map(({ id, title }) => [id, title]))
  const ranks = ids.filter(id => id.endsWith('.rank'))
  if (ranks.length > 1) return '各单位的位次'
  return ids
    .map(id => {
      const title = titles.get(id.replace(/\.rank$/, '')) ?? id
      return id.endsWith('.rank') ? `${title}的位次` : `${title}一段`
    })
    .join('、')
}
