import { z } from 'zod'
import { CHAIN_SLOTS } from '../../db/schema/index.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { intent } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { scopesOf } from '../../src/people/may.ts'
import { chainNames, chainsIn, listFor } from '../../src/registry/chains/names.ts'
import { slotsOn } from '../../src/registry/chains/slots.ts'
import { tellHolder, tellLists, tellSix, tellSlots, tellStale, tellVersions } from './all.ts'
import { tellChain } from './one.ts'
import { chainCalledIn, slotsIn, yearIn } from './words.ts'

const slots = z.object({
  chain: z.string().max(30).optional(),
  /** 链长, 链办, 主办银行, …; 缺项, 清单, 企业. */
  fields: z.array(z.string().max(20)).max(12).optional(),
  all: z.boolean().optional(),
  year: z.number().int().min(2000).max(2100).optional(),
  said: z.string().max(200).optional(),
})
type AskedChain = z.infer<typeof slots>

/** 产业链: who leads it, where its office is, which bank serves it, what it amounts to, what is missing or stale. */
export const query = intent({
  title: '产业链',
  examples: [
    '输变电链的链长是谁',
    '电子信息产业链链办在哪里',
    '各条产业链的链长名单',
    '有色金属链是哪家银行对口',
    '盐卤化工产业链有多少家企业 产值多少',
    '哪些产业链六个一还没配齐',
    '五单一图谱哪几条链没更新',
    '新能源汽车产业链情况',
    '2021年的14条产业链是哪些',
    '产业链新旧名称对照',
    '工商银行对口哪几条产业链',
    '有哪些产业链',
    '有色金属链链长',
    '输变电产业链包括哪些企业',
    '链办在哪里 电话多少',
    '我们企业在哪条链上',
    '新材料链产值多少',
    '钢管链的主办银行',
    '14条产业链链长分别是谁',
    '链主企业有哪些',
    '产业链情况',
    '各链负责人',
    '链长是谁',
    '有色链链长',
    '各链链长',
    '电子信息链办主任',
    '钢管链哪个银行',
    '输变电产业链多少企业',
    '盐卤化工链产值',
    '六个一配齐没',
    '哪条链没配齐',
    '新农业链是哪个领导',
    '钟表链在哪个区',
    '生物医药链链主',
    '产业链名单',
    '14条链',
    '各条链的银行',
    '轻工纺织链现在叫什么',
    '五单一图谱更新没',
    '核技术应用链的情况',
    '电子信息链现在几家规上',
    '链主企业是谁',
    '有色金属链 链长 链办 银行 都是谁',
    '电子信息链有几家规上 链主是谁',
    '钢管及深加工链的主办银行是哪家',
    '盐卤化工链现在谁当链长',
    '14条链的链长和链办主任',
    '六个一差哪些 哪条链不全',
    '生物医药链有哪些企业',
    '新能源汽车链办主任电话',
    '五单一图谱更新到哪了',
    '哪几条链的图谱没更新',
  ],
  access: 'known',

  read: ({ text: said }) => {
    const fields = [
      ...slotsIn(said),
      ...(/缺|没配|未配|配齐|空缺|六个一/.test(said) ? ['缺项'] : []),
      ...(/五单一|清单|图谱|更新/.test(said) ? ['清单'] : []),
      ...(/企业|产值|税|多少家|规模/.test(said) ? ['企业'] : []),
    ]
    const year = yearIn(said)
    const chain = chainCalledIn(said)
    return {
      said,
      ...(chain ? { chain } : /名单|各链|各条|所有|全部|都是谁|分别/.test(said) && { all: true }),
      ...(fields.length > 0 && { fields }),
      ...(year && { year }),
    }
  },
  slots,
  run: tell,
})

async function tell(context: Context, asked: AskedChain): Promise<Reply> {
  const { db, now, focus } = context
  const names = await chainNames(db)
  const said = asked.said ?? ''
  const year = asked.year ?? Number(dayOf(now).slice(0, 4))
  if (/对照|新旧|哪版|几版|区别|改名/.test(said)) return tellVersions(names)
  const named = chainsIn(names, said)
  const found =
    named.length === 0 && asked.chain
      ? names.filter(
          one =>
            one.id === asked.chain || one.name === asked.chain || one.aliases.includes(asked.chain ?? ''),
        )
      : named
  const [first] = found
  const [own] = /我们?(?:这条)?链/.test(said) ? scopesOf(context.speaker, 'chain') : []
  const pointsBack =
    !first && /它|这条链|该链|^链(?:长|办)|^(?:主办)?银行/.test(said) ? focus.chain : undefined
  const back = own ?? pointsBack
  const id = first?.id ?? (back ? names.find(({ name }) => name === back)?.id : undefined)
  if (id)
    return tellChain(context, names, {
      id,
      year,
      fields: asked.fields ?? [],
      said: asked.year ? null : oldNameIn(found),
    })
  const held =
    asked.chain || fieldsAll(said)
      ? []
      : (await slotsOn(db, dayOf(now))).filter(({ name }) => said.includes(name))
  if (held.length > 0) return tellHolder(names, held)
  if (asked.chain) throw new Refusal(`没有“${asked.chain}”这条产业链。发“有哪些产业链”看全部名单。`)
  const list = listFor(names, year)
  const fields = asked.fields ?? []
  const slotFields = CHAIN_SLOTS.filter(slot => fields.includes(slot))
  if (fields.includes('清单')) return tellStale(context, list)
  if (slotFields.length > 0) return tellSlots(context, list, slotFields)
  if (fields.includes('缺项')) return tellSix(context, list)
  return tellLists(names, list)
}

/** A question over all chains names nobody. */
const fieldsAll = (said: string): boolean => /各|全部|所有|名单|哪几?条链没/.test(said)

const oldNameIn = (found: readonly unknown[]): string | null => {
  const [first] = found as { said?: string; isOldName?: boolean }[]
  return first?.isOldName ? (first.said ?? null) : null
}
