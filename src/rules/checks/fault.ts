import type { PolicyDocument } from '../document.ts'

/** Something wrong with a policy document, told for officials and for whoever wrote the file. */
export interface Fault {
  /** Version and title. */
  document: string
  rule: string | null
  /** The condition, branch, line, parameter or result it is about. */
  atom: string | null
  zh: string
  en: string
}

/** Where a fault is. */
export interface Place {
  document: string
  rule?: string
  atom?: string
}

export const faultAt = ({ document, rule, atom }: Place, zh: string, en: string): Fault => ({
  document,
  rule: rule ?? null,
  atom: atom ?? null,
  zh,
  en,
})

export const nameOfDocument = ({ version, title }: Pick<PolicyDocument, 'version' | 'title'>): string =>
  `${version} ${title}`

/** One line: where, then what, in both languages. */
export function sayFault({ document, rule, atom, zh, en }: Fault): string {
  const where = [document, rule, atom].filter(part => part !== null).join(' ')
  return `${where}：${zh}（${en}）`
}
