import { CHAIN_NAMES } from '../base/chains.ts'
import type { CHAIN_SLOTS } from '../schema/index.ts'
import { madeUpPerson } from './made-up-people.ts'
import { between } from './spread.ts'

type Slot = (typeof CHAIN_SLOTS)[number]

/** Where a chain's office sits, its carrier, and who leads that place; banks and associations are made up. */
const SEATS: Readonly<Record<string, readonly [carrier: string, director: string]>> = {
  nuclear: ['白沙绿岛', '园区主任'],
  power: ['雁峰区', '区长'],
  electronics: ['衡阳高新区', '园区主任'],
  mobile: ['蒸湘区', '区长'],
  nonferrous: ['常宁水口山经开区', '园区主任'],
  pipes: ['蒸湘区', '区长'],
  salt: ['松木经开区', '园区主任'],
  vehicles: ['珠晖区', '区长'],
  agriculture: ['衡南县', '县长'],
  logistics: ['衡阳国际物流园', '园区主任'],
  tourism: ['南岳区', '区长'],
  medicine: ['衡阳高新区', '园区主任'],
  textile: ['湘南纺织产业基地', '园区主任'],
  clock: ['船山时间谷钟表园', '园区主任'],
}
/** 15 for 14 chains: the first chain has two. */
const BANKS = [
  '衡岳',
  '雁城',
  '湘江',
  '蒸水',
  '石鼓',
  '船山',
  '回雁',
  '松木',
  '来雁',
  '珠晖',
  '祝融',
  '耒水',
  '洣水',
  '舂陵',
  '西渡',
]
const DEPUTIES = 18
const SINCE = '2022-03-01'
const BASIS = '2022年产业链组织架构（演示）'

/** The 14 chains of 2022, in their order. */
const CHAINS = CHAIN_NAMES.filter(({ versionId }) => versionId === '2022')

/** Rows of `chain_slot`: 六个一, the office, 15 banks and 18 deputies. */
export function chainSlotRows() {
  return CHAINS.flatMap(({ chainId, name }, i) => {
    const [carrier, director] = SEATS[chainId] ?? ['衡阳市', '主任']
    const row = (slot: Slot, who: string, post: string | null = null, personId: string | null = null) => ({
      chain_id: chainId,
      slot,
      name: who,
      post,
      person_id: personId,
      from_on: SINCE,
      basis: BASIS,
      set_by: 'demo',
      set_at: `${SINCE}T09:00:00+08:00`,
    })
    // The first four chains have two deputies each.
    const deputies = i < DEPUTIES - CHAINS.length ? 2 : 1
    return [
      chainId === 'power'
        ? row('链长', '王湘', '市领导', 'demo-chain')
        : row('链长', madeUpPerson(i + 100), '市领导'),
      row('承载主体', carrier),
      row('行业协会', `衡阳市${name}行业协会（演示）`),
      row('主办银行', `${BANKS[i]}银行（演示）`),
      ...(i === 0 ? [row('主办银行', `${BANKS[CHAINS.length]}银行（演示）`)] : []),
      row('高校院所', `${['衡岳', '船山', '雁城'][i % 3]}大学${name}研究中心（演示）`),
      row('联合党工委', `${name}产业链联合党工委`),
      row('链办', `${name}产业链推进办公室`, carrier),
      row('链办主任', madeUpPerson(i + 200), `${carrier}${director}`),
      ...Array.from({ length: deputies }, (_, d) =>
        row('专职副主任', madeUpPerson(i * 2 + d + 300), '专职副主任'),
      ),
    ]
  })
}

const LISTS = [
  '发展目标清单',
  '在建重大项目清单',
  '招商引资重点项目清单',
  '重点问题清单',
  '可产业化科研成果清单',
  '产业链上下游图谱',
]

/** Rows of `chain_update`: most lists are of the last month; those of every fifth chain have lain longer. */
export const chainUpdateRows = () =>
  CHAINS.flatMap(({ chainId }, i) =>
    LISTS.map((item, k) => {
      const day = String(between(1, 14, i * 10 + k, 131)).padStart(2, '0')
      const updatedOn = i % 5 === 4 && k % 2 === 0 ? `2023-08-${day}` : `2023-11-${day}`
      return {
        chain_id: chainId,
        item,
        updated_on: updatedOn,
        note: null,
        reported_by: 'demo',
        reported_at: `${updatedOn}T16:00:00+08:00`,
      }
    }),
  )
