import { type Passage, plainOf } from '../../document/parts.ts'

/** A passage in plain words, its remark behind its facts. */
export function wordsOf({ facts, remark, isPlain }: Passage): string {
  const told = plainOf(facts)
  if (remark === '') return isPlain ? told : `${told}。`
  return `${told}${told === '' ? '' : '；'}${remark}。`
}
