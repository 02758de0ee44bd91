import { Refusal } from '../lib/errors.ts'

/** Longest text of one entry in the ledger, in characters. */
const LONGEST_ENTRY = 1000

/**
 * What somebody wrote, without control characters and blanks around it. Throws `Refusal` naming the entry when it is
 * shorter than `least` or longer than allowed.
 */
export function requireText(value: string, label: string, least = 2): string {
  const words = value.replace(/(?!\n)[\p{Cc}\p{Cf}]/gu, '').trim()
  const length = [...words].length
  if (length === 0) throw new Refusal(`还没有写${label}，请补上再提交。`)
  if (length < least)
    throw new Refusal(`${label}太短了（${length} 个字），请至少写 ${least} 个字，把事情说清楚。`)
  if (length > LONGEST_ENTRY) {
    throw new Refusal(`${label}有 ${length} 个字，太长了，请压缩到 ${LONGEST_ENTRY} 字以内再提交。`)
  }
  return words
}
