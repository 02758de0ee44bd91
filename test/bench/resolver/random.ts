/** A seeded source of chance: the same seed gives the same city and the same queries everywhere. */
export interface Random {
  /** 0 up to, not including, 1. */
  next(): number
  /** 0 up to, not including, `below`. */
  below(below: number): number
  pick<T>(list: readonly T[]): T
  /** Earlier entries are likelier, as few names are frequent and many are rare. */
  pickEarly<T>(list: readonly T[]): T
  chance(share: number): boolean
}

/** Mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const at = <T>(list: readonly T[], place: number): T => {
    const found = list[place]
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }
  return {
    next,
    below: below => Math.floor(next() * below),
    pick: list => at(list, Math.floor(next() * list.length)),
    pickEarly: list => at(list, Math.floor(next() ** 2 * list.length)),
    chance: share => next() < share,
  }
}
