/** Numbers that look random and are always the same: a 32-bit hash of two integers, 0 to 1 (1 excluded). */
export function spread(seed: number, salt: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97)
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x1_0000_0000
}

/** A whole number from `from` to `to`, both possible. */
export function between(from: number, to: number, seed: number, salt: number): number {
  return from + Math.floor(spread(seed, salt) * (to - from + 1))
}

/** One of a list. */
export function pick<T>(list: readonly [T, ...T[]], seed: number, salt: number): T {
  return list[Math.floor(spread(seed, salt) * list.length)] ?? list[0]
}
