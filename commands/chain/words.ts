import { CHAIN_NAMES } from '../../db/base/chains.ts'
import { CHAIN_SLOTS } from '../../db/schema/index.ts'
import type { SlotName } from '../../src/registry/chains/slots.ts'

const SLOT_WORDS: readonly [SlotName, RegExp][] = [
  ['链办主任', /链办主任|办公室主任/],
  ['专职副主任', /专职副主任|副主任/],
  ['链长', /链长|牵头领导|联系领导/],
  ['链办', /链办|推进办|推进办公室/],
  ['主办银行', /银行|金融机构/],
  ['行业协会', /协会|商会/],
  ['高校院所', /高校|院所|大学|科研院/],
  ['联合党工委', /党工委/],
  ['承载主体', /承载|主体园区/],
]

/** The slots a text names, in the order of the documents. */
export const slotsIn = (text: string): SlotName[] => {
  const named = SLOT_WORDS.filter(([, words]) => words.test(text)).map(([slot]) => slot)
  // 链办主任 holds the words of 链办, 专职副主任 those of 主任.
  const plain = /链办(?!主任)|推进办/.test(text) ? named : named.filter(slot => slot !== '链办')
  return CHAIN_SLOTS.filter(slot => plain.includes(slot))
}

/** The year a text names. */
export const yearIn = (text: string): number | null => {
  const year = /(20\d\d)年?(?:版|的)?/.exec(text)?.[1]
  return year ? Number(year) : null
}

const CITY_NAMES = CHAIN_NAMES.filter(({ versionId }) => versionId !== 'hengdong').flatMap(
  ({ chainId, name, aliases = [] }) => {
    const newest = CHAIN_NAMES.find(one => one.chainId === chainId)?.name ?? name
    return [name, ...aliases].map(called => ({ called, name: newest }))
  },
)

/** The chain a text names, as the newest of the city's lists has it: 电子信息链, 有色链. */
export function chainCalledIn(text: string): string | null {
  const named = CITY_NAMES.filter(({ called }) => text.includes(called)).sort(
    (a, b) => b.called.length - a.called.length,
  )
  return named[0]?.name ?? null
}
